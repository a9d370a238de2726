"""How many members are there, and whether that is enough to decide."""

from datetime import datetime

from django.utils import timezone

from soucinnost.groups.rules import quorum_needed
from soucinnost.meetings.enums import PresenceStatus
from soucinnost.meetings.models import Meeting, Presence

THERE = (PresenceStatus.PRESENT, PresenceStatus.DEPUTY)


def counted(meeting: Meeting, moment: datetime | None = None) -> tuple[int, int | None]:
    """Return (members present, members needed or None) at a moment of the meeting's day.

    Whoever came later or left earlier does not count at that moment. Without a moment, or one of another day
    (minutes finished at home), everybody counts who took part at all.
    """
    rows = Presence.objects.filter(meeting=meeting).exclude(status=PresenceStatus.GUEST)
    members = list(rows.values_list("status", "arrived_at", "left_at"))
    clock = None
    if moment is not None:
        local, start = timezone.localtime(moment), timezone.localtime(meeting.starts_at)
        clock = local.time() if local.date() == start.date() else None
    present = sum(
        status in THERE
        and (clock is None or ((arrived is None or arrived <= clock) and (left is None or clock <= left)))
        for status, arrived, left in members
    )
    return present, quorum_needed(meeting.group, len(members))
