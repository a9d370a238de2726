"""What the overview reads: numbers, months, years, towns, the map."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from soucinnost.assignments.actions import create_assignment, finish
from soucinnost.groups.actions import close_group
from soucinnost.groups.enums import Rhythm
from soucinnost.groups.models import Group
from soucinnost.meetings.models import Meeting
from soucinnost.overview.comparing import compared_rows, in_words
from soucinnost.overview.selectors.drawing import region_map
from soucinnost.overview.selectors.frames import add_months, frames_of, groups_of
from soucinnost.overview.selectors.towns import ALL, WITH_EXTENDED, WITH_OFFICE, towns_without_group
from soucinnost.overview.selectors.years import Life, Year, history_of, lives_of
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area
from tests import factories
from tests.cast import Cast

TODAY = date(2026, 11, 20)


def held(group: Group, *days: date) -> None:
    """Meetings that were held on the days."""
    for number, day in enumerate(days, start=1):
        start = timezone.make_aware(datetime(day.year, day.month, day.day, 9))
        Meeting.objects.create(
            group=group, circle=group.circle, number=number, year=day.year, starts_at=start,
            ends_at=start + timedelta(hours=1), started_at=start, ended_at=start + timedelta(hours=1), state="final",
        )


def frames(cast: Cast, today: date | None = None) -> dict[str, object]:
    day = today or factories.today()
    actor = cast.actor("coordinator")
    return {one.group.name: one for one in frames_of(actor, groups_of(actor, cast.region, day), day)}


def test_only_groups_of_the_region(cast: Cast) -> None:
    assert sorted(frames(cast)) == ["Bezpečná Zkušebnice", "Samotínská skupina"]


def test_overdue_tasks_are_counted_without_closed_and_finished_ones(cast: Cast) -> None:
    chair, member = cast.actor("chair"), cast.person("member")
    yesterday = factories.today() - timedelta(days=1)
    past = {"due_kind": "date", "due_on": yesterday, "given_on": yesterday - timedelta(days=9)}
    create_assignment(by=chair, group=cast.group, text="Pozdě", owner_person=member, **past)
    create_assignment(
        by=chair, group=cast.group, text="Tajně pozdě", owner_person=cast.person("chair"), is_closed=True,
        named_seats=[cast.mandates["chair"].seat], **past,
    )
    create_assignment(
        by=chair, group=cast.group, text="Včas", owner_person=member, due_kind="date", due_on=factories.today()
    )
    create_assignment(by=chair, group=cast.group, text="Bez termínu", owner_person=member, due_kind="none")
    done = create_assignment(by=chair, group=cast.group, text="Hotovo", owner_person=member, **past)
    finish(by=chair, assignment=done, evidence="Protokol")
    assert {name: one.overdue for name, one in frames(cast).items()} == {
        "Bezpečná Zkušebnice": 1, "Samotínská skupina": 0,
    }


def test_next_meeting_and_links_only_where_shared(cast: Cast) -> None:
    assert not any(one.shows_next or one.is_shared for one in frames(cast).values())
    factories.mandate(cast.group, cast.person("coordinator"))
    shared = {name: (one.shows_next, one.is_shared) for name, one in frames(cast).items()}
    assert shared == {"Bezpečná Zkušebnice": (True, True), "Samotínská skupina": (False, False)}


def test_months_before_a_group_was_are_unknown(cast: Cast) -> None:
    Group.objects.filter(pk=cast.group.pk).update(founded_on=date(2026, 8, 1))
    Group.objects.filter(pk=cast.solo_group.pk).update(founded_on=None)
    held(cast.group, date(2026, 9, 3))
    shown = frames(cast, TODAY)
    add_months(list(shown.values()), TODAY)
    assert shown["Bezpečná Zkušebnice"].months == [None] * 8 + [False, True, False, False]
    assert shown["Samotínská skupina"].months == [None] * 12


class TestYears:
    def life(self, **told: object) -> Life:
        values = {
            "rhythm": Rhythm.QUARTERLY, "founded_on": date(2015, 3, 1), "closed_on": None,
            "known_from": date(2017, 12, 7), "met_on": (date(2017, 12, 7), date(2018, 6, 14), date(2018, 6, 20)),
        }
        return Life(**(values | told))

    @pytest.mark.parametrize(("year", "expected"), [(2016, (0, 0)), (2017, (1, 1)), (2018, (1, 12)), (2026, (0, 11))])
    def test_months_count_from_the_first_that_is_known(self, year: int, expected: tuple[int, int]) -> None:
        assert self.life().months_in(year, TODAY) == expected

    def test_months_end_with_the_group(self) -> None:
        assert self.life(closed_on=date(2018, 6, 30)).months_in(2018, TODAY) == (1, 6)
        assert self.life(closed_on=date(2018, 6, 30)).months_in(2019, TODAY) == (0, 0)

    def test_a_group_without_a_founding_day_begins_when_it_is_known(self) -> None:
        life = self.life(founded_on=None)
        assert not life.is_in(date(2016, 1, 1), date(2016, 12, 31))
        assert life.is_in(date(2017, 1, 1), date(2017, 12, 31))

    def test_known_from_the_entry_or_the_first_meeting(self, cast: Cast) -> None:
        held(cast.group, date(2017, 12, 7))
        lives = lives_of([cast.group, cast.solo_group])
        assert lives[cast.group.pk].known_from == date(2017, 12, 7)
        assert lives[cast.solo_group.pk].known_from == factories.today()

    def test_history(self, cast: Cast) -> None:
        Group.objects.update(founded_on=date(2016, 5, 1))
        held(cast.group, date(2017, 12, 7), date(2018, 6, 14), date(2018, 12, 6))
        close_group(by=factories.SYSTEM, group=cast.solo_group, closed_on=factories.today())
        past = {"due_kind": "none", "given_on": date(2018, 1, 1), "owner_person": cast.person("chair")}
        for text, closed in (("Zjevný", False), ("Tajný", True)):
            task = create_assignment(
                by=cast.actor("chair"), group=cast.group, text=text, is_closed=closed,
                named_seats=[cast.mandates["chair"].seat] if closed else [], **past,
            )
            finish(by=cast.actor("chair"), assignment=task, evidence="Protokol", finished_on=date(2018, 3, 1))
        found = history_of(cast.actor("coordinator"), cast.region, factories.today())
        first, second, third = (found.year(year) for year in (2016, 2017, 2018))
        assert (first.groups, first.founded, first.known, first.meetings, first.share, first.finished) == (
            2, 2, 0, None, None, None
        )
        assert first.signals is None
        assert (second.groups, second.known, second.meetings, second.met, second.months) == (2, 1, 1, 1, 1)
        assert (third.meetings, third.met, third.months, third.finished) == (2, 2, 12, 1)
        assert third.signals == {"ok": 1}
        assert found.year(2019).signals == {"asleep": 1}
        present = found.years[0]
        assert (present.is_present, present.groups, present.ended) == (True, 1, 1)

    def test_no_group_no_years(self, cast: Cast) -> None:
        assert history_of(cast.actor("coordinator"), factories.region(), factories.today()).years == []

    def test_compared_says_when_it_does_not_know(self) -> None:
        one = Year(2015, False, 3, 1, 0, 0, None, None, None, None)
        other = Year(2016, False, 4, 1, 0, 4, 12, 6, 24, 5, {"ok": 3, "late": 1})
        rows = {label.replace("\xa0", " "): values for label, *values in compared_rows(one, other)}
        assert rows["Skupin na konci roku"] == ["3", "4", "+1"]
        assert rows["Konaných jednání"] == ["neuvedeno", "12", "–"]
        assert rows["Měsíců s jednáním"] == ["neuvedeno", "25\N{NO-BREAK SPACE}%", "–"]
        assert rows["Signál: po termínu"] == ["neuvedeno", "1", "–"]
        assert "Signál: na řadě" not in rows

    @pytest.mark.parametrize(
        ("value", "unit", "shown"), [(-3, "", "−3"), (0, "", "0"), (12.4, "%", "+12 p. b."), (None, "", "–")]
    )
    def test_change_in_words(self, value: float | None, unit: str, shown: str) -> None:
        assert in_words(value, unit, signed=True).replace("\N{NO-BREAK SPACE}", " ") == shown


class TestTowns:
    def names(self, cast: Cast, **told: str) -> list[str]:
        found = towns_without_group(cast.actor("coordinator"), cast.region, **told)
        return [town.area.name for town in found.page]

    def test_a_town_is_covered_by_its_group_its_part_its_locality_or_by_leading_one(self, cast: Cast) -> None:
        bare, parted, local, led, ended = (
            factories.municipality(name, parent=cast.region) for name in ("Holé", "Dílné", "Místné", "Vedené", "Bývalé")
        )
        part = Area.objects.create(kind=AreaKind.CITY_DISTRICT, code="C1", name="Díl", parent=parted)
        factories.group("Část", organisation=cast.town, areas=[part])
        factories.group("Lokalita", organisation=cast.town, areas=[], localities=[factories.locality(area=local)])
        factories.group("Kraj", organisation=factories.town("Vedené", area=led), areas=[cast.region])
        gone = factories.group("Konec", organisation=factories.town("Bývalé", area=ended))
        close_group(by=factories.SYSTEM, group=gone, closed_on=factories.today() - timedelta(days=1))
        assert self.names(cast) == ["Bývalé", "Holé"]
        found = towns_without_group(cast.actor("coordinator"), cast.region)
        assert [[one.name for one in town.ended] for town in found.page] == [["Konec"], []]
        assert (found.known, found.covered) == (7, 5)
        assert bare.name in self.names(cast, which=ALL)

    def test_choices(self, cast: Cast) -> None:
        district = Area.objects.create(kind=AreaKind.DISTRICT, code="D1", name="Okres", parent=cast.region)
        orp = Area.objects.create(kind=AreaKind.ORP, code="O1", name="Velké", parent=district)
        for name in ("Velké", "Malé"):
            town = factories.municipality(name, parent=district)
            town.orp = orp
            town.save()
        factories.municipality("Úřední", parent=cast.region)
        factories.town("Město Úřední", area=Area.objects.get(name="Úřední"))
        assert self.names(cast) == ["Velké"], "towns with extended powers come first where they are known"
        assert self.names(cast, which=WITH_OFFICE) == ["Úřední"]
        assert self.names(cast, which=ALL) == ["Malé", "Úřední", "Velké"]
        assert self.names(cast, which=ALL, district=district.uid) == ["Malé", "Velké"]
        assert self.names(cast, which=WITH_EXTENDED, district="nic") == []

    def test_a_group_of_the_orp_covers_its_seat(self, cast: Cast) -> None:
        orp = Area.objects.create(kind=AreaKind.ORP, code="O1", name="Velké", parent=cast.region)
        for name in ("Velké", "Malé"):
            town = factories.municipality(name, parent=cast.region)
            town.orp = orp
            town.save()
        factories.group("ORP", organisation=cast.town, areas=[orp])
        assert self.names(cast, which=ALL) == ["Malé"]


def square(west: float, south: float, size: float = 1.0) -> dict[str, object]:
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


class TestMap:
    def drawn(self, cast: Cast) -> object:
        return region_map(cast.region, list(frames(cast).values()))

    def test_marks_stand_where_the_towns_are(self, cast: Cast) -> None:
        Area.objects.filter(pk=cast.region.pk).update(boundary=square(14, 50))
        Area.objects.filter(pk=cast.town.area.pk).update(latitude=50.9, longitude=14.1)
        Area.objects.filter(pk=cast.solo_town.area.pk).update(boundary=square(14.8, 50.0, 0.2))
        found = self.drawn(cast)
        marks = {mark.area.name: mark for mark in found.marks}
        assert sorted(marks) == ["Samotín", "Zkušebnice"]
        assert marks["Zkušebnice"].x < marks["Samotín"].x
        assert marks["Zkušebnice"].y < marks["Samotín"].y, "north is up"
        assert all(0 <= mark.x <= found.scheme.width and 0 <= mark.y <= found.scheme.height for mark in found.marks)
        assert all(mark.label for mark in found.marks)
        assert found.elsewhere == []

    def test_without_boundaries_points_make_their_frame(self, cast: Cast) -> None:
        Area.objects.filter(pk=cast.town.area.pk).update(latitude=50.9, longitude=14.1)
        found = self.drawn(cast)
        assert [mark.area.name for mark in found.marks] == ["Zkušebnice"]
        assert [frame.group.name for frame in found.elsewhere] == ["Samotínská skupina"]

    def test_without_anything_to_draw_districts_stand_in_a_list(self, cast: Cast) -> None:
        district = Area.objects.create(kind=AreaKind.DISTRICT, code="D1", name="Okres", parent=cast.region)
        Area.objects.filter(pk=cast.town.area.pk).update(parent=district)
        found = self.drawn(cast)
        assert found.scheme is None
        assert [(one.area and one.area.name, [mark.area.name for mark in one.marks]) for one in found.districts] == [
            ("Okres", ["Zkušebnice"]), (None, ["Samotín"]),
        ]

    def test_a_mark_of_several_groups_shows_the_one_in_need(self, cast: Cast) -> None:
        Group.objects.filter(pk=cast.group.pk).update(last_met_on=factories.today())
        late = factories.group("Spící", organisation=cast.town, rhythm=Rhythm.WEEKLY)
        states = {name: one.signal.state for name, one in frames(cast).items()}
        assert (states[late.name], states[cast.group.name]) == ("asleep", "ok")
        mark = next(mark for mark in self.drawn(cast).marks if mark.area.name == "Zkušebnice")
        assert (mark.state, mark.first.group.name, len(mark.frames)) == ("asleep", "Spící", 2)

    def test_labels_do_not_collide(self, cast: Cast) -> None:
        Area.objects.filter(pk=cast.region.pk).update(boundary=square(14, 50))
        for number in range(12):
            town = factories.municipality(f"Hustoměsto {number}", parent=cast.region)
            Area.objects.filter(pk=town.pk).update(latitude=50.5 + number / 300, longitude=14.5)
            factories.group(f"Skupina {number}", organisation=factories.town("", area=town))
        marks = self.drawn(cast).marks
        assert len(marks) == 12
        rows = sorted(mark.y for mark in marks if mark.label and not mark.at_end)
        assert all(low + 16 < high for low, high in zip(rows, rows[1:], strict=False))
        assert 0 < sum(bool(mark.label) for mark in marks) < 12
