"""One operation of a writer's browser, carried out once however often it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from soucinnost.access.rules import runs
from soucinnost.documents.richtext import MAX_BYTES, to_plain
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.fullnames import find_full_names
from soucinnost.kernel.ids import is_uid
from soucinnost.kernel.personaldata import find_personal_data
from soucinnost.meetings.actions.entries import (
    APPLIED,
    CONFLICT,
    UNCHANGED,
    Saved,
    Typed,
    cleaned,
    resolve_conflict,
    save_entry,
    text_of,
)
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.actions.presence import Attendance, add_guest, remove_guest, set_presence
from soucinnost.meetings.details import SHORT, plain
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.merging import Text
from soucinnost.meetings.models import Entry, EntryConflict, EntryRevision, Meeting, Presence, SyncOperation
from soucinnost.meetings.problems import worded
from soucinnost.meetings.promised import offered_tasks

REFUSED, LOCKED = "refused", "locked"
REVISIONS = range(2**31)
MAX_TYPED = 2 * MAX_BYTES

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What became of an operation: ``applied``, ``unchanged``, ``conflict``, ``refused`` or ``locked``.

    Only the first three are final; what was refused stays with the writer, ``message`` says why. ``problems`` are
    fields that cannot be read yet, ``warnings`` pieces that look like personal data, ``promises`` sentences of which a
    task could be made, with the term that was said. ``text`` is how the line stands
    after what others wrote was merged in, None where it is exactly what was sent.
    """

    operation: str
    outcome: str
    uid: str = ""
    revision: int | None = None
    message: str = ""
    displaced: bool = False
    problems: list[dict[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    promises: list[dict[str, str]] = field(default_factory=list)
    text: dict[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """As sent to the browser."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def perform(*, by: Actor, meeting: Meeting, raw: object) -> Result:
    """Carry out one operation; never raises for bad input, so that one bad line does not hold up the others.

    Should the same uid be written at another meeting at the same moment, the second try sees that it is taken.
    """
    try:
        return _perform(by, meeting, raw)
    except IntegrityError:
        return _perform(by, meeting, raw)


def _perform(by: Actor, meeting: Meeting, raw: object) -> Result:
    if not isinstance(raw, Mapping):
        return Result("", REFUSED, message=_("Požadavku nebylo rozumět."))
    operation = _word(raw, "operation")
    handler = _HANDLERS.get(_word(raw, "type"))
    if handler is None or not is_uid(operation):
        return Result(operation, REFUSED, message=_("Požadavku nebylo rozumět."))
    try:
        # Cleaning a long text takes its time; nobody else should wait for it.
        sent = _sent(raw)
        with transaction.atomic():
            locked = lock_meeting(meeting)
            done = SyncOperation.objects.filter(meeting=locked, by_person_id=by.person_id, operation=operation).first()
            if done is not None:
                return _again(by, done, sent if handler is _entry else None)
            result = handler(by, locked, raw, operation, sent)
            SyncOperation.objects.create(
                meeting=locked, operation=operation, by_person_id=by.person_id, object_uid=result.uid,
                outcome=result.outcome, revision=result.revision,
            )
            return result
    except PermissionDenied:
        return _not_allowed(by, meeting, operation, _word(raw, "uid"))
    except ValidationError as error:
        return Result(operation, REFUSED, uid=_word(raw, "uid"), message=" ".join(error.messages))


def _again(by: Actor, done: SyncOperation, sent: Text | None) -> Result:
    """The answer to an operation that was carried out before; the line as it stood right after it."""
    revisions = EntryRevision.objects.visible_to(by)
    revision = revisions.filter(entry__uid=done.object_uid, number=done.revision).first()
    text = None
    if revision is not None and done.outcome != CONFLICT and sent is not None:
        text = _difference(Text.stored(revision.kind, revision.body, revision.details), sent)
    return Result(done.operation, done.outcome, uid=done.object_uid, revision=done.revision, text=text)


def _difference(stands: Text, sent: Text) -> dict[str, Any] | None:
    if stands == sent:
        return None
    return {"kind": stands.kind, "body": stands.body, "details": stands.details, "struck": stands.struck}


def _not_allowed(by: Actor, meeting: Meeting, operation: str, uid: str) -> Result:
    state = Meeting.objects.values_list("state", flat=True).get(pk=meeting.pk)
    if state in {MeetingState.FINAL, MeetingState.SIGNING} and runs(by, meeting.circle):
        message = _("Zápis mezitím někdo uzamkl. Váš text zůstává tady, můžete si ho zkopírovat.")
        return Result(operation, LOCKED, uid=uid, message=message)
    message = _("Do tohoto zápisu už psát nemůžete. Váš text zůstává tady, můžete si ho zkopírovat.")
    return Result(operation, LOCKED, uid=uid, message=message)


def _moment(value: object) -> datetime | None:
    try:
        moment = parse_datetime(_text(value))
        return moment.astimezone(UTC) if moment is not None and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):  # the first or last day of the calendar has no time of day elsewhere
        return None


def _whole(value: object) -> int:
    return value if type(value) is int and value in REVISIONS else 0


def _float(value: object) -> float | None:
    try:
        return float(value) if type(value) in {int, float} else None  # type: ignore[arg-type]
    except OverflowError:  # a whole number of hundreds of digits
        return None


def _word(raw: Raw, name: str) -> str:
    """A mark, word or time as it was sent, as far as it has room."""
    return plain(raw.get(name), SHORT)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _sent(raw: Raw) -> Text:
    body = _text(raw.get("body"))
    if len(body) > MAX_TYPED:
        message = _("Text je příliš dlouhý (nejvýše 1 MB). Rozdělte ho, nebo připojte soubor jako přílohu.")
        raise ValidationError(message)
    return cleaned(
        kind=_word(raw, "kind"), body=body, details=raw.get("details"),
        struck=raw.get("struck") is True,
    )


def _entry(by: Actor, meeting: Meeting, raw: Raw, operation: str, sent: Text) -> Result:
    typed = Typed(
        uid=_word(raw, "uid"), item_uid=_word(raw, "item"), text=sent,
        base_revision=_whole(raw.get("base_revision")), operation=operation, client=_word(raw, "client"),
        typed_at=_moment(raw.get("typed_at")), position=_float(raw.get("position")), moved=raw.get("moved") is True,
        item_was_closed=raw.get("item_closed") is True,
    )
    return _of(operation, save_entry(by=by, meeting=meeting, typed=typed), typed.uid, sent=sent)


def _of(operation: str, saved: Saved, uid: str, *, sent: Text | None = None) -> Result:
    entry = saved.entry
    if entry is None:
        return Result(operation, saved.outcome, uid=uid)
    return Result(
        operation, saved.outcome, uid=entry.uid, revision=entry.revision, displaced=saved.displaced,
        problems=worded(entry.problems), warnings=_warnings(entry) if sent is not None else [],
        promises=offered_tasks(entry) if sent is not None else [],
        text=_difference(text_of(entry), sent) if sent is not None and saved.outcome != CONFLICT else None,
        message=_("Bod mezitím někdo odstranil, řádek je v posledním bodu.") if saved.displaced else "",
    )


def _warnings(entry: Entry) -> list[str]:
    """Pieces that look like personal data: clients' in the text, names of people where things are counted."""
    found = find_personal_data(to_plain(entry.body))
    for row in entry.details.get("numbers", ()):
        for counted in (row[name] for name in ("label", "unit", "total_label") if name in row):
            found += [*find_personal_data(counted), *find_full_names(counted)]
    return list(dict.fromkeys(finding.text for finding in found))[:5]


def _resolve(by: Actor, meeting: Meeting, raw: Raw, operation: str, _sent: Text) -> Result:
    visible = EntryConflict.objects.visible_to(by).filter(entry__meeting=meeting)
    conflict = visible.select_related("entry__meeting").filter(uid=_word(raw, "conflict")).first()
    if conflict is None:
        raise ValidationError(_("Toto znění už v zápisu není."))
    seen = _whole(raw.get("revision")) or None
    saved = resolve_conflict(by=by, conflict=conflict, choice=_word(raw, "choice"), seen_revision=seen)
    return _of(operation, saved, conflict.entry.uid)


def _presence(by: Actor, meeting: Meeting, raw: Raw, operation: str, _sent: Text) -> Result:
    presence = Presence.objects.visible_to(by).filter(meeting=meeting, uid=_word(raw, "uid")).first()
    if presence is None:
        raise ValidationError(_("Tato osoba v prezenci není."))
    attendance = Attendance(
        status=_word(raw, "status"), deputy_name=plain(raw.get("deputy_name")),
        arrived=_word(raw, "arrived"), left=_word(raw, "left"),
    )
    changed = set_presence(
        by=by, meeting=meeting, presence=presence, attendance=attendance, at=_moment(raw.get("typed_at"))
    )
    return Result(operation, APPLIED if changed else UNCHANGED, uid=presence.uid)


def _guest(by: Actor, meeting: Meeting, raw: Raw, operation: str, _sent: Text) -> Result:
    uid = _word(raw, "uid")
    if raw.get("removed") is True:
        removed = remove_guest(by=by, meeting=meeting, uid=uid)
        return Result(operation, APPLIED if removed else UNCHANGED, uid=uid)
    guest = add_guest(
        by=by, meeting=meeting, uid=uid, name=plain(raw.get("name")), organisation_name=plain(raw.get("organisation"))
    )
    return Result(operation, APPLIED, uid=guest.uid)


_Handler = Callable[[Actor, Meeting, Raw, str, Text], Result]

_HANDLERS: dict[str, _Handler] = {
    "entry": _entry, "resolve": _resolve, "presence": _presence, "guest": _guest,
}
