"""Writing a task's history; used by the actions only."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.enums import AssignmentState, DueKind, EventKind
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.kernel.actor import Actor


def note(by: Actor, assignment: Assignment, kind: EventKind, **fields: Any) -> AssignmentEvent:
    """Add one step to the history."""
    return AssignmentEvent.objects.create(
        assignment=assignment, kind=kind, by_person_id=by.person_id, due_on=fields.pop("due_on", assignment.due_on),
        **fields,
    )


def lock(by: Actor, assignment: Assignment) -> Assignment:
    """Read the task again and keep it from other writers until the transaction ends.

    A task closed to other seats than the actor's may not be written either: PermissionDenied.
    """
    visible = Assignment.objects.visible_to(by).filter(pk=assignment.pk).exists()
    require(visible)
    return Assignment.objects.select_for_update(of=("self",)).select_related("circle__controller", "group").get(
        pk=assignment.pk
    )


def must_be_open(assignment: Assignment) -> None:
    """Refuse work on a task that somebody has finished or cancelled meanwhile."""
    if assignment.state != AssignmentState.OPEN:
        raise ValidationError(_("Úkol už není otevřený. Mezitím ho někdo dokončil nebo zrušil."))


def checked_owner(person: Person | None, organisation: Organisation | None) -> None:
    """A task belongs to somebody."""
    if person is None and organisation is None:
        raise ValidationError({"owner_person": _("Určete, kdo úkol splní: osobu nebo organizaci.")})


def checked_due(due_kind: str, due_on: date | None, given_on: date) -> date | None:
    """Return the day to store; a day before the task was given is refused."""
    if due_kind == DueKind.NONE:
        return None
    if due_kind == DueKind.DATE and due_on is None:
        raise ValidationError({"due_on": _("Doplňte den, do kdy má být úkol splněn.")})
    if due_on is not None and due_on < given_on:
        raise ValidationError({"due_on": _("Termín je dřív než den, kdy byl úkol zadán.")})
    return due_on


def checked_text(text: str) -> str:
    """The wording, which must not be empty."""
    wording = text.strip()
    if not wording:
        raise ValidationError({"text": _("Napište, co se má udělat.")})
    return wording
