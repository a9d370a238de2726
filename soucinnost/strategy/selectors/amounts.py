"""Numbers as they were told: alone, as parts of a whole, or as bounds where the sources differ. No queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
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
    """A part of a whole by its name: the source of money of these assistants, the kind of these services.

    ``of`` names the part of which this is a part again (women of those of one organisation). ``is_counted`` is False
    where it must not be added to the others: it is in one of them, or nobody knows in which.
    """

    name: str
    amount: Amount
    of: str = ""
    is_counted: bool = True


@dataclass(frozen=True)
class Check:
    """A part that was told whole, beside the sum of its own parts."""

    name: str
    whole: Amount
    total: Amount

    @property
    def matches(self) -> bool:
        """Whether they agree."""
        return _meet(self.whole, self.total)


@dataclass
class Told:
    """What is told of one thing in one period: the whole, its parts, or both. Either may be missing."""

    whole: Amount | None = None
    parts: list[Part] = field(default_factory=list)

    @property
    def counted(self) -> list[Part]:
        """Parts that are added up, and that the whole is compared with."""
        return [part for part in self.parts if part.is_counted]

    @property
    def sum_of_parts(self) -> Amount | None:
        """The parts added up; None where there are none."""
        return added(part.amount for part in self.counted)

    @property
    def total(self) -> Amount | None:
        """The whole as told, else the sum of its parts; None means that nobody gave a number („neuvedeno“)."""
        return self.whole or self.sum_of_parts or added(part.amount for part in self.parts)

    @property
    def matches(self) -> bool | None:
        """Whether the parts add up to the whole (134 + 80 = 214); None where there is nothing to compare."""
        parts = self.sum_of_parts
        if self.whole is None or parts is None:
            return None
        return _meet(self.whole, parts)

    @property
    def checks(self) -> list[Check]:
        """Parts that were told whole and in parts of their own."""
        found = []
        for part in self.parts:
            inner = added(one.amount for one in self.parts if part.name and one.of == part.name)
            if inner is not None:
                found.append(Check(part.name, part.amount, inner))
        return found

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

    Numbers told for different organisations or places speak each for itself: their wholes are parts named by them, and
    a whole is compared with shares of its own only. A whole for nobody in particular is the whole of all.
    """
    owners: dict[Owner, _Owned] = {}
    for use in with_numbers(uses):
        owners.setdefault(_owner(use), _Owned()).take(use)
    nobodys = owners.pop(NOBODY, _Owned())
    if not owners or (len(owners) == 1 and not (nobodys.whole and next(iter(owners.values())).whole)):
        for one in owners.values():
            nobodys.join(one)
        return nobodys.told()
    _join_shared(nobodys, owners.values())
    return _of_several(nobodys, list(owners.values()))


Owner = tuple[int | None, int | None, int | None]
NOBODY: Owner = (None, None, None)


def _owner(use: ClaimUse) -> Owner:
    return use.claim.organisation_id, use.claim.area_id, use.claim.locality_id


@dataclass
class _Owned:
    """What is told for one organisation and place: its whole, and its shares by their folded names."""

    whole: list[ClaimUse] = field(default_factory=list)
    shares: dict[str, list[ClaimUse]] = field(default_factory=dict)

    def take(self, use: ClaimUse) -> None:
        (self.shares.setdefault(fold(use.share), []) if use.share else self.whole).append(use)

    def join(self, other: "_Owned") -> None:
        self.whole += other.whole
        for name, some in other.shares.items():
            self.shares.setdefault(name, []).extend(some)

    @property
    def name(self) -> str:
        """For whom it is told, in words."""
        some = self.whole or next(iter(self.shares.values()))
        named = (some[0].claim.organisation, some[0].claim.area, some[0].claim.locality)
        return ", ".join(str(one) for one in named if one is not None)

    def told(self) -> Told:
        parts = [Part(some[0].share, amount_of(some)) for some in self.shares.values()]
        return Told(amount_of(self.whole) if self.whole else None, parts)


def _join_shared(nobodys: _Owned, owners: Iterable[_Owned]) -> None:
    """A share told once for somebody and once for nobody in particular is one number of two sources."""
    for name in list(nobodys.shares):
        having = [one for one in owners if name in one.shares]
        if len(having) == 1:
            having[0].shares[name] += nobodys.shares.pop(name)


def _of_several(nobodys: _Owned, owners: list[_Owned]) -> Told:
    """Numbers of several owners, perhaps beside a whole of all of them."""
    told = nobodys.told()
    is_of_all, has_whole = told.whole is not None, any(one.whole for one in owners)
    if not is_of_all and has_whole:  # in which of the wholes these shares are, nobody said
        told.parts = [replace(part, is_counted=False) for part in told.parts]
    free = [name for one in owners if not one.whole for name in one.shares] + list(nobodys.shares)
    apart = is_of_all and bool(free)  # wholes of owners cut the common whole in another way than its shares do
    for one in owners:
        if one.whole:
            told.parts.append(Part(one.name, amount_of(one.whole), is_counted=not apart))
        for name, some in one.shares.items():
            inner = one.name if one.whole else ""
            label = f"{some[0].share}, {one.name}" if inner or free.count(name) > 1 else some[0].share
            told.parts.append(Part(label, amount_of(some), inner, is_counted=not inner))
    return told


def _meet(one: Amount, other: Amount) -> bool:
    return one.low <= other.high and other.low <= one.high


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
