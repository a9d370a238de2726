"""What an owner does with a task: hands it on, returns it, splits it, finishes it with evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.actions.events import (
    change_hands,
    checked_hands,
    checked_owner,
    checked_reason,
    checked_text,
    end_links,
    index,
    lock,
    must_be_open,
    note,
    tell,
    write_to,
)
from soucinnost.assignments.enums import AssignmentState, EventKind
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.rules import is_open, may_acknowledge, may_direct, may_remark, may_work_on
from soucinnost.assignments.selectors import Owner, hands_of, organisations_in, trail_of
from soucinnost.audit.actions import record
from soucinnost.documents.actions import attach
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import consume
from soucinnost.notices.models import OneTimeLink

SEEN = ("acknowledged_at", "acknowledged_by")


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


def _give_to(by: Actor, assignment: Assignment, owner: Owner, kind: EventKind, text: str) -> None:
    """Change the owner and keep from whom to whom it went."""
    before = (assignment.owner_person, assignment.owner_organisation)
    assignment.owner_person, assignment.owner_organisation = owner
    change_hands(by, assignment)
    assignment.save(update_fields=["owner_person", "owner_organisation", *SEEN])
    note(
        by, assignment, kind, from_person=before[0], from_organisation=before[1], to_person=owner[0],
        to_organisation=owner[1], text=text,
    )


@transaction.atomic
def hand_on(
    *, by: Actor, assignment: Assignment, to_person: Person | None = None,
    to_organisation: Organisation | None = None, text: str = "",
) -> Assignment:
    """Hand a task to somebody else; the history keeps from whom. The owner or who runs the circle.

    Raises ValidationError when nobody would find the task afterwards: the new owner does not sit in the circle, or
    may not see a closed task.
    """
    assignment = _workable(by, assignment)
    checked_owner(to_person, to_organisation)
    owner = (to_person, to_organisation)
    if owner == (assignment.owner_person, assignment.owner_organisation):
        raise ValidationError({"owner": _("Úkol už tomuto řešiteli patří.")})
    checked_hands(assignment, [owner])
    _give_to(by, assignment, owner, EventKind.HANDED_ON, text.strip())
    tell(by, assignment, _("Předaný úkol"), text.strip())
    record(by=by, verb="assignment.handed_on", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


def _whom_to_return(assignment: Assignment) -> Owner:
    """Return the latest earlier owner who still can take the task, else who gave it, else who chairs or records."""
    present = (assignment.owner_person, assignment.owner_organisation)
    earlier: list[Owner] = [*reversed(trail_of(assignment).owners)]
    earlier.append((assignment.given_by, None))
    for owner in earlier:
        if any(owner) and owner != present and hands_of(assignment, *owner):
            return owner
    if assignment.given_by is not None and present == (assignment.given_by, None):
        raise ValidationError(_("Úkol přišel od Vás, není komu ho vrátit. Můžete ho předat nebo zrušit."))
    seats = Seat.objects.on(timezone.localdate()).filter(circle=assignment.circle).select_related("person")
    for seat in [*seats.filter(is_chair=True).order_by("id"), *seats.filter(is_recorder=True).order_by("id")]:
        if present != (seat.person, None) and hands_of(assignment, seat.person, None):
            return seat.person, None
    raise ValidationError(_("Není komu úkol vrátit. Předejte ho tomu, kdo ho splní."))


@transaction.atomic
def return_assignment(*, by: Actor, assignment: Assignment, text: str) -> Assignment:
    """Return a task, with the reason, to whom it came from: the last one who handed it on, else who gave it.

    Somebody who has left the circle meanwhile is passed over; in the end the task comes to who chairs or records.
    """
    assignment = _workable(by, assignment)
    reason = checked_reason(text, _("Napište, proč úkol vracíte."))
    _give_to(by, assignment, _whom_to_return(assignment), EventKind.RETURNED, reason)
    tell(by, assignment, _("Vrácený úkol"), reason)
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
    before: Owner = (assignment.owner_person, assignment.owner_organisation)
    for part in wanted:
        checked_owner(part.owner_person, part.owner_organisation)
        checked_text(part.text)
    owners = [(part.owner_person, part.owner_organisation) for part in wanted]
    checked_hands(assignment, [owner for owner in dict.fromkeys(owners) if owner != before])
    created = [_piece(by, assignment, part, before) for part in wanted[1:]]
    first = wanted[0]
    assignment.text = checked_text(first.text)
    assignment.owner_person, assignment.owner_organisation = owners[0]
    change_hands(by, assignment)
    assignment.save(update_fields=["text", "owner_person", "owner_organisation", *SEEN])
    note(
        by, assignment, EventKind.SPLIT, from_person=before[0], from_organisation=before[1],
        to_person=first.owner_person, to_organisation=first.owner_organisation,
    )
    index(assignment)
    for piece, owner in zip([assignment, *created], owners, strict=True):
        if owner != before:
            tell(by, piece, _("Část úkolu pro Vás"))
    record(
        by=by, verb="assignment.split", object_uid=assignment.uid, circle=assignment.circle.uid,
        ids=[piece.uid for piece in created],
    )
    return [assignment, *created]


def _piece(by: Actor, assignment: Assignment, part: Part, before: Owner) -> Assignment:
    piece = Assignment.objects.create(
        circle=assignment.circle, group=assignment.group, text=checked_text(part.text),
        owner_person=part.owner_person, owner_organisation=part.owner_organisation, due_kind=assignment.due_kind,
        due_on=assignment.due_on, is_closed=assignment.is_closed, origin_kind=assignment.origin_kind,
        origin_uid=assignment.origin_uid, origin_label=assignment.origin_label, split_from=assignment,
        given_by=assignment.given_by, given_on=assignment.given_on,
    )
    piece.named_seats.set(assignment.named_seats.all())
    note(
        by, piece, EventKind.CREATED, from_person=before[0], from_organisation=before[1],
        to_person=part.owner_person, to_organisation=part.owner_organisation,
    )
    index(piece)
    return piece


@transaction.atomic
def acknowledge(*, by: Actor, assignment: Assignment) -> Assignment:
    """Say that one knows of the task and takes it. Its owner only; said again, it changes nothing."""
    assignment = lock(by, assignment)
    require(may_acknowledge(by, assignment, organisations_in(by, assignment.circle)))
    must_be_open(assignment)
    if assignment.acknowledged_at is not None:
        return assignment
    assignment.acknowledged_at, assignment.acknowledged_by_id = timezone.now(), by.person_id
    assignment.save(update_fields=SEEN)
    note(by, assignment, EventKind.ACKNOWLEDGED)
    record(by=by, verb="assignment.acknowledged", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def send_link_again(*, by: Actor, assignment: Assignment, person: Person) -> bool:
    """Send an owner without an account the task with a new link, as the holder of a used one asks; whether it went."""
    assignment = lock(by, assignment)
    hands = hands_of(assignment, assignment.owner_person, assignment.owner_organisation)
    if by.person_id != person.pk or not is_open(assignment) or person not in hands:
        return False
    return write_to(by, assignment, person, _("Nový odkaz k úkolu"))


@transaction.atomic
def finish(
    *, by: Actor, assignment: Assignment, evidence: str = "", finished_on: date | None = None,
    upload: UploadedFile | None = None, link: OneTimeLink | None = None,
) -> Assignment:
    """Finish a task with what proves it: a sentence, a file, or both. ``link`` is consumed with it."""
    assignment = _workable(by, assignment)
    words = evidence.replace("\x00", "").strip()
    if not words and upload is None:
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
    assignment.state, assignment.finished_on, assignment.evidence = AssignmentState.DONE, finished, words
    assignment.save(update_fields=["state", "finished_on", "evidence", "evidence_file"])
    if link is not None:
        consume(by=by, link=link)
    end_links(by, assignment)
    note(by, assignment, EventKind.FINISHED, text=words, file=assignment.evidence_file)
    index(assignment)
    record(by=by, verb="assignment.finished", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def reopen(*, by: Actor, assignment: Assignment, text: str) -> Assignment:
    """Open a finished or cancelled task again, with the reason. Chair and recorder only.

    The evidence, text and file, moves into the history, so that finishing again asks for its own.
    """
    assignment = lock(by, assignment)
    require(may_direct(by, assignment))
    if assignment.state == AssignmentState.OPEN:
        raise ValidationError(_("Úkol je otevřený."))
    reason = checked_reason(text, _("Napište, proč se úkol znovu otevírá."))
    assignment.state, assignment.finished_on = AssignmentState.OPEN, None
    assignment.evidence, assignment.evidence_file = "", None
    change_hands(by, assignment)
    assignment.save(update_fields=["state", "finished_on", "evidence", "evidence_file", *SEEN])
    note(by, assignment, EventKind.REOPENED, text=reason)
    index(assignment)
    tell(by, assignment, _("Znovu otevřený úkol"), reason)
    record(by=by, verb="assignment.reopened", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def remark(*, by: Actor, assignment: Assignment, text: str, link: OneTimeLink | None = None) -> Assignment:
    """Add a note to the history of a task. ``link`` is consumed with it."""
    assignment = lock(by, assignment)
    require(may_remark(by, assignment))
    note(by, assignment, EventKind.REMARK, text=checked_reason(text, _("Napište poznámku.")))
    if link is not None:
        consume(by=by, link=link)
    record(by=by, verb="assignment.remarked", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment
