"""Writing the index; called inside the transactions of the actions that own the records."""

from datetime import date

from django.db import transaction

from soucinnost.search import registry
from soucinnost.search.models import IndexEntry
from soucinnost.search.words import packed

TITLE_LENGTH = 300


def put(*, kind: str, uid: str, title: str, text: str, day: date | None = None) -> None:
    """Put a record into the index, or replace what is there.

    ``text`` is only what everybody who sees the record may read: text for fewer readers is a record of its own kind.
    """
    clean = title.replace("\x00", "")[:TITLE_LENGTH]
    IndexEntry.objects.update_or_create(
        kind=kind, object_uid=uid, defaults={"title": clean, "folded": packed(f"{title}\n{text}"), "day": day}
    )


def drop(*, kind: str, uid: str) -> None:
    """Take a record out of the index; one that is not there is no error."""
    IndexEntry.objects.filter(kind=kind, object_uid=uid).delete()


def rebuild() -> dict[str, int]:
    """Make the index anew from the records themselves; returns how many of each kind.

    A kind that gives no documents keeps what it has; rows of kinds that nobody registers any more go.
    """
    counts: dict[str, int] = {}
    with transaction.atomic():
        IndexEntry.objects.exclude(kind__in=[one.kind for one in registry.kinds()]).delete()
    for one in registry.kinds():
        if one.documents is None:
            continue
        with transaction.atomic():
            IndexEntry.objects.filter(kind=one.kind).delete()
            counts[one.kind] = 0
            for document in one.documents():
                put(kind=one.kind, uid=document.uid, title=document.title, text=document.text, day=document.day)
                counts[one.kind] += 1
    return counts
