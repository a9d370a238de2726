"""The control of tasks at a meeting: those that came back stand at their item and are ended from there."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from soucinnost.assignments.actions import cancel, create_assignment
from soucinnost.assignments.models import Assignment
from soucinnost.groups.enums import StandingItemKind
from soucinnost.meetings.actions.agenda import carry_task
from soucinnost.meetings.actions.reviewing import note_task
from soucinnost.meetings.models import AgendaItem, Meeting
from soucinnost.meetings.selectors.live import directory_for, meeting_with_state, state_for, token_of
from soucinnost.meetings.selectors.prepare import recipients_of
from soucinnost.meetings.selectors.suggesting import suggestions
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, planned, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = running(cast, items=("Kontrola úkolů", "Různé"))
    AgendaItem.objects.filter(meeting=meeting, title="Kontrola úkolů").update(kind=StandingItemKind.TASKS)
    return meeting


def given(cast: Cast, text: str = "Zjistit stav lamp", *, days: int = -30, **more: Any) -> Assignment:
    today = timezone.localdate()
    return create_assignment(
        by=cast.actor("chair"), group=cast.group, text=text, owner_person=cast.person("member"), due_kind="date",
        due_on=today + timedelta(days=days + 27), given_on=today + timedelta(days=days), **more,
    )


def shown(cast: Cast, meeting: Meeting, role: str = "recorder") -> dict[str, list[dict[str, Any]]]:
    actor = cast.actor(role)
    found = meeting_with_state(actor, meeting.uid).get()
    state = state_for(actor, found, token=token_of(actor, found))
    return {item["title"]: item["tasks"] for item in state["items"]}


def note(cast: Cast, meeting: Meeting, task: Assignment, role: str = "recorder", **said: Any) -> Any:
    url = f"/jednani/{meeting.uid}/prubeh/ukol/{task.uid}/"
    return cast.client(role).post(url, json.dumps(said), content_type="application/json")


def test_open_tasks_stand_at_their_item_each_with_its_state(cast: Cast, meeting: Meeting) -> None:
    task, elsewhere = given(cast), given(cast, "Úkol v jiném bodu")
    given(cast, "Zadaný až na tomto jednání", days=0)
    carry_task(by=cast.actor("recorder"), item=meeting.items.get(title="Různé"), assignment=elsewhere)
    tasks = shown(cast, meeting)
    assert [one["text"] for one in tasks["Kontrola úkolů"]] == ["Zjistit stav lamp"]
    assert [one["text"] for one in tasks["Různé"]] == ["Úkol v jiném bodu"]
    (one,) = tasks["Kontrola úkolů"]
    assert (one["mark"], one["may"], one["who"]) == ("late", True, cast.person("member").name)
    assert "po termínu" in one["state"].replace("\xa0", " ") and task.uid in one["url"]
    assert [one["may"] for one in shown(cast, meeting, "member")["Kontrola úkolů"]] == [False]


def test_a_cancelled_task_and_one_for_the_next_meeting_say_so(cast: Cast, meeting: Meeting) -> None:
    item, by = meeting.items.get(title="Různé"), cast.actor("recorder")
    ended, waiting = given(cast, "Zrušený"), given(cast, "Na příště")
    for task in (ended, waiting):
        carry_task(by=by, item=item, assignment=task)
    cancel(by=by, assignment=ended, text="Odpadlo")
    Assignment.objects.filter(pk=waiting.pk).update(due_kind="next_meeting", due_on=None)
    states = {one["text"]: (one["mark"], one["state"], one["may"]) for one in shown(cast, meeting)["Různé"]}
    assert states == {"Zrušený": ("wait", "zrušeno", False), "Na příště": ("run", "do příštího jednání", True)}


def test_a_task_is_finished_from_the_minutes(cast: Cast, meeting: Meeting) -> None:
    task = given(cast)
    answer = note(cast, meeting, task, done=True, text="Lampy svítí.").json()
    task.refresh_from_db()
    assert (task.state, task.evidence) == ("done", "Lampy svítí.")
    assert answer["said"].replace("\xa0", " ") == "Úkol splněn: Zjistit stav lamp – Lampy svítí."
    assert (answer["task"]["mark"], answer["task"]["may"]) == ("ok", False)
    assert shown(cast, meeting)["Kontrola úkolů"] == []
    assert note(cast, meeting, task, done=True).status_code == 422, "it is finished once"


def test_without_words_the_meeting_is_what_proves_it(cast: Cast, meeting: Meeting) -> None:
    task = given(cast)
    note(cast, meeting, task, done=True)
    task.refresh_from_db()
    assert "na jednání" in task.evidence.replace("\xa0", " ")


def test_a_task_that_goes_on_keeps_what_was_said_of_it(cast: Cast, meeting: Meeting) -> None:
    task = given(cast)
    answer = note(cast, meeting, task, done=False, text="Čeká se na\nsprávce.").json()
    task.refresh_from_db()
    assert task.state == "open" and task.events.filter(text="Čeká se na správce.").exists()
    assert answer["said"].replace("\xa0", " ") == "Úkol trvá: Zjistit stav lamp – Čeká se na správce."
    events = task.events.count()
    assert note(cast, meeting, task, done=False).status_code == 200
    assert task.events.count() == events, "nothing said, nothing kept"


def test_a_closed_task_gives_no_sentence_that_everybody_would_read(cast: Cast, meeting: Meeting) -> None:
    seat = cast.actor("chair").seat_ids
    task = given(cast, "Důvěrný úkol", is_closed=True, named_seats=list(cast.group.circle.seats.filter(pk__in=seat)))
    assert note_task(by=cast.actor("chair"), meeting=meeting, assignment=task, is_done=False, text="Trvá.") == ""
    assert shown(cast, meeting, "reviewer")["Kontrola úkolů"] == []


def test_what_cannot_be_is_said(cast: Cast, meeting: Meeting) -> None:
    task = given(cast)
    with pytest.raises(ValidationError):
        note_task(by=cast.actor("chair"), meeting=meeting, assignment=task, is_done=True, text="x" * 1001)
    url = f"/jednani/{meeting.uid}/prubeh/ukol/{task.uid}/"
    for body in ("", "[]", '{"text": "x"}'):
        assert cast.client("recorder").post(url, body, content_type="application/json").status_code == 400
    assert note(cast, meeting, task, role="member", done=True).status_code == 403
    assert note(cast, meeting, task, role="outsider", done=True).status_code == 404
    foreign = f"/jednani/{meeting.uid}/prubeh/ukol/nikdenic/"
    assert cast.client("recorder").post(foreign, '{"done": true}', content_type="application/json").status_code == 404


def test_a_promise_is_offered_again_after_the_page_is_opened_anew(cast: Cast, meeting: Meeting) -> None:
    line(cast.actor("chair"), meeting, "Paní Členová zjistí stav lamp.")
    for role, offered in (("recorder", 1), ("member", 0)):
        actor = cast.actor(role)
        found = meeting_with_state(actor, meeting.uid).get()
        (entry,) = state_for(actor, found, token=token_of(actor, found))["entries"]
        assert len(entry["promises"]) == offered


def test_namesakes_are_told_apart_where_names_are_offered(cast: Cast, meeting: Meeting) -> None:
    member = cast.person("member")
    names = {"given_name": member.given_name, "surname": member.surname}
    factories.mandate(cast.group, factories.person(**names, email="jina@zkusebnice.example"), organisation=cast.ngo)
    names = [row["name"] for row in suggestions(cast.actor("recorder"), member.surname) if row["kind"] == "person"]
    assert len(names) == 2 == len(set(names)) and any("jina@zkusebnice.example" in name for name in names)
    rows = [row["place"] for row in directory_for(meeting)["people"] if row["surname"] == member.surname]
    assert len(rows) == 2 == len(set(rows))
    apart = [person.apart for person in recipients_of(meeting).people if person.surname == member.surname]
    assert len(set(apart)) == 2 and all(apart)
    coming = planned(cast)
    page = cast.client("recorder").get(f"/jednani/{coming.uid}/pozvanka/").content.decode()
    assert "jina@zkusebnice.example" in page


def test_a_form_says_once_that_fields_may_stay_empty(cast: Cast) -> None:
    page = cast.client("recorder").get(f"/jednani/nove/{cast.group.uid}/").content.decode().replace("\xa0", " ")
    assert page.count("nepovinné") == 1
