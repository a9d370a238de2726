"""Who may do what with a meeting, and in which state. Each part of the cycle keeps its predicates together."""

from django.utils import timezone

from soucinnost.access.rules import chairs, reviews, runs, takes_part
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


def may_reply(actor: Actor, meeting: Meeting) -> bool:
    """Say whether one comes: whoever takes part in the circle, until the meeting starts."""
    return takes_part(actor, meeting.circle) and meeting.state in PLANNED


def may_reply_for_others(actor: Actor, meeting: Meeting) -> bool:
    """Enter a member's answer that came otherwise, marked as such: who runs the circle."""
    return runs(actor, meeting.circle) and meeting.state in PLANNED


def may_cancel(actor: Actor, meeting: Meeting) -> bool:
    """Cancel a meeting that has not started."""
    return runs(actor, meeting.circle) and meeting.state in PLANNED


def may_attach_scan(actor: Actor, meeting: Meeting) -> bool:
    """Attach the scan of the attendance sheet: who runs the circle, also after the lock, where it is missing."""
    if meeting.state == MeetingState.FINAL and meeting.attendance_scan_id is not None:
        return False
    return runs(actor, meeting.circle) and meeting.state != MeetingState.CANCELLED


def may_remove_scan(actor: Actor, meeting: Meeting) -> bool:
    """Take the scan away: who runs the circle, until the minutes are locked."""
    return may_attach_scan(actor, meeting) and meeting.state != MeetingState.FINAL


# -- signing off


def may_send_draft(actor: Actor, meeting: Meeting) -> bool:
    """Give the draft to members for remarks: who runs the circle, after the meeting."""
    return runs(actor, meeting.circle) and meeting.state in {MeetingState.DRAFT, MeetingState.REMARKS}


def may_remark(actor: Actor, meeting: Meeting) -> bool:
    """Remark on a draft: whoever takes part in the circle, while it is with the members."""
    return takes_part(actor, meeting.circle) and meeting.state == MeetingState.REMARKS


def remarks_are_open(meeting: Meeting) -> bool:
    """Whether the day until which members may remark has not passed."""
    return meeting.remarks_until is not None and meeting.remarks_until >= timezone.localdate()


def may_enter_for_others(actor: Actor, meeting: Meeting) -> bool:
    """Enter a remark or a review that somebody gave by mail or on paper, marked as such: who runs the circle."""
    return runs(actor, meeting.circle) and meeting.state in {MeetingState.REMARKS, MeetingState.SIGNING}


def may_settle_remarks(actor: Actor, meeting: Meeting) -> bool:
    """Answer remarks: who runs the circle, until the minutes are locked."""
    return runs(actor, meeting.circle) and meeting.state in {
        MeetingState.DRAFT, MeetingState.REMARKS, MeetingState.SIGNING,
    }


def may_sign_as_recorder(actor: Actor, meeting: Meeting) -> bool:
    """Sign as the recorder: the recorder, or the chair where she records herself."""
    return runs(actor, meeting.circle) and meeting.state in {MeetingState.DRAFT, MeetingState.REMARKS}


def may_sign_as_reviewer(actor: Actor, meeting: Meeting) -> bool:
    """Sign as a reviewer of the group, once the recorder has signed."""
    return reviews(actor, meeting.circle) and meeting.state == MeetingState.SIGNING


def may_approve(actor: Actor, meeting: Meeting) -> bool:
    """Note that the next meeting approved the minutes: who runs the circle, where the statutes want it."""
    return (
        runs(actor, meeting.circle)
        and meeting.state == MeetingState.SIGNING
        and meeting.group.approves_at_next_meeting
    )


def may_lock(actor: Actor, meeting: Meeting) -> bool:
    """Lock minutes that all reviewers have signed: who runs the circle, where nobody has to approve them.

    The last signature locks by itself; this is for when the last reviewer left instead of signing, or the statutes
    changed meanwhile.
    """
    return (
        runs(actor, meeting.circle)
        and meeting.state == MeetingState.SIGNING
        and not meeting.group.approves_at_next_meeting
    )


def may_reopen(actor: Actor, meeting: Meeting) -> bool:
    """Open locked minutes again: the chair."""
    return chairs(actor, meeting.circle) and meeting.state == MeetingState.FINAL


def may_dispatch(actor: Actor, meeting: Meeting) -> bool:
    """Note a dispatch: who runs the circle, after the meeting."""
    return runs(actor, meeting.circle) and meeting.state in {
        MeetingState.DRAFT, MeetingState.REMARKS, MeetingState.SIGNING, MeetingState.FINAL,
    }


# -- holding

WRITABLE = {MeetingState.RUNNING, MeetingState.DRAFT, MeetingState.REMARKS, MeetingState.SIGNING}


def may_start(actor: Actor, meeting: Meeting) -> bool:
    """Start the meeting: who runs the circle, once it is planned."""
    return runs(actor, meeting.circle) and meeting.state in PLANNED


def may_end(actor: Actor, meeting: Meeting) -> bool:
    """End a meeting that runs: who runs the circle."""
    return runs(actor, meeting.circle) and meeting.state == MeetingState.RUNNING


def may_write(actor: Actor, meeting: Meeting) -> bool:
    """Write minutes and presence: who runs the circle, from the start until the lock; reviewers while they sign.

    Break-glass carries no such function, so it never writes.
    """
    if meeting.state == MeetingState.SIGNING and reviews(actor, meeting.circle):
        return True
    return runs(actor, meeting.circle) and meeting.state in WRITABLE


def may_answer(actor: Actor, meeting: Meeting) -> bool:
    """Answer a question of the meeting: whoever takes part in the circle, from the start until the lock."""
    return takes_part(actor, meeting.circle) and meeting.state in WRITABLE


def may_answer_for_others(actor: Actor, meeting: Meeting) -> bool:
    """Enter an answer on a member's behalf, marked as such: who runs the circle."""
    return may_answer(actor, meeting) and runs(actor, meeting.circle)
