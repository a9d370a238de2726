"""Starting and ending a meeting, and what the minutes set going."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.assignments.actions import hand_on
from soucinnost.assignments.models import Assignment
from soucinnost.evidence.models import Claim
from soucinnost.groups.enums import TopicState
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.answers import MAX_ANSWER, answer_question
from soucinnost.meetings.actions.outcomes import settle_outcomes
from soucinnost.meetings.actions.running import end_meeting, finish_editing, start_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Answer, Entry, Meeting, MinutesVersion, Presence
from soucinnost.meetings.selectors import minutes_view
from soucinnost.notices.models import Message
from soucinnost.search.models import IndexEntry
from tests import factories
from tests.cast import ROLES, Cast
from tests.meetings.minutes_kit import everybody_present, line, planned, running, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting."""
    return running(cast)


def end(cast: Cast, meeting: Meeting) -> Any:
    """End the meeting as its recorder."""
    return end_meeting(by=cast.actor("recorder"), meeting=meeting)


def rewrite(cast: Cast, entry: Entry, body: str, **more: Any) -> Entry:
    """Change a line as its recorder."""
    entry.refresh_from_db()
    more.setdefault("kind", entry.kind)
    more.setdefault("details", entry.details)
    write(cast.actor("recorder"), entry.meeting, body, uid=entry.uid, base=entry.revision, **more)
    entry.refresh_from_db()
    return entry


def owned(cast: Cast, **more: str) -> dict[str, Any]:
    """Details of a task of the member."""
    return {"owner": {"text": cast.person("member").name, "person": cast.person("member").uid}, **more}


# -- start


def test_start_makes_presence_and_only_once(cast: Cast) -> None:
    meeting = start_meeting(by=cast.actor("recorder"), meeting=planned(cast))
    assert meeting.state == MeetingState.RUNNING and meeting.started_at is not None
    again = start_meeting(by=cast.actor("chair"), meeting=meeting)
    assert again.started_at == meeting.started_at
    assert Presence.objects.filter(meeting=meeting).count() == 4


def test_meeting_without_agenda_gets_one_item(cast: Cast) -> None:
    meeting = planned(cast)
    meeting.items.all().delete()
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    assert [item.title for item in meeting.items.all()] == ["Průběh jednání"]


@pytest.mark.parametrize("state", ["draft", "remarks", "signing", "final", "cancelled"])
def test_past_meeting_does_not_start(cast: Cast, state: str) -> None:
    meeting = planned(cast)
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    with pytest.raises(ValidationError):
        start_meeting(by=cast.actor("chair"), meeting=meeting)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"chair", "recorder"}])
def test_who_does_not_run_the_circle_neither_starts_nor_ends(cast: Cast, role: str) -> None:
    meeting = planned(cast)
    with pytest.raises(PermissionDenied):
        start_meeting(by=cast.actor(role), meeting=meeting)
    meeting = start_meeting(by=cast.actor("chair"), meeting=meeting)
    for act in (start_meeting, end_meeting, settle_outcomes):
        with pytest.raises(PermissionDenied):
            act(by=cast.actor(role), meeting=meeting)
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.RUNNING


# -- end


def test_end_leaves_a_draft_with_a_version(cast: Cast, meeting: Meeting) -> None:
    line(cast.actor("recorder"), meeting, "Řečeno")
    ended = end(cast, meeting)
    meeting.refresh_from_db()
    cast.group.refresh_from_db()
    assert (meeting.state, meeting.ended_at is not None) == (MeetingState.DRAFT, True)
    assert cast.group.last_met_on == timezone.localtime(meeting.starts_at).date()
    assert [version.reason for version in MinutesVersion.objects.filter(meeting=meeting)] == ["closed"]
    assert (ended.tasks_given, ended.tasks_waiting, ended.conflicts) == (0, 0, 0)
    with pytest.raises(ValidationError):
        end(cast, meeting)


def test_end_gives_tasks_and_says_which_wait(cast: Cast, meeting: Meeting) -> None:
    by = cast.actor("recorder")
    given = line(by, meeting, "Zjistit dopad", kind="task", details=owned(cast, due="do příštího jednání"))
    line(by, meeting, "Bez řešitele", kind="task")
    line(by, meeting, "Nečitelný termín", kind="task", details=owned(cast, due="31. 2. 2030"))
    ended = end(cast, meeting)
    assert (ended.tasks_given, ended.tasks_waiting) == (1, 2)
    task = Assignment.objects.get()
    assert (task.text, task.owner_person, task.due_kind, task.origin_uid) == (
        "Zjistit dopad",
        cast.person("member"),
        "next_meeting",
        given.uid,
    )
    shown = minutes_view(cast.actor("member"), meeting).of_kind("task")[0].task
    assert shown is not None and shown.assignment_uid == task.uid
    assert shown.owner == f"{cast.person('member').name}, {cast.ngo.name}"


def test_conflict_may_wait_at_the_end(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Původní")
    write(cast.actor("chair"), meeting, "Jedno", uid=entry.uid, base=1)
    write(cast.actor("recorder"), meeting, "Druhé", uid=entry.uid, base=1)
    assert end(cast, meeting).conflicts == 1
    assert minutes_view(cast.actor("chair"), meeting).conflicts == 1


def test_topics_written_about_are_done_others_open_again(cast: Cast) -> None:
    done, left = factories.topic(cast.group, "Probrané"), factories.topic(cast.group, "Neprobrané")
    meeting = start_meeting(by=cast.actor("chair"), meeting=planned(cast))
    line(cast.actor("chair"), meeting, "O tématu", item=meeting.items.get(topic=done))
    end(cast, meeting)
    done.refresh_from_db()
    left.refresh_from_db()
    assert (done.state, left.state) == (TopicState.DONE, TopicState.OPEN)


# -- tasks after the end


def test_edited_task_changes_only_what_the_minutes_changed(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Zjistit dopad", kind="task", details=owned(cast))
    end(cast, meeting)
    task = Assignment.objects.get()
    hand_on(by=cast.actor("member"), assignment=task, to_person=cast.person("reviewer"))
    rewrite(cast, entry, "Zjistit dopad na evidenci")
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    task.refresh_from_db()
    assert (task.text, task.owner_person) == ("Zjistit dopad na evidenci", cast.person("reviewer"))
    rewrite(cast, entry, "Zjistit dopad na evidenci", details={"owner": {"text": cast.person("chair").name}})
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    task.refresh_from_db()
    assert task.owner_person == cast.person("chair")


def test_passing_on_twice_changes_nothing(cast: Cast, meeting: Meeting) -> None:
    number = {"uid": new_uid(), "label": "klientů", "value": "20"}
    line(cast.actor("recorder"), meeting, "Úkol", kind="task", details=owned(cast))
    line(
        cast.actor("recorder"),
        meeting,
        "Zpráva",
        kind="report",
        details={"organisation": {"text": "Most k lidem"}, "numbers": [number]},
    )
    line(cast.actor("recorder"), meeting, "Otázka?", kind="question")
    end(cast, meeting)
    before = (Assignment.objects.get().events.count(), Claim.objects.count(), Message.objects.count())
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    assert (Assignment.objects.get().events.count(), Claim.objects.count(), Message.objects.count()) == before


def test_struck_task_is_cancelled(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Zjistit", kind="task", details=owned(cast))
    end(cast, meeting)
    rewrite(cast, entry, "Zjistit", struck=True)
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    entry.refresh_from_db()
    assert Assignment.objects.get().state == "cancelled" and entry.assignment is None


def test_task_of_a_closed_line_is_closed(cast: Cast, meeting: Meeting) -> None:
    line(cast.actor("chair"), meeting, "Důvěrný úkol", kind="task", details=owned(cast, closed_to=[]))
    end(cast, meeting)
    task = Assignment.objects.get()
    assert task.is_closed and [seat.person for seat in task.named_seats.all()] == [cast.person("chair")]
    assert not Assignment.objects.visible_to(cast.actor("recorder")).exists()


def test_line_closed_in_a_closed_item_gives_what_both_allow(cast: Cast, meeting: Meeting) -> None:
    item = meeting.items.first()
    item.is_closed = True
    item.save()
    item.named_seats.set([cast.mandates[role].seat for role in ("chair", "member")])
    closed_to = [cast.mandates[role].seat.uid for role in ("member", "recorder")]
    line(cast.actor("chair"), meeting, "Úkol", kind="task", item=item, details=owned(cast, closed_to=closed_to))
    end(cast, meeting)
    assert {seat.person for seat in Assignment.objects.get().named_seats.all()} == {
        cast.person("chair"),
        cast.person("member"),
    }


def test_reviewers_correction_reaches_the_task(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Zjistit", kind="task", details=owned(cast))
    end(cast, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.SIGNING)
    write(cast.actor("reviewer"), meeting, "Zjistit přesně", uid=entry.uid, base=1, kind="task", details=owned(cast))
    finish_editing(by=cast.actor("reviewer"), meeting=meeting)
    assert Assignment.objects.get().text == "Zjistit přesně"
    assert MinutesVersion.objects.filter(meeting=meeting, reason="corrected").exists()


# -- numbers


def reported(cast: Cast, meeting: Meeting, value: str = "20") -> tuple[Entry, str]:
    """A report of the NGO with one number; returns the line and the number's uid."""
    uid = new_uid()
    number = {
        "uid": uid,
        "label": "aktivních klientů",
        "value": value,
        "unit": "osob",
        "total": "120",
        "total_label": "oslovených",
        "kind": "approximate",
        "from": "2017",
        "to": "2017",
    }
    details = {"organisation": {"text": "Most k lidem"}, "numbers": [number]}
    return line(cast.actor("recorder"), meeting, "V projektu je 20 klientů.", kind="report", details=details), uid


def test_report_becomes_claims(cast: Cast, meeting: Meeting) -> None:
    entry, uid = reported(cast, meeting)
    end(cast, meeting)
    entry.refresh_from_db()
    claim = Claim.objects.get(uid=entry.claim_uids[uid])
    assert (claim.label, claim.value, claim.unit, claim.denominator, claim.kind, claim.organisation) == (
        "aktivních klientů",
        20,
        "osob",
        120,
        "approximate",
        cast.ngo,
    )
    assert (str(claim.period_from), str(claim.period_to), claim.source_uid) == ("2017-01-01", "2017-12-31", entry.uid)
    assert Claim.objects.get(uid=entry.claim_uids["text"]).text == "V projektu je 20 klientů."
    shown = minutes_view(cast.actor("member"), meeting).of_kind("report")[0].report
    assert shown is not None and shown.organisation == "Most k lidem" and shown.numbers[0].claim_uid == claim.uid


def test_corrected_number_supersedes_and_removed_one_is_taken_back(cast: Cast, meeting: Meeting) -> None:
    entry, uid = reported(cast, meeting)
    end(cast, meeting)
    details = entry.details
    rewrite(cast, entry, entry.body, details={**details, "numbers": [{**details["numbers"][0], "value": "21"}]})
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    entry.refresh_from_db()
    claim = Claim.objects.get(uid=entry.claim_uids[uid])
    assert claim.value == 21 and claim.supersedes is not None and claim.supersedes.value == 20
    rewrite(cast, entry, entry.body, details={"organisation": details["organisation"]})
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    entry.refresh_from_db()
    last = Claim.objects.get(supersedes=claim)
    assert (last.value, last.text) == (None, "Údaj byl ze zápisu vypuštěn.") and uid not in entry.claim_uids


# -- questions


def test_members_are_asked_once_and_answer(cast: Cast, meeting: Meeting) -> None:
    until = timezone.localdate() + timedelta(days=7)
    entry = line(
        cast.actor("recorder"),
        meeting,
        "Kdo se přidá?",
        kind="question",
        details={"answers_until": f"{until.day}. {until.month}. {until.year}"},
    )
    end(cast, meeting)
    asked = {message.person for message in Message.objects.filter(kind="question")}
    assert asked == {cast.person(role) for role in ("chair", "reviewer", "member", "deputy")}
    assert "Kdo se přidá" not in Message.objects.filter(kind="question").first().body
    answer_question(by=cast.actor("member"), entry=entry, text="Já")
    answer_question(by=cast.actor("member"), entry=entry, text="My dva")
    answer_question(by=cast.actor("recorder"), entry=entry, text="Ano", person=cast.person("reviewer"))
    question = minutes_view(cast.actor("member"), meeting).of_kind("question")[0].question
    assert question is not None and question.is_open
    assert [(a.text, a.is_mine, a.entered_by) for a in question.answers] == [
        ("My dva", True, ""),
        ("Ano", False, cast.person("recorder").name),
    ]


def test_question_of_a_closed_line_is_asked_of_the_named_only(cast: Cast, meeting: Meeting) -> None:
    closed_to = [cast.mandates["member"].seat.uid]
    entry = line(cast.actor("recorder"), meeting, "Tajně?", kind="question", details={"closed_to": closed_to})
    end(cast, meeting)
    assert {message.person for message in Message.objects.filter(kind="question")} == {
        cast.person("member"),
        cast.person("deputy"),
    }
    with pytest.raises(PermissionDenied):
        answer_question(by=cast.actor("reviewer"), entry=entry, text="Nemám vidět")


def test_answer_that_cannot_be_taken(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Kdo?", kind="question")
    for text in ("", "   ", "x" * (MAX_ANSWER + 1)):
        with pytest.raises(ValidationError):
            answer_question(by=cast.actor("member"), entry=entry, text=text)
    with pytest.raises(PermissionDenied):
        answer_question(by=cast.actor("member"), entry=entry, text="Za jiného", person=cast.person("reviewer"))
    with pytest.raises(ValidationError):
        answer_question(by=cast.actor("chair"), entry=entry, text="Za cizího", person=cast.person("outsider"))
    Entry.objects.filter(pk=entry.pk).update(answers_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ValidationError):
        answer_question(by=cast.actor("member"), entry=entry, text="Pozdě")
    other = line(cast.actor("recorder"), meeting, "Informace")
    with pytest.raises(PermissionDenied):
        answer_question(by=cast.actor("member"), entry=other, text="Na co?")
    assert not Answer.objects.exists()


# -- search and reading


def test_lines_are_found_and_struck_ones_not(cast: Cast, meeting: Meeting) -> None:
    entry = line(cast.actor("recorder"), meeting, "Depistáž v terénu")
    end(cast, meeting)
    assert IndexEntry.objects.filter(kind="entry", object_uid=entry.uid).exists()
    rewrite(cast, entry, "Depistáž v terénu", struck=True)
    finish_editing(by=cast.actor("recorder"), meeting=meeting)
    assert not IndexEntry.objects.filter(kind="entry", object_uid=entry.uid).exists()


def test_items_are_numbered_among_what_the_reader_sees(cast: Cast, meeting: Meeting) -> None:
    first = meeting.items.order_by("position").first()
    first.is_closed = True
    first.save()
    first.named_seats.set([cast.mandates["chair"].seat])
    line(cast.actor("chair"), meeting, "Skryté", item=first)
    line(cast.actor("chair"), meeting, "Viditelné", item=meeting.items.get(title="Různé"))
    seen = minutes_view(cast.actor("member"), meeting)
    assert [(item.number, item.title) for item in seen.items] == [(1, "Různé")]
    assert [entry.body for entry in seen.entries] == ["<p>Viditelné</p>"]
    assert [item.number for item in minutes_view(cast.actor("chair"), meeting).items] == [1, 2]


def test_reading_minutes_takes_the_same_queries_whatever_is_written(
    cast: Cast, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    everybody_present(cast, meeting)
    for count in (1, 40):
        for number in range(count):
            line(cast.actor("recorder"), meeting, f"Řádek {number}", kind="task", details=owned(cast))
        with django_assert_max_num_queries(16):
            assert minutes_view(cast.actor("member"), meeting).entries


def test_installation_itself_may_run_a_meeting(cast: Cast) -> None:
    by = SystemActor("demo")
    meeting = start_meeting(by=by, meeting=planned(cast))
    line(by, meeting, "Úkol", kind="task", details=owned(cast))
    assert end_meeting(by=by, meeting=meeting).tasks_given == 1
