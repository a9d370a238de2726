"""What can be found. Apps register their kinds in ``AppConfig.ready``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.actor import Actor


@dataclass(frozen=True)
class Family:
    """Kinds that a reader takes for one: a tab above the answers. ``place`` orders the tabs."""

    key: str
    label: Any
    place: int = 90


GROUPS = Family("skupiny", _("Skupiny"), 10)
MEETINGS = Family("jednani", _("Jednání"), 20)
MINUTES = Family("zapisy", _("Zápisy"), 30)
TASKS = Family("ukoly", _("Úkoly"), 40)
FILES = Family("dokumenty", _("Dokumenty"), 50)
REPORTS = Family("zpravy", _("Zprávy"), 60)
SUPPORT = Family("podpora", _("Metodická podpora"), 65)
PEOPLE = Family("lide", _("Lidé"), 70)
ORGANISATIONS = Family("organizace", _("Organizace"), 75)
PLACES = Family("lokality", _("Lokality"), 80)


@dataclass(frozen=True)
class Document:
    """One record as it goes into the index: all of ``text`` may be read by everybody who sees the record.

    ``circle`` is the primary key of the circle to which the record belongs, ``page`` the uid of the record on whose
    page it is shown, when that is another one.
    """

    uid: str
    title: str
    text: str = ""
    day: date | None = None
    circle: int | None = None
    page: str = ""


@dataclass(frozen=True)
class Searchable:
    """A kind of record that can be found.

    ``queryset(actor)`` gives the records visible to the actor (they have a ``uid``). Where a hit leads: ``url(uid)``
    or ``place(uid, page)`` without
    asking the database, ``link(record)`` from the visible record, or ``addresses(actor, uids)`` for several at once.

    For making the index anew: ``records()`` gives all records that belong there and ``document(record)`` what of one,
    so that it is done in small steps; ``documents()`` gives everything at once, for kinds with few records.

    ``is_seated`` promises that only who sits in the circle of the document today can see the record; then records of
    other circles are not even looked at. ``family`` is the tab of the kind, by default one of its own. ``shows_group``
    is False for kinds whose title says the group already.
    """

    kind: str
    label: Any
    queryset: Callable[[Actor], QuerySet[Any]]
    url: Callable[[str], str] | None = None
    link: Callable[[Any], str] | None = None
    place: Callable[[str, str], str] | None = None
    addresses: Callable[[Actor, list[str]], Mapping[str, str]] | None = None
    documents: Callable[[], Iterable[Document]] | None = None
    records: Callable[[], QuerySet[Any]] | None = None
    document: Callable[[Any], Document] | None = None
    family: Family | None = None
    is_seated: bool = False
    shows_group: bool = True

    @property
    def tab(self) -> Family:
        """The tab under which the kind is found."""
        return self.family or Family(self.kind, self.label)


_kinds: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    """Add a kind; the same kind again replaces it. Raises ValueError when it leads to no address."""
    if not any((searchable.url, searchable.place, searchable.link, searchable.addresses)):
        raise ValueError(f"{searchable.kind} needs an address: url, place, link or addresses.")
    if (searchable.records is None) != (searchable.document is None):
        raise ValueError(f"{searchable.kind} needs both records and document, or neither.")
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
