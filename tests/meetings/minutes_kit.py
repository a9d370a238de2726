"""What the tests of minutes start from: a running meeting of the cast's group."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.entries import Saved, Typed, cleaned, save_entry
from soucinnost.meetings.actions.presence import Attendance, set_presence
from soucinnost.meetings.actions.running import start_meeting
from soucinnost.meetings.actions.scheduling import Place, create_meeting
from soucinnost.meetings.models import AgendaItem, Entry, Meeting, Presence
from tests.cast import Cast


def planned(cast: Cast, **fields: Any) -> Meeting:
    """A planned meeting of the cast's group that begins now."""
    starts = fields.pop("starts_at", timezone.now())
    return create_meeting(
        by=cast.actor("chair"), group=cast.group, starts_at=starts, ends_at=starts + timedelta(hours=2), place=Place(),
        **fields,
    )


def running(cast: Cast, *, items: tuple[str, ...] = ("Úvod", "Různé")) -> Meeting:
    """A meeting that runs, with agenda items of the given titles and nobody's presence noted."""
    meeting = planned(cast)
    meeting.items.all().delete()
    for position, title in enumerate(items, start=1):
        AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, title=title, position=position * 10)
    return start_meeting(by=cast.actor("chair"), meeting=meeting)


def everybody_present(cast: Cast, meeting: Meeting) -> None:
    """Note everybody as present."""
    for row in Presence.objects.filter(meeting=meeting, seat__isnull=False):
        set_presence(by=cast.actor("chair"), meeting=meeting, presence=row, attendance=Attendance("present"))


def write(
    by: Actor, meeting: Meeting, body: str, *, uid: str = "", base: int = 0, kind: str = "information",
    details: dict[str, Any] | None = None, struck: bool = False, item: AgendaItem | None = None, operation: str = "",
    client: str = "prohlizec", typed_at: datetime | None = None, **more: Any,
) -> Saved:
    """Send one line as a browser would; by default a new one into the first item."""
    place = item or meeting.items.order_by("position").first()
    typed = Typed(
        uid=uid or new_uid(), item_uid=more.pop("item_uid", place.uid if place is not None else ""),
        text=cleaned(kind=kind, body=body, details=details or {}, struck=struck), base_revision=base,
        operation=operation or new_uid(), client=client, typed_at=typed_at, **more,
    )
    return save_entry(by=by, meeting=meeting, typed=typed)


def line(by: Actor, meeting: Meeting, body: str, **more: Any) -> Entry:
    """A saved line."""
    entry = write(by, meeting, body, **more).entry
    assert entry is not None
    return entry
