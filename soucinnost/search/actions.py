"""Writing the index; called inside the transactions of the actions that own the records."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from soucinnost.kernel.typography import shortened
from soucinnost.search import registry
from soucinnost.search.models import IndexEntry
from soucinnost.search.registry import Document, Searchable
from soucinnost.search.tokens import MOST_TEXT, clean, tokens_of
from soucinnost.search.versions import current_version

TITLE_LENGTH = 300
STEP = 200
"""Records in one transaction of a rebuild: a writer waits for no more than this."""
FIELDS = ("title", "text", "tokens", "day", "circle_id", "page", "version")


def put(
    *, kind: str, uid: str, title: str, text: str, day: date | None = None, circle: int | None = None
) -> None:
    """Put a record into the index, or replace what is there.

    ``text`` is only what everybody who sees the record may read: text for fewer readers is a record of its own kind.
    ``circle`` is the primary key of the circle to which the record belongs; without it, it is found in no group.
    """
    fields = _fields(kind, Document(uid, title, text, day, circle))
    IndexEntry.objects.update_or_create(kind=kind, object_uid=uid, defaults=fields)


def put_document(kind: str, document: Document) -> None:
    """Put a record into the index as its kind describes it."""
    IndexEntry.objects.update_or_create(kind=kind, object_uid=document.uid, defaults=_fields(kind, document))


def drop(*, kind: str, uid: str) -> None:
    """Take a record out of the index; one that is not there is no error."""
    IndexEntry.objects.filter(kind=kind, object_uid=uid).delete()


def rebuild(*, say: Callable[[str], None] = lambda text: None) -> dict[str, int]:
    """Make the index anew from the records themselves; returns how many of each kind.

    Done in short transactions beside the work of others; entries that are right already are not written, so a rebuild
    that was interrupted goes on where it ended when it is called again. A kind that gives no documents keeps what it
    has; rows of kinds that nobody registers any more go. Kinds with the fewest entries come first, so that the index
    counts as old (``versions.is_outdated``) until all is done.
    """
    known = registry.kinds()
    _delete(IndexEntry.objects.exclude(kind__in=[one.kind for one in known]))
    old = {one.kind: IndexEntry.objects.filter(kind=one.kind).exclude(version=current_version()).count()
           for one in known}
    counts: dict[str, int] = {}
    for one in sorted(known, key=lambda one: (old[one.kind], one.kind)):
        if one.records is None and one.documents is None:
            continue
        say(one.kind)
        counts[one.kind] = sum(_steps(one))
        _drop_ghosts(one)
    return counts


def _fields(kind: str, document: Document) -> dict[str, Any]:
    title = shortened(clean(document.title), TITLE_LENGTH)
    text = clean(document.text)[:MOST_TEXT]
    one = registry.kind(kind)
    places = [f"__g{document.circle}"] if document.circle is not None else []
    is_seated = one is not None and one.is_seated and document.circle is not None
    places.append(f"__c{document.circle}" if is_seated else "__c0")
    return {
        "title": title, "text": text, "tokens": tokens_of((title, text), places), "day": document.day,
        "circle_id": document.circle, "page": document.page, "version": current_version(),
    }


def _steps(one: Searchable) -> Iterator[int]:
    """Write the documents of a kind in steps; yields how many there were in each."""
    if one.records is None or one.document is None:
        assert one.documents is not None
        rest = iter(one.documents())
        while documents := list(islice(rest, STEP)):
            with transaction.atomic():
                yield _write(one.kind, documents)
        return
    last = 0
    while True:
        with transaction.atomic():
            # Locked, so that nobody changes a record between our reading and our writing.
            found = list(
                one.records().filter(pk__gt=last).order_by("pk").select_for_update(of=("self",))[:STEP]
            )
            if not found:
                return
            last = found[-1].pk
            yield _write(one.kind, [one.document(record) for record in found])


def _write(kind: str, documents: list[Document]) -> int:
    """Write those entries that are not as they should be."""
    there = {
        row[0]: row[1:]
        for row in IndexEntry.objects.filter(kind=kind, object_uid__in=[one.uid for one in documents])
        .values_list("object_uid", *FIELDS)
    }
    changed = []
    for document in documents:
        fields = _fields(kind, document)
        if there.get(document.uid) != tuple(fields[name] for name in FIELDS):
            changed.append(IndexEntry(kind=kind, object_uid=document.uid, **fields))
    IndexEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["kind", "object_uid"],
        update_fields=["title", "text", "tokens", "day", "circle", "page", "version"],
    )
    return len(documents)


def _drop_ghosts(one: Searchable) -> None:
    """Take out entries of records that are gone."""
    entries = IndexEntry.objects.filter(kind=one.kind)
    if one.records is not None:
        _delete(entries.exclude(object_uid__in=one.records().order_by().values("uid")))
    else:
        assert one.documents is not None
        kept = {document.uid for document in one.documents()}
        gone = [uid for uid in entries.values_list("object_uid", flat=True).iterator() if uid not in kept]
        for at in range(0, len(gone), STEP):
            with transaction.atomic():
                entries.filter(object_uid__in=gone[at : at + STEP]).delete()


def _delete(entries: QuerySet[IndexEntry]) -> None:
    while ids := list(entries.order_by().values_list("pk", flat=True)[:STEP]):
        with transaction.atomic():
            IndexEntry.objects.filter(pk__in=ids).delete()


def put_all(kind: str, documents: Iterable[Document]) -> None:
    """Put several records of a kind into the index with few statements."""
    rest = iter(documents)
    while some := list(islice(rest, STEP)):
        _write(kind, some)
