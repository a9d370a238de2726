"""Where claims of a strategy do not agree: in numbers, in precision, in what they are a part of, or as marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.kernel.folding import fold
from soucinnost.strategy.models import ClaimUse, Conflict
from soucinnost.strategy.selectors.amounts import Amount, groups_of, is_plan, told_by_shares, with_numbers
from soucinnost.strategy.selectors.whole import StrategyView


class ContradictionKind(StrEnum):
    """In what claims do not agree."""

    VALUES = "values"
    MARKED = "marked"
    PRECISION = "precision"
    BASES = "bases"


KIND_LABELS = {
    ContradictionKind.VALUES: _("různá čísla"),
    ContradictionKind.MARKED: _("označený rozpor"),
    ContradictionKind.PRECISION: _("přesně a přibližně"),
    ContradictionKind.BASES: _("různé základy, podíly nelze srovnat"),
}


@dataclass(frozen=True)
class Contradiction:
    """Claims that do not agree, in the order they were stated, with the place where they stand („2.3 …“, an event).

    ``conflict`` is there where a writer marked it, with ``note`` saying in what they differ.
    """

    kind: ContradictionKind
    place: str
    claims: tuple[Claim, ...]
    note: str = ""
    conflict: Conflict | None = None

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(KIND_LABELS[self.kind])

    @property
    def is_serious(self) -> bool:
        """Whether two sources say different things, not only in another way."""
        return self.kind in (ContradictionKind.VALUES, ContradictionKind.MARKED)


def contradictions(view: StrategyView) -> list[Contradiction]:
    """All disagreements of a strategy, those in numbers first. No claim is wrong by being here; all stay."""
    found: list[Contradiction] = []
    told: set[tuple[ContradictionKind, frozenset[int]]] = set()
    places = list(_places(view))
    for place, uses, is_counted in places:
        for amount in _amounts(uses, is_counted=is_counted):
            _take(found, told, _in_numbers(place, amount))
        _take(found, told, bases_of(place, uses))
    for conflict in view.conflicts:
        pair = (conflict.one, conflict.other)
        where = _where(places, pair)
        found.append(Contradiction(ContradictionKind.MARKED, where, pair, conflict.note, conflict))
    order = list(ContradictionKind)
    return sorted(found, key=lambda one: order.index(one.kind))


def contradicted(view: StrategyView) -> dict[int, list[Claim]]:
    """For each claim (by primary key) the others that say something else, so that it is never shown alone."""
    others: dict[int, list[Claim]] = {}
    for one in contradictions(view):
        if not one.is_serious:
            continue
        for claim in one.claims:
            mine = others.setdefault(claim.pk, [])
            known = {other.pk for other in mine}
            for other in one.claims:
                differs = one.kind == ContradictionKind.MARKED or other.value != claim.value
                if other.pk != claim.pk and other.pk not in known and differs:
                    mine.append(other)
    return {pk: some for pk, some in others.items() if some}


def _places(view: StrategyView) -> Iterable[tuple[str, list[ClaimUse], bool]]:
    """Places whose claims are compared with each other; True where all of them count one thing."""
    for goal in view.goals:
        for one in goal.indicators:
            yield f"{goal.number} {one.indicator.title}", one.uses, True
        for place in goal.measures:
            for one in place.indicators:
                yield f"{place.number} {one.indicator.title}", one.uses, True
            own = [use for use in place.uses if use.undertaking_id is None and use.indicator_id is None]
            yield f"{place.number} {place.measure.title}", own, False
    for done in view.undertakings:
        yield done.undertaking.title, done.uses, False


def _amounts(uses: list[ClaimUse], *, is_counted: bool) -> list[Amount]:
    if not is_counted:
        return [amount for group in groups_of(uses) for amount in group.told.amounts]
    periods: dict[object, list[ClaimUse]] = {}
    for use in with_numbers(uses):
        periods.setdefault((use.claim.period_from, use.claim.period_to, is_plan(use)), []).append(use)
    return [amount for some in periods.values() for amount in told_by_shares(some).amounts]


def _in_numbers(place: str, amount: Amount) -> Contradiction | None:
    claims = tuple(sorted({use.claim_id: use.claim for use in amount.uses}.values(), key=lambda claim: claim.pk))
    if amount.is_contradicted:
        return Contradiction(ContradictionKind.VALUES, place, claims)
    if len({claim.kind == ClaimKind.APPROXIMATE for claim in claims}) > 1:
        return Contradiction(ContradictionKind.PRECISION, place, claims)
    return None


def bases_of(place: str, uses: Iterable[ClaimUse]) -> Contradiction | None:
    """Numbers that are parts of different totals stand beside each other: 40 of 120 and 15 of 30."""
    parts = {
        use.claim_id: use.claim for use in uses
        if use.claim.value is not None and use.claim.denominator is not None and not is_plan(use)
    }
    claims = tuple(sorted(parts.values(), key=lambda claim: claim.pk))
    bases = {(claim.denominator, fold(claim.denominator_label)) for claim in claims}
    return Contradiction(ContradictionKind.BASES, place, claims) if len(bases) > 1 else None


def _take(
    found: list[Contradiction], told: set[tuple[ContradictionKind, frozenset[int]]], one: Contradiction | None
) -> None:
    if one is None:
        return
    key = (one.kind, frozenset(claim.pk for claim in one.claims))
    if key not in told:
        told.add(key)
        found.append(one)


def _where(places: list[tuple[str, list[ClaimUse], bool]], pair: tuple[Claim, Claim]) -> str:
    """Both places of a marked pair, or the one where both stand."""
    names = []
    for claim in pair:
        for name, uses, _counted in places:
            if any(use.claim_id == claim.pk for use in uses):
                if name not in names:
                    names.append(name)
                break
    return " · ".join(names)
