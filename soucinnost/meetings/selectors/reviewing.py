"""Tasks that a meeting goes through: those brought onto its agenda, at their item, with the state they have now."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.assignments.enums import AssignmentState, DueKind
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.rules import is_open, may_work_on
from soucinnost.assignments.selectors import open_for_group
from soucinnost.groups.enums import StandingItemKind
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.typography import shortened
from soucinnost.meetings.models import AgendaItem, CarriedTask, Meeting

LONGEST = 300
_WITH = ("owner_person", "owner_organisation", "circle")


def tasks_by_item(
    actor: Actor, meeting: Meeting, items: Sequence[AgendaItem], *, writes: bool
) -> dict[int, list[dict[str, Any]]]:
    """Tasks at each item as the live page shows them, by the item's key; two queries whatever there is.

    At the item for the control of tasks stand also open ones of the group that nobody brought onto the agenda, except
    those given at this meeting or later. ``writes`` says whether the reader may note what became of them.
    """
    related = [f"assignment__{name}" for name in _WITH]
    carried = CarriedTask.objects.visible_to(actor).filter(item__in=items).select_related(*related).order_by("pk")
    found: dict[int, list[Assignment]] = {}
    for one in carried:
        found.setdefault(one.item_id, []).append(one.assignment)
    control = next((item for item in items if item.kind == StandingItemKind.TASKS), None)
    if control is not None:
        known = {task.pk for tasks in found.values() for task in tasks}
        day = timezone.localdate(meeting.starts_at)
        others = open_for_group(actor, meeting.group).filter(given_on__lt=day).select_related(*_WITH)
        found.setdefault(control.pk, []).extend(task for task in others if task.pk not in known)
    return {item: [task_json(actor, task, writes=writes) for task in tasks] for item, tasks in found.items()}


def task_of(actor: Actor, meeting: Meeting, uid: str) -> Assignment | None:
    """A task of the meeting's group that the actor may see; None when there is none."""
    found = Assignment.objects.visible_to(actor).filter(group=meeting.group, uid=uid)
    return found.select_related(*_WITH).first()


def task_json(actor: Actor, task: Assignment, *, writes: bool) -> dict[str, Any]:
    """A task as the live page needs it; ``mark`` is the kind of its status, ``may`` whether the reader may end it."""
    mark, state = _state(task)
    owner = task.owner_person or task.owner_organisation
    return {
        "uid": task.uid, "text": shortened(task.text, LONGEST), "who": owner.name if owner is not None else "",
        "mark": mark, "state": state, "url": reverse("assignments:assignment", args=[task.uid]),
        "may": writes and is_open(task) and may_work_on(actor, task),
    }


def _state(task: Assignment) -> tuple[str, str]:
    if task.state == AssignmentState.DONE:
        day = format_date(task.finished_on) if task.finished_on is not None else ""
        return "ok", _("splněno %(day)s") % {"day": day}
    if task.state == AssignmentState.CANCELLED:
        return "wait", _("zrušeno")
    if task.due_on is not None:
        late = task.due_on < timezone.localdate()
        words = _("po termínu %(day)s") if late else _("do %(day)s")
        return ("late" if late else "run"), words % {"day": format_date(task.due_on)}
    if task.due_kind == DueKind.NEXT_MEETING:
        return "run", _("do příštího jednání")
    return "wait", _("bez termínu")
