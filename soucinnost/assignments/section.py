"""Open tasks on the page of their group."""

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.assignments.selectors import open_for_group
from soucinnost.groups.hooks import Section
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor

SHOWN = 10


def tasks_of(actor: Actor, group: Group) -> Section | None:
    """The group's open tasks that the actor may see, those due first; nothing where there is none."""
    found = open_for_group(actor, group)
    tasks = list(found[:SHOWN])
    if not tasks:
        return None
    count = len(tasks) if len(tasks) < SHOWN else found.count()
    return Section(
        key="ukoly", title=_("Otevřené úkoly"), template="assignments/section.html", count=count,
        context={"tasks": tasks, "group": group, "today": timezone.localdate()},
        uids=tuple(task.uid for task in tasks),
    )
