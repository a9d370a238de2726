"""Writing a task's history, telling whose it is, links by which it is answered; used by the actions only."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.enums import AssignmentState, DueKind, EventKind
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.assignments.selectors import hands_of
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.typography import shortened
from soucinnost.notices.actions import make_link, queue, revoke_links
from soucinnost.notices.actions.links import LONGEST
from soucinnost.notices.selectors import signs_in
from soucinnost.search.actions import put_document
from soucinnost.search.registry import Document

#: Purpose of a one-time link: take a task into account, report it done.
TASK = "task"
#: How long after its day a task can still be answered by a link.
AFTER_DUE = timedelta(days=30)


def note(by: Actor, assignment: Assignment, kind: EventKind, **fields: Any) -> AssignmentEvent:
    """Add one step to the history."""
    return AssignmentEvent.objects.create(
        assignment=assignment, kind=kind, by_person_id=by.person_id, due_on=fields.pop("due_on", assignment.due_on),
        **fields,
    )


def describe(assignment: Assignment) -> Document:
    """What of a task is searched."""
    return Document(
        assignment.uid, shortened(assignment.text, 200), f"{assignment.text}\n{assignment.evidence}".strip(),
        assignment.due_on or assignment.given_on, assignment.circle_id,
    )


def index(assignment: Assignment) -> None:
    """Put the task into the search index."""
    put_document("assignment", describe(assignment))


def tell(by: Actor, assignment: Assignment, subject: str, said: str = "") -> None:
    """Tell those who have the task what happened to it, in a text that needs no link. Whoever did it is not told.

    Who has no account also gets a link to take it into account or to report it done, while it is open.
    """
    for person in hands_of(assignment, assignment.owner_person, assignment.owner_organisation):
        if person.pk != by.person_id:
            write_to(by, assignment, person, subject, said)


def write_to(by: Actor, assignment: Assignment, person: Person, subject: str, said: str = "") -> bool:
    """Queue the mail about a task for one person; False where there is nowhere to send it.

    The subject, which is shown on locked screens, says nothing of a task closed to named seats.
    """
    words = subject if assignment.is_closed else f"{subject}: {assignment.text[:80]}"
    message = queue(
        by=by, person=person, kind="task", circle=assignment.circle, private=assignment.is_closed,
        subject=words, body=_words(assignment, said), about=assignment.uid,
        link=task_link(by, assignment, person),
    )
    return message is not None


def link_until(assignment: Assignment) -> datetime | None:
    """The moment until which an open task can be answered by a link; None for one that is closed."""
    if assignment.state != AssignmentState.OPEN:
        return None
    longest = timezone.now() + LONGEST
    if assignment.due_on is None:
        return longest
    last = max(assignment.due_on, timezone.localdate()) + AFTER_DUE
    return min(longest, timezone.make_aware(datetime.combine(last, time.min)))


def task_link(by: Actor, assignment: Assignment, person: Person) -> str:
    """A link to answer an open task, for who has no account; "" where none can be made. The earlier one ends."""
    until = link_until(assignment)
    if until is None or signs_in(person) or not settings.MAIL_ENABLED:
        return ""
    return make_link(
        by=by, circle=assignment.circle, person=person, purpose=TASK, object_uid=assignment.uid, expires_at=until
    )


def change_hands(by: Actor, assignment: Assignment) -> None:
    """Forget that the task was taken into account and end the links to it: it has another owner, or is new again.

    The caller saves ``acknowledged_at`` and ``acknowledged_by``.
    """
    assignment.acknowledged_at, assignment.acknowledged_by = None, None
    end_links(by, assignment)


def end_links(by: Actor, assignment: Assignment) -> None:
    """End the links to a task that nobody can answer by them any more."""
    revoke_links(by=by, object_uid=assignment.uid, purposes=[TASK])


def _words(assignment: Assignment, said: str) -> str:
    if assignment.due_on is not None:
        due = format_date(assignment.due_on)
    else:
        due = str(DueKind(assignment.due_kind).label)
    lines = [assignment.text, "", _("Skupina: %(group)s") % {"group": assignment.group.name}]
    lines.append(_("Termín: %(due)s") % {"due": due})
    if assignment.given_by is not None:
        lines.append(_("Zadává: %(name)s") % {"name": assignment.given_by.name})
    if assignment.origin_words:
        lines.append(_("Odkud: %(origin)s") % {"origin": assignment.origin_words})
    if said:
        lines += ["", said]
    return "\n".join(lines)


def lock(by: Actor, assignment: Assignment) -> Assignment:
    """Read the task again and keep it from other writers until the transaction ends.

    A task closed to other seats than the actor's may not be written either: PermissionDenied.
    """
    visible = Assignment.objects.visible_to(by).filter(pk=assignment.pk).exists()
    require(visible)
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("circle__controller", "group", "owner_person", "owner_organisation", "given_by")
        .get(pk=assignment.pk)
    )


def must_be_open(assignment: Assignment) -> None:
    """Refuse work on a task that somebody has finished or cancelled meanwhile."""
    if assignment.state != AssignmentState.OPEN:
        message = _("Úkol už není otevřený: mezitím byl splněn nebo zrušen. Co jste napsali, zůstalo níže.")
        raise ValidationError(message)


def checked_owner(person: Person | None, organisation: Organisation | None) -> None:
    """A task belongs to somebody."""
    if person is None and organisation is None:
        raise ValidationError({"owner": _("Určete, kdo úkol splní: osobu nebo organizaci.")})


def checked_hands(assignment: Assignment, owners: Iterable[tuple[Person | None, Organisation | None]]) -> None:
    """Whoever gets a task from somebody else must be able to find it: sit in the circle and see it."""
    for person, organisation in owners:
        if not hands_of(assignment, person, organisation):
            name = person.name if person is not None else str(organisation)
            message = _("%(name)s dnes ve skupině nesedí, nebo úkol jen pro jmenované nevidí. Vyberte někoho jiného.")
            raise ValidationError({"owner": message % {"name": name}})


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
    wording = text.replace("\x00", "").strip()
    if not wording:
        raise ValidationError({"text": _("Napište, co se má udělat.")})
    return wording


def checked_reason(text: str, question: str) -> str:
    """Why something is done; ``question`` is the sentence that asks for it when it is missing."""
    reason = text.replace("\x00", "").strip()
    if not reason:
        raise ValidationError({"text": question})
    return reason
