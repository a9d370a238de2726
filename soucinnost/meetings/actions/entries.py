"""Writing minutes: saving a line, striking it out, moving it, choosing between two wordings.

Nothing typed is lost: every state of a line is a revision, and a text that clashes with what somebody wrote meanwhile
is kept whole as a conflict until somebody chooses. Each function locks the meeting, so that the outcome depends only
on the order in which texts arrive.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.richtext import RichTextError, clean_html
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import is_uid
from soucinnost.meetings.actions.closure import spread_closure
from soucinnost.meetings.actions.live import lock_meeting, not_later, own_seats, tick
from soucinnost.meetings.actions.reading import fill_columns
from soucinnost.meetings.details import normalised
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.findable import find_item
from soucinnost.meetings.merging import Text, keep_both, merge, prefer_incoming
from soucinnost.meetings.models import AgendaItem, Entry, EntryConflict, EntryRevision, Meeting
from soucinnost.meetings.rules import may_write

APPLIED, UNCHANGED, CONFLICT = "applied", "unchanged", "conflict"
INCOMING, CURRENT, BOTH, RENEWED = "incoming", "current", "both", "renewed"
CHOICES = (INCOMING, CURRENT, BOTH)
_SPACING = 1.0
_TOO_CLOSE = 1e-6
_FAR = 1e9


@dataclass(frozen=True)
class Typed:
    """What a writer's browser sends of one line.

    ``base_revision`` is the revision the writer started from, 0 for a new line. ``position`` orders lines within the
    item; it and ``item_uid`` count only for a new line or when ``moved``. ``item_was_closed`` says that the writer saw
    the item as closed to some seats: should the item be gone, the line is closed to its writer.
    """

    uid: str
    item_uid: str
    text: Text
    base_revision: int = 0
    operation: str = ""
    client: str = ""
    typed_at: datetime | None = None
    position: float | None = None
    moved: bool = False
    item_was_closed: bool = False


@dataclass(frozen=True)
class Saved:
    """What became of it: ``applied``, ``unchanged`` or ``conflict``; ``displaced`` when its item was gone."""

    outcome: str
    entry: Entry | None
    conflict: EntryConflict | None = None
    displaced: bool = False


def cleaned(*, kind: str, body: str, details: object, struck: bool = False) -> Text:
    """Return what was typed in canonical form; raises ValidationError when the text is too long or nested too deep."""
    return Text(
        kind=kind if kind in EntryKind.values else EntryKind.INFORMATION, body=_clean(body),
        details=normalised(details), struck=struck,
    )


def _clean(body: str) -> str:
    try:
        return clean_html(body)
    except RichTextError as error:
        raise ValidationError({"body": str(error)}) from error


@transaction.atomic
def save_entry(*, by: Actor, meeting: Meeting, typed: Typed) -> Saved:
    """Write one line, new or changed, merging it with what others wrote since ``typed.base_revision``.

    A striking out is a change like any other (``typed.text.struck``). Sent again with the same operation, nothing more
    happens. Raises PermissionDenied for who may not write now, ValidationError for a line that is not this
    meeting's or no longer the writer's to see.
    """
    meeting = lock_meeting(meeting)
    require(may_write(by, meeting), _("Do tohoto zápisu už psát nejde."))
    if not is_uid(typed.uid):
        raise ValidationError(_("Řádek nemá platné označení."))
    entry = Entry.objects.select_related("item").filter(uid=typed.uid).first()
    if typed.base_revision == 0 and typed.text.is_empty:
        return Saved(UNCHANGED, None)
    if entry is None:
        return _create(by, meeting, typed)
    if entry.meeting_id != meeting.pk or not Entry.objects.visible_to(by).filter(pk=entry.pk).exists():
        raise ValidationError(_("Tento řádek už nemůžete měnit. Text si zkopírujte."))
    again = _handled(entry, typed.operation)
    return again if again is not None else _change(by, meeting, entry, typed)


def _handled(entry: Entry, operation: str) -> Saved | None:
    if not operation:
        return None
    if EntryRevision.objects.filter(entry=entry, operation=operation).exists():
        return Saved(APPLIED, entry)
    conflict = EntryConflict.objects.filter(entry=entry, operation=operation).first()
    return Saved(CONFLICT, entry, conflict) if conflict is not None else None


# -- where a line stands


def _items(by: Actor, meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.visible_to(by).filter(meeting=meeting).order_by("position", "id"))


def _item_for(by: Actor, meeting: Meeting, uid: str) -> tuple[AgendaItem, bool]:
    """Return the item and whether it is another one: the last, or a new one when the agenda is empty."""
    items = _items(by, meeting)
    found = next((item for item in items if item.uid == uid), None)
    if found is not None:
        return found, False
    if items:
        return items[-1], True
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, circle=meeting.circle, position=last + 10, title=_("Nezařazené záznamy")
    )
    find_item(item)
    return item, True


def _position(item: AgendaItem, wanted: float | None) -> float:
    if wanted is not None and abs(wanted) < _FAR:  # neither infinity nor what is no number is less
        return wanted
    last = Entry.objects.filter(item=item).aggregate(last=Max("position"))["last"]
    return _SPACING if last is None else last + _SPACING


def _spread(item: AgendaItem) -> None:
    """Number the lines of an item anew when moving has brought two of them too close to get between."""
    entries = list(Entry.objects.filter(item=item).order_by("position", "id"))
    if all(right.position - left.position > _TOO_CLOSE for left, right in pairwise(entries)):
        return
    for place, entry in enumerate(entries, start=1):
        Entry.objects.filter(pk=entry.pk).update(position=place)


# -- states


def text_of(entry: Entry) -> Text:
    """The state in which an entry stands."""
    return Text(entry.kind, entry.body, dict(entry.details), entry.struck_at is not None)


def _base_of(entry: Entry, number: int) -> Text | None:
    revision = EntryRevision.objects.filter(entry=entry, number=number).first()
    return Text.stored(revision.kind, revision.body, revision.details) if revision is not None else None


def _revise(by: Actor, entry: Entry, text: Text, now: datetime, typed: Typed | None = None) -> None:
    EntryRevision.objects.create(
        entry=entry, number=entry.revision, kind=text.kind, body=text.body, details=text.stored_details(), at=now,
        typed_at=typed.typed_at if typed is not None else None, by_person_id=by.person_id,
        client=typed.client[:40] if typed is not None else "",
        operation=typed.operation[:40] if typed is not None else "",
    )


def _put(by: Actor, meeting: Meeting, entry: Entry, text: Text, *, now: datetime, moment: datetime) -> None:
    """Set an entry to a state; columns follow. The entry is saved, its closure after it."""
    votes_before = entry.details.get("votes")
    entry.kind, entry.body, entry.details = text.kind, text.body, text.details
    if text.struck:
        entry.struck_at = entry.struck_at or now
    else:
        entry.struck_at = None
    entry.changed_at = now
    fill_columns(by, meeting, entry, votes_before=votes_before, moment=moment)
    entry.is_closed = "closed_to" in text.details
    entry.save()
    named = _seats(meeting, text.details.get("closed_to", []))
    named_before = set(entry.named_seats.all())
    entry.named_seats.set(named)
    if named_before != named:
        spread_closure(by=by, entries=[entry])


def _stand(
    by: Actor, meeting: Meeting, entry: Entry, text: Text, *, now: datetime, typed: Typed | None = None
) -> None:
    """Set a standing entry to another state, which is its next revision."""
    entry.revision += 1
    _put(by, meeting, entry, text, now=now, moment=not_later(typed.typed_at if typed is not None else None, now))
    _revise(by, entry, text, now, typed)


def _seats(meeting: Meeting, uids: Iterable[str]) -> set[Seat]:
    return set(Seat.objects.filter(circle=meeting.circle, uid__in=uids))


def _as_closed(by: Actor, meeting: Meeting, text: Text, before: Text | None) -> Text:
    """Write the own seats of who closes a line, or closes it otherwise than before, among the named ones: the closer
    goes on seeing it, and the fields say what holds.
    """
    closed_to = text.details.get("closed_to")
    if closed_to is None or (before is not None and before.details.get("closed_to") == closed_to):
        return text
    named = {*_seats(meeting, closed_to), *own_seats(by, meeting)}
    return replace(text, details={**text.details, "closed_to": sorted(seat.uid for seat in named)})


def _create(by: Actor, meeting: Meeting, typed: Typed) -> Saved:
    now = tick(meeting)
    moment = not_later(typed.typed_at, now)
    item, displaced = _item_for(by, meeting, typed.item_uid)
    text = typed.text
    if displaced and typed.item_was_closed and "closed_to" not in text.details:
        text = replace(text, details={**text.details, "closed_to": []})
    text = _as_closed(by, meeting, text, None)
    entry = Entry(
        uid=typed.uid, circle=meeting.circle, meeting=meeting, item=item,
        position=_position(item, None if displaced else typed.position), written_at=moment, written_by_id=by.person_id,
    )
    _put(by, meeting, entry, text, now=now, moment=moment)
    _revise(by, entry, text, now, typed)
    record(by=by, verb="entry.written", object_uid=entry.uid, circle=meeting.circle.uid)
    return Saved(APPLIED, entry, displaced=displaced)


def _change(by: Actor, meeting: Meeting, entry: Entry, typed: Typed) -> Saved:
    now = tick(meeting)
    current = text_of(entry)
    base = current if typed.base_revision == entry.revision else _base_of(entry, typed.base_revision)
    incoming = _as_closed(by, meeting, typed.text, base)
    merged = merge(base, current, incoming)
    if entry.report_id is not None and merged != current:
        message = _("Řádek ukazuje odevzdanou zprávu. Opravte přímo ji, zápis se opraví sám. Váš text zůstává tady.")
        raise ValidationError(message)
    is_moved = typed.moved and _move(by, meeting, entry, typed, now)
    displaced = typed.moved and not is_moved
    verbs = ["entry.moved"] if is_moved else []
    if merged is None and _closes(incoming, base, current):
        closed = {**current.details, "closed_to": incoming.details["closed_to"]}
        _stand(by, meeting, entry, replace(current, details=closed), now=now)
        verbs.append("entry.changed")
    elif merged is not None and merged != current:
        _stand(by, meeting, entry, merged, now=now, typed=typed)
        verbs.append("entry.struck" if merged.struck and not current.struck else "entry.changed")
    for verb in verbs:  # only now: tasks that follow the line are locked before the end of the log (ADR 3)
        record(by=by, verb=verb, object_uid=entry.uid, circle=meeting.circle.uid)
    if merged is None:
        return Saved(CONFLICT, entry, _clash(by, entry, typed, incoming, now), displaced)
    return Saved(APPLIED if typed.moved or merged != current else UNCHANGED, entry, displaced=displaced)


def _closes(incoming: Text, *others: Text | None) -> bool:
    """Whether the newcomer closed an open line. It is closed at once even when the wordings wait for a choice, so that
    what was written for a few is not offered to all who write.
    """
    return "closed_to" in incoming.details and not any(one and "closed_to" in one.details for one in others)


def _move(by: Actor, meeting: Meeting, entry: Entry, typed: Typed, now: datetime) -> bool:
    """Move a line; returns whether the item it was to go to was there."""
    item, displaced = _item_for(by, meeting, typed.item_uid)
    if displaced:
        return False
    entry.item, entry.position, entry.changed_at = item, _position(item, typed.position), now
    entry.save(update_fields=["item", "position", "changed_at"])
    _spread(item)
    entry.refresh_from_db(fields=["position"])
    return True


def _clash(by: Actor, entry: Entry, typed: Typed, text: Text, now: datetime) -> EntryConflict:
    """Keep the newcomer's text beside the current one. Writing on in the same browser renews the conflict: the earlier
    text stays in the record, only the latest asks for a choice.
    """
    if typed.client:
        EntryConflict.objects.filter(
            entry=entry, by_person_id=by.person_id, client=typed.client, resolved_at__isnull=True
        ).update(resolved_at=now, resolution=RENEWED)
    conflict = EntryConflict.objects.create(
        entry=entry, base_number=typed.base_revision, kind=text.kind, body=text.body,
        details=text.stored_details(), at=now, typed_at=typed.typed_at, by_person_id=by.person_id,
        client=typed.client[:40], operation=typed.operation[:40],
    )
    entry.changed_at = now
    entry.save(update_fields=["changed_at"])
    record(
        by=by, verb="entry.conflict_kept", object_uid=entry.uid, circle=entry.meeting.circle.uid, ids=[conflict.uid]
    )
    return conflict


@transaction.atomic
def resolve_conflict(*, by: Actor, conflict: EntryConflict, choice: str, seen_revision: int | None = None) -> Saved:
    """Choose between the two wordings: ``incoming`` (the one that waits), ``current``, or ``both`` one after another.

    Decided already, nothing happens. Raises ValidationError for an unknown choice, or when the current wording is not
    the one the chooser saw (``seen_revision``), PermissionDenied for who may not write.
    """
    meeting = lock_meeting(conflict.entry.meeting)
    require(may_write(by, meeting), _("Do tohoto zápisu už psát nejde."))
    require(Entry.objects.visible_to(by).filter(pk=conflict.entry_id).exists())
    if choice not in CHOICES:
        raise ValidationError(_("Vyberte jedno ze znění, nebo obě."))
    conflict = EntryConflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    entry = Entry.objects.select_related("item", "meeting__circle").get(pk=conflict.entry_id)
    if conflict.resolved_at is not None:
        return Saved(UNCHANGED, entry, conflict)
    if seen_revision is not None and seen_revision != entry.revision:
        raise ValidationError(_("Znění se mezitím znovu změnilo. Podívejte se na ně ještě jednou."))
    now = tick(meeting)
    current, incoming = text_of(entry), Text.stored(conflict.kind, conflict.body, conflict.details)
    base = _base_of(entry, conflict.base_number)
    chosen = {
        INCOMING: lambda: prefer_incoming(base, current, incoming), CURRENT: lambda: current,
        BOTH: lambda: keep_both(base, current, incoming),
    }[choice]()
    chosen = _as_closed(by, meeting, replace(chosen, body=_clean(chosen.body)), current)
    conflict.resolved_at, conflict.resolved_by_id, conflict.resolution = now, by.person_id, choice
    conflict.save(update_fields=["resolved_at", "resolved_by", "resolution"])
    if chosen != current:
        _stand(by, meeting, entry, chosen, now=now)
    else:
        entry.changed_at = now
        entry.save(update_fields=["changed_at"])
    record(
        by=by, verb="entry.conflict_resolved", object_uid=entry.uid, circle=meeting.circle.uid, ids=[conflict.uid]
    )
    return Saved(APPLIED, entry, conflict)
