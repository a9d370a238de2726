"""Which terms hold and what is past them."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from soucinnost.retention.models import Rule
from soucinnost.retention.registry import Kind, kinds


@dataclass(frozen=True)
class Term:
    """The term of one kind as it holds for one organisation (uid) or, with an empty uid, for all others."""

    kind: Kind
    organisation_uid: str
    months: int
    afterwards: str
    basis: str


@dataclass(frozen=True)
class Due:
    """Records past their term."""

    term: Term
    cutoff: datetime
    records: QuerySet[Any]


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and time ``months`` earlier; the last day of a shorter month stands for one it does not have."""
    number = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(number, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def stored_rules() -> dict[str, list[Rule]]:
    """All terms that somebody set, by the key of their kind; one query for pages that show every kind."""
    found: dict[str, list[Rule]] = {}
    for rule in Rule.objects.all():
        found.setdefault(rule.kind, []).append(rule)
    return found


def terms(kind: Kind, rules: Iterable[Rule] | None = None) -> list[Term]:
    """Terms of a kind: those of single organisations first, the general one last.

    ``rules`` are the kind's stored ones where they were read already.
    """
    known = Rule.objects.filter(kind=kind.key) if rules is None else rules
    stored = {rule.organisation_uid: rule for rule in known}
    general = stored.pop("", None)
    found = [
        Term(kind, uid, rule.months, rule.afterwards, rule.basis)
        for uid, rule in sorted(stored.items())
        if kind.organisation_path
    ]
    if general is None:
        return [*found, Term(kind, "", kind.default_months, kind.afterwards, str(kind.basis))]
    return [*found, Term(kind, "", general.months, general.afterwards, general.basis)]


def due(now: datetime) -> Iterator[Due]:
    """What is past its term at ``now``, one kind and organisation after another (also where nothing is)."""
    for one in kinds():
        special = []
        for term in terms(one):
            cutoff = months_before(now, term.months)
            records = one.expired(cutoff)
            if term.organisation_uid:
                special.append(term.organisation_uid)
                records = records.filter(**{one.organisation_path: term.organisation_uid})
            elif special:
                records = records.exclude(**{f"{one.organisation_path}__in": special})
            yield Due(term, cutoff, records)
