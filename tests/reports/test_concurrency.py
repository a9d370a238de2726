"""Two at once: first versions, corrections, a report at the moment the meeting starts. The same on both databases."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from soucinnost.evidence.models import Claim
from soucinnost.groups.actions import set_standing_items
from soucinnost.meetings.actions.reporting import ask_for_reports
from soucinnost.meetings.actions.running import start_meeting
from soucinnost.meetings.actions.scheduling import Place, change_meeting
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.reports import actions
from soucinnost.reports.models import Call, Draft, Report
from tests import factories
from tests.cast import Cast
from tests.meetings.minutes_kit import planned
from tests.reports.kit import CLIENTS, call, content, report

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run all at the same moment; what each returned, or the exception it ended with."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(60)
            results[place] = act()
        except Exception as error:  # noqa: BLE001 - whatever happened is the result
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    return results


def _kinds(results: list[Any]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_two_first_versions_at_once(cast: Cast) -> None:
    one = call(cast)
    roles = ("member", "deputy")
    actors = {role: cast.actor(role) for role in roles}
    for role in roles:
        actions.save_draft(by=actors[role], call=one, organisation=cast.ngo, typed={"text": f"Text {role}"})

    def act(role: str) -> Callable[[], Any]:
        return lambda: actions.hand_in(
            by=actors[role], call=one, organisation=cast.ngo, content=content(f"Text {role}", CLIENTS)
        )

    results = together(*(act(role) for role in roles))
    assert _kinds(results) == ["Report", "ValidationError"], results
    winner = Report.objects.get()
    assert Claim.objects.count() == 1
    [kept] = Draft.objects.all()
    assert kept.person != winner.author
    assert kept.content["text"] == next(f"Text {role}" for role in roles if cast.person(role) == kept.person)


def test_two_corrections_at_once(cast: Cast) -> None:
    made = report(cast, call(cast), CLIENTS)
    member, chair = cast.actor("member"), cast.actor("chair")
    results = together(
        lambda: actions.correct(by=member, report=made, content=content("Jedna oprava")),
        lambda: actions.correct(by=chair, report=made, content=content("Druhá oprava")),
    )
    assert _kinds(results) == ["Report", "ValidationError"], results
    assert isinstance(next(one for one in results if isinstance(one, ValidationError)), ValidationError)
    assert Report.objects.current().count() == 1
    assert Report.objects.count() == 2


def test_two_calls_at_once_are_one(cast: Cast) -> None:
    day = factories.today() + timedelta(days=20)
    actors = [cast.actor("chair"), cast.actor("recorder")]
    results = together(*(
        lambda by=by: actions.open_call(by=by, group=cast.group, for_day=day) for by in actors
    ))
    assert _kinds(results) == ["Call", "Call"], results
    assert Call.objects.count() == 1
    assert Call.objects.get().asks.count() == 1


def _asked(cast: Cast, days: int = 10) -> tuple[Meeting, Call]:
    set_standing_items(by=cast.actor("chair"), group=cast.group, items=[{"title": "Zprávy", "kind": "reports"}])
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=days))
    return meeting, ask_for_reports(by=cast.actor("chair"), item=meeting.items.get())


def test_a_report_at_the_moment_the_meeting_starts(cast: Cast) -> None:
    """Whichever comes first, the report is in the minutes, once."""
    chair, member = cast.actor("chair"), cast.actor("member")
    words = content("Teď", CLIENTS)
    for turn in range(3):
        meeting, one = _asked(cast, 10 + turn)
        results = together(
            lambda one=one: actions.hand_in(by=member, call=one, organisation=cast.ngo, content=words),
            lambda meeting=meeting: start_meeting(by=chair, meeting=meeting),
        )
        assert _kinds(results) == ["Meeting", "Report"], results
        assert Entry.objects.get(meeting=meeting).report == Report.objects.get(call=one)


def test_a_report_while_the_meeting_moves(cast: Cast) -> None:
    """Neither waits for the other for ever."""
    chair, member = cast.actor("chair"), cast.actor("member")
    meeting, one = _asked(cast)
    later = meeting.starts_at + timedelta(days=7)
    results = together(
        lambda: actions.hand_in(by=member, call=one, organisation=cast.ngo, content=content("Teď", CLIENTS)),
        lambda: change_meeting(
            by=chair, meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=1), place=Place()
        ),
    )
    assert _kinds(results) == ["Meeting", "Report"], results
    one.refresh_from_db()
    assert one.for_day == timezone.localtime(later).date()
