"""What can be found. Apps register their kinds in ``AppConfig.ready``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from soucinnost.kernel.actor import Actor


@dataclass(frozen=True)
class Document:
    """One record as it goes into the index: all of ``text`` may be read by everybody who sees the record."""

    uid: str
    title: str
    text: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Searchable:
    """A kind of record that can be found.

    ``queryset(actor)`` gives the records visible to the actor (they have a ``uid``). ``url(uid)`` gives the address;
    ``link(record)`` does the same from the visible record and saves a query for each hit. ``text(actor, record)`` gives
    the text from which the excerpt is cut. ``documents()`` gives everything of the kind, for rebuilding the index.
    """

    kind: str
    label: Any
    queryset: Callable[[Actor], QuerySet[Any]]
    url: Callable[[str], str] | None = None
    link: Callable[[Any], str] | None = None
    text: Callable[[Actor, Any], str] | None = None
    documents: Callable[[], Iterable[Document]] | None = None


_kinds: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    """Add a kind; the same kind again replaces it. Raises ValueError when it leads to no address."""
    if searchable.url is None and searchable.link is None:
        raise ValueError(f"{searchable.kind} needs an address: url or link.")
    _kinds[searchable.kind] = searchable


def unregister(kind: str) -> None:
    """Remove a kind; an unknown one is no error."""
    _kinds.pop(kind, None)


def kinds() -> list[Searchable]:
    """All kinds, in the order of their keys."""
    return [_kinds[key] for key in sorted(_kinds)]


def kind(key: str) -> Searchable | None:
    """One kind, None when nobody registered it."""
    return _kinds.get(key)
