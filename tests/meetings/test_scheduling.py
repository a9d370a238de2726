"""Setting, moving and cancelling meetings: numbers, days of tasks, the clock that moves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.utils import timezone

from soucinnost.assignments.models import Assignment
from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.groups.actions import change_group, close_group, raise_topic
from soucinnost.groups.enums import TopicState
from soucinnost.groups.models import Group, Topic
from soucinnost.meetings.actions.scheduling import Place, cancel_meeting, change_meeting, create_meeting
from soucinnost.meetings.enums import MeetingState, PlaceKind
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.selectors.invitation import agenda_lines, place_text, when_text
from soucinnost.meetings.selectors.prepare import available_minutes
from soucinnost.notices.models import Message
from soucinnost.search.models import IndexEntry
from tests import factories
from tests.cast import ROLES, Cast
from tests.meetings.prepare_kit import at, empty, held, in_days, item, meeting_on, task, titles, today

pytestmark = pytest.mark.django_db

MAY = {"chair", "recorder"}


@pytest.mark.parametrize("role", ROLES)
def test_who_sets_moves_and_cancels(cast: Cast, role: str) -> None:
    start = at(today() + timedelta(days=10))
    end = start + timedelta(hours=2)
    meeting = in_days(cast, 20)
    by = cast.actor(role)

    def create() -> None:
        create_meeting(by=by, group=cast.group, starts_at=start, ends_at=end, place=Place())

    def move() -> None:
        change_meeting(by=by, meeting=meeting, starts_at=start, ends_at=end, place=Place())

    def cancel() -> None:
        cancel_meeting(by=by, meeting=meeting, reason="Nemoc")

    for act in (create, move, cancel):
        if role in MAY:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()


def test_creating_is_audited_and_found(cast: Cast) -> None:
    meeting = in_days(cast, 5, title="Mimořádné", file_reference="ZK/12/2026")
    assert AuditEntry.objects.filter(verb="meeting.created", object_uid=meeting.uid).count() == 1
    found = IndexEntry.objects.get(kind="meeting", object_uid=meeting.uid)
    assert {"_mimoradne", "_zk", "_122026", "_radnice"} <= set(found.tokens.split())


def test_numbers_count_within_group_and_year(cast: Cast) -> None:
    first, second = meeting_on(cast, date(2027, 2, 1)), meeting_on(cast, date(2027, 1, 1))
    other = meeting_on(cast, date(2028, 1, 3))
    solo = create_meeting(
        by=cast.actor("solo"), group=cast.solo_group, starts_at=at(date(2027, 5, 5)),
        ends_at=at(date(2027, 5, 5), "10.00"), place=Place(),
    )
    assert [(one.number, one.year) for one in (first, second, other, solo)] == [
        (1, 2027), (2, 2027), (1, 2028), (1, 2027)
    ]


def test_a_number_is_not_used_again_and_a_year_gives_its_own(cast: Cast) -> None:
    first = meeting_on(cast, date(2027, 2, 1))
    cancel_meeting(by=cast.actor("chair"), meeting=first, reason="Nikdo nemůže")
    second = meeting_on(cast, date(2027, 3, 1))
    assert second.number == 2
    moved = change_meeting(
        by=cast.actor("chair"), meeting=second, starts_at=at(date(2027, 4, 1)), ends_at=at(date(2027, 4, 1), "10.00"),
        place=Place(),
    )
    assert (moved.number, moved.year) == (2, 2027)
    moved = change_meeting(
        by=cast.actor("chair"), meeting=second, starts_at=at(date(2028, 4, 1)), ends_at=at(date(2028, 4, 1), "10.00"),
        place=Place(),
    )
    assert (moved.number, moved.year) == (1, 2028)


@pytest.mark.django_db(transaction=True)
def test_two_who_create_at_once_get_two_numbers(cast: Cast) -> None:
    actor, group = cast.actor("chair"), cast.group

    def create(day: int) -> int:
        try:
            start = at(date(2027, 6, day))
            made = create_meeting(
                by=actor, group=Group.objects.select_related("circle__controller").get(pk=group.pk), starts_at=start,
                ends_at=start + timedelta(hours=1), place=Place(),
            )
            return made.number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(create, range(1, 9)))
    assert sorted(numbers) == list(range(1, 9)), connection.vendor


# -- bad input


@pytest.mark.parametrize("end", ["9.00", "8.59"])
def test_end_before_start_is_refused(cast: Cast, end: str) -> None:
    with pytest.raises(ValidationError) as refused:
        meeting_on(cast, date(2027, 2, 1), "9.00", end)
    assert "ends_at" in refused.value.message_dict
    assert not Meeting.objects.exists()


def test_longer_than_a_day_is_refused(cast: Cast) -> None:
    start = at(date(2027, 2, 1))
    with pytest.raises(ValidationError, match="nejvýše jeden den"):
        create_meeting(
            by=cast.actor("chair"), group=cast.group, starts_at=start, ends_at=start + timedelta(hours=25),
            place=Place(),
        )


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (Place(PlaceKind.LOCALITY), "locality"),
        (Place(PlaceKind.POINT, latitude=49.8), "latitude"),
        (Place(PlaceKind.POINT, latitude=149.8, longitude=18.2), "latitude"),
        (Place(PlaceKind.ADDRESS, "x" * 301), "place"),
        (Place("nekde"), "place_kind"),
    ],
)
def test_incomplete_place_is_refused(cast: Cast, place: Place, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        in_days(cast, 3, place=place)
    assert field in refused.value.message_dict


def test_what_a_kind_of_place_does_not_use_is_not_kept(cast: Cast) -> None:
    locality = factories.locality("Na Dvorku", area=cast.town.area)
    place = Place(PlaceKind.ADDRESS, " Radnice ", locality, 49.8, 18.2)
    meeting = in_days(cast, 3, place=place)
    assert (meeting.place, meeting.locality, meeting.latitude) == ("Radnice", None, None)


def test_places_in_words(cast: Cast) -> None:
    locality = factories.locality("Na Dvorku", area=cast.town.area)
    chair = cast.actor("chair")
    meeting = in_days(cast, 3)

    def words(place: Place) -> str:
        moved = change_meeting(
            by=chair, meeting=meeting, starts_at=meeting.starts_at, ends_at=meeting.ends_at, place=place
        )
        return place_text(moved)

    assert words(Place(PlaceKind.LOCALITY, "u hřiště", locality)) == "Na Dvorku, Zkušebnice, u hřiště"
    assert words(Place(PlaceKind.POINT, "", None, 49.8203, 18.2625)) == "49.8203N, 18.2625E"
    assert words(Place(PlaceKind.ONLINE, "https://priklad.test/abc")) == "na dálku: https://priklad.test/abc"
    assert words(Place()) == "místo neuvedeno"


def test_a_closed_group_meets_no_more(cast: Cast) -> None:
    planned = in_days(cast, 3)
    close_group(by=cast.actor("chair"), group=cast.group, closed_on=today())
    cast.group.refresh_from_db()
    with pytest.raises(ValidationError, match="ukončená"):
        in_days(cast, 3)
    with pytest.raises(ValidationError, match="ukončená"):
        change_meeting(
            by=cast.actor("chair"), meeting=planned, starts_at=at(today() + timedelta(days=4)),
            ends_at=at(today() + timedelta(days=4), "10.00"), place=Place(),
        )


# -- the group's dates and tasks due at the next meeting


def test_group_knows_when_it_met_and_meets(cast: Cast) -> None:
    held(cast, today() - timedelta(days=30))
    later = in_days(cast, 40)
    sooner = in_days(cast, 10)
    cast.group.refresh_from_db()
    assert cast.group.last_met_on == today() - timedelta(days=30)
    assert cast.group.next_meeting_on == today() + timedelta(days=10)
    cancel_meeting(by=cast.actor("chair"), meeting=sooner, reason="Nemoc")
    cast.group.refresh_from_db()
    assert cast.group.next_meeting_on == timezone.localtime(later.starts_at).date()


def _due(task_: Assignment) -> date | None:
    return Assignment.objects.get(pk=task_.pk).due_on


def test_task_gets_moves_and_loses_its_day(cast: Cast) -> None:
    given = today() - timedelta(days=5)
    waiting = task(cast, "Připravit přehled", given=given)
    assert _due(waiting) is None
    meeting = in_days(cast, 10)
    assert _due(waiting) == today() + timedelta(days=10)
    day = today() + timedelta(days=17)
    change_meeting(
        by=cast.actor("chair"), meeting=meeting, starts_at=at(day), ends_at=at(day, "10.00"), place=Place()
    )
    assert _due(waiting) == day
    cancel_meeting(by=cast.actor("chair"), meeting=meeting, reason="Nemoc")
    assert _due(waiting) is None


def test_task_waits_for_the_nearest_meeting(cast: Cast) -> None:
    waiting = task(cast, "Připravit přehled", given=today() - timedelta(days=5))
    in_days(cast, 30)
    sooner = in_days(cast, 10)
    assert _due(waiting) == today() + timedelta(days=10)
    day = today() + timedelta(days=50)
    change_meeting(by=cast.actor("chair"), meeting=sooner, starts_at=at(day), ends_at=at(day, "10.00"), place=Place())
    assert _due(waiting) == today() + timedelta(days=30)


def test_cancelling_leaves_the_task_to_the_following_meeting(cast: Cast) -> None:
    waiting = task(cast, "Připravit přehled", given=today() - timedelta(days=5))
    sooner = in_days(cast, 10)
    in_days(cast, 30)
    cancel_meeting(by=cast.actor("chair"), meeting=sooner, reason="Nemoc")
    assert _due(waiting) == today() + timedelta(days=30)


def test_task_that_missed_its_meeting_stays_overdue(cast: Cast) -> None:
    missed = task(cast, "Připravit přehled", given=today() - timedelta(days=60))
    held(cast, today() - timedelta(days=30))
    assert _due(missed) == today() - timedelta(days=30)
    meeting = in_days(cast, 10)
    assert _due(missed) == today() - timedelta(days=30)
    cancel_meeting(by=cast.actor("chair"), meeting=meeting, reason="Nemoc")
    assert _due(missed) == today() - timedelta(days=30)


def test_meeting_entered_afterwards_makes_nothing_overdue(cast: Cast) -> None:
    in_days(cast, 10)
    waiting = task(cast, "Připravit přehled", given=today() - timedelta(days=60))
    in_days(cast, -30)
    assert _due(waiting) == today() + timedelta(days=10)


def test_task_given_on_the_day_waits_for_the_next_one(cast: Cast) -> None:
    waiting = task(cast, "Připravit přehled", given=today())
    in_days(cast, 0)
    assert _due(waiting) is None
    in_days(cast, 14)
    assert _due(waiting) == today() + timedelta(days=14)


# -- cancelling


def test_cancelling_needs_a_reason_and_a_meeting_not_begun(cast: Cast) -> None:
    chair = cast.actor("chair")
    meeting = in_days(cast, 3)
    with pytest.raises(ValidationError) as refused:
        cancel_meeting(by=chair, meeting=meeting, reason="  ")
    assert "reason" in refused.value.message_dict
    over = held(cast, today() - timedelta(days=3))
    with pytest.raises(PermissionDenied):
        cancel_meeting(by=chair, meeting=over, reason="Omyl")


def test_cancelling_frees_topics_and_tells_who_was_invited(cast: Cast) -> None:
    from soucinnost.meetings.actions.invitation import send_invitation

    chair = cast.actor("chair")
    topic = raise_topic(by=chair, group=cast.group, title="Osvětlení parku")
    meeting = in_days(cast, 3)
    assert "Osvětlení parku" in titles(cast, meeting)
    send_invitation(by=chair, meeting=meeting)
    before = Message.objects.count()
    cancel_meeting(by=chair, meeting=meeting, reason="Předsedkyně onemocněla")
    assert Topic.objects.get(pk=topic.pk).state == TopicState.OPEN
    told = Message.objects.order_by("pk")[before:]
    assert {message.person.surname for message in told} == {
        "Předsedová", "Zapisovatelová", "Revidující", "Členová", "Zástupný"
    }
    assert all("Předsedkyně onemocněla" in message.body for message in told)
    assert "Osvětlení parku" in titles(cast, in_days(cast, 9))


def test_cancelling_an_uninvited_meeting_writes_to_nobody(cast: Cast) -> None:
    cancel_meeting(by=cast.actor("chair"), meeting=in_days(cast, 3), reason="Omyl")
    assert not Message.objects.filter(kind="invitation").exists()


def test_moving_while_reviewers_sign_is_a_correction(cast: Cast) -> None:
    from soucinnost.meetings.actions.signoff import sign_as_recorder, sign_as_reviewer
    from soucinnost.meetings.models import MinutesVersion, Signature

    change_group(by=cast.actor("chair"), group=cast.group, approves_at_next_meeting=True)
    cast.group.refresh_from_db()
    meeting = held(cast, today() - timedelta(days=2))
    meeting = sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    version = MinutesVersion.objects.filter(meeting=meeting).latest("number")
    meeting = sign_as_reviewer(by=cast.actor("reviewer"), meeting=meeting, read_version=version)
    assert meeting.state == MeetingState.SIGNING
    change_meeting(
        by=cast.actor("chair"), meeting=meeting, starts_at=meeting.starts_at, ends_at=meeting.ends_at,
        place=Place(text="Jinde"),
    )
    assert MinutesVersion.objects.filter(meeting=meeting).latest("number").number == version.number + 1
    assert Signature.objects.get(meeting=meeting, role="reviewer").withdrawn_at is not None


# -- the days on which the clock moves

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize(
    ("day", "clocks", "minutes"), [(SPRING, ["1.30", "3.30"], 120), (AUTUMN, ["1.30", "2.30", "2.30", "3.30"], 240)]
)
def test_times_of_items_run_over_the_change_of_the_clock(
    cast: Cast, day: date, clocks: list[str], minutes: int
) -> None:
    meeting = empty(meeting_on(cast, day, "1.00", "4.00"))
    for place in range(len(clocks) + 1):
        item(cast, meeting, f"Bod {place}", minutes=30 if place == 0 else 60)
    meeting.starts_at = at(day, "1.00")
    lines = agenda_lines(cast.actor("chair"), meeting)
    assert [line.starts for line in lines] == ["1.00", *clocks]
    assert available_minutes(meeting) == minutes


def test_end_in_the_hour_that_comes_twice_is_after_the_start(cast: Cast) -> None:
    start = datetime(2027, 10, 31, 0, 45, tzinfo=UTC)
    meeting = create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=timezone.localtime(start),
        ends_at=timezone.localtime(start + timedelta(minutes=30)), place=Place(),
    )
    assert when_text(meeting) == "neděle 31.\u00a010.\u00a02027, 2.45–2.15"
    assert available_minutes(meeting) == 30
