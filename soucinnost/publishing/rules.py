"""Who may prepare, publish and withdraw a public version.

Chair and recorder prepare and withdraw. Publishing is for the chair, or for a manager of the lead organisation (the
data controller) who sits in the group: the seat gives the right to the content.
"""

from soucinnost.access.rules import releases, runs
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting


def may_prepare(actor: Actor, meeting: Meeting) -> bool:
    """See the preparation, decide about covers, look at the preview: who runs the circle, and who may publish."""
    return runs(actor, meeting.circle) or releases(actor, meeting.circle)


def may_publish(actor: Actor, meeting: Meeting) -> bool:
    """Give locked minutes to the public: the chair, or a manager of the lead organisation who sits in the group."""
    return releases(actor, meeting.circle) and meeting.state == MeetingState.FINAL


def may_write_statement(actor: Actor) -> bool:
    """Say who answers for the accessibility of the public pages: administrators, for the pages are one for all."""
    return actor.is_system or actor.is_administrator


def may_withdraw(actor: Actor, meeting: Meeting) -> bool:
    """Take the public version back, at any time: whoever may prepare it."""
    return may_prepare(actor, meeting)
