"""What the tests of preparing start from: planned meetings of the cast's group, items, tasks."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from soucinnost.access.models import Seat
from soucinnost.assignments.actions import create_assignment
from soucinnost.assignments.enums import DueKind
from soucinnost.assignments.models import Assignment
from soucinnost.meetings.actions.agenda import add_item
from soucinnost.meetings.actions.running import end_meeting, start_meeting
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.models import AgendaItem, Meeting
from tests.cast import Cast

_CHANGING = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+|(nonce-)[^\'"]+')


def today() -> date:
    """The day in Prague."""
    return timezone.localdate()


def at(day: date, clock: str = "9.00") -> datetime:
    """A moment in Prague."""
    hour, minute = (int(part) for part in clock.split("."))
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def meeting_on(cast: Cast, day: date, start: str = "9.00", end: str = "11.00", **fields: Any) -> Meeting:
    """A planned meeting of the cast's group."""
    fields.setdefault("place", Place(text="Radnice, místnost č. 189"))
    return create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=at(day, start), ends_at=at(day, end), **fields
    )


def in_days(cast: Cast, days: int, **fields: Any) -> Meeting:
    """A planned meeting so many days from now."""
    return meeting_on(cast, today() + timedelta(days=days), **fields)


def held(cast: Cast, day: date) -> Meeting:
    """A meeting that was held and ended."""
    meeting = meeting_on(cast, day)
    start_meeting(by=cast.actor("chair"), meeting=meeting)
    return end_meeting(by=cast.actor("chair"), meeting=meeting).meeting


def empty(meeting: Meeting) -> Meeting:
    """The meeting without any item."""
    meeting.items.all().delete()
    return meeting


def seat(cast: Cast, role: str) -> Seat:
    """The seat of somebody in the cast's group."""
    return cast.mandates[role].seat


def item(cast: Cast, meeting: Meeting, title: str, *closed_to: str, by: str = "chair", **fields: Any) -> AgendaItem:
    """An item; named roles close it to them (and to who adds it)."""
    if closed_to:
        fields |= {"is_closed": True, "named_seats": [seat(cast, role) for role in closed_to]}
    return add_item(by=cast.actor(by), meeting=meeting, title=title, **fields)


def task(cast: Cast, text: str, *, given: date, due: date | None = None, closed_to: tuple[str, ...] = ()) -> Assignment:
    """A task of the member; without a day it is due at the next meeting."""
    cast.group.refresh_from_db()
    return create_assignment(
        by=cast.actor("chair"), group=cast.group, text=text, owner_person=cast.person("member"), given_on=given,
        due_kind=DueKind.NEXT_MEETING if due is None else DueKind.DATE, due_on=due, is_closed=bool(closed_to),
        named_seats=[seat(cast, role) for role in closed_to],
    )


def titles(cast: Cast, meeting: Meeting, role: str = "chair") -> list[str]:
    """The agenda as somebody sees it."""
    items = AgendaItem.objects.visible_to(cast.actor(role)).filter(meeting=meeting)
    return [one.title for one in items.order_by("position", "id")]


def steady(content: bytes) -> bytes:
    """A page without what differs at every rendering."""
    return _CHANGING.sub(rb"\1\2x", content)
