"""What the end of a meeting must survive: a moved day, a task finished at the same moment, one uid at two meetings."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from soucinnost.assignments.actions import finish
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions import entries, sync
from soucinnost.meetings.actions.running import end_meeting, finish_editing
from soucinnost.meetings.actions.scheduling import Place, change_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.meetings.problems import message_of, worded
from soucinnost.meetings.selectors.minutes import minutes_view
from tests.cast import Cast, make_cast
from tests.meetings.minutes_kit import line, running, write

pytestmark = pytest.mark.django_db


def owned(cast: Cast, **more: str) -> dict[str, Any]:
    return {"owner": {"text": cast.person("member").name, "person": cast.person("member").uid}, **more}


def day(meeting: Meeting, days: int) -> str:
    on = timezone.localtime(meeting.starts_at).date() + timedelta(days=days)
    return f"{on.day}. {on.month}. {on.year}"


def move(cast: Cast, meeting: Meeting, days: int) -> None:
    step = timedelta(days=days)
    change_meeting(
        by=cast.actor("chair"), meeting=meeting, starts_at=meeting.starts_at + step, ends_at=meeting.ends_at + step,
        place=Place(),
    )
    meeting.refresh_from_db()


def told(entry: Entry) -> list[str]:
    entry.refresh_from_db()
    return [problem["code"] for problem in entry.problems]


# -- a moved meeting


def test_moving_a_meeting_past_a_due_day_tells_it_at_the_line(cast: Cast) -> None:
    meeting, by = running(cast), cast.actor("recorder")
    entry = line(by, meeting, "Zjistit dopad", kind="task", details=owned(cast, due=day(meeting, 3)))
    changed = entry.changed_at
    move(cast, meeting, 5)
    assert told(entry) == ["due_before"] and (entry.due_kind, entry.due_on) == ("", None) and entry.changed_at > changed
    move(cast, meeting, -5)
    assert told(entry) == [] and entry.due_kind == "date"


def test_a_due_day_before_a_moved_meeting_does_not_hold_up_its_end(cast: Cast) -> None:
    meeting, by = running(cast), cast.actor("recorder")
    early = line(by, meeting, "Zjistit dopad", kind="task", details=owned(cast, due=day(meeting, 3)))
    fine = line(by, meeting, "Svolat poradu", kind="task", details=owned(cast, due=day(meeting, 30)))
    # as it was before lines were read again when a meeting moves
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=meeting.starts_at + timedelta(days=5), ends_at=meeting.ends_at + timedelta(days=5)
    )
    response = cast.client("recorder").post(f"/jednani/{meeting.uid}/ukoncit/", {"confirmed": "1"})
    meeting.refresh_from_db()
    assert response.status_code == 302 and meeting.state == MeetingState.DRAFT
    assert told(early) == ["due_before"] and early.assignment is None
    fine.refresh_from_db()
    assert fine.assignment is not None
    text = next(one.problems for one in minutes_view(by, meeting).entries if one.uid == early.uid)
    assert "dřív než jednání" in text[0]


def test_a_change_that_a_given_task_cannot_take_waits_at_its_line(cast: Cast) -> None:
    meeting, by = running(cast), cast.actor("recorder")
    entry = line(by, meeting, "Zjistit dopad", kind="task", details=owned(cast, due=day(meeting, 3)))
    end_meeting(by=by, meeting=meeting)
    given = Assignment.objects.get()
    move(cast, meeting, -10)
    entry.refresh_from_db()
    write(
        by, meeting, "Zjistit dopad", uid=entry.uid, base=entry.revision, kind="task",
        details=owned(cast, due=day(meeting, 2)),
    )
    response = cast.client("recorder").post(f"/jednani/{meeting.uid}/hotovo/")
    assert response.status_code == 302 and told(entry) == ["task_refused"]
    before = given.due_on
    given.refresh_from_db()
    assert given.due_on == before, "the task stays as it was given"
    write(
        by, meeting, "Zjistit dopad", uid=entry.uid, base=entry.revision, kind="task",
        details=owned(cast, due=day(meeting, 20)),
    )
    assert finish_editing(by=by, meeting=meeting).tasks_waiting == 0
    given.refresh_from_db()
    assert told(entry) == [] and given.due_on == before + timedelta(days=7)


# -- at the same moment


@pytest.mark.django_db(transaction=True)
def test_a_task_finished_while_minutes_are_passed_on() -> None:
    """The one who finishes comes first; the line that was struck meanwhile finds the task done, and nothing fails."""
    cast = make_cast()
    meeting, by = running(cast), cast.actor("recorder")
    entry = line(by, meeting, "Zjistit dopad", kind="task", details=owned(cast, due=day(meeting, 3)))
    end_meeting(by=by, meeting=meeting)
    entry.refresh_from_db()
    write(by, meeting, "Zjistit dopad", uid=entry.uid, base=entry.revision, kind="task", details={}, struck=True)
    finished, results = threading.Event(), []

    def work() -> None:
        try:
            with transaction.atomic():
                finish(by=cast.actor("member"), assignment=Assignment.objects.get(), evidence="Hotovo")
                finished.set()
                threading.Event().wait(1.0)
        finally:
            finished.set()
            connection.close()

    def pass_on() -> None:
        try:
            results.append(finish_editing(by=by, meeting=meeting))
        except Exception as error:  # noqa: BLE001 - whatever happened is the result
            results.append(error)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert finished.wait(60)
    other = threading.Thread(target=pass_on)
    other.start()
    worker.join(120)
    other.join(120)
    assert len(results) == 1 and not isinstance(results[0], Exception), results
    assert Assignment.objects.get().state == AssignmentState.DONE


@pytest.fixture
def taken_meanwhile(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Meeting, str]]:
    """A meeting and a uid that a line of another meeting takes between looking for it and writing it."""
    meeting, other, uid = running(cast), running(cast), new_uid()
    create, tries = entries._create, []

    def late(*args: Any, **more: Any) -> Any:
        if not tries:
            tries.append(1)
            raise IntegrityError("uid")
        return create(*args, **more)

    lock = sync.lock_meeting

    def locking(one: Meeting) -> Meeting:
        if tries and not Entry.objects.filter(uid=uid).exists():
            Entry.objects.create(uid=uid, circle=other.circle, meeting=other, item=other.items.first(), body="<p>A</p>")
        return lock(one)

    monkeypatch.setattr(entries, "_create", late)
    monkeypatch.setattr(sync, "lock_meeting", locking)
    yield meeting, uid


def test_one_uid_at_two_meetings_is_refused_not_an_error(cast: Cast, taken_meanwhile: tuple[Meeting, str]) -> None:
    meeting, uid = taken_meanwhile
    raw = {
        "type": "entry", "operation": new_uid(), "uid": uid, "item": meeting.items.first().uid, "kind": "information",
        "body": "<p>Napsáno</p>",
    }
    result = sync.perform(by=cast.actor("recorder"), meeting=meeting, raw=raw)
    assert result.outcome == sync.REFUSED and result.uid == uid and "zkopírujte" in result.message


# -- problems are worded when they are read


def test_problems_are_kept_as_codes_and_worded_for_the_reader(cast: Cast) -> None:
    meeting = running(cast)
    entry = line(cast.actor("recorder"), meeting, "Něco", kind="task", details=owned(cast, due="31. 2. 2030"))
    kept = entry.problems[0]
    assert kept["code"] == "day" and kept["values"] == {"text": "31. 2. 2030"} and "message" not in kept
    with translation.override("cs"):
        assert message_of(kept) == kept["said"]
    with translation.override("en"):
        assert message_of(kept) != kept["said"] and "31. 2. 2030" in message_of(kept)
    assert worded([{"field": "due", "message": "Starší věta."}]) == [{"field": "due", "message": "Starší věta."}]
    for code, values in (
        ("owner_many", {"count": 2}), ("votes_over", {"votes": 5, "present": 3}),
        ("quorum", {"present": 1, "needed": 2}),
    ):
        assert str(values[max(values)]) in message_of({"field": "x", "code": code, "values": values})
