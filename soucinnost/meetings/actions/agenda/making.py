"""Making an agenda from standing items, open topics and unfinished tasks; adding those that arose since."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from soucinnost.access.rules import require
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.audit.actions import record
from soucinnost.groups.enums import StandingItemKind, TopicState
from soucinnost.groups.models import StandingItem, Topic
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.chars import NBSP
from soucinnost.meetings.actions.agenda.common import (
    STEP,
    insert_before_closing,
    new_item,
    next_position,
    ordered,
    place_all,
    preparable,
    settle,
    writable,
)
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import AgendaItem, CarriedTask, Meeting


@transaction.atomic
def make_agenda(*, by: Actor, meeting: Meeting) -> list[AgendaItem]:
    """Fill an empty agenda: standing items in their order, open topics before the last of them, unfinished tasks.

    Tasks stand in the item for tasks; where the group has none and there are tasks, one is added after the first
    item. Where the statutes want it and minutes wait for it, their approval comes right after the first item.
    """
    meeting = preparable(by, meeting)
    if meeting.items.exists():
        return ordered(meeting)
    standing = list(StandingItem.objects.filter(group=meeting.group).order_by("position", "id"))
    before, last = (standing[:-1], standing[-1:]) if len(standing) > 1 else (standing, [])
    position = STEP
    for entry in before:
        _from_standing(meeting, entry, position)
        position += STEP
    for topic in Topic.objects.filter(group=meeting.group, state=TopicState.OPEN).order_by("raised_on", "id"):
        _from_topic(meeting, topic, position)
        position += STEP
    for entry in last:
        _from_standing(meeting, entry, position)
    _ensure_approval(meeting)
    carry_unfinished(by=by, meeting=meeting)
    place_all(ordered(meeting))
    record(by=by, verb="agenda.made", object_uid=meeting.uid, circle=meeting.circle.uid)
    return ordered(meeting)


def _from_standing(meeting: Meeting, standing: StandingItem, position: int) -> AgendaItem:
    return new_item(
        meeting, standing.title, position, kind=standing.kind, minutes=standing.minutes,
        presenter=standing.presenter, standing_item=standing,
    )


def _from_topic(meeting: Meeting, topic: Topic, position: int) -> AgendaItem:
    item = new_item(meeting, topic.title, position, note=topic.note, topic=topic, presenter=topic.raised_by)
    topic.state = TopicState.SCHEDULED
    topic.save(update_fields=["state"])
    return item


def _ensure_approval(meeting: Meeting) -> None:
    if not meeting.group.approves_at_next_meeting:
        return
    if AgendaItem.objects.filter(meeting=meeting, kind=StandingItemKind.APPROVAL).exists():
        return
    earlier = Meeting.objects.filter(group=meeting.group, ended_at__isnull=False, starts_at__lt=meeting.starts_at)
    if not earlier.exclude(state=MeetingState.FINAL).exists():
        return
    new_item(
        meeting, _in_record(_("Schválení zápisu z minulého jednání")), _after_first(meeting, 1),
        kind=StandingItemKind.APPROVAL,
    )


def _in_record(title: Any) -> str:
    """A title of ours as the record keeps it: in Czech, with plain spaces (pages add the unbreakable ones)."""
    with translation.override("cs"):
        return str(title).replace(NBSP, " ")


def _after_first(meeting: Meeting, behind: int) -> int:
    items = AgendaItem.objects.filter(meeting=meeting).order_by("is_closed", "position", "id")
    first = items.first()  # one that everybody sees, where there is any
    return (first.position if first else 0) + behind


@transaction.atomic
def carry_unfinished(*, by: Actor, meeting: Meeting) -> int:
    """Put the group's unfinished tasks, given before the meeting, into its agenda.

    Tasks closed to some seats go in too; only those seats see them there. Where nothing else would make an item for
    tasks, closed ones get one that is closed to the same seats, so that its being there tells nothing. Returns how
    many of the added tasks the actor may see.
    """
    meeting = preparable(by, meeting)
    present = set(CarriedTask.objects.filter(item__meeting=meeting).values_list("assignment_id", flat=True))
    tasks = Assignment.objects.filter(
        group=meeting.group, state=AssignmentState.OPEN, given_on__lt=timezone.localtime(meeting.starts_at).date()
    ).exclude(pk__in=present)
    missing = list(tasks.prefetch_related("named_seats").order_by("id"))
    for closed in (False, True):
        chosen = [task for task in missing if task.is_closed == closed]
        if chosen:
            item = _item_for_tasks(meeting, chosen)
            CarriedTask.objects.bulk_create([CarriedTask(item=item, assignment=task) for task in chosen])
    if not missing:
        return 0
    settle(by, meeting)
    record(
        by=by, verb="agenda.tasks_carried", object_uid=meeting.uid, circle=meeting.circle.uid,
        ids=[task.uid for task in missing],
    )
    return Assignment.objects.visible_to(by).filter(pk__in=[task.pk for task in missing]).count()


def _item_for_tasks(meeting: Meeting, tasks: Sequence[Assignment]) -> AgendaItem:
    """The item that holds the tasks (all open, or all closed), made when there is none."""
    holders = AgendaItem.objects.filter(meeting=meeting, kind=StandingItemKind.TASKS).order_by("position", "id")
    item = holders.filter(is_closed=False).first()
    if item is not None:
        return item
    closed = all(task.is_closed for task in tasks)
    item = new_item(
        meeting, _in_record(_("Kontrola úkolů")), _after_first(meeting, 2), kind=StandingItemKind.TASKS,
        is_closed=closed,
    )
    if closed:
        item.named_seats.set({seat.pk for task in tasks for seat in task.named_seats.all()})
    return item


@transaction.atomic
def carry_task(*, by: Actor, item: AgendaItem, assignment: Assignment) -> CarriedTask:
    """Put an unfinished task into an item; a task that stands elsewhere in the same agenda moves there."""
    item = writable(by, item)
    require(Assignment.objects.visible_to(by).filter(pk=assignment.pk).exists())
    if assignment.group_id != item.meeting.group_id:
        raise ValidationError(_("Úkol patří jiné skupině."))
    if assignment.state != AssignmentState.OPEN:
        raise ValidationError(_("Úkol už je uzavřený, do programu nepatří."))
    CarriedTask.objects.filter(item__meeting=item.meeting, assignment=assignment).exclude(item=item).delete()
    carried, _made = CarriedTask.objects.get_or_create(item=item, assignment=assignment)
    record(
        by=by, verb="agenda.tasks_carried", object_uid=item.meeting.uid, circle=item.circle.uid, ids=[assignment.uid]
    )
    return carried


@transaction.atomic
def drop_task(*, by: Actor, carried: CarriedTask) -> None:
    """Take a task off the agenda; the task itself stays open."""
    require(CarriedTask.objects.visible_to(by).filter(pk=carried.pk).exists())
    item = writable(by, carried.item)
    uid = carried.assignment.uid
    carried.delete()
    record(by=by, verb="agenda.task_dropped", object_uid=item.meeting.uid, circle=item.circle.uid, ids=[uid])


@transaction.atomic
def schedule_topic(*, by: Actor, meeting: Meeting, topic: Topic) -> AgendaItem:
    """Put an open topic on the agenda as an item of its own, before the closing standing item."""
    meeting = preparable(by, meeting)
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    if topic.group_id != meeting.group_id or topic.state != TopicState.OPEN:
        raise ValidationError(_("Téma už je zařazené nebo uzavřené."))
    item = _from_topic(meeting, topic, next_position(meeting))
    insert_before_closing(meeting, item)
    settle(by, meeting)
    record(by=by, verb="agenda.topic_scheduled", object_uid=item.uid, circle=meeting.circle.uid, ids=[topic.uid])
    return item
