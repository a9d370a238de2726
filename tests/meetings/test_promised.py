"""Promises written in the minutes are offered as tasks and never made into them."""

from typing import Any

import pytest

from soucinnost.assignments.models import Assignment
from soucinnost.meetings.models import Entry, Meeting
from tests.cast import Cast
from tests.meetings.minutes_kit import running
from tests.meetings.test_hold_sync import operation, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A running meeting."""
    return running(cast)


def promises(cast: Cast, meeting: Meeting, body: str, **more: Any) -> Any:
    """What is offered after a line was sent."""
    return send(cast.client("recorder"), meeting, operation(meeting, body, **more)).json()["results"][0]["promises"]


def test_a_sentence_that_promises_is_offered_and_nothing_is_made(cast: Cast, meeting: Meeting) -> None:
    offered = promises(cast, meeting, "<p>Proběhly tři stoly. Městská policie zjistí počty do 5. 1. 2031.</p>")
    assert offered == [{"text": "Městská policie zjistí počty do 5. 1. 2031.", "due": "5. 1. 2031"}]
    assert Entry.objects.get().kind == "information"
    assert not Assignment.objects.exists()


def test_the_next_meeting_is_a_term(cast: Cast, meeting: Meeting) -> None:
    assert promises(cast, meeting, "Probace předá přehled do příštího jednání.")[0]["due"] == "do příštího jednání"


def test_a_term_that_is_no_day_stays_in_the_sentence(cast: Cast, meeting: Meeting) -> None:
    offered = promises(cast, meeting, "Městská policie pošle přehled do konce prázdnin.")
    assert [one["due"] for one in offered] == [""]
    assert "do konce prázdnin" in offered[0]["text"]


@pytest.mark.parametrize("kind", ["task", "decision"])
def test_what_binds_already_is_not_offered(cast: Cast, meeting: Meeting, kind: str) -> None:
    assert promises(cast, meeting, "Městská policie zjistí počty.", kind=kind) == []


def test_what_happened_and_what_was_struck_is_not_offered(cast: Cast, meeting: Meeting) -> None:
    assert promises(cast, meeting, "Seminář proběhl v březnu a všichni ho ocenili.") == []
    raw = operation(meeting, "Městská policie zjistí počty.")
    send(cast.client("recorder"), meeting, raw)
    struck = {**raw, "operation": raw["operation"][::-1], "base_revision": 1, "struck": True}
    assert send(cast.client("recorder"), meeting, struck).json()["results"][0]["promises"] == []
