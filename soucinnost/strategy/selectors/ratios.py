"""How many of one thing fall on one of another: projects per town that asked for them. No queries.

Only what the indicators themselves allow is put together: one that may be added up over the years (projects) over one
of the same measure or goal that may not (the towns that asked, who come back), each year by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from soucinnost.kernel.folding import fold
from soucinnost.kernel.numbers import format_number
from soucinnost.strategy.enums import Counting
from soucinnost.strategy.models import Indicator, Strategy
from soucinnost.strategy.selectors.amounts import Amount
from soucinnost.strategy.selectors.figures import IndicatorFigures, indicator_figures
from soucinnost.strategy.selectors.whole import IndicatorView

PLACES = 2


@dataclass(frozen=True)
class RatioRow:
    """A period with both numbers; ``value`` is None where a source contradicts another or the divisor is 0."""

    label: str
    upper: Amount
    lower: Amount

    @property
    def value(self) -> Decimal | None:
        """The number of the first for one of the second."""
        if self.upper.value is None or not self.lower.value:
            return None
        return self.upper.value / self.lower.value

    @property
    def text(self) -> str:
        """„3,08“, rounded half up to two decimals; „neuvedeno“ where there is none."""
        return format_number(self.value, PLACES)


@dataclass(frozen=True)
class Ratio:
    """One indicator over another, by the periods for which both have a number of what happened."""

    upper: Indicator
    lower: Indicator
    rows: tuple[RatioRow, ...]


def ratios_of(views: Iterable[IndicatorView], strategy: Strategy, today: date) -> list[Ratio]:
    """All ratios among indicators of one measure or goal, in their order; those without a common period are left out.
    """
    every = [indicator_figures(view, strategy, today) for view in views]
    found = []
    for upper in every:
        for lower in every:
            if _fits(upper.indicator, lower.indicator):
                rows = _rows(upper, lower)
                if rows:
                    found.append(Ratio(upper.indicator, lower.indicator, rows))
    return found


def _fits(upper: Indicator, lower: Indicator) -> bool:
    summed = upper.counting == Counting.SUM and lower.counting != Counting.SUM
    return summed and fold(upper.unit) != fold(lower.unit)


def _rows(upper: IndicatorFigures, lower: IndicatorFigures) -> tuple[RatioRow, ...]:
    held = {(one.start, one.end): one.actual.total for one in lower.periods}
    rows = []
    for one in upper.periods:
        mine, other = one.actual.total, held.get((one.start, one.end))
        if mine is not None and other is not None:
            rows.append(RatioRow(one.label, mine, other))
    return tuple(rows)
