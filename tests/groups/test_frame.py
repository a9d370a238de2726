"""Founding, changing and closing groups."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from soucinnost.access.models import Circle, Seat
from soucinnost.audit.models import Entry
from soucinnost.codelists.models import CodeList, Edition, Term
from soucinnost.groups import actions
from soucinnost.groups.enums import GroupType, QuorumKind, Rhythm, StandingItemKind
from soucinnost.groups.models import Group
from soucinnost.search.models import IndexEntry
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import ROLES, Cast, as_actor

TYPE = GroupType.MUNICIPAL_WORKING_GROUP
FOUNDERS = {"manager"}
FRAMERS = {"chair", "recorder", "manager"}
CLOSERS = {"chair", "manager"}
RUNNERS = {"chair", "recorder"}


@pytest.mark.parametrize("role", ROLES)
def test_who_founds(cast: Cast, role: str) -> None:
    by = cast.actor(role)
    if role in FOUNDERS:
        group = actions.create_group(by=by, organisation=cast.town, name="Nová", type=TYPE)
        assert Seat.objects.get(circle=group.circle).person == cast.person(role)
    else:
        before = (Group.objects.count(), Circle.objects.count())
        with pytest.raises(PermissionDenied):
            actions.create_group(by=by, organisation=cast.town, name="Nová", type=TYPE)
        assert (Group.objects.count(), Circle.objects.count()) == before


@pytest.mark.parametrize("role", ROLES)
def test_who_changes_the_frame(cast: Cast, role: str) -> None:
    if role in FRAMERS:
        changed = actions.change_group(by=cast.actor(role), group=cast.group, name="Jinak")
        assert changed.name == "Jinak"
    else:
        with pytest.raises(PermissionDenied):
            actions.change_group(by=cast.actor(role), group=cast.group, name="Jinak")
        cast.group.refresh_from_db()
        assert cast.group.name == "Bezpečná Zkušebnice"


@pytest.mark.parametrize("role", ROLES)
def test_who_closes_and_reopens(cast: Cast, role: str) -> None:
    by = cast.actor(role)
    if role in CLOSERS:
        actions.close_group(by=by, group=cast.group, closed_on=factories.today())
        actions.reopen_group(by=by, group=cast.group)
    else:
        with pytest.raises(PermissionDenied):
            actions.close_group(by=by, group=cast.group, closed_on=factories.today())
        with pytest.raises(PermissionDenied):
            actions.reopen_group(by=by, group=cast.group)
    cast.group.refresh_from_db()
    assert cast.group.closed_on is None


@pytest.mark.parametrize("role", ROLES)
def test_who_notes_meetings(cast: Cast, role: str) -> None:
    day = factories.today()
    if role in RUNNERS:
        noted = actions.note_meetings(by=cast.actor(role), group=cast.group, last_met_on=day, next_meeting_on=None)
        assert noted.last_met_on == day
        rows = Entry.objects.count()
        actions.note_meetings(by=cast.actor(role), group=cast.group, last_met_on=day, next_meeting_on=None)
        assert Entry.objects.count() == rows
    else:
        with pytest.raises(PermissionDenied):
            actions.note_meetings(by=cast.actor(role), group=cast.group, last_met_on=day, next_meeting_on=None)


def test_founding_gives_a_seat_items_a_version_and_a_search_entry(cast: Cast) -> None:
    group = actions.create_group(
        by=cast.actor("manager"), organisation=cast.town, name="  Nová   skupina ", type=TYPE,
        approves_at_next_meeting=True, areas=[cast.town.area],
    )
    assert group.name == "Nová skupina"
    assert group.region == cast.region
    assert group.circle.controller.organisation == cast.town
    seat = Seat.objects.get(circle=group.circle)
    assert (seat.is_recorder, seat.is_chair, seat.organisation) == (True, False, cast.town)
    kinds = list(group.standing_items.values_list("kind", flat=True))
    assert kinds == [
        StandingItemKind.APPROVAL, StandingItemKind.TASKS, StandingItemKind.REPORTS, StandingItemKind.ORDINARY
    ]
    assert Version.objects.filter(kind="group", object_uid=group.uid).count() == 1
    assert IndexEntry.objects.get(kind="group", object_uid=group.uid).title == "Nová skupina"
    assert as_actor(cast.person("manager")).has(group.circle_id, "recorder")


def test_the_founder_may_stay_outside(cast: Cast) -> None:
    group = actions.create_group(
        by=cast.actor("manager"), organisation=cast.town, name="Cizí", type=TYPE, takes_seat=False, standing_items=(),
    )
    assert not Seat.objects.filter(circle=group.circle).exists()
    assert not group.standing_items.exists()
    actor = cast.actor("manager")
    assert Group.objects.visible_to(actor).filter(pk=group.pk).exists()
    assert not Group.objects.content_visible_to(actor).filter(pk=group.pk).exists()


@pytest.mark.parametrize(
    ("frame", "field"),
    [
        ({"name": " "}, "name"), ({"name": "x" * 201}, "name"), ({"type": "neco"}, "type"),
        ({"numbering": "{year}"}, "numbering"), ({"numbering": "{number"}, "numbering"),
        ({"numbering": "{number}{x}"}, "numbering"), ({"numbering": ""}, "numbering"),
        ({"quorum_kind": QuorumKind.FIXED}, "quorum_count"),
        ({"quorum_kind": QuorumKind.FIXED, "quorum_count": 0}, "quorum_count"),
        ({"disposal_mark": "V"}, "disposal_years"), ({"disposal_mark": "X", "disposal_years": 5}, "disposal_mark"),
        ({"remarks_days": 91}, "remarks_days"), ({"remarks_days": -1}, "remarks_days"),
        ({"usual_minutes": 0}, "usual_minutes"), ({"usual_minutes": 1441}, "usual_minutes"),
        ({"usual_minutes": None}, "usual_minutes"), ({"rhythm": "obden"}, "rhythm"),
        ({"file_plan_code": "1" * 21}, "file_plan_code"),
    ],
)
def test_bad_frames_are_refused_whole(cast: Cast, frame: dict, field: str) -> None:
    rows = Entry.objects.count()
    with pytest.raises(ValidationError) as refused:
        actions.change_group(by=cast.actor("chair"), group=cast.group, **frame)
    assert field in refused.value.message_dict
    with pytest.raises(ValidationError):
        actions.create_group(
            by=cast.actor("manager"), organisation=cast.town, **{"name": "Nová", "type": TYPE, **frame}
        )
    assert Entry.objects.count() == rows


def test_unknown_fields_are_a_mistake_of_the_caller(cast: Cast) -> None:
    with pytest.raises(TypeError):
        actions.change_group(by=cast.actor("chair"), group=cast.group, last_met_on=factories.today())


def test_a_fixed_quorum_is_forgotten_with_its_kind(cast: Cast) -> None:
    by = cast.actor("chair")
    actions.change_group(by=by, group=cast.group, quorum_kind=QuorumKind.FIXED, quorum_count=5)
    group = actions.change_group(by=by, group=cast.group, quorum_kind=QuorumKind.MAJORITY)
    assert group.quorum_count is None


def test_a_group_is_not_above_itself(cast: Cast) -> None:
    by = factories.SYSTEM
    child = factories.group(organisation=cast.town, parent=cast.group)
    grandchild = factories.group(organisation=cast.town, parent=child)
    for parent in (cast.group, child, grandchild):
        with pytest.raises(ValidationError) as refused:
            actions.change_group(by=by, group=cast.group, parent=parent)
        assert "parent" in refused.value.message_dict
    assert actions.change_group(by=by, group=grandchild, parent=cast.group).parent == cast.group


def test_themes_come_from_the_list_in_force(cast: Cast) -> None:
    by, (old, new) = cast.actor("chair"), factories.themes("Loupeže", "Domácí násilí")
    actions.change_group(by=by, group=cast.group, themes=[old])
    next_edition = Edition.objects.create(
        code_list=CodeList.objects.get(key="themes"), label="příští", valid_from=factories.today()
    )
    fresh = Term.objects.create(edition=next_edition, key="nove", label_cs="Kyberšikana")
    group = actions.change_group(by=by, group=cast.group, themes=[old, fresh])
    assert set(group.themes.all()) == {old, fresh}
    with pytest.raises(ValidationError) as refused:
        actions.change_group(by=by, group=cast.group, themes=[old, new])
    assert "themes" in refused.value.message_dict
    assert set(group.themes.all()) == {old, fresh}


def test_the_region_follows_the_territory(cast: Cast) -> None:
    by = cast.actor("chair")
    elsewhere = factories.locality(area=cast.other_town.area)
    group = actions.change_group(by=by, group=cast.group, areas=[cast.other_town.area])
    assert group.region == cast.other_region
    group = actions.change_group(by=by, group=cast.group, areas=[cast.town.area, cast.other_town.area])
    assert group.region == cast.region, "spread over two regions it is that of the lead organisation"
    group = actions.change_group(by=by, group=cast.group, areas=[])
    assert group.region == cast.region
    group = actions.change_group(by=by, group=cast.group, localities=[elsewhere])
    assert group.region == cast.other_region
    group = actions.change_group(by=by, group=cast.group, rhythm=Rhythm.MONTHLY)
    assert group.region == cast.other_region, "what is not named stays"


def test_a_region_is_its_own_region_and_an_organisation_without_territory_has_none(cast: Cast) -> None:
    by = cast.actor("chair")
    group = actions.change_group(by=by, group=cast.group, areas=[cast.other_region])
    assert group.region == cast.other_region
    lead = factories.organisation()
    assert factories.group(organisation=lead).region is None
    both = factories.group(organisation=lead, areas=[cast.town.area, cast.other_town.area])
    assert both.region == min((cast.region, cast.other_region), key=lambda region: region.pk)


def test_every_state_of_the_frame_is_kept_and_audited(cast: Cast) -> None:
    by = cast.actor("recorder")
    before = Version.objects.filter(kind="group", object_uid=cast.group.uid).count()
    actions.change_group(by=by, group=cast.group, purpose="Jiné poslání")
    actions.change_group(by=by, group=cast.group, areas=[])
    versions = Version.objects.filter(kind="group", object_uid=cast.group.uid)
    assert versions.count() == before + 2
    assert versions.last().data["areas"] == []
    assert versions.last().person_id == cast.person("recorder").pk
    entry = Entry.objects.filter(verb="group.changed").latest("sequence")
    assert (entry.object_uid, entry.actor) == (cast.group.uid, f"person:{cast.person('recorder').uid}")
    assert "Jiné" not in str(entry.ids)


def test_closing(cast: Cast) -> None:
    by, today = cast.actor("chair"), factories.today()
    with pytest.raises(ValidationError, match="budoucnosti"):
        actions.close_group(by=by, group=cast.group, closed_on=today + timedelta(days=1))
    with pytest.raises(ValidationError, match="vznikla"):
        actions.close_group(by=by, group=cast.group, closed_on=cast.group.founded_on - timedelta(days=1))
    actions.note_meetings(by=by, group=cast.group, last_met_on=today, next_meeting_on=today + timedelta(days=9))
    with pytest.raises(ValidationError, match="ještě sešla"):
        actions.close_group(by=by, group=cast.group, closed_on=today - timedelta(days=1))
    group = actions.close_group(by=by, group=cast.group, closed_on=today)
    assert group.next_meeting_on is None
    assert as_actor(cast.person("member")).has(group.circle_id), "mandates stay unless asked for"


def test_closing_with_all_mandates(cast: Cast) -> None:
    yesterday = factories.today() - timedelta(days=1)
    later = factories.mandate(cast.group, valid_from=factories.today() + timedelta(days=5))
    actions.close_group(by=cast.actor("chair"), group=cast.group, closed_on=yesterday, end_mandates=True)
    for role in ("chair", "recorder", "reviewer", "member", "deputy"):
        assert not as_actor(cast.person(role)).circle_ids, role
    later.seat.refresh_from_db()
    assert later.seat.valid_to == later.seat.valid_from
    former = cast.mandates["former"].seat
    former.refresh_from_db()
    assert former.valid_to == yesterday


def test_a_closed_group_takes_nothing_new(cast: Cast) -> None:
    by = cast.actor("chair")
    actions.close_group(by=by, group=cast.group, closed_on=factories.today() - timedelta(days=1))
    with pytest.raises(ValidationError, match="ukončená"):
        actions.give_mandate(
            by=by, group=cast.group, person=factories.person(), organisation=None, valid_from=factories.today()
        )
    with pytest.raises(ValidationError, match="ukončená"):
        actions.raise_topic(by=by, group=cast.group, title="Téma")
    actions.reopen_group(by=by, group=cast.group)
    with pytest.raises(ValidationError, match="není"):
        actions.reopen_group(by=by, group=cast.group)
    assert actions.raise_topic(by=by, group=cast.group, title="Téma").title == "Téma"


def test_closing_on_a_group_without_founding_day(cast: Cast) -> None:
    actions.change_group(by=cast.actor("chair"), group=cast.group, founded_on=None)
    assert actions.close_group(by=cast.actor("chair"), group=cast.group, closed_on=date(2001, 1, 1)).closed_on
