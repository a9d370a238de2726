"""Locks are taken in one order, whatever is done: on PostgreSQL two who differ would wait for each other for ever.

Seen by what an action asks for, so that both databases hold it: what others lock before the end of the audit chain is
not locked for the first time after it.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from soucinnost.assignments.actions import create_assignment
from soucinnost.ballots.actions import close_ballot, open_ballot
from soucinnost.groups.actions import set_standing_items
from soucinnost.meetings.actions.reporting import ask_for_reports
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, cancel_meeting, change_meeting, create_meeting
from soucinnost.meetings.models import Meeting
from soucinnost.reports.actions import open_call
from tests.ballots import kit as ballots
from tests.cast import Cast
from tests.meetings.minutes_kit import line, planned
from tests.test_house import PRODUCT

SHARED = ("Meeting", "Group", "Assignment", "Ballot", "Call")
REFERRED = re.compile(r"\b(?:Group|Meeting|Person|Organisation|Unit|Ballot|Call)\.objects\.select_for_update\(([^\n]*)")


def _asked(cast: Cast) -> Meeting:
    """A planned meeting for which reports are asked and at which a task is due."""
    chair = cast.actor("chair")
    set_standing_items(by=chair, group=cast.group, items=[{"title": "Zprávy", "kind": "reports"}])
    meeting = planned(cast, starts_at=timezone.now() + timedelta(days=10))
    ask_for_reports(by=chair, item=meeting.items.get())
    create_assignment(
        by=chair, group=cast.group, text="Zjistit stav", owner_person=cast.person("member"), due_kind="next_meeting"
    )
    return Meeting.objects.get(pk=meeting.pk)


def _created(cast: Cast) -> Callable[[], Any]:
    starts = _asked(cast).starts_at + timedelta(days=3)
    return lambda: create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=1), place=Place()
    )


def _moved(cast: Cast) -> Callable[[], Any]:
    meeting = _asked(cast)
    later = meeting.starts_at + timedelta(days=7)
    return lambda: change_meeting(
        by=cast.actor("chair"), meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=1), place=Place()
    )


def _cancelled(cast: Cast) -> Callable[[], Any]:
    meeting = _asked(cast)
    return lambda: cancel_meeting(by=cast.actor("chair"), meeting=meeting, reason="Nemoc")


def _ended(cast: Cast) -> Callable[[], Any]:
    chair, meeting = cast.actor("chair"), _asked(cast)
    start_meeting(by=chair, meeting=meeting)
    line(chair, Meeting.objects.get(pk=meeting.pk), "<p>Řádek</p>")
    return lambda: end_meeting(by=chair, meeting=meeting)


def _called(cast: Cast) -> Callable[[], Any]:
    day = timezone.localdate() + timedelta(days=20)
    return lambda: open_call(by=cast.actor("chair"), group=cast.group, for_day=day)


def _counted(cast: Cast) -> Callable[[], Any]:
    ballot = ballots.prepared(cast)
    open_ballot(by=cast.actor("chair"), ballot=ballot)
    ballots.all_for(cast, ballot)
    return lambda: close_ballot(by=cast.actor("chair"), ballot=ballot)


@pytest.mark.django_db
@pytest.mark.parametrize("made", [_created, _moved, _cancelled, _ended, _called, _counted])
def test_nothing_shared_is_locked_first_after_the_end_of_the_chain(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, made: Callable[[Cast], Callable[[], Any]]
) -> None:
    act, asked, plain = made(cast), [], QuerySet.select_for_update

    def noted(self: QuerySet[Any], *args: Any, **kwargs: Any) -> QuerySet[Any]:
        asked.append(self.model.__name__)
        return plain(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    act()
    first = list(dict.fromkeys(asked))
    end = first.index("ChainHead")
    assert set(first[:end]) & {"Group", "Ballot"}
    assert not set(first[end:]) & set(SHARED), first


def test_the_key_of_what_others_refer_to_is_left_free() -> None:
    """A new row that refers to a locked one waits for nobody: its writer may hold the end of the chain already."""
    found = [
        (path.name, options) for path in PRODUCT.rglob("*.py") if not {"strategy", "evaluations"} & set(path.parts)
        for options in REFERRED.findall(path.read_text())
    ]
    assert len(found) > 5
    assert not [one for one in found if "no_key=True" not in one[1]]
