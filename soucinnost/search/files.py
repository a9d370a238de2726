"""Attached files in the search: their titles at once, the text inside when it has been read.

A file is found by who may see both the file and the record on which it hangs. The apps that hang files on their
records say so here (``hang``). What hangs nowhere is not read, and its text goes when the last record lets go of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.actors import SystemActor
from soucinnost.documents.models import Attachment
from soucinnost.documents.registry import listen
from soucinnost.kernel.actor import Actor
from soucinnost.search.actions import drop, put_document
from soucinnost.search.models import FileText, IndexEntry
from soucinnost.search.registry import FILES, Document, Searchable, register

FILE = "attachment"
FORGOTTEN_AT_ONCE = 200


@dataclass(frozen=True)
class Holder:
    """Records on which files hang. ``queryset(actor)`` gives those visible to the actor, ``attachment`` and ``target``
    are paths to the file's primary key and to the uid of the page where it is shown, ``url(uid)`` the page's address,
    ``words(attachment)`` what else the file is found by.
    """

    key: str
    queryset: Callable[[Actor], QuerySet[Any]]
    attachment: str
    target: str
    url: Callable[[str], str]
    words: Callable[[Attachment], str] | None = None


_holders: dict[str, Holder] = {}


def hang(holder: Holder) -> None:
    """Say where files hang; the same key again replaces it."""
    _holders[holder.key] = holder


def visible_files(actor: Actor) -> QuerySet[Attachment]:
    """Files that the actor may see where they hang."""
    shown = Q(pk__in=[])
    for holder in _holders.values():
        held = holder.queryset(actor).order_by().filter(**{f"{holder.attachment}__isnull": False})
        shown |= Q(pk__in=held.values(holder.attachment))
    found = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True)
    return found.filter(shown)  # type: ignore[return-value]


def addresses_of_files(actor: Actor, uids: list[str]) -> Mapping[str, str]:
    """The page on which each file hangs, from what the actor may see. One query."""
    rows: QuerySet[Any, Any] | None = None
    for key, holder in _holders.items():
        held = (
            holder.queryset(actor).order_by().filter(**{f"{holder.attachment}__uid__in": uids})
            .values_list(f"{holder.attachment}__uid", holder.target, Value(key, output_field=CharField()))
        )
        rows = held if rows is None else rows.union(held)
    return {} if rows is None else {uid: _holders[key].url(target) for uid, target, key in rows}


def held() -> Q:
    """Condition on files: some record holds them, whoever may see it."""
    everybody = SystemActor("job")
    found = Q(pk__in=[])
    for holder in _holders.values():
        records = holder.queryset(everybody).order_by()
        found |= Q(Exists(records.filter(**{holder.attachment: OuterRef("pk")})))
    return found


def file_records() -> QuerySet[Attachment]:
    """All files that can be found by somebody, with their text if it has been read."""
    return _with_text().filter(held())


def _with_text() -> QuerySet[Attachment]:
    read = FileText.objects.filter(attachment=OuterRef("pk")).values("text")[:1]
    return Attachment.objects.filter(removed_at__isnull=True).annotate(read_text=Subquery(read))


def forget_unheld(most: int = FORGOTTEN_AT_ONCE) -> int:
    """Drop the text and the entry of files that no record holds any more; returns how many. Their bytes have a term.
    """
    read = Exists(FileText.objects.filter(attachment=OuterRef("pk")))
    indexed = Exists(IndexEntry.objects.filter(kind=FILE, object_uid=OuterRef("uid")))
    with transaction.atomic():
        # One that gets a holder at this very moment is read again by the next round.
        found = Attachment.objects.filter(read | indexed).filter(~held()).order_by("pk")
        gone = dict(found.select_for_update(of=("self",)).values_list("pk", "uid")[:most])
        FileText.objects.filter(attachment__in=gone).delete()
        IndexEntry.objects.filter(kind=FILE, object_uid__in=gone.values()).delete()
    return len(gone)


def describe_file(attachment: Attachment) -> Document:
    """What of a file is searched: its title, its name and the text inside."""
    text = getattr(attachment, "read_text", None) or ""
    parts = [attachment.name.replace("_", " ") if attachment.title else ""]
    parts += [holder.words(attachment) for holder in _holders.values() if holder.words is not None]
    return Document(
        attachment.uid, str(attachment), "\n".join(filter(None, (*parts, text))),
        timezone.localdate(attachment.uploaded_at), attachment.circle_id,
    )


def put_file(attachment: Attachment) -> None:
    """Put a file into the index as it is now, with the text that was read from it. It may not hang anywhere yet."""
    put_document(FILE, describe_file(_with_text().get(pk=attachment.pk)))


def _told(uid: str, attachment: Attachment | None) -> None:
    if attachment is None:
        drop(kind=FILE, uid=uid)
    else:
        put_file(attachment)


def register_files() -> None:
    """Register attached files and listen to what happens to them."""
    register(Searchable(
        kind=FILE, label=_("dokument"), family=FILES, queryset=visible_files, addresses=addresses_of_files,
        records=file_records, document=describe_file, is_seated=True,
    ))
    listen("search", _told)
