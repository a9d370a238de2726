"""Appending to the chain, signing checkpoints, deleting what is past its term."""

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from soucinnost.audit import hooks
from soucinnost.audit.chain import row_hash, sign
from soucinnost.audit.models import ChainHead, Checkpoint, Entry
from soucinnost.kernel.actor import Actor

VERB = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
IDENTIFIER = re.compile(r"[A-Za-z0-9_.:/+-]{1,64}")
PRUNED = "audit.pruned"


def lock_end(*, using: str = DEFAULT_DB_ALIAS) -> ChainHead:
    """Lock the end of the chain until the transaction ends, for what is locked only after it (see ADR 3)."""
    head, _ = ChainHead.objects.using(using).select_for_update().get_or_create()
    return head


def record(
    *, by: Actor, verb: str, object_uid: str = "", circle: str = "", ids: Iterable[str] = (),
    using: str = DEFAULT_DB_ALIAS,
) -> Entry:
    """Append one row inside the caller's transaction; when it rolls back, so does the row.

    ``verb`` reads "app.happened" (``meeting.finalised``); ``object_uid`` and ``ids`` are random identifiers,
    never content; ``circle`` is the uid of the circle, so that a chair can be shown what happened there.
    Call it last in an action: until the transaction ends, other writers wait for the end of the chain.
    No savepoint is set: when the row cannot be written, the caller's transaction cannot be committed either.
    Raises ValueError when something that is not an identifier is offered.
    """
    named = list(ids)
    refuse_content(verb, object_uid, circle, named)
    with transaction.atomic(using=using, savepoint=False):
        head = lock_end(using=using)
        entry = linked(
            head.sequence, head.hash, by=by, verb=verb, object_uid=object_uid, circle=circle, ids=named
        )
        entry.save(using=using)
        ChainHead.objects.using(using).update(sequence=entry.sequence, hash=entry.hash)
        if using == DEFAULT_DB_ALIAS:
            hooks.tell(by, entry)
    return entry


def linked(
    sequence: int, digest: str, *, by: Actor, verb: str, object_uid: str, circle: str, ids: list[str]
) -> Entry:
    """The row that follows the row with this number and hash, not saved yet."""
    entry = Entry(
        sequence=sequence + 1,
        at=timezone.now(),
        actor=by.audit_ref,
        channel=by.channel,
        verb=verb,
        object_uid=object_uid,
        circle=circle,
        ids=ids,
        previous_hash=digest,
    )
    entry.hash = row_hash(
        sequence=entry.sequence, at=entry.at, actor=entry.actor, channel=entry.channel, verb=entry.verb,
        object_uid=entry.object_uid, circle=entry.circle, ids=entry.ids, previous_hash=entry.previous_hash,
    )
    return entry


def refuse_content(verb: str, object_uid: str, circle: str, ids: list[str]) -> None:
    """The log outlives what it speaks of, so nothing but identifiers may enter it; lengths are those of the table."""
    if not VERB.fullmatch(verb) or len(verb) > 60:
        raise ValueError(f"An audit verb reads app.happened, not {verb!r}.")
    for value in (object_uid, circle):
        if value and (len(value) > 40 or not IDENTIFIER.fullmatch(value)):
            raise ValueError(f"The audit log takes identifiers only, not {value[:20]!r}.")
    for value in ids:
        if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
            raise ValueError(f"The audit log takes identifiers only, not {str(value)[:20]!r}.")


def checkpoint() -> Checkpoint | None:
    """Sign where the chain stands; None when nothing was added since the last checkpoint.

    The same statement is appended to the witness file, so that who can write to the database alone cannot make
    the end of the log disappear unseen.
    """
    with transaction.atomic():
        head = lock_end()
        if not head.sequence or Checkpoint.objects.filter(sequence=head.sequence).exists():
            return None
        point = Checkpoint.objects.create(
            at=timezone.now(),
            sequence=head.sequence,
            hash=head.hash,
            signature=sign(head.sequence, head.hash, settings.SECRET_KEY),
        )
    _witness(settings.AUDIT_WITNESS, point)
    return point


def _witness(path: Path, point: Checkpoint) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f"{point.at.isoformat(timespec='seconds')} {point.sequence} {point.hash} {point.signature}\n"
    with open(path, "ab", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(line.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def prune(*, by: Actor, older_than: datetime) -> int:
    """Delete rows up to the newest checkpoint before ``older_than``; returns how many. The chain stays provable.

    A row of the log itself says up to where was pruned, so that nobody can cut the beginning off in silence.
    """
    with transaction.atomic():
        last = Checkpoint.objects.filter(at__lt=older_than).order_by("-sequence").first()
        if last is None or not Entry.objects.filter(sequence__lte=last.sequence).exists():
            return 0
        deleted, _ = Entry.objects.filter(sequence__lte=last.sequence).delete()
        Checkpoint.objects.filter(sequence__lt=last.sequence).delete()
        record(by=by, verb=PRUNED, object_uid=str(last.sequence))
        return deleted
