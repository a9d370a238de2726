"""The list of tasks: what was chosen, for the page and for the spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When

from soucinnost.access.enums import Function
from soucinnost.access.prepared import Fixed, Prepared, Rows
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment, AssignmentQuerySet
from soucinnost.assignments.selectors import by_due, circles_with, overdue, own, without_hands
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs

STATES = {
    "otevrene": AssignmentState.OPEN, "splnene": AssignmentState.DONE, "zrusene": AssignmentState.CANCELLED,
}


def chosen(actor: Actor, wanted: Mapping[str, str]) -> AssignmentQuerySet:
    """Return the tasks that were asked for (``kdo``, ``stav``, ``skupina``).

    Those due first are on top, done ones by the day they were done, and of all the open ones come first.
    """
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
    if wanted["stav"] == "splnene":
        return by_due(found).order_by("-finished_on", "-id")
    if wanted["stav"] == "vse":
        done = Case(When(state=AssignmentState.OPEN, then=0), default=1)
        return by_due(found).order_by(done, F("due_on").asc(nulls_last=True), "id")
    return by_due(found)


class Chosen:
    """What was chosen, as a paginator takes it: the owners joined, groups and circles to be added (``with_groups``)."""

    PREPARED = 150
    """Rows further down are asked for rarely, each page by a statement of its own."""

    def __init__(self, actor: Actor, wanted: Mapping[str, str]) -> None:
        self.asked = (actor, Fixed(wanted["kdo"]), Fixed(wanted["stav"]), wanted["skupina"] or Fixed(""))

    def count(self) -> int:
        """How many tasks were chosen."""
        return next(iter(_count(*self.asked)), 0)  # nothing is asked for who sits nowhere

    def __getitem__(self, asked: slice) -> list[Assignment]:
        if asked.stop > self.PREPARED:
            return list(_shown.build(*(one.value if isinstance(one, Fixed) else one for one in self.asked))[asked])
        return _shown(*self.asked, Fixed((asked.start, asked.stop)))


@Prepared
def _count(actor: Actor, who: str, state: str, group: str) -> QuerySet[Any, int]:
    found = chosen(actor, {"kdo": who, "stav": state, "skupina": group})
    return found.select_related(None).order_by().values_list(Rows(), flat=True)


@Prepared
def _shown(actor: Actor, who: str, state: str, group: str, rows: tuple[int, int] | None = None) -> QuerySet[Any, Any]:
    found = chosen(actor, {"kdo": who, "stav": state, "skupina": group})
    owned = found.select_related(None).select_related("owner_person", "owner_organisation")
    return owned if rows is None else owned[rows[0] : rows[1]]


@Prepared
def _groups_with_tasks(actor: Actor) -> QuerySet[Group]:
    tasks = Assignment.objects.visible_to(actor).filter(group=OuterRef("pk"))
    return Group.objects.content_visible_to(actor).filter(Exists(tasks)).select_related("circle__controller")


def groups_with_tasks(actor: Actor) -> list[Group]:
    """The actor's groups in which there is a task the actor may see, by name."""
    return list(sorted_cs(_groups_with_tasks(actor), key=lambda group: group.name))


def with_groups(assignments: Iterable[Assignment], groups: Iterable[Group]) -> None:
    """Give tasks their groups and circles, which were read before: few groups stand behind many tasks.

    A task of a group that is not among them reads its own when asked.
    """
    known = {group.pk: group for group in groups}
    for assignment in assignments:
        group = known.get(assignment.group_id)
        if group is not None and group.circle_id == assignment.circle_id:
            assignment.group, assignment.circle = group, group.circle


def runs_any(actor: Actor) -> bool:
    """Whether the actor runs any circle."""
    return bool(circles_with(actor, Function.CHAIR, Function.RECORDER))
