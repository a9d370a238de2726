"""Keeping the index. Called by the actions of the app that owns the record, inside their transaction."""

from datetime import date

from soucinnost.kernel.folding import fold
from soucinnost.search.models import IndexEntry


def put(*, kind: str, uid: str, title: str, text: str, day: date | None = None) -> None:
    """Write or replace the entry of a record. Sensitive text must never be given here."""
    IndexEntry.objects.update_or_create(
        kind=kind, object_uid=uid, defaults={"title": title[:300], "folded": fold(f"{title}\n{text}"), "day": day}
    )


def drop(*, kind: str, uid: str) -> None:
    """Remove the entry of a record; none is no error."""
    IndexEntry.objects.filter(kind=kind, object_uid=uid).delete()
