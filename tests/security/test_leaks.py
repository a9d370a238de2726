"""Single leaks that a review found; each test is the way in which it was seen."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from soucinnost.access.actions import break_glass
from soucinnost.accounts.loopback import from_loopback
from soucinnost.assignments.actions import change_assignment, create_assignment, finish
from soucinnost.assignments.models import Assignment
from soucinnost.documents.models import Attachment
from soucinnost.groups.enums import TopicState
from soucinnost.groups.models import Topic
from soucinnost.meetings.actions.agenda import add_item, carry_unfinished, schedule_topic
from soucinnost.meetings.actions.running import end_meeting
from soucinnost.meetings.models import AgendaItem, Meeting
from soucinnost.notices.models import Message
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import line, planned, running, write


def _seen_by(cast: Cast, role: str, meeting: Meeting) -> list[str]:
    items = AgendaItem.objects.visible_to(cast.actor(role)).filter(meeting=meeting)
    return list(items.order_by("position", "id").values_list("title", flat=True))


def test_questions_go_to_members_only_and_closed_ones_are_private(cast: Cast) -> None:
    break_glass(
        by=cast.actor("administrator"), circle=cast.group.circle, person=cast.person("administrator"),
        reason="Zástup za nemocnou zapisovatelku.",
    )
    meeting = running(cast)
    chair = cast.actor("chair")
    named = {"closed_to": [cast.mandates["member"].seat.uid]}
    line(chair, meeting, "<p>Co tajného?</p>", kind="question", details=named)
    line(chair, meeting, "<p>Co veřejného?</p>", kind="question")
    end_meeting(by=chair, meeting=meeting)
    asked = {one.person_id: one for one in Message.objects.filter(kind="question")}
    assert cast.person("administrator").pk not in asked
    assert asked[cast.person("member").pk].is_private
    assert not asked[cast.person("reviewer").pk].is_private


def test_the_end_counts_only_what_its_actor_sees(cast: Cast) -> None:
    meeting = running(cast)
    chair = cast.actor("chair")
    task = {"owner": {"person": cast.person("member").uid}, "due": {"kind": "none"}, "closed_to": []}
    line(chair, meeting, "<p>Tajný úkol bez řešitele</p>", kind="task", details={"closed_to": []})
    line(chair, meeting, "<p>Tajný úkol</p>", kind="task", details=task)
    secret = line(chair, meeting, "<p>jedna</p>", details={"closed_to": []})
    write(chair, meeting, "<p>dvě</p>", uid=secret.uid, base=1, details={"closed_to": []})
    write(chair, meeting, "<p>tři</p>", uid=secret.uid, base=1, details={"closed_to": []}, client="jiný")
    ended = end_meeting(by=cast.actor("recorder"), meeting=meeting)
    assert (ended.tasks_given, ended.tasks_waiting, ended.conflicts) == (0, 0, 0)


@pytest.mark.parametrize(("hides", "strikes", "state"), [
    (True, False, TopicState.OPEN), (False, True, TopicState.OPEN), (False, False, TopicState.DONE),
])
def test_topic_is_done_by_what_everybody_sees(cast: Cast, hides: bool, strikes: bool, state: str) -> None:
    meeting = running(cast)
    topic = factories.topic(cast.group)
    item = schedule_topic(by=cast.actor("chair"), meeting=meeting, topic=topic)
    entry = line(
        cast.actor("chair"), meeting, "<p>Řádek</p>", item=item, details={"closed_to": []} if hides else {}
    )
    if strikes:
        write(cast.actor("chair"), meeting, "<p>Řádek</p>", uid=entry.uid, base=1, item=item, struck=True)
    end_meeting(by=cast.actor("chair"), meeting=meeting)
    assert Topic.objects.get(pk=topic.pk).state == state


def test_hidden_item_does_not_move_a_new_topic(cast: Cast) -> None:
    seen = []
    for hides in (False, True):
        meeting = planned(cast)
        if hides:
            add_item(
                by=cast.actor("chair"), meeting=meeting, title="Tajný bod", is_closed=True,
                named_seats=[cast.mandates["chair"].seat],
            )
        topic = factories.topic(cast.group, "Osvětlení")
        schedule_topic(by=cast.actor("chair"), meeting=meeting, topic=topic)
        seen.append(_seen_by(cast, "member", meeting))
    assert seen[0] == seen[1]
    assert "Osvětlení" in seen[0]
    assert seen[0][-1] != "Osvětlení"


def test_hidden_first_item_does_not_move_the_item_of_tasks(cast: Cast) -> None:
    create_assignment(
        by=cast.actor("chair"), group=cast.group, text="Zjistit stav", owner_person=cast.person("member"),
        given_on=factories.today() - timedelta(days=5),
    )
    seen = []
    for hides in (False, True):
        meeting = running(cast, items=("Úvod", "Různé"))
        if hides:
            first = AgendaItem.objects.create(
                meeting=meeting, circle=meeting.circle, title="Tajný bod", position=1, is_closed=True
            )
            first.named_seats.set([cast.mandates["chair"].seat])
        carry_unfinished(by=cast.actor("chair"), meeting=meeting)
        seen.append(_seen_by(cast, "member", meeting))
    assert seen[0] == seen[1]
    assert len(seen[0]) == 3


def test_proof_of_a_task_follows_its_closure(cast: Cast) -> None:
    chair = cast.actor("chair")
    task = create_assignment(by=chair, group=cast.group, text="Zjistit stav", owner_person=cast.person("chair"))
    finish(by=chair, assignment=task, upload=factories.upload())
    proof = Attachment.objects.get()
    address = reverse("documents:download", args=[proof.uid])
    assert cast.client("member").get(address).status_code == 200

    def close(is_closed: bool) -> None:
        change_assignment(
            by=chair, assignment=Assignment.objects.get(pk=task.pk), text=task.text,
            owner_person=cast.person("chair"), due_kind="none", is_closed=is_closed,
            named_seats=[cast.mandates["chair"].seat] if is_closed else [],
        )

    close(True)
    assert cast.client("member").get(address).status_code == 404
    assert cast.client("chair").get(address).status_code == 200
    close(False)
    assert cast.client("member").get(address).status_code == 200


@pytest.mark.parametrize("said", [
    {"SERVER_PROTOCOL": "HTTP/1.0"}, {"HTTP_VIA": "1.1 brana"}, {"HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_CF_CONNECTING_IP": "203.0.113.5"},
])
def test_proxy_that_names_localhost_is_still_a_proxy(said: dict[str, str]) -> None:
    here = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
    assert from_loopback(RequestFactory().get("/", **here))  # type: ignore[arg-type]
    assert not from_loopback(RequestFactory().get("/", **here, **said))  # type: ignore[arg-type]


def test_language_leads_nowhere_else(db: None) -> None:
    for away in ("https://jinde.test/", "//jinde.test/", "/\\jinde.test", "javascript:alert(1)"):
        answer = Client().post(reverse("ui:language"), {"language": "cs", "next": away})
        assert answer["Location"] == "/"
