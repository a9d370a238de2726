"""Names behind keys, one query for all of them: partners, sources of money, what earlier states of a measure name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.utils.translation import get_language

from soucinnost.agencies.models import Organisation
from soucinnost.codelists.models import Term
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.strategy.models import Measure, Undertaking

PARTNERS, MONEY, HELPERS, HELPED_BY = "partners", "money", "helpers", "helped_by"
"""Partners and money of a measure; partners and money of an undertaking."""
ORGANISATION, TERM, MEASURE = "organisation", "term", "measure"


class Name(NamedTuple):
    """A name with the key of its record; ``en`` is there for terms, shown to who reads in English."""

    pk: int
    cs: str
    en: str = ""

    def __str__(self) -> str:
        return self.en if self.en and get_language() == "en" else self.cs


Names = Mapping[tuple[str, int], list[Name]]
"""Names by kind and by the key of the record that has them (0 where they were asked for by their own keys)."""


def partners_of(measures: Any) -> list[QuerySet[Any, Any]]:
    """Partners and money of measures (a query of them, or keys), to be read with others by ``read_names``."""
    return _both(Measure, "measure", measures, PARTNERS, MONEY)


def helpers_of(undertakings: Any) -> list[QuerySet[Any, Any]]:
    """Partners and money of undertakings."""
    return _both(Undertaking, "undertaking", undertakings, HELPERS, HELPED_BY)


def _both(model: Any, name: str, some: Any, partners: str, money: str) -> list[QuerySet[Any, Any]]:
    wanted = {f"{name}__in": some}
    return [
        _row(model.partners.through.objects.filter(**wanted), partners, f"{name}_id", "organisation_id",
             "organisation__name"),
        _row(model.funding.through.objects.filter(**wanted), money, f"{name}_id", "term_id", "term__label_cs",
             en=F("term__label_en"), place=F("term__position")),
    ]


def named_by_keys(
    actor: Actor, organisations: Iterable[int], terms: Iterable[int], measures: Iterable[int]
) -> list[QuerySet[Any, Any]]:
    """Organisations and terms by their keys, measures as far as the actor sees them."""
    return [
        _row(Organisation.objects.filter(pk__in=set(organisations)), ORGANISATION, None, "pk", "name"),
        _row(Term.objects.filter(pk__in=set(terms)), TERM, None, "pk", "label_cs", en=F("label_en")),
        _row(Measure.objects.visible_to(actor).filter(pk__in=set(measures)), MEASURE, None, "pk", "title"),
    ]


def read_names(*queries: QuerySet[Any, Any]) -> Names:
    """Read all of them in one query: organisations in Czech order, terms in that of their list."""
    found: dict[tuple[str, int], list[tuple[Any, Name]]] = defaultdict(list)
    first, *rest = queries
    for kind, owner, place, pk, cs, en in first.union(*rest, all=True):
        found[kind, owner].append(((place, sort_key(cs), pk), Name(pk, cs, en)))
    return {key: [name for _order, name in sorted(some, key=lambda one: one[0])] for key, some in found.items()}


def _row(
    query: Any, kind: str, owner: str | None, pk: str, name: str, *, en: Any = None, place: Any = None
) -> QuerySet[Any, Any]:
    nothing, zero = Value("", output_field=CharField()), Value(0, output_field=IntegerField())
    rows: QuerySet[Any, Any] = query.order_by().values_list(
        Value(kind, output_field=CharField()), F(owner) if owner else zero, place or zero, F(pk), F(name),
        en or nothing,
    )
    return rows
