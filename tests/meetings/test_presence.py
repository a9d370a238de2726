"""Who was there: rows from seats, clicks, deputies, times, guests."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

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


def test_click_there_and_back(cast: Cast, meeting: Meeting) -> None:
    assert note(cast, meeting, "member", "present")
    assert not note(cast, meeting, "member", "present")
    assert note(cast, meeting, "member", "absent")
    assert row(cast, meeting, "member").status == "absent"


def test_later_click_holds_whichever_arrives_first(cast: Cast, meeting: Meeting) -> None:
    now = timezone.now()
    note(cast, meeting, "member", "present", at=now)
    assert not note(cast, meeting, "member", "absent", at=now - timedelta(minutes=5))
    assert row(cast, meeting, "member").status == "present"
    assert note(cast, meeting, "member", "excused", at=now + timedelta(hours=3))
    assert row(cast, meeting, "member").changed_at <= timezone.now()


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
        with pytest.raises(ValidationError):
            note(cast, meeting, "member", status)


def test_guest_once_and_removed(cast: Cast, meeting: Meeting) -> None:
    by, uid = cast.actor("recorder"), new_uid()
    guest = add_guest(by=by, meeting=meeting, uid=uid, name=" Ing. Host ", organisation_name="Krajský úřad")
    assert add_guest(by=by, meeting=meeting, uid=uid, name="Jiný") == guest
    line = presence_lines(cast.actor("member"), meeting)[-1]
    assert (line.name, line.organisation, line.is_guest, line.took_part) == ("Ing. Host", "Krajský úřad", True, True)
    assert remove_guest(by=by, meeting=meeting, uid=uid) and not remove_guest(by=by, meeting=meeting, uid=uid)


def test_guest_needs_a_name_and_an_own_identifier(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    for uid, name in ((new_uid(), "  "), ("krátké", "Host"), (row(cast, meeting, "member").uid, "Host")):
        with pytest.raises(ValidationError):
            add_guest(by=by, meeting=meeting, uid=uid, name=name)
    assert not remove_guest(by=by, meeting=meeting, uid=row(cast, meeting, "member").uid)
    assert row(cast, meeting, "member")


def test_too_many_guests(cast: Cast, meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soucinnost.meetings.actions.presence.MAX_GUESTS", 1)
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
