"""The list of tasks: what was chosen, for the page and for the spreadsheet."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef

from soucinnost.access.enums import Function
from soucinnost.assignments.enums import AssignmentState, DueKind
from soucinnost.assignments.models import Assignment, AssignmentQuerySet
from soucinnost.assignments.selectors import by_due, circles_with, overdue, own, without_hands
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs

STATES = {
    "otevrene": AssignmentState.OPEN, "splnene": AssignmentState.DONE, "zrusene": AssignmentState.CANCELLED,
}


def chosen(actor: Actor, wanted: Mapping[str, str]) -> AssignmentQuerySet:
    """Return the tasks that were asked for (``kdo``, ``stav``, ``skupina``), those due first on top."""
    if wanted["kdo"] == "bez":
        found = without_hands(actor)
    else:
        found = own(actor) if wanted["kdo"] == "moje" else Assignment.objects.visible_to(actor)
    if wanted["stav"] == "po-terminu":
        found = overdue(found)
    elif wanted["stav"] in STATES:
        found = found.filter(state=STATES[wanted["stav"]])
    if wanted["skupina"]:
        found = found.filter(group__uid=wanted["skupina"])
    return by_due(found)


def groups_with_tasks(actor: Actor) -> list[Group]:
    """The actor's groups in which there is a task the actor may see, by name."""
    tasks = Assignment.objects.visible_to(actor).filter(group=OuterRef("pk"))
    return list(sorted_cs(Group.objects.content_visible_to(actor).filter(Exists(tasks)), key=lambda group: group.name))


def runs_any(actor: Actor) -> bool:
    """Whether the actor runs any circle."""
    return bool(circles_with(actor, Function.CHAIR, Function.RECORDER))


def urgency(assignment: Assignment, today: date) -> str:
    """The shape of the due day: ``late``, ``part`` (three days left), ``run`` or ``wait`` (no day at all)."""
    if assignment.due_on is None:
        return "run" if assignment.due_kind == DueKind.NEXT_MEETING else "wait"
    if assignment.due_on < today:
        return "late"
    return "part" if (assignment.due_on - today).days <= 3 else "run"
