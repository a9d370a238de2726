"""The two lists of the directory: filtered and paged, in Czech order."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.folding import fold

PER_PAGE = 50

_key = lru_cache(maxsize=65_536)(sort_key)
_folded = lru_cache(maxsize=65_536)(fold)


@dataclass(frozen=True)
class Listed:
    """One page of a list: the page of primary keys (for the pager), its records in order, how many there are."""

    page: Page[int]
    records: list[Any]
    total: int


def _page(keys: list[int], records: "QuerySet[Any]", number: str) -> Listed:
    page = Paginator(keys, PER_PAGE).get_page(number)
    found = records.in_bulk(list(page.object_list))
    return Listed(page, [found[key] for key in page.object_list if key in found], len(keys))


def organisation_page(
    actor: Actor, *, text: str = "", kind: str = "", with_inactive: bool = False, number: str = "1"
) -> Listed:
    """Return one page of organisations by kind and by words (name, short name, IČO, address; diacritics aside)."""
    today = timezone.localdate()
    held = Q(affiliations__valid_to__isnull=True) | Q(affiliations__valid_to__gte=today)
    # How many people work there is said only of those whom the actor may see.
    seen = Q(affiliations__person__in=Person.objects.visible_to(actor).filter(is_active=True))
    records = Organisation.objects.select_related("area").annotate(
        people_count=Count("affiliations__person", filter=held & seen, distinct=True)
    )
    keys = organisation_keys(actor, text=text, kind=kind, with_inactive=with_inactive)
    return _page(keys, records, number)


def organisation_keys(
    actor: Actor, *, text: str = "", kind: str = "", with_inactive: bool = False
) -> list[int]:
    """Primary keys of the organisations of a list. The order is Czech and made here, so that both databases agree."""
    visible = Organisation.objects.visible_to(actor)
    if kind:
        visible = visible.filter(kind=kind)
    if not with_inactive:
        visible = visible.filter(is_active=True)
    rows = list(visible.values_list("pk", "name", "short_name", "ico", "address"))
    words = fold(text).split()
    if words:
        rows = [row for row in rows if _holds(words, " ".join(row[1:]))]
    rows.sort(key=lambda row: (_key(row[1]), row[0]))
    return [row[0] for row in rows]


def people_page(actor: Actor, *, text: str = "", with_inactive: bool = False, number: str = "1") -> Listed:
    """Return one page of the people whom the actor may see, by words of the name, the e-mail or the organisation."""
    keys = people_keys(actor, text=text, with_inactive=with_inactive)
    return _page(keys, Person.objects.select_related("user").prefetch_related(current_places()), number)


def people_keys(
    actor: Actor, *, text: str = "", organisation: Organisation | None = None, with_inactive: bool = False
) -> list[int]:
    """Primary keys of the people of a list, in Czech order of surnames."""
    visible = Person.objects.visible_to(actor).exclude(surname="")
    if not with_inactive:
        visible = visible.filter(is_active=True)
    if organisation is not None:
        visible = visible.filter(affiliations__organisation=organisation).distinct()
    rows = list(visible.values_list("pk", "surname", "given_name", "email"))
    words = fold(text).split()
    if words:
        at = _organisation_names(visible) if len(rows) else {}
        rows = [row for row in rows if _holds(words, " ".join((row[1], row[2], row[3], at.get(row[0], ""))))]
    rows.sort(key=lambda row: (_key(f"{row[1]} {row[2]}"), row[0]))
    return [row[0] for row in rows]


def current_places() -> "Prefetch[str]":
    """Prefetch today's places in organisations as ``places``."""
    held = Affiliation.objects.on(timezone.localdate()).select_related("organisation", "unit").order_by("pk")
    return Prefetch("affiliations", queryset=held, to_attr="places")


def _organisation_names(people: "QuerySet[Person]") -> dict[int, str]:
    names: dict[int, str] = {}
    held = Affiliation.objects.on(timezone.localdate()).filter(person__in=people)
    for pk, name, short in held.values_list("person_id", "organisation__name", "organisation__short_name"):
        names[pk] = f"{names.get(pk, '')} {name} {short}"
    return names


def _holds(words: list[str], text: str) -> bool:
    folded = _folded(text)
    return all(word in folded for word in words)
