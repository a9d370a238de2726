"""Open tasks on the page of their group."""

from typing import Any

from django.db.models import Count, QuerySet, Window
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.prepared import Prepared
from soucinnost.assignments.listing import with_groups
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.selectors import by_due
from soucinnost.groups.hooks import Section
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor

SHOWN = 10


def tasks_of(actor: Actor, group: Group) -> Section | None:
    """The group's open tasks that the actor may see, those due first; nothing where there is none."""
    tasks = _open(actor, group.pk)
    if not tasks:
        return None
    with_groups(tasks, [group])
    return Section(
        key="ukoly", title=_("Otevřené úkoly"), template="assignments/section.html", count=tasks[0].total,
        context={"tasks": tasks, "group": group, "today": timezone.localdate()},
        uids=tuple(task.uid for task in tasks),
    )


@Prepared
def _open(actor: Actor, group: int) -> QuerySet[Any, Any]:
    """The first open tasks of a group, each with how many there are in ``total``."""
    found = Assignment.objects.visible_to(actor).filter(group=group).open().annotate(total=Window(Count("pk")))
    return by_due(found).select_related(None).select_related("owner_person", "owner_organisation")[:SHOWN]
