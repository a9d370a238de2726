"""What every write into running minutes starts with: the meeting locked, a clock that never runs backwards."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from soucinnost.access.models import Seat
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.groups.actions.common import lock as lock_group
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Entry, Meeting

_TICK = timedelta(microseconds=1)


def lock_meeting(meeting: Meeting) -> Meeting:
    """Read the meeting again and keep it from other writers until the transaction ends."""
    found = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("group", "circle__controller")
    return found.get(pk=meeting.pk)


def lock_around(group: Group) -> None:
    """Keep the group and its open tasks from other writers, before what tells them that a meeting is set, moved or off.

    Locks come in one order: the meeting, its group, the tasks, calls for reports, the end of the audit chain, messages
    and one-time links. Whoever opens a call or finishes a task locks that first and then waits for the end of the
    chain; who took it the other way round would wait for them for ever.
    """
    lock_group(group)
    found = Assignment.objects.filter(group=group, state=AssignmentState.OPEN).order_by("pk")
    list(found.select_for_update(of=("self",)).values_list("pk"))


def tick(meeting: Meeting) -> datetime:
    """Return a moment later than every change of the meeting's entries, so that readers can ask what is newer.

    The meeting must be locked, otherwise a later moment could be committed before an earlier one.
    """
    last = Entry.objects.filter(meeting=meeting).aggregate(last=Max("changed_at"))["last"]
    now = timezone.now()
    return now if last is None or last < now else last + _TICK


def not_later(moment: datetime | None, now: datetime) -> datetime:
    """Return the moment told by a browser, or ``now`` when it told none or its clock runs ahead."""
    return min(moment, now) if moment is not None else now


def own_seats(by: Actor, meeting: Meeting) -> list[Seat]:
    """The seats that the writer holds or stands in for in the meeting's circle."""
    return list(Seat.objects.filter(pk__in=by.seat_ids, circle=meeting.circle))
