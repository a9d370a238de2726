"""Appending to the chain, signing checkpoints, deleting what is past its term."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from soucinnost.audit.chain import row_hash, sign
from soucinnost.audit.models import ChainHead, Checkpoint, Entry
from soucinnost.kernel.actor import Actor


def record(*, by: Actor, verb: str, object_uid: str = "", circle: str = "", ids: Iterable[str] = ()) -> Entry:
    """Append one row inside the caller's transaction; when it rolls back, so does the row.

    ``verb`` reads "app.happened" (``meeting.finalised``); ``object_uid`` and ``ids`` are random identifiers,
    never content; ``circle`` is the uid of the circle, so that a chair can be shown what happened there.
    Call it last in an action: until the transaction ends, other writers wait for the end of the chain.
    """
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(id=1)
        entry = Entry(
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor=by.audit_ref,
            channel=by.channel,
            verb=verb,
            object_uid=object_uid,
            circle=circle,
            ids=list(ids),
            previous_hash=head.hash,
        )
        entry.hash = row_hash(
            sequence=entry.sequence, at=entry.at, actor=entry.actor, channel=entry.channel, verb=entry.verb,
            object_uid=entry.object_uid, circle=entry.circle, ids=entry.ids, previous_hash=entry.previous_hash,
        )
        entry.save(force_insert=True)
        ChainHead.objects.filter(id=1).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def checkpoint() -> Checkpoint | None:
    """Sign where the chain stands; None when nothing was added since the last checkpoint."""
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(id=1)
        if not head.sequence or Checkpoint.objects.filter(sequence=head.sequence).exists():
            return None
        return Checkpoint.objects.create(
            at=timezone.now(),
            sequence=head.sequence,
            hash=head.hash,
            signature=sign(head.sequence, head.hash, settings.SECRET_KEY),
        )


def prune(*, older_than: datetime) -> int:
    """Delete rows up to the newest checkpoint before ``older_than``; returns how many. The chain stays provable."""
    with transaction.atomic():
        last = Checkpoint.objects.filter(at__lt=older_than).order_by("-sequence").first()
        if last is None:
            return 0
        deleted, _ = Entry.objects.filter(sequence__lte=last.sequence).delete()
        Checkpoint.objects.filter(sequence__lt=last.sequence).delete()
        return deleted
