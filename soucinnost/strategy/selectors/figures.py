"""Numbers of a strategy by year: indicators, undertakings, lists behind numbers, and what may be added up.

Everything here reads a ``StrategyView``; nothing asks the database. Rules: a plan is never added to what happened;
a number nobody gave is missing, never 0; where sources differ there are bounds, not one number; years are added up
only where the indicator says that they may be (``Counting``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import period_text, year_of
from soucinnost.kernel.folding import fold
from soucinnost.strategy.enums import Counting, UndertakingKind
from soucinnost.strategy.models import Indicator, ListRow, Strategy
from soucinnost.strategy.selectors.amounts import (
    Amount,
    Group,
    Part,
    Told,
    added,
    groups_of,
    is_plan,
    told_by_shares,
    with_numbers,
)
from soucinnost.strategy.selectors.contradictions import Contradiction, contradicted, contradictions
from soucinnost.strategy.selectors.whole import IndicatorView, StrategyView, UndertakingView

__all__ = [
    "Amount", "Contradiction", "Group", "IndicatorFigures", "ListFigures", "Part", "PeriodFigures", "Told", "UnitTotal",
    "YearTotals", "contradicted", "contradictions", "groups_of", "indicator_figures", "list_figures",
    "strategy_figures", "undertaking_totals",
]
Period = tuple[date | None, date | None]


# -- indicators


@dataclass
class PeriodFigures:
    """An indicator in one period: what happened and, apart from it, what was planned."""

    start: date | None
    end: date | None
    actual: Told = field(default_factory=Told)
    plan: Told = field(default_factory=Told)

    @property
    def label(self) -> str:
        """„2016“, „2017–2019“, „1. pololetí 2016“; „období neuvedeno“."""
        return period_text(self.start, self.end) or _("období neuvedeno")

    @property
    def year(self) -> int | None:
        """The year, where the period is one or lies in one."""
        return year_of(self.start, self.end)

    @property
    def part_names(self) -> list[str]:
        """Names of the parts told for the period, planned ones too, in the order they were told.

        A part that is all that was told is named by ``only_part`` instead.
        """
        names = self._names()
        return [] if self.only_part else names

    @property
    def only_part(self) -> str:
        """The name of the one part of which alone anybody spoke; empty where there are several, or a whole."""
        names = self._names()
        alone = len(names) == 1 and self.actual.whole is None and self.plan.whole is None
        return names[0] if alone else ""

    def _names(self) -> list[str]:
        found: dict[str, str] = {}
        for part in (*self.actual.parts, *self.plan.parts):
            found.setdefault(fold(part.name), part.name)
        return list(found.values())

    @property
    def is_missing(self) -> bool:
        """Whether nobody said what happened („neuvedeno“)."""
        return self.actual.total is None


@dataclass
class IndicatorFigures:
    """An indicator by periods, oldest first. Years of the strategy that are over and have no number are there too.

    ``shares`` are the names of parts in the order they were first told. ``total`` is what the counting allows: the sum
    of the years, the last state, or None; ``total_note`` says which, or why there is none.
    """

    indicator: Indicator
    periods: list[PeriodFigures]
    shares: list[str]
    total: Amount | None
    total_note: str

    @property
    def missing(self) -> list[PeriodFigures]:
        """Periods for which nobody gave a number of what happened, without those that only have a plan ahead."""
        return [one for one in self.periods if one.is_missing and one.plan.total is None]

    @property
    def rows(self) -> list[PeriodFigures]:
        """The periods with silent years that follow each other taken together („2012–2015 neuvedeno“)."""
        found: list[PeriodFigures] = []
        for one in self.periods:
            before = found[-1] if found else None
            if before is not None and _is_silent(before) and _is_silent(one):
                found[-1] = PeriodFigures(before.start, one.end)
            else:
                found.append(one)
        return found

    @property
    def last(self) -> PeriodFigures | None:
        """The last period with a number of what happened."""
        told = [one for one in self.periods if not one.is_missing]
        return told[-1] if told else None

    @property
    def has_plan(self) -> bool:
        """Whether anything was planned."""
        return any(one.plan.total is not None for one in self.periods)

    @property
    def is_told(self) -> bool:
        """Whether anybody gave any number, a plan included."""
        return any(one.actual.total is not None or one.plan.total is not None for one in self.periods)


def _is_silent(one: PeriodFigures) -> bool:
    return one.actual.total is None and one.plan.total is None


def indicator_figures(view: IndicatorView, strategy: Strategy, today: date) -> IndicatorFigures:
    """Read an indicator by periods."""
    by_period: dict[Period, PeriodFigures] = {}
    for plan in (False, True):
        uses: dict[Period, list] = {}
        for use in with_numbers(view.uses):
            if is_plan(use) == plan:
                uses.setdefault((use.claim.period_from, use.claim.period_to), []).append(use)
        for (start, end), some in uses.items():
            one = by_period.setdefault((start, end), PeriodFigures(start, end))
            told = told_by_shares(some)
            if plan:
                one.plan = told
            else:
                one.actual = told
    for start, end in _silent_years(strategy, today, by_period.values()):
        by_period.setdefault((start, end), PeriodFigures(start, end))
    periods = sorted(by_period.values(), key=_order)
    shares: dict[str, str] = {}
    for one in periods:
        for part in (*one.actual.parts, *one.plan.parts):
            shares.setdefault(fold(part.name), part.name)
    total, note = _total(view.indicator, periods)
    return IndicatorFigures(view.indicator, periods, list(shares.values()), total, note)


def _order(one: PeriodFigures) -> tuple[date, date]:
    last = one.end or one.start or date.max
    return (one.start or last, last)


def _silent_years(strategy: Strategy, today: date, told: Iterable[PeriodFigures]) -> list[tuple[date, date]]:
    """Whole years of the strategy that are over and of which no number of what happened speaks."""
    spans = [_order(one) for one in told if one.actual.total is not None and (one.start or one.end)]
    found = []
    for year in range(strategy.period_from.year, strategy.period_to.year + 1):
        start, end = date(year, 1, 1), date(year, 12, 31)
        if end < today and not any(first <= end and start <= last for first, last in spans):
            found.append((start, end))
    return found


def overlap(periods: Sequence[Period]) -> bool:
    """Whether two of the periods have a day in common; one that is not told overlaps everything."""
    if len(periods) > 1 and any(start is None and end is None for start, end in periods):
        return True
    spans = sorted((start or end or date.min, end or start or date.max) for start, end in periods)
    return any(later[0] <= earlier[1] for earlier, later in zip(spans, spans[1:], strict=False))


def _total(indicator: Indicator, periods: Sequence[PeriodFigures]) -> tuple[Amount | None, str]:
    told = [(one, one.actual.total) for one in periods]
    known = [(one, amount) for one, amount in told if amount is not None]
    if not known:
        return None, _("neuvedeno")
    if indicator.counting == Counting.LATEST:
        return known[-1][1], _("poslední stav: %(period)s") % {"period": known[-1][0].label}
    if indicator.counting == Counting.NONE:
        return None, _("roky se nesčítají")
    if overlap([(one.start, one.end) for one, _amount in known]):
        return None, _("období se překrývají, nesčítají se")
    missing = len(told) - len(known) - sum(1 for one, amount in told if amount is None and one.plan.total is not None)
    note = _("součet období")
    if missing > 0:
        silent = ngettext("%(n)s období číslo neuvedlo", "%(n)s období číslo neuvedlo", missing) % {"n": missing}
        note = f"{note}, {silent}"
    return added(amount for _one, amount in known), note


# -- undertakings


@dataclass
class UnitTotal:
    """Numbers of one unit added up over undertakings. ``told`` gave one, ``untold`` did not, ``unclear`` gave several
    different ones of the unit, which cannot be added.
    """

    unit: str
    amount: Amount | None
    told: list[UndertakingView]
    untold: list[UndertakingView]
    unclear: list[UndertakingView]


@dataclass
class YearTotals:
    """Undertakings of a year (None: no year told, or several) with their numbers by unit, the most used unit first.

    ``main`` are units in which undertakings of the kind are counted together: told by two of them, or the only one.
    """

    year: int | None
    undertakings: list[UndertakingView]
    units: list[UnitTotal]
    main: list[UnitTotal] = field(default_factory=list)


def undertaking_year(view: UndertakingView) -> int | None:
    """The year in which it was done; None for several years or none told."""
    return year_of(view.undertaking.period_from, view.undertaking.period_to)


def undertaking_totals(
    undertakings: Sequence[UndertakingView], kind: str = UndertakingKind.EVENT,
) -> tuple[list[YearTotals], YearTotals]:
    """Undertakings of one kind by year, oldest first, and all of them together. Plans are left out of the sums.

    A claim that several undertakings use counts once.
    """
    some = [one for one in undertakings if one.undertaking.kind == kind]
    years: dict[int | None, list[UndertakingView]] = {}
    for one in some:
        years.setdefault(undertaking_year(one), []).append(one)
    units = _units(some)
    main = [one for one in units if len(one.told) > 1 or len(units) == 1]
    found = []
    for year in sorted(years, key=lambda year: (year is None, year or 0)):
        silent, counted = years[year], _units(years[year])
        of_year = {fold(one.unit): one for one in counted}
        found.append(YearTotals(year, silent, counted, [
            of_year.get(fold(one.unit)) or UnitTotal(one.unit, None, [], silent, []) for one in main
        ]))
    return found, YearTotals(None, some, units, main)


def _units(undertakings: Sequence[UndertakingView]) -> list[UnitTotal]:
    names: dict[str, str] = {}
    amounts: dict[str, list[tuple[UndertakingView, Amount | None]]] = {}
    for one in undertakings:
        groups: dict[str, list[Group]] = {}
        for group in groups_of(one.uses):
            if not group.is_plan:
                groups.setdefault(fold(group.unit), []).append(group)
                names.setdefault(fold(group.unit), group.unit)
        for unit, several in groups.items():
            amounts.setdefault(unit, []).append((one, _one_amount(several)))
    found = []
    for unit, told in amounts.items():
        clear = [(one, amount) for one, amount in told if amount is not None]
        spoke = {one.undertaking.pk for one, _amount in told}
        found.append(UnitTotal(
            names[unit], added(_each_once(amount for _one, amount in clear)), [one for one, _amount in clear],
            [one for one in undertakings if one.undertaking.pk not in spoke],
            [one for one, amount in told if amount is None],
        ))
    return sorted(found, key=lambda one: (-len(one.told), one.unit))


def _one_amount(groups: Sequence[Group]) -> Amount | None:
    """What an undertaking counts in one unit; None where it tells several different things in it."""
    topics = {fold(group.label) for group in groups}
    if len(topics) > 1 or overlap([(group.start, group.end) for group in groups]):
        return None
    return added(total for group in groups if (total := group.told.total) is not None)


def _each_once(amounts: Iterable[Amount]) -> list[Amount]:
    seen: set[frozenset[int]] = set()
    found = []
    for amount in amounts:
        key = frozenset(use.claim_id for use in amount.uses)
        if key not in seen:
            seen.add(key)
            found.append(amount)
    return found


# -- lists behind numbers


@dataclass(frozen=True)
class ListFigures:
    """The list behind a number. ``counted`` are its numbers added, or its rows where no row has a number; planned rows
    are counted apart. ``untold`` rows gave no number. ``places`` are municipalities that are named.

    ``matches`` says whether the list and the claim agree; None where the list does not count.
    """

    rows: tuple[ListRow, ...]
    planned_rows: tuple[ListRow, ...]
    counted: Decimal
    planned: Decimal
    places: int
    untold: int
    matches: bool | None

    @property
    def all_rows(self) -> tuple[ListRow, ...]:
        """Rows that are there, then planned ones."""
        return (*self.rows, *self.planned_rows)

    @property
    def is_counted(self) -> bool:
        """Whether any row says how many."""
        return any(row.value is not None for row in self.all_rows)

    @property
    def is_of_things(self) -> bool:
        """Whether ``counted`` counts what the claim counts: rows say how many, or there are as many rows."""
        return self.is_counted or bool(self.matches)

    @property
    def organisations(self) -> list[str]:
        """Who keeps or was given what the rows name, each once."""
        found: dict[str, str] = {}
        for row in (*self.rows, *self.planned_rows):
            if row.organisation:
                found.setdefault(fold(row.organisation), row.organisation)
        return list(found.values())


def list_figures(claim: Claim, rows: Sequence[ListRow], *, organisation: str = "") -> ListFigures:
    """Count the list behind a claim, or only rows of one organisation (then nothing is compared with the claim)."""
    wanted = [row for row in rows if not organisation or fold(row.organisation) == fold(organisation)]
    there = tuple(row for row in wanted if not row.is_planned)
    ahead = tuple(row for row in wanted if row.is_planned)
    untold = sum(1 for row in there if row.value is None)
    matches = None
    if claim.value is not None and there and not organisation:
        counted = _counted(there)
        if untold in (0, len(there)):
            matches = True if counted == claim.value else (False if untold == 0 else None)
    return ListFigures(
        there, ahead, _counted(there), _counted(ahead), len({row.area_id for row in there if row.area_id}),
        untold, matches,
    )


def _counted(rows: Sequence[ListRow]) -> Decimal:
    told = [row.value for row in rows if row.value is not None]
    return sum(told, Decimal()) if told else Decimal(len(rows))


def strategy_figures(view: StrategyView, today: date) -> list[IndicatorFigures]:
    """All indicators of a strategy in the order of the tree: of a goal, then of its measures."""
    found: list[IndicatorView] = []
    for goal in view.goals:
        found.extend(goal.indicators)
        for place in goal.measures:
            found.extend(place.indicators)
    return [indicator_figures(one, view.strategy, today) for one in found]
