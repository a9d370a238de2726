"""Tasks in reminders: those whose day comes or has passed, as their owner sees them."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.assignments.actions.events import task_link
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.selectors import waiting_for
from soucinnost.kernel.actor import Actor
from soucinnost.notices.digests import HORIZON, DigestLine, DigestSource, register


def _link(assignment: Assignment, by: Actor, person: Person) -> str:
    return task_link(by, assignment, person)


def due_tasks(actor: Actor, day: date) -> Iterator[DigestLine]:
    """Open tasks of the actor that are due within the horizon or overdue, those due first on top; one query."""
    waiting = waiting_for(actor).filter(due_on__lte=day + timedelta(days=HORIZON))
    for task in waiting:
        yield DigestLine(
            text=f"{' '.join(task.text.split())} ({task.group.name})", day=task.due_on, uid=task.uid,
            url_path=reverse("assignments:assignment", args=[task.uid]), circle_id=task.circle_id,
            is_closed=task.is_closed, link=partial(_link, task),
        )


def register_source() -> None:
    """Register tasks with reminders; safe to call again."""
    register(DigestSource(key="tasks", label=_("Úkoly"), lines=due_tasks, choice="tasks", order=10))
