"""Who was there: rows from seats, clicks, deputies, times, guests."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from soucinnost.audit.models import Entry as AuditEntry
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.presence import Attendance, add_guest, make_rows, remove_guest, set_presence
from soucinnost.meetings.actions.running import start_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting, Presence
from soucinnost.meetings.selectors.minutes import presence_lines
from soucinnost.meetings.selectors.quorum import counted
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import everybody_present, planned, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting."""
    return running(cast)


def row(cast: Cast, meeting: Meeting, role: str) -> Presence:
    """The presence of somebody of the cast."""
    return Presence.objects.get(meeting=meeting, person=cast.person(role))


def note(cast: Cast, meeting: Meeting, role: str, status: str, at: datetime | None = None, **more: str) -> bool:
    """Note presence as the recorder."""
    attendance = Attendance(status, **more)
    return set_presence(
        by=cast.actor("recorder"), meeting=meeting, presence=row(cast, meeting, role), attendance=attendance, at=at
    )


def test_rows_are_members_of_the_day(cast: Cast, meeting: Meeting) -> None:
    people = {presence.person for presence in Presence.objects.filter(meeting=meeting)}
    assert people == {cast.person(role) for role in ("chair", "recorder", "reviewer", "member")}
    assert set(Presence.objects.values_list("status", flat=True)) == {"unknown"}
    assert make_rows(meeting) == 0


def test_member_whose_mandate_ended_is_there_for_an_earlier_meeting(cast: Cast) -> None:
    earlier = planned(cast, starts_at=timezone.now() - timedelta(days=10))
    start_meeting(by=cast.actor("chair"), meeting=earlier)
    assert Presence.objects.filter(meeting=earlier, person=cast.person("former")).exists()


def test_rows_are_made_for_seats_that_have_none(cast: Cast, meeting: Meeting) -> None:
    """Of this meeting, whoever came to another one; who joined the group meanwhile gets hers."""
    add_guest(by=cast.actor("chair"), meeting=meeting, uid=new_uid(), name="Host")
    Presence.objects.filter(meeting=running(cast)).exclude(person=cast.person("chair")).delete()
    other = Meeting.objects.exclude(pk=meeting.pk).get()
    joined = factories.mandate(cast.group, organisation=cast.police)
    assert (make_rows(meeting), make_rows(other)) == (1, 4)
    made = Presence.objects.get(meeting=meeting, seat=joined.seat)
    assert (made.person, made.organisation, made.status, made.guest_name) == (
        joined.seat.person, cast.police, "unknown", "",
    )
    assert Presence.objects.filter(meeting=meeting).count() == 6


def test_click_there_and_back(cast: Cast, meeting: Meeting) -> None:
    assert note(cast, meeting, "member", "present")
    assert not note(cast, meeting, "member", "present")
    assert note(cast, meeting, "member", "absent")
    assert row(cast, meeting, "member").status == "absent"


def test_later_click_holds_whichever_arrives_first(cast: Cast, meeting: Meeting) -> None:
    now = timezone.now()
    note(cast, meeting, "member", "present", at=now)
    assert note(cast, meeting, "member", "absent", at=now - timedelta(minutes=5)) is False
    assert row(cast, meeting, "member").status == "present"
    assert note(cast, meeting, "member", "excused", at=now + timedelta(hours=3))
    assert row(cast, meeting, "member").changed_at <= timezone.now()


def test_first_click_holds_whenever_it_was_made(cast: Cast, meeting: Meeting) -> None:
    """A browser whose clock is late had nothing to overtake."""
    early = timezone.now() - timedelta(days=1)
    assert note(cast, meeting, "member", "present", at=early)
    assert (row(cast, meeting, "member").status, row(cast, meeting, "member").changed_at) == ("present", early)
    assert note(cast, meeting, "member", "absent", at=early), "of two clicks of one moment the one that came last"
    assert not note(cast, meeting, "member", "present", at=early - timedelta(microseconds=1))
    assert row(cast, meeting, "member").status == "absent"


def test_click_that_tells_no_moment_holds(cast: Cast, meeting: Meeting) -> None:
    """Even when the clock of the server was put back since the last one."""
    note(cast, meeting, "member", "present")
    Presence.objects.filter(meeting=meeting).update(changed_at=timezone.now() + timedelta(hours=1))
    before = timezone.now()
    assert note(cast, meeting, "member", "absent")
    changed = row(cast, meeting, "member")
    assert changed.status == "absent" and before <= changed.changed_at <= timezone.now()


def test_every_part_of_what_was_noted_may_change_by_itself(cast: Cast, meeting: Meeting) -> None:
    rows = AuditEntry.objects.filter(verb="presence.noted")
    steps: list[dict[str, str]] = [
        {"status": "present"}, {"status": "present", "arrived": "9.20"}, {"status": "present", "arrived": "9.30"},
        {"status": "present", "arrived": "9.30", "left": "9.30"}, {"status": "present", "left": "9.30"},
        {"status": "deputy", "left": "9.30"}, {"status": "deputy", "left": "9.30", "deputy_name": "Emil"},
    ]
    for number, step in enumerate(steps, start=1):
        assert note(cast, meeting, "member", **step)
        assert note(cast, meeting, "member", **step) is False
        assert rows.count() == number, "what changes nothing leaves no row"
    noted, recorder = row(cast, meeting, "member"), cast.actor("recorder").audit_ref
    assert (noted.status, noted.deputy_name, noted.arrived_at, noted.left_at) == ("deputy", "Emil", None, time(9, 30))
    assert {(one.actor, one.object_uid, one.circle, tuple(one.ids)) for one in rows} == {
        (recorder, noted.uid, meeting.circle.uid, (meeting.uid,)),
    }
    assert {one.status for one in Presence.objects.exclude(pk=noted.pk)} == {"unknown"}


def test_deputy_with_name(cast: Cast, meeting: Meeting) -> None:
    note(cast, meeting, "member", "deputy", deputy_name="  Emil   Zástupný ")
    assert row(cast, meeting, "member").deputy_name == "Emil Zástupný"
    note(cast, meeting, "member", "present", deputy_name="Emil Zástupný")
    assert row(cast, meeting, "member").deputy_name == ""


@pytest.mark.parametrize(
    ("typed", "read"), [("9.20", time(9, 20)), ("od 9:20", time(9, 20)), ("9", time(9)), ("", None)]
)
def test_late_arrival(cast: Cast, meeting: Meeting, typed: str, read: time | None) -> None:
    note(cast, meeting, "member", "present", arrived=typed)
    assert row(cast, meeting, "member").arrived_at == read


@pytest.mark.parametrize(
    ("times", "field"),
    [({"arrived": "25.00"}, "arrived"), ({"left": "brzy"}, "left"), ({"arrived": "10.00", "left": "9.00"}, "left")],
)
def test_impossible_times(cast: Cast, meeting: Meeting, times: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        note(cast, meeting, "member", "present", **times)
    assert field in caught.value.message_dict
    assert row(cast, meeting, "member").status == "unknown"


def test_unknown_status_and_guest_status_of_a_member(cast: Cast, meeting: Meeting) -> None:
    for status in ("nesmysl", "guest", ""):
        with pytest.raises(ValidationError) as refused:
            note(cast, meeting, "member", status)
        assert list(refused.value.message_dict) == ["status"]
    assert row(cast, meeting, "member").status == "unknown"


def test_guest_is_there_and_nothing_else_but_for_a_while(cast: Cast, meeting: Meeting) -> None:
    guest = add_guest(by=cast.actor("recorder"), meeting=meeting, uid=new_uid(), name="Host")
    for status in ("present", "absent", "excused", "deputy", "unknown"):
        with pytest.raises(ValidationError):
            set_presence(
                by=cast.actor("recorder"), meeting=meeting, presence=guest, attendance=Attendance(status, left="10.00")
            )
    attendance = Attendance("guest", arrived="9.00", left="10.00")
    assert set_presence(by=cast.actor("recorder"), meeting=meeting, presence=guest, attendance=attendance)
    guest.refresh_from_db()
    assert (guest.status, guest.arrived_at, guest.left_at) == ("guest", time(9), time(10))


def test_guest_once_and_removed(cast: Cast, meeting: Meeting) -> None:
    by, uid = cast.actor("recorder"), new_uid()
    guest = add_guest(by=by, meeting=meeting, uid=uid, name=" Ing. Host ", organisation_name="Krajský úřad")
    assert add_guest(by=by, meeting=meeting, uid=uid, name="Jiný") == guest
    line = presence_lines(cast.actor("member"), meeting)[-1]
    assert (line.name, line.organisation, line.is_guest, line.took_part) == ("Ing. Host", "Krajský úřad", True, True)
    assert (guest.meeting, guest.uid, guest.status, guest.seat) == (meeting, uid, "guest", None)
    assert remove_guest(by=by, meeting=meeting, uid=uid) is True
    assert remove_guest(by=by, meeting=meeting, uid=uid) is False
    rows = AuditEntry.objects.filter(object_uid=uid).order_by("sequence")
    assert [(one.verb, one.actor, one.circle, one.ids) for one in rows] == [
        (f"presence.guest_{what}", by.audit_ref, meeting.circle.uid, [meeting.uid]) for what in ("added", "removed")
    ]


def test_guests_of_two_meetings_know_nothing_of_each_other(cast: Cast, meeting: Meeting) -> None:
    by, other = cast.actor("recorder"), running(cast)
    first, second = (add_guest(by=by, meeting=meeting, uid=new_uid(), name=name) for name in ("První", "Druhý"))
    with pytest.raises(ValidationError, match="označení"):
        add_guest(by=by, meeting=other, uid=first.uid, name="První")
    assert remove_guest(by=by, meeting=other, uid=first.uid) is False
    assert set(Presence.objects.filter(seat__isnull=True)) == {first, second}
    assert remove_guest(by=by, meeting=meeting, uid=second.uid)
    assert list(Presence.objects.filter(seat__isnull=True)) == [first]


def test_guest_needs_a_name_and_an_own_identifier(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    for uid, name in (("krátké", "Host"), (row(cast, meeting, "member").uid, "Host")):
        with pytest.raises(ValidationError, match="označení"):
            add_guest(by=by, meeting=meeting, uid=uid, name=name)
    with pytest.raises(ValidationError) as refused:
        add_guest(by=by, meeting=meeting, uid=new_uid(), name="  ")
    assert list(refused.value.message_dict) == ["name"]
    assert not remove_guest(by=by, meeting=meeting, uid=row(cast, meeting, "member").uid)
    assert row(cast, meeting, "member")


def test_too_many_guests(cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soucinnost.meetings.actions.presence.MAX_GUESTS", 1)
    add_guest(by=cast.actor("recorder"), meeting=running(cast), uid=new_uid(), name="Jinde")
    add_guest(by=cast.actor("recorder"), meeting=meeting, uid=new_uid(), name="První")
    with pytest.raises(ValidationError):
        add_guest(by=cast.actor("recorder"), meeting=meeting, uid=new_uid(), name="Druhý")


@pytest.mark.parametrize(
    "role", ["member", "deputy", "reviewer", "outsider", "manager", "coordinator", "administrator", "former", "public"]
)
def test_only_who_runs_the_meeting_notes_presence(cast: Cast, meeting: Meeting, role: str) -> None:
    by = cast.actor(role)
    with pytest.raises(PermissionDenied):
        set_presence(by=by, meeting=meeting, presence=row(cast, meeting, "member"), attendance=Attendance("present"))
    with pytest.raises(PermissionDenied):
        add_guest(by=by, meeting=meeting, uid=new_uid(), name="Host")
    with pytest.raises(PermissionDenied):
        remove_guest(by=by, meeting=meeting, uid=new_uid())


def test_nothing_is_noted_once_locked(cast: Cast, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.FINAL)
    with pytest.raises(PermissionDenied):
        note(cast, meeting, "member", "present")


def test_presence_of_another_meeting_cannot_be_noted(cast: Cast, meeting: Meeting) -> None:
    other = running(cast)
    with pytest.raises(Presence.DoesNotExist):
        set_presence(
            by=cast.actor("recorder"),
            meeting=other,
            presence=row(cast, meeting, "member"),
            attendance=Attendance("present"),
        )


def test_quorum_counts_who_is_there_at_the_moment(cast: Cast, meeting: Meeting) -> None:
    cast.group.quorum_kind = "majority"
    cast.group.save()
    meeting.refresh_from_db()
    noon = timezone.localtime(meeting.starts_at).replace(hour=12, minute=0)
    everybody_present(cast, meeting)
    assert counted(meeting, noon) == (4, 3)
    note(cast, meeting, "member", "present", arrived="12.30")
    note(cast, meeting, "reviewer", "deputy", deputy_name="Náhradník", left="11.00")
    assert counted(meeting, noon) == (2, 3)
    assert counted(meeting, noon + timedelta(hours=1)) == (3, 3)
    assert counted(meeting, noon + timedelta(days=2)) == counted(meeting) == (4, 3)


def test_order_is_chair_recorder_then_organisation(cast: Cast, meeting: Meeting) -> None:
    factories.mandate(cast.group, factories.person("Adam", "Aaron"), organisation=factories.organisation("Ústav"))
    make_rows(meeting)
    add_guest(by=cast.actor("chair"), meeting=meeting, uid=new_uid(), name="Aaa Host")
    names = [line.name for line in presence_lines(cast.actor("chair"), meeting)]
    assert names[:2] == [cast.person("chair").name, cast.person("recorder").name]
    assert names[-2:] == ["Adam Aaron", "Aaa Host"]
