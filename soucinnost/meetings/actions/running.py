"""Starting and ending a meeting."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.groups.enums import TopicState
from soucinnost.groups.models import Topic
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_around, lock_meeting
from soucinnost.meetings.actions.outcomes import Outcome, lock_tasks, settle_outcomes
from soucinnost.meetings.actions.presence import make_rows
from soucinnost.meetings.actions.reporting import bring_reports
from soucinnost.meetings.actions.scheduling import refresh_group_dates
from soucinnost.meetings.actions.signoff import keep_correction
from soucinnost.meetings.actions.versions import keep_version
from soucinnost.meetings.enums import MeetingState, VersionReason
from soucinnost.meetings.findable import find_item
from soucinnost.meetings.models import AgendaItem, Entry, EntryConflict, Meeting
from soucinnost.meetings.rules import PLANNED, may_end, may_start, may_write


@dataclass(frozen=True)
class Ended:
    """What the end of a meeting left: tasks given, task lines that wait for an owner or term, open conflicts."""

    meeting: Meeting
    tasks_given: int
    tasks_waiting: int
    conflicts: int


@transaction.atomic
def start_meeting(*, by: Actor, meeting: Meeting) -> Meeting:
    """Start a planned meeting: its members' presence can be noted and minutes written.

    A meeting already running stays as it is. Without an agenda one item is made, so that there is where to write.
    """
    meeting = lock_meeting(meeting)
    if meeting.state == MeetingState.RUNNING:
        require(may_end(by, meeting))
        return meeting
    if meeting.state not in PLANNED:
        raise ValidationError(_("Jednání už nejde zahájit: proběhlo, nebo bylo zrušeno."))
    require(may_start(by, meeting))
    meeting.state, meeting.started_at = MeetingState.RUNNING, timezone.now()
    meeting.save(update_fields=["state", "started_at"])
    make_rows(meeting)
    if not AgendaItem.objects.filter(meeting=meeting).exists():
        find_item(
            AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, position=10, title=_("Průběh jednání"))
        )
    bring_reports(by=by, meeting=meeting)
    record(by=by, verb="meeting.started", object_uid=meeting.uid, circle=meeting.circle.uid)
    return meeting


def _ended(by: Actor, meeting: Meeting, outcome: Outcome) -> Ended:
    """What the actor is told of it: lines closed to others do not count."""
    seen = set(Entry.objects.visible_to(by).filter(meeting=meeting).values_list("uid", flat=True))
    conflicts = EntryConflict.objects.visible_to(by).filter(entry__meeting=meeting, resolved_at__isnull=True)
    return Ended(
        meeting=meeting, tasks_given=len(seen.intersection(outcome.tasks_given)),
        tasks_waiting=len(seen.intersection(outcome.tasks_waiting)), conflicts=conflicts.count(),
    )


@transaction.atomic
def end_meeting(*, by: Actor, meeting: Meeting) -> Ended:
    """End a running meeting: minutes become a draft, tasks are given, numbers stated, questions asked.

    Conflicts may still wait; they only keep the minutes from being signed.
    """
    meeting = lock_meeting(meeting)
    if meeting.state != MeetingState.RUNNING:
        raise ValidationError(_("Jednání už neprobíhá."))
    require(may_end(by, meeting))
    lock_around(meeting.group)
    lock_tasks(meeting)
    meeting.state, meeting.ended_at = MeetingState.DRAFT, timezone.now()
    meeting.save(update_fields=["state", "ended_at"])
    refresh_group_dates(by=by, group=meeting.group)
    meeting.group.refresh_from_db()
    outcome = settle_outcomes(by=by, meeting=meeting)
    _finish_topics(meeting)
    keep_version(by=by, meeting=meeting, reason=VersionReason.CLOSED)
    record(by=by, verb="meeting.ended", object_uid=meeting.uid, circle=meeting.circle.uid)
    return _ended(by, meeting, outcome)


def _finish_topics(meeting: Meeting) -> None:
    """Topics about which something was written are done; the others are open again for the next agenda.

    Struck lines do not count, nor lines closed to some seats in an item that is open: everybody sees the topic.
    """
    told = Q(entries__struck_at__isnull=True) & (Q(entries__is_closed=False) | Q(is_closed=True))
    for item in meeting.items.filter(topic__isnull=False).annotate(written=Count("entries", filter=told)):
        state = TopicState.DONE if item.written else TopicState.OPEN
        Topic.objects.filter(pk=item.topic_id or 0, state=TopicState.SCHEDULED).update(state=state)


@transaction.atomic
def finish_editing(*, by: Actor, meeting: Meeting) -> Ended:
    """Pass on what was edited after the end; while reviewers sign, keep the correction as a version of its own."""
    meeting = lock_meeting(meeting)
    require(may_write(by, meeting) and meeting.state != MeetingState.RUNNING)
    outcome = settle_outcomes(by=by, meeting=meeting)
    if meeting.state == MeetingState.SIGNING:
        keep_correction(by=by, meeting=meeting)
    record(by=by, verb="minutes.edited", object_uid=meeting.uid, circle=meeting.circle.uid)
    return _ended(by, meeting, outcome)
