"""Who may do what with a meeting, and in which state. Each part of the cycle keeps its predicates together."""

from soucinnost.access.rules import runs
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting

# -- preparing

PLANNED = {MeetingState.PREPARED, MeetingState.INVITED}


def may_prepare(actor: Actor, meeting: Meeting) -> bool:
    """Change the time, place, agenda and papers: who runs the circle, until the minutes are locked."""
    return runs(actor, meeting.circle) and meeting.state not in {MeetingState.FINAL, MeetingState.CANCELLED}


def may_invite(actor: Actor, meeting: Meeting) -> bool:
    """Send the invitation or its change: who runs the circle, before the meeting starts."""
    return runs(actor, meeting.circle) and meeting.state in PLANNED


def may_cancel(actor: Actor, meeting: Meeting) -> bool:
    """Cancel a meeting that has not started."""
    return runs(actor, meeting.circle) and meeting.state in PLANNED
