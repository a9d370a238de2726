"""Lines, words, hooks, choosing, disposal: what the pages are made of."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from soucinnost.access.models import Circle
from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry
from soucinnost.documents.models import Attachment
from soucinnost.groups import actions, choosing, disposal, hooks, line
from soucinnost.groups.enums import Rhythm
from soucinnost.groups.models import Group, Mandate, Topic
from soucinnost.groups.page import read_page
from soucinnost.groups.selectors import region_of, seats_on
from soucinnost.groups.words import days_words, roles_of, signal_words, strip_label
from soucinnost.retention import actions as retention
from soucinnost.retention.models import Rule
from soucinnost.search.models import IndexEntry
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import Cast

TODAY = date(2017, 12, 4)
NBSP = "\N{NO-BREAK SPACE}"


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("group", "kind", "text"),
    [
        (Group(rhythm=Rhythm.MONTHLY, last_met_on=TODAY), "ok", "v rytmu"),
        (Group(rhythm=Rhythm.MONTHLY, last_met_on=date(2017, 11, 8)), "part", "sejít se do 5 dnů"),
        (Group(rhythm=Rhythm.MONTHLY, last_met_on=date(2017, 11, 2)), "part", "je čas se sejít"),
        (Group(rhythm=Rhythm.MONTHLY, last_met_on=date(2017, 10, 14)), "late", "jednání se opozdilo o 20 dnů"),
        (Group(rhythm=Rhythm.MONTHLY, last_met_on=date(2017, 9, 4)), "no", "bez jednání 91 dnů"),
        (Group(rhythm=Rhythm.MONTHLY, founded_on=date(2017, 9, 4)), "no", "91 dnů od vzniku bez jednání"),
        (Group(rhythm=Rhythm.AS_NEEDED), "wait", "podle potřeby"),
        (Group(rhythm=Rhythm.MONTHLY), "wait", "zatím bez jednání"),
        (Group(rhythm=Rhythm.MONTHLY, last_met_on=TODAY, closed_on=TODAY), "wait", "ukončena"),
        (Group(rhythm=Rhythm.AS_NEEDED, closed_on=date(2017, 1, 1)), "wait", "ukončena"),
    ],
)
def test_signals_in_words(group: Group, kind: str, text: str) -> None:
    _signal, shown = signal_words(group, TODAY)
    assert (shown.kind, plain(shown.text)) == (kind, text)


def test_small_words(cast: Cast) -> None:
    seat = cast.mandates["chair"].seat
    assert roles_of(seat, reports=True) == "předsedá, podává zprávu"
    assert roles_of(cast.mandates["member"].seat) == ""
    assert plain(days_words(date(2015, 3, 1), None)) == "od 1. 3. 2015"
    assert plain(days_words(date(2015, 3, 1), date(2016, 12, 31))) == "1. 3. 2015 – 31. 12. 2016"
    assert plain(strip_label([True, False] * 6)) == "Z posledních 12 měsíců s jednáním: 6"
    assert plain(strip_label([None] * 11 + [True])).endswith("s jednáním: 1, bez údaje: 11")


class TestLine:
    """The line of the rhythm."""

    def test_places_and_labels(self) -> None:
        held = (date(2016, 1, 1), date(2017, 3, 14), date(2017, 3, 20), date(2017, 9, 21))
        planned = (date(2017, 12, 7), date(2017, 12, 31))
        marks = [hooks.Mark(day, True) for day in held] + [hooks.Mark(day, False) for day in planned]
        drawn = line.draw(marks, TODAY)
        assert [year for year, _x in drawn.years] == [2016, 2017]
        assert [dot.x for dot in drawn.dots] == ["1.0%", "59.8%", "60.6%", "85.4%", "95.8%", "99.0%"]
        assert [plain(dot.label) for dot in drawn.dots] == ["1. 1.", "14. 3.", "", "21. 9.", "7. 12.", ""]
        assert [dot.is_last for dot in drawn.dots] == [False, False, False, True, False, False]
        assert [dot.anchor for dot in drawn.dots] == ["start", "middle", "middle", "middle", "end", "end"]
        assert plain(drawn.summary) == (
            "Jednání v letech 2016 a 2017: 4, naposledy 21. 9. 2017, příště 7. 12. 2017."
        )

    def test_nothing_to_draw(self) -> None:
        drawn = line.draw([], TODAY)
        assert drawn.dots == ()
        assert plain(drawn.summary) == "Jednání v letech 2016 a 2017: 0."


class TestHooks:
    """What stands on the pages when no app above answers."""

    @pytest.fixture(autouse=True)
    def _nobody(self, monkeypatch) -> None:
        for name in ("_months", "_marks", "_attendance"):
            monkeypatch.setattr(hooks, name, [])
        monkeypatch.setattr(hooks, "_sections", {})

    def test_from_the_frame_alone(self, cast: Cast) -> None:
        actor = cast.actor("member")
        met = Group(pk=1, last_met_on=date(2017, 10, 9), next_meeting_on=date(2018, 1, 9))
        old, never = Group(pk=2, last_met_on=date(2016, 10, 9)), Group(pk=3)
        months = hooks.meeting_months(actor, [met, old, never], TODAY)
        assert months[1] == [None] * 9 + [True, False, False]
        assert months[2] == months[3] == [None] * 12
        first, last = date(2017, 1, 1), date(2018, 12, 31)
        assert [mark.day.month for mark in hooks.meeting_marks(actor, met, first, last)] == [10, 1]
        assert hooks.meeting_marks(actor, old, first, last) == []
        assert hooks.meeting_marks(actor, never, first, last) == []
        assert hooks.attendance(actor, met) is None
        assert hooks.sections(actor, met) == []

    def test_who_knows_better_is_asked(self, cast: Cast) -> None:
        actor = cast.actor("member")
        hooks.register_meeting_months(lambda _actor, pks: {pk: [True] * 12 for pk in pks if pk != 2})
        hooks.register_meeting_marks(lambda *_args: [hooks.Mark(date(2018, 1, 2), False), hooks.Mark(TODAY, True)])
        hooks.register_attendance(lambda _actor, group: {seat.pk: (2, 3) for seat in group.circle.seats.all()})
        assert hooks.meeting_months(actor, [Group(pk=1), Group(pk=2)], TODAY) == {1: [True] * 12, 2: [None] * 12}
        marks = hooks.meeting_marks(actor, cast.group, date(2017, 1, 1), date(2018, 1, 1))
        assert [mark.day for mark in marks] == [TODAY]
        page = read_page(actor, cast.group, factories.today())
        assert page.counts_attendance
        assert {member.attendance for member in page.members} == {(2, 3)}
        assert not read_page(cast.actor("manager"), cast.group, factories.today()).counts_attendance


def test_members_by_organisation(cast: Cast) -> None:
    factories.mandate(cast.group, factories.person("Zora", "Žižková", has_account=False), organisation=None)
    page = read_page(cast.actor("member"), cast.group, factories.today())
    assert [member.seat.person.surname for member in page.members] == [
        "Předsedová", "Zapisovatelová", "Žižková", "Členová", "Revidující",
    ]
    assert [member.first_of_organisation for member in page.members] == [True, False, True, True, True]
    assert [member.has_account for member in page.members] == [True, True, False, True, True]
    assert [seat.person.surname for seat in page.members[3].deputies] == ["Zástupný"]


def test_the_order_of_minutes(cast: Cast) -> None:
    surnames = [seat.person.surname for seat in seats_on(cast.group, factories.today())]
    assert surnames == ["Předsedová", "Zapisovatelová", "Členová", "Revidující"]
    yesterday = factories.today() - timedelta(days=1)
    assert "Bývalý" in [seat.person.surname for seat in seats_on(cast.group, yesterday)]


SQUARE = {"type": "Polygon", "coordinates": [[[18.0, 49.8], [18.1, 49.8], [18.1, 49.9], [18.0, 49.9], [18.0, 49.8]]]}


def test_the_scheme_numbers_the_teams(cast: Cast) -> None:
    today, actor = factories.today(), cast.actor("manager")
    assert read_page(actor, cast.group, today).scheme is None
    Area.objects.filter(pk=cast.town.area.pk).update(boundary=SQUARE)
    scheme = read_page(actor, cast.group, today).scheme
    assert [shape.label for shape in scheme.shapes] == ["Zkušebnice"]
    part = factories.municipality("Jih", parent=cast.town.area)
    Area.objects.filter(pk=part.pk).update(boundary=SQUARE, kind=AreaKind.CITY_DISTRICT)
    south = factories.group("Tým Jih", organisation=cast.town, parent=cast.group, areas=[part])
    centre = factories.group("Tým střed", organisation=cast.town, parent=cast.group)
    ended = factories.group("Konec", organisation=cast.town, parent=cast.group, areas=[])
    actions.close_group(by=factories.SYSTEM, group=ended, closed_on=today - timedelta(days=1))
    page = read_page(actor, cast.group, today)
    assert [row.group for row in page.teams] == [south, centre]
    assert [shape.label for shape in page.scheme.shapes] == ["1", "2"]


class TestChoosing:
    """Choosers that do not load whole registers."""

    def test_many_people(self, cast: Cast, monkeypatch) -> None:
        monkeypatch.setattr(choosing, "MOST_FOUND", 2)
        found, is_more = choosing.people_matching(cast.actor("manager"), "")
        assert (len(found), is_more) == (2, True)
        found, is_more = choosing.people_matching(cast.actor("manager"), "CLENOVA dana")
        assert [one.person for one in found] == [cast.person("member")]
        assert plain(found[0].details) == "Most k lidem · member@zkusebnice.test"

    def test_whoever_left_is_not_offered(self, cast: Cast) -> None:
        factories.person("Karel", "Odešlý", is_active=False)
        assert choosing.people_matching(cast.actor("manager"), "odesly") == ([], False)

    def test_areas_by_name_and_code(self, cast: Cast) -> None:
        city = factories.municipality("Plzeň", code="554791", parent=cast.region)
        Area.objects.create(kind=AreaKind.ORP, code="554791", name="Plzeňsko", parent=cast.region)
        assert choosing.area_named(" plzen ") == city
        assert choosing.area_named("554791") == city, "a municipality goes before larger units"
        with pytest.raises(choosing.Unresolved) as unknown:
            choosing.area_named("Atlantida")
        assert unknown.value.found == []
        Area.objects.create(kind=AreaKind.ORP, code="77", name="A", parent=cast.region)
        Area.objects.create(kind=AreaKind.DISTRICT, code="77", name="B", parent=cast.region)
        with pytest.raises(choosing.Unresolved) as several:
            choosing.area_named("77")
        assert len(several.value.found) == 2

    def test_areas_near_an_organisation(self, cast: Cast) -> None:
        state = Area.objects.create(kind=AreaKind.STATE, code="1", name="Česko")
        Area.objects.filter(pk=cast.region.pk).update(parent=state)
        part = Area.objects.create(kind=AreaKind.CITY_DISTRICT, code="9", name="Jih", parent=cast.town.area)
        place, elsewhere = factories.locality(area=cast.town.area), factories.locality()
        cast.town.refresh_from_db()
        near = choosing.near_areas(cast.town, [cast.other_town.area])
        assert near == [cast.town.area, cast.region, part, cast.other_town.area]
        assert choosing.near_localities(near) == [place]
        assert set(choosing.near_localities(near, [elsewhere])) == {place, elsewhere}
        assert choosing.near_areas(factories.organisation()) == []
        assert region_of(state) is None
        assert choosing.area_label(part) == "Jih"
        assert plain(choosing.area_label(cast.region)) == "Zkušební kraj (kraj)"

    def test_labels_of_members(self, cast: Cast) -> None:
        assert plain(choosing.mandate_label(cast.mandates["member"])) == "Členová Dana (Most k lidem)"
        alone = factories.mandate(cast.group, factories.person("Zora", "Žižková"), organisation=None)
        assert plain(choosing.mandate_label(alone)) == "Žižková Zora"


class TestDisposal:
    """A group that ended goes when its term is over, and nothing that hangs on it is left."""

    @pytest.fixture(autouse=True)
    def _files(self, settings, tmp_path) -> None:
        settings.FILES_DIR = tmp_path

    def ended(self, cast: Cast) -> Group:
        factories.topic(cast.group)
        actions.add_document(by=factories.SYSTEM, group=cast.group, upload=factories.upload())
        actions.close_group(by=factories.SYSTEM, group=cast.group, closed_on=factories.today() - timedelta(days=1))
        Group.objects.filter(pk=cast.group.pk).update(closed_on=date(2001, 1, 1), founded_on=None)
        return cast.group

    def test_by_default_somebody_judges(self, cast: Cast) -> None:
        group = self.ended(cast)
        outcome = {one.kind: one for one in retention.run(by=factories.SYSTEM)}["groups.closed"]
        assert (outcome.found, outcome.taken) == (1, 0)
        assert Group.objects.filter(pk=group.pk).exists()

    def test_erased_where_the_organisation_says_so(
        self, cast: Cast, django_capture_on_commit_callbacks
    ) -> None:
        group, circle = self.ended(cast), cast.group.circle
        child = factories.group(organisation=cast.town, parent=group)
        place = Attachment.objects.get().path
        mandates = [mandate.uid for mandate in group.mandates.all()]
        Rule.objects.create(
            kind="groups.closed", organisation_uid=cast.town.uid, months=60, afterwards=Rule.Afterwards.ERASE
        )
        with django_capture_on_commit_callbacks(execute=True):
            retention.run(by=factories.SYSTEM)
        assert not Group.objects.filter(pk=group.pk).exists()
        assert not Circle.objects.filter(pk=circle.pk).exists()
        assert not Topic.objects.exists()
        assert not Mandate.objects.filter(uid__in=mandates).exists()
        assert not Attachment.objects.exists()
        assert not place.exists()
        assert not Version.objects.filter(object_uid__in=[group.uid, *mandates]).exists()
        assert not IndexEntry.objects.filter(kind__in=["topic", "attachment"]).exists()
        assert not IndexEntry.objects.filter(object_uid=group.uid).exists()
        child.refresh_from_db()
        assert child.parent is None
        assert Entry.objects.filter(verb="group.erased", object_uid=group.uid).exists()
        assert get_user_model().objects.count() > 5

    def test_what_still_belongs_to_it_keeps_it_whole(self, cast: Cast) -> None:
        group = self.ended(cast)
        Assignment.objects.create(
            circle=group.circle, group=group, text="Úkol", owner_organisation=cast.ngo, given_on=date(2000, 1, 1)
        )
        before = (Mandate.objects.count(), Topic.objects.count(), Attachment.objects.count(), Entry.objects.count())
        cutoff = timezone.make_aware(datetime(2017, 1, 1))
        assert disposal.dispose_groups(by=factories.SYSTEM, records=disposal.closed_before(cutoff)) == 0
        after = (Mandate.objects.count(), Topic.objects.count(), Attachment.objects.count(), Entry.objects.count())
        assert after == before
        with pytest.raises(PermissionDenied):
            disposal.dispose_groups(by=cast.actor("administrator"), records=Group.objects.all())
