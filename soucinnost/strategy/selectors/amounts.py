"""Numbers as they were told: alone, as parts of a whole, or as bounds where the sources differ. No queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.periods import period_text, year_of
from soucinnost.evidence.selectors import PLAN, nature_of
from soucinnost.evidence.wording import range_text
from soucinnost.kernel.folding import fold
from soucinnost.strategy.models import ClaimUse

Period = tuple[date | None, date | None]


@dataclass(frozen=True)
class Amount:
    """One number with the uses of claims that tell it. ``low`` and ``high`` differ where they contradict each other."""

    low: Decimal
    high: Decimal
    is_approximate: bool
    uses: tuple[ClaimUse, ...]

    @property
    def value(self) -> Decimal | None:
        """The number when there is one; None where the sources differ."""
        return self.low if self.low == self.high else None

    @property
    def is_contradicted(self) -> bool:
        """Whether the sources differ."""
        return self.low != self.high

    @property
    def text(self) -> str:
        """„185“, „přibližně 80“, „73–80“, without the unit."""
        return range_text(self.low, self.high, is_approximate=self.is_approximate)


def amount_of(uses: Sequence[ClaimUse]) -> Amount:
    """One number from claims of one subject: told twice it counts once. At least one of them has a value."""
    values = [use.claim.value for use in uses if use.claim.value is not None]
    exact = {use.claim.value for use in uses if use.claim.kind != ClaimKind.APPROXIMATE}
    approximate = any(
        use.claim.kind == ClaimKind.APPROXIMATE and use.claim.value not in exact for use in uses
    )
    return Amount(min(values), max(values), approximate, tuple(uses))


def added(amounts: Iterable[Amount]) -> Amount | None:
    """The sum of numbers that may be added, with bounds where one of them has them; None of nothing."""
    parts = list(amounts)
    if not parts:
        return None
    return Amount(
        sum((one.low for one in parts), Decimal()), sum((one.high for one in parts), Decimal()),
        any(one.is_approximate for one in parts), tuple(use for one in parts for use in one.uses),
    )


@dataclass(frozen=True)
class Part:
    """A part of a whole by its name: the source of money of these assistants, the kind of these services."""

    name: str
    amount: Amount


@dataclass
class Told:
    """What is told of one thing in one period: the whole, its parts, or both. Either may be missing."""

    whole: Amount | None = None
    parts: list[Part] = field(default_factory=list)

    @property
    def sum_of_parts(self) -> Amount | None:
        """The parts added up; None where there are none."""
        return added(part.amount for part in self.parts)

    @property
    def total(self) -> Amount | None:
        """The whole as told, else the sum of its parts; None means that nobody gave a number („neuvedeno“)."""
        return self.whole or self.sum_of_parts

    @property
    def matches(self) -> bool | None:
        """Whether the parts add up to the whole (134 + 80 = 214); None where there is nothing to compare."""
        parts = self.sum_of_parts
        if self.whole is None or parts is None:
            return None
        return parts.low <= self.whole.high and self.whole.low <= parts.high

    @property
    def uses(self) -> list[ClaimUse]:
        """All uses that stand behind it."""
        return [*(self.whole.uses if self.whole else ()), *(use for part in self.parts for use in part.amount.uses)]

    @property
    def amounts(self) -> list[Amount]:
        """The whole and the parts, each by itself."""
        return [*([self.whole] if self.whole else []), *(part.amount for part in self.parts)]

    def part(self, name: str) -> Part | None:
        """The part of that name."""
        return next((one for one in self.parts if fold(one.name) == fold(name)), None)


@dataclass
class Group:
    """Numbers of one place (a measure, an undertaking) that speak of one thing: one unit, period and nature."""

    label: str
    unit: str
    start: date | None
    end: date | None
    is_plan: bool
    told: Told

    @property
    def period(self) -> str:
        """The period in words; empty where none was told."""
        return period_text(self.start, self.end)

    @property
    def year(self) -> int | None:
        """The year of the period; None for several years or none told."""
        return year_of(self.start, self.end)


def with_numbers(uses: Iterable[ClaimUse]) -> list[ClaimUse]:
    """Uses whose claim has a number."""
    return [use for use in uses if use.claim.value is not None]


def is_plan(use: ClaimUse) -> bool:
    """Whether the claim says what was intended; it is never added to what happened."""
    return nature_of(use.claim) == PLAN


def told_by_shares(uses: Sequence[ClaimUse]) -> Told:
    """One thing in one period from claims that tell its whole (no share) and its parts (by share).

    Wholes told for different organisations or places are parts named by them: each speaks for itself.
    """
    shares: dict[str, list[ClaimUse]] = {}
    wholes: dict[tuple[int | None, int | None, int | None], list[ClaimUse]] = {}
    for use in with_numbers(uses):
        claim = use.claim
        if use.share:
            shares.setdefault(fold(use.share), []).append(use)
        else:
            wholes.setdefault((claim.organisation_id, claim.area_id, claim.locality_id), []).append(use)
    told = Told(parts=[Part(some[0].share, amount_of(some)) for some in shares.values()])
    own = wholes.pop((None, None, None), None)
    if own is None and len(wholes) == 1:
        own = wholes.popitem()[1]
    if own is not None:
        told.whole = amount_of(own)
    for some in wholes.values():
        told.parts.append(Part(_whose(some[0]), amount_of(some)))
    return told


def _whose(use: ClaimUse) -> str:
    named = (use.claim.organisation, use.claim.area, use.claim.locality)
    return ", ".join(str(one) for one in named if one is not None)


def groups_of(uses: Iterable[ClaimUse]) -> list[Group]:
    """Numbers of one place by what they speak of, in the order they came. Different labels are never added.

    A part (with a share) belongs to the whole with its label, or to the only whole of its unit and period.
    """
    bases: dict[tuple[str, bool, Period], list[ClaimUse]] = {}
    for use in with_numbers(uses):
        period = (use.claim.period_from, use.claim.period_to)
        bases.setdefault((fold(use.claim.unit), is_plan(use), period), []).append(use)
    found = []
    for (_unit, plan, (start, end)), some in bases.items():
        for topic in _topics(some):
            first = next((use for use in topic if not use.share), topic[0])
            label = first.claim.label if not first.share or fold(first.share) != fold(first.claim.label) else ""
            found.append(Group(label, first.claim.unit, start, end, plan, told_by_shares(topic)))
    return found


def _topics(uses: Sequence[ClaimUse]) -> list[list[ClaimUse]]:
    topics: dict[str, list[ClaimUse]] = {}
    for use in uses:
        if not use.share:
            topics.setdefault(fold(use.claim.label), []).append(use)
    wholes = list(topics)
    for use in uses:
        if use.share:
            label = fold(use.claim.label)
            key = label if label != fold(use.share) else ""
            if key not in wholes and len(wholes) == 1:
                key = wholes[0]
            topics.setdefault(key, []).append(use)
    return list(topics.values())
