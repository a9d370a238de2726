"""Giving, changing, postponing and cancelling tasks."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.rules import require, runs
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.actions.events import (
    change_hands,
    checked_due,
    checked_owner,
    checked_reason,
    checked_text,
    end_links,
    index,
    lock,
    must_be_open,
    note,
    tell,
)
from soucinnost.assignments.enums import AssignmentState, DueKind, EventKind
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.rules import may_direct
from soucinnost.audit.actions import record
from soucinnost.documents.actions import erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import close_to_addressees
from soucinnost.search.actions import drop


@transaction.atomic
def create_assignment(
    *, by: Actor, group: Group, text: str, owner_person: Person | None = None,
    owner_organisation: Organisation | None = None, due_kind: str = DueKind.NONE, due_on: date | None = None,
    is_closed: bool = False, named_seats: Iterable[Seat] = (), origin_kind: str = "", origin_uid: str = "",
    origin_label: str = "", given_on: date | None = None,
) -> Assignment:
    """Give a task in a group. Chair and recorder only.

    A task due at the next meeting takes the day of the meeting that is already set after ``given_on``, if any.
    Whose task it is learns of it at once, unless it stands in minutes (``origin_kind``), which tell of it themselves.
    Raises ValidationError for an empty wording, no owner, a missing day or one before ``given_on`` (today).
    """
    require(runs(by, group.circle))
    given = given_on or timezone.localdate()
    checked_owner(owner_person, owner_organisation)
    due = checked_due(due_kind, due_on, given)
    if due_kind == DueKind.NEXT_MEETING and due is None and group.next_meeting_on and group.next_meeting_on > given:
        due = group.next_meeting_on
    assignment = Assignment.objects.create(
        circle=group.circle, group=group, text=checked_text(text), owner_person=owner_person,
        owner_organisation=owner_organisation, due_kind=due_kind, due_on=due, is_closed=is_closed,
        origin_kind=origin_kind, origin_uid=origin_uid, origin_label=origin_label, given_by_id=by.person_id,
        given_on=given,
    )
    assignment.named_seats.set(named_seats)
    note(by, assignment, EventKind.CREATED, to_person=owner_person, to_organisation=owner_organisation)
    index(assignment)
    if not origin_kind:
        tell(by, assignment, _("Nový úkol"))
    record(by=by, verb="assignment.created", object_uid=assignment.uid, circle=group.circle.uid)
    return assignment


@transaction.atomic
def change_assignment(
    *, by: Actor, assignment: Assignment, text: str, owner_person: Person | None = None,
    owner_organisation: Organisation | None = None, due_kind: str, due_on: date | None = None,
    is_closed: bool | None = None, named_seats: Iterable[Seat] | None = None,
) -> Assignment:
    """Change wording, owner, due day or who may see it. Chair and recorder only.

    Where nothing differs, nothing is written.
    """
    assignment = lock(by, assignment)
    require(may_direct(by, assignment))
    checked_owner(owner_person, owner_organisation)
    due = checked_due(due_kind, due_on, assignment.given_on)
    following = assignment.group.next_meeting_on
    if due_kind == DueKind.NEXT_MEETING and due is None and following and following > assignment.given_on:
        due = following
    before = (
        assignment.text, assignment.owner_person_id, assignment.owner_organisation_id, assignment.due_kind,
        assignment.due_on, assignment.is_closed, frozenset(assignment.named_seats.values_list("pk", flat=True)),
    )
    old_person, old_organisation = assignment.owner_person, assignment.owner_organisation
    assignment.text = checked_text(text)
    assignment.owner_person, assignment.owner_organisation = owner_person, owner_organisation
    assignment.due_kind, assignment.due_on = due_kind, due
    if is_closed is not None:
        if is_closed and not assignment.is_closed:
            close_to_addressees(by=by, kind="task", about=assignment.uid)
        assignment.is_closed = is_closed
    if named_seats is not None:
        assignment.named_seats.set(named_seats)
    after = (
        assignment.text, assignment.owner_person_id, assignment.owner_organisation_id, assignment.due_kind,
        assignment.due_on, assignment.is_closed, frozenset(assignment.named_seats.values_list("pk", flat=True)),
    )
    if before == after:
        return assignment
    if before[1:3] != after[1:3]:
        change_hands(by, assignment)
    assignment.save()
    if before[5:] != after[5:]:
        _close_files(assignment)
    note(
        by, assignment, EventKind.CHANGED, from_person=old_person, from_organisation=old_organisation,
        to_person=owner_person, to_organisation=owner_organisation,
    )
    index(assignment)
    record(by=by, verb="assignment.changed", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


def _close_files(assignment: Assignment) -> None:
    """What proves a task is seen by exactly those who see the task."""
    proofs = {assignment.evidence_file_id, *assignment.events.values_list("file_id", flat=True)}
    for proof in Attachment.objects.filter(pk__in=[number for number in proofs if number is not None]):
        proof.is_closed = assignment.is_closed
        proof.save(update_fields=["is_closed"])
        proof.named_seats.set(assignment.named_seats.all() if assignment.is_closed else [])


@transaction.atomic
def follow_closure(
    *, by: Actor, source_kind: str, source_uid: str, is_closed: bool, named_seats: Iterable[Seat]
) -> int:
    """Give the tasks of a source (all parts of a split one) its closure; returns how many changed.

    Called in the transaction of the action that closed or opened the source and has checked its own rule.
    """
    seats = {seat.pk for seat in named_seats} if is_closed else set()
    changed = []
    found = Assignment.objects.select_for_update(of=("self",)).filter(origin_kind=source_kind, origin_uid=source_uid)
    for assignment in found.select_related("circle"):
        if (assignment.is_closed, set(assignment.named_seats.values_list("pk", flat=True))) == (is_closed, seats):
            continue
        if is_closed and not assignment.is_closed:
            close_to_addressees(by=by, kind="task", about=assignment.uid)
        assignment.is_closed = is_closed
        assignment.save(update_fields=["is_closed"])
        assignment.named_seats.set(seats)
        _close_files(assignment)
        changed.append(assignment)
    if changed:
        record(
            by=by, verb="assignment.closure_followed", circle=changed[0].circle.uid,
            ids=[assignment.uid for assignment in changed],
        )
    return len(changed)


@transaction.atomic
def postpone(*, by: Actor, assignment: Assignment, due_on: date | None, text: str = "") -> Assignment:
    """Set another due day; None means the next meeting, with its day where one is set. Chair and recorder only.

    Raises ValidationError for a day that has passed or is before the task was given.
    """
    assignment = lock(by, assignment)
    require(may_direct(by, assignment))
    must_be_open(assignment)
    today = timezone.localdate()
    if due_on is not None and due_on < max(today, assignment.given_on):
        raise ValidationError({"due_on": _("Nový termín už minul.")})
    if due_on is None:
        following = assignment.group.next_meeting_on
        assignment.due_kind = DueKind.NEXT_MEETING
        assignment.due_on = following if following is not None and following >= today else None
    else:
        assignment.due_kind, assignment.due_on = DueKind.DATE, due_on
    assignment.save(update_fields=["due_kind", "due_on"])
    note(by, assignment, EventKind.POSTPONED, text=text.strip())
    index(assignment)
    tell(by, assignment, _("Nový termín úkolu"), text.strip())
    record(by=by, verb="assignment.postponed", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def cancel(*, by: Actor, assignment: Assignment, text: str) -> Assignment:
    """Cancel a task with a reason. Chair and recorder only."""
    assignment = lock(by, assignment)
    require(may_direct(by, assignment))
    must_be_open(assignment)
    reason = checked_reason(text, _("Napište, proč se úkol ruší."))
    assignment.state = AssignmentState.CANCELLED
    assignment.save(update_fields=["state"])
    end_links(by, assignment)
    note(by, assignment, EventKind.CANCELLED, text=reason)
    tell(by, assignment, _("Úkol zrušen"), reason)
    record(by=by, verb="assignment.cancelled", object_uid=assignment.uid, circle=assignment.circle.uid)
    return assignment


@transaction.atomic
def set_next_meeting_date(
    *, by: Actor, group: Group, meeting_date: date | None, previous: date | None = None, following: Iterable[date] = ()
) -> int:
    """Give open tasks due at the next meeting its day.

    Changed are tasks that have no day yet and, when a meeting moved or was cancelled, those that had its old day
    (``previous``). A task that missed its meeting keeps that day and stays overdue. Tasks given on ``meeting_date`` or
    later take the nearest of the ``following`` planned days after they were given; with none they wait without a day.
    Returns how many changed.
    """
    require(runs(by, group.circle))
    days = sorted({day for day in (meeting_date, *following) if day is not None})
    waiting = Q(due_on__isnull=True)
    if previous is not None:
        waiting |= Q(due_on=previous)
    tasks = Assignment.objects.select_for_update(of=("self",)).filter(
        waiting, group=group, state=AssignmentState.OPEN, due_kind=DueKind.NEXT_MEETING
    ).order_by("pk")
    changed = []
    for assignment in tasks:
        due = next((day for day in days if day > assignment.given_on), None)
        if assignment.due_on == due:
            continue
        assignment.due_on = due
        assignment.save(update_fields=["due_on"])
        note(by, assignment, EventKind.DUE_SET)
        index(assignment)
        changed.append(assignment.uid)
    if changed:
        record(by=by, verb="assignment.due_set", circle=group.circle.uid, ids=changed)
    return len(changed)


@transaction.atomic
def erase(*, by: Actor, assignments: Iterable[Assignment]) -> int:
    """Erase tasks past their retention term, with their history and evidence. The installation's own job only."""
    require(by.is_system)
    uids: list[str] = []
    files: set[int] = set()
    for assignment in assignments:
        drop(kind="assignment", uid=assignment.uid)
        uids.append(assignment.uid)
        files.update(assignment.events.exclude(file=None).values_list("file_id", flat=True))
        if assignment.evidence_file_id is not None:
            files.add(assignment.evidence_file_id)
        assignment.delete()
    if files:
        erase_attachments(by=by, records=Attachment.objects.filter(pk__in=files))
    if uids:
        record(by=by, verb="assignment.erased", ids=uids)
    return len(uids)
