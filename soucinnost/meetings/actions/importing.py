"""A past meeting read from old minutes: finished at once, as it was written then. Nobody is told.

Invitations, remarks, signatures and quorum belong to meetings held here. What old minutes say of them stands in their
text and in :class:`~soucinnost.meetings.models.Imported`; names under them are names, not signatures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.rules import require, runs
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.actions import finish
from soucinnost.assignments.models import Assignment
from soucinnost.audit.actions import record
from soucinnost.documents.models import Attachment
from soucinnost.documents.richtext import RichTextError, from_plain
from soucinnost.groups.models import Group
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.typography import shortened
from soucinnost.meetings.actions.entries import Typed, cleaned, save_entry
from soucinnost.meetings.actions.live import lock_around
from soucinnost.meetings.actions.outcomes import settle_imported
from soucinnost.meetings.actions.scheduling import Place, fill_frame, local_day, next_number, refresh_group_dates
from soucinnost.meetings.actions.versions import keep_version
from soucinnost.meetings.details import plain
from soucinnost.meetings.enums import EntryKind, Hours, MeetingState, PresenceStatus, SignatureRole, VersionReason
from soucinnost.meetings.findable import find_meeting
from soucinnost.meetings.models import AgendaItem, Entry, Imported, Meeting, Presence

NAME = 160
TITLE, LONGEST_TITLE = 200, 100_000
OPEN, DONE = "open", "done"
"""What a task of old minutes is today; anything else means that nobody follows it."""
BIGGEST_NUMBER = 2_000_000_000


@dataclass(frozen=True)
class PastPerson:
    """Somebody in the attendance: ``name`` as written, ``person`` where it is known who that is."""

    name: str
    status: str = PresenceStatus.PRESENT
    person: Person | None = None
    organisation: Organisation | None = None
    organisation_name: str = ""


@dataclass(frozen=True)
class PastLine:
    """A line of an item. ``text`` is plain, ``details`` as in :mod:`soucinnost.meetings.details`.

    ``task`` says of a task whether it is followed here: OPEN, DONE, or empty when it stays in the minutes only.
    """

    text: str
    kind: str = EntryKind.INFORMATION
    details: Mapping[str, Any] = field(default_factory=dict)
    task: str = ""


@dataclass(frozen=True)
class PastItem:
    """An item of the agenda and what was written in it."""

    title: str
    lines: tuple[PastLine, ...] = ()


@dataclass(frozen=True)
class PastSignature:
    """Whose name stands under the minutes; ``role`` is a value of ``SignatureRole``."""

    role: str
    name: str
    day: date | None = None


@dataclass(frozen=True)
class PastMinutes:
    """Old minutes as a person confirmed them. Times are aware; ``hours`` says which of them were written.

    ``number`` is the meeting's number as written, None for the next free one of its year.
    """

    starts_at: datetime
    ends_at: datetime
    hours: str = Hours.BOTH
    place: Place = Place()
    title: str = ""
    number: int | None = None
    file_reference: str = ""
    people: tuple[PastPerson, ...] = ()
    items: tuple[PastItem, ...] = ()
    signed: tuple[PastSignature, ...] = ()
    attendance_note: str = ""
    redactions: int = 0
    attachment: Attachment | None = None
    file_name: str = ""


@transaction.atomic
def import_meeting(*, by: Actor, group: Group, past: PastMinutes) -> Meeting:
    """Enter a past meeting with its finished minutes. Chair and recorder only; nobody gets a message.

    Members who sat in the group that day take their seats in the attendance; others stand by name. Tasks are given
    only where that was asked for. Raises ValidationError for a day in the future, a number that another meeting of the
    year has, a task to follow without an owner; then nothing is kept.
    """
    require(runs(by, group.circle))
    day = local_day(past.starts_at)
    if day > timezone.localdate():
        raise ValidationError({"day": _("Den jednání je v budoucnosti. Načíst jde jen jednání, které už bylo.")})
    meeting = Meeting(
        group=group, circle=group.circle, year=day.year, is_imported=True, hours=past.hours, state=MeetingState.DRAFT
    )
    fill_frame(meeting, past.starts_at, past.ends_at, past.place, past.title, past.file_reference)
    lock_around(group)
    meeting.number = _number(group, day.year, past.number)
    meeting.started_at, meeting.ended_at = meeting.starts_at, meeting.ends_at
    meeting.save()
    record(by=by, verb="meeting.imported", object_uid=meeting.uid, circle=group.circle.uid)
    _note_people(group, meeting, past.people)
    refresh_group_dates(by=by, group=group)
    for place, item in enumerate(past.items, start=1):
        _write_item(by, meeting, item, place)
    _keep_origin(by, meeting, past)
    version = keep_version(by=by, meeting=meeting, reason=VersionReason.IMPORTED)
    meeting.state, meeting.finalised_at = MeetingState.FINAL, timezone.now()
    meeting.save(update_fields=["state", "finalised_at"])
    find_meeting(meeting)
    record(by=by, verb="minutes.imported", object_uid=meeting.uid, circle=group.circle.uid, ids=[version.uid])
    return meeting


def _number(group: Group, year: int, wanted: int | None) -> int:
    free = next_number(group, year)
    if wanted is None:
        return free
    if not 0 < wanted < BIGGEST_NUMBER:
        raise ValidationError({"number": _("Číslo jednání je celé číslo od 1 výš.")})
    if Meeting.objects.filter(group=group, year=year, number=wanted).exists():
        raise ValidationError(
            {"number": _("Toto číslo už v tom roce má jiné jednání. Opravte ho, nebo nechte prázdné.")}
        )
    return wanted


def _note_people(group: Group, meeting: Meeting, people: Iterable[PastPerson]) -> None:
    seats: dict[int, Seat] = {seat.person_id: seat for seat in seats_on(group, local_day(meeting.starts_at))}
    for one in people:
        name = plain(one.name, NAME)
        if not name and one.person is None:
            continue
        status = one.status if one.status in PresenceStatus.values else PresenceStatus.UNKNOWN
        seat = seats.pop(one.person.pk, None) if one.person is not None and status != PresenceStatus.GUEST else None
        Presence.objects.create(
            meeting=meeting, seat=seat, person=one.person, guest_name="" if one.person is not None else name,
            organisation=one.organisation or (seat.organisation if seat is not None else None),
            organisation_name=plain(one.organisation_name), status=status,
        )


def _write_item(by: Actor, meeting: Meeting, item: PastItem, place: int) -> None:
    """Write an item with its lines; a title too long for a title stands whole in the first line."""
    whole = plain(item.title, LONGEST_TITLE) or str(_("Průběh jednání"))
    title = whole if len(whole) <= TITLE else shortened(whole, TITLE)
    lines = item.lines if title == whole else (PastLine(whole), *item.lines)
    target = AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, position=place * 10, title=title)
    for position, line in enumerate(lines, start=1):
        try:
            body = from_plain(line.text)
        except RichTextError as error:
            raise ValidationError(str(error)) from error
        text = cleaned(kind=line.kind, body=body, details=line.details)
        typed = Typed(
            uid=new_uid(), item_uid=target.uid, text=text, typed_at=meeting.starts_at, position=float(position)
        )
        entry = save_entry(by=by, meeting=meeting, typed=typed).entry
        if entry is not None:
            _pass_on(by, meeting, entry, line)


def _pass_on(by: Actor, meeting: Meeting, entry: Entry, line: PastLine) -> None:
    follows = entry.kind == EntryKind.TASK and line.task in {OPEN, DONE}
    try:
        given = settle_imported(by=by, meeting=meeting, entry=entry, follows=follows)
    except ValidationError as error:
        excerpt = " ".join(line.text.split())[:80]
        raise ValidationError(
            _("Úkol „%(task)s“ nejde zapsat mezi úkoly: %(why)s")
            % {"task": excerpt, "why": " ".join(error.messages)}
        ) from error
    if given is not None and line.task == DONE:
        _finish(by, meeting, given)


def _finish(by: Actor, meeting: Meeting, task: Assignment) -> None:
    """The day on which an old task was finished is not known: its term stands for it, or the day it was given."""
    today, day = timezone.localdate(), local_day(meeting.starts_at)
    finished = task.due_on if task.due_on is not None and day <= task.due_on <= today else day
    words = _("Zapsáno jako splněné při načtení starého zápisu. Den splnění není znám.")
    finish(by=by, assignment=task, evidence=words, finished_on=finished)


def _keep_origin(by: Actor, meeting: Meeting, past: PastMinutes) -> None:
    Imported.objects.create(
        meeting=meeting, attachment=past.attachment, file_name=plain(past.file_name),
        attendance_note=past.attendance_note.replace("\x00", "").strip(), redactions=max(past.redactions, 0),
        by_person_id=by.person_id,
        sign_off=[
            {"role": one.role, "name": plain(one.name, NAME), "date": one.day.isoformat() if one.day else ""}
            for one in past.signed if one.role in SignatureRole.values and plain(one.name, NAME)
        ],
    )
