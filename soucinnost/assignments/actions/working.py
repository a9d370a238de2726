"""What an owner does with a task: hands it on, returns it, splits it, finishes it with evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.actions.events import checked_owner, checked_text, lock, must_be_open, note
from soucinnost.assignments.actions.giving import index
from soucinnost.assignments.enums import AssignmentState, EventKind
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.rules import may_direct, may_remark, may_work_on
from soucinnost.assignments.selectors import organisations_in
from soucinnost.audit.actions import record
from soucinnost.documents.actions import attach
from soucinnost.kernel.actor import Actor


@dataclass(frozen=True)
class Part:
    """One part of a task that is being split."""

    text: str
    owner_person: Person | None = None
    owner_organisation: Organisation | None = None


def _workable(by: Actor, assignment: Assignment) -> Assignment:
    assignment = lock(by, assignment)
    require(may_work_on(by, assignment, organisations_in(by, assignment.circle)))
    must_be_open(assignment)
    return assignment


@transaction.atomic
def hand_on(
    *, by: Actor, assignment: Assignment, to_person: Person | None = None,
    to_organisation: Organisation | None = None, text: str = "",
) -> Assignment:
    """Hand a task to somebody else; the history keeps from whom. The owner or who runs the circle."""
    assignment = _workable(by, assignment)
    checked_owner(to_person, to_organisation)
    from_person, from_organisation = assignment.owner_person, assignment.owner_organisation
    if (from_person, from_organisation) == (to_person, to_organisation):
        raise ValidationError({"owner_person": _("Úkol už tomuto řešiteli patří.")})
    assignment.owner_person, assignment.owner_organisation = to_person, to_organisation
    assignment.save(update_fields=["owner_person", "owner_organisation"])
    note(
        by, assignment, EventKind.HANDED_ON, from_person=from_person, from_organisation=from_organisation,
        to_person=to_person, to_organisation=to_organisation, text=text.strip(),
    )
    record(by=by, verb="assignment.handed_on", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def return_assignment(*, by: Actor, assignment: Assignment, text: str) -> Assignment:
    """Return a task, with the reason, to whom it came from: the last one who handed it on, else who gave it."""
    assignment = _workable(by, assignment)
    if not text.strip():
        raise ValidationError({"text": _("Napište, proč úkol vracíte.")})
    handed = assignment.events.filter(kind=EventKind.HANDED_ON).order_by("-at", "-id").first()
    if handed is not None and (handed.from_person_id, handed.from_organisation_id) != (
        assignment.owner_person_id, assignment.owner_organisation_id,
    ):
        to_person, to_organisation = handed.from_person, handed.from_organisation
    else:
        to_person, to_organisation = assignment.given_by, None
    if to_person is None and to_organisation is None:
        raise ValidationError(_("Není komu úkol vrátit. Předejte ho tomu, kdo vede skupinu."))
    if (to_person, to_organisation) == (assignment.owner_person, assignment.owner_organisation):
        raise ValidationError(_("Úkol jste zadali sami, není komu ho vrátit. Můžete ho předat nebo zrušit."))
    from_person, from_organisation = assignment.owner_person, assignment.owner_organisation
    assignment.owner_person, assignment.owner_organisation = to_person, to_organisation
    assignment.save(update_fields=["owner_person", "owner_organisation"])
    note(
        by, assignment, EventKind.RETURNED, from_person=from_person, from_organisation=from_organisation,
        to_person=to_person, to_organisation=to_organisation, text=text.strip(),
    )
    record(by=by, verb="assignment.returned", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def split(*, by: Actor, assignment: Assignment, parts: Iterable[Part]) -> list[Assignment]:
    """Split a task into two or more; the first takes the place of the original, so that its origin leads on.

    The others are new tasks with the same due day, circle and closure. Returns all of them.
    """
    assignment = _workable(by, assignment)
    wanted = list(parts)
    if len(wanted) < 2:
        raise ValidationError(_("Rozdělit jde na dvě a více částí."))
    for part in wanted:
        checked_owner(part.owner_person, part.owner_organisation)
        checked_text(part.text)
    first, *others = wanted
    named = list(assignment.named_seats.all())
    created = []
    for part in others:
        piece = Assignment.objects.create(
            circle=assignment.circle, group=assignment.group, text=checked_text(part.text),
            owner_person=part.owner_person, owner_organisation=part.owner_organisation, due_kind=assignment.due_kind,
            due_on=assignment.due_on, is_closed=assignment.is_closed, origin_kind=assignment.origin_kind,
            origin_uid=assignment.origin_uid, origin_label=assignment.origin_label, split_from=assignment,
            given_by=assignment.given_by, given_on=assignment.given_on,
        )
        piece.named_seats.set(named)
        note(by, piece, EventKind.CREATED, to_person=part.owner_person, to_organisation=part.owner_organisation)
        index(piece)
        created.append(piece)
    assignment.text = checked_text(first.text)
    assignment.owner_person, assignment.owner_organisation = first.owner_person, first.owner_organisation
    assignment.save(update_fields=["text", "owner_person", "owner_organisation"])
    note(by, assignment, EventKind.SPLIT, to_person=first.owner_person, to_organisation=first.owner_organisation)
    index(assignment)
    record(
        by=by, verb="assignment.split", object_uid=assignment.uid, circle=assignment.circle.uid,
        ids=[piece.uid for piece in created],
    )
    return [assignment, *created]


@transaction.atomic
def finish(
    *, by: Actor, assignment: Assignment, evidence: str = "", finished_on: date | None = None,
    upload: File | None = None,
) -> Assignment:
    """Finish a task with what proves it: a sentence, a file, or both."""
    assignment = _workable(by, assignment)
    if not evidence.strip() and upload is None:
        raise ValidationError({"evidence": _("Napište, čím je splnění doloženo, nebo přiložte soubor.")})
    today = timezone.localdate()
    finished = finished_on or today
    if finished > today:
        raise ValidationError({"finished_on": _("Den splnění je v budoucnosti.")})
    if finished < assignment.given_on:
        raise ValidationError({"finished_on": _("Den splnění je dřív než den, kdy byl úkol zadán.")})
    if upload is not None:
        assignment.evidence_file = attach(
            by=by, circle=assignment.circle, upload=upload, is_closed=assignment.is_closed,
            named_seats=list(assignment.named_seats.all()),
        )
    assignment.state, assignment.finished_on = AssignmentState.DONE, finished
    assignment.evidence = evidence.strip()
    assignment.save(update_fields=["state", "finished_on", "evidence", "evidence_file"])
    note(by, assignment, EventKind.FINISHED, text=assignment.evidence)
    index(assignment)
    record(by=by, verb="assignment.finished", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def reopen(*, by: Actor, assignment: Assignment, text: str) -> Assignment:
    """Open a finished or cancelled task again, with the reason. Chair and recorder only. The evidence stays in history."""
    assignment = lock(by, assignment)
    require(may_direct(by, assignment))
    if assignment.state == AssignmentState.OPEN:
        raise ValidationError(_("Úkol je otevřený."))
    if not text.strip():
        raise ValidationError({"text": _("Napište, proč se úkol znovu otevírá.")})
    assignment.state, assignment.finished_on = AssignmentState.OPEN, None
    assignment.save(update_fields=["state", "finished_on"])
    note(by, assignment, EventKind.REOPENED, text=text.strip())
    record(by=by, verb="assignment.reopened", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def remark(*, by: Actor, assignment: Assignment, text: str) -> Assignment:
    """Add a note to the history of a task."""
    assignment = lock(by, assignment)
    require(may_remark(by, assignment))
    note(by, assignment, EventKind.REMARK, text=checked_text(text))
    record(by=by, verb="assignment.remarked", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment
