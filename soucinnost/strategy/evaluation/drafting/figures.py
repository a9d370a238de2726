"""Indicators as tables by period, the plan in a column of its own, with a chart where there is something to compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from soucinnost.kernel.typography import typo
from soucinnost.strategy.evaluation.nodes import Block, Grid, Line, Number, Stripe, Stripes, Words, words
from soucinnost.strategy.evaluation.phrases import amount_number
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.selectors.amounts import Amount, Told
from soucinnost.strategy.selectors.figures import IndicatorFigures, PeriodFigures, indicator_figures
from soucinnost.strategy.selectors.ratios import Ratio, ratios_of
from soucinnost.strategy.selectors.whole import IndicatorView

MOST_COLUMNS = 3
"""Parts of a whole that still fit beside one another; more of them stand under one another."""
MOST_BARS = 24


def figure_blocks(view: IndicatorView, strategy: Strategy, today: date) -> list[Block]:
    """The table and the chart of an indicator. One that nobody told anything of says so in its table."""
    figures = indicator_figures(view, strategy, today)
    blocks: list[Block] = [_long(figures) if _is_long(figures) else _wide(figures, _happened(figures))]
    chart = _chart(figures)
    return [*blocks, chart] if chart is not None else blocks


def ratio_blocks(views: Sequence[IndicatorView], strategy: Strategy, today: date) -> list[Block]:
    """Tables of indicators of one measure or goal put over each other: projects for one town that asked."""
    return [_ratio(one) for one in ratios_of(views, strategy, today)]


def _ratio(ratio: Ratio) -> Grid:
    rows = []
    for one in ratio.rows:
        claims = tuple(use.claim.uid for amount in (one.upper, one.lower) for use in amount.uses)
        value = Number(one.text, claims)
        rows.append((words(one.label), (amount_number(one.upper),), (amount_number(one.lower),), (value,)))
    name = _("Poměr: %(upper)s / %(lower)s") % {"upper": typo(ratio.upper.title), "lower": typo(ratio.lower.title)}
    head = (_("Období"), typo(ratio.upper.unit), typo(ratio.lower.unit), _("Poměr"))
    return Grid(name, head, tuple(rows), (1, 2, 3))


def _happened(figures: IndicatorFigures) -> list[str]:
    """Parts of which somebody said that they happened; what is only planned is named at the plan."""
    return [name for name in figures.shares if any(one.actual.part(name) for one in figures.periods)]


def _is_long(figures: IndicatorFigures) -> bool:
    return len(_happened(figures)) > MOST_COLUMNS


def caption(figures: IndicatorFigures) -> str:
    """„Asistenti prevence kriminality (osob)“."""
    unit = figures.indicator.unit
    return f"{typo(figures.indicator.title)} ({typo(unit)})" if unit else typo(figures.indicator.title)


def _wide(figures: IndicatorFigures, shares: list[str]) -> Grid:
    has_plan = any(one.plan.total is not None for one in figures.periods)
    head = [_("Období"), *(typo(name) for name in shares)]
    head.append(_("Celkem") if shares else _("Skutečnost"))
    if has_plan:
        head.append(_("Plán"))
    rows = [_wide_row(one, shares, has_plan) for one in figures.periods]
    if not rows:
        rows = [(words(_("období neuvedeno")), *((amount_number(None),) for _one in head[1:]))]
    rows += _total(figures, len(head))
    widths = (1.1, *([1.3] * len(shares)), 1.0, *((1.8,) if has_plan else ()))
    return Grid(caption(figures), tuple(head), tuple(rows), tuple(range(1, len(head))), widths)


def _wide_row(one: PeriodFigures, shares: list[str], has_plan: bool) -> tuple[Line, ...]:
    cells: list[Line] = [words(one.label)]
    ahead = one.is_missing and one.plan.total is not None
    for name in shares:
        part = one.actual.part(name)
        cells.append((amount_number(part.amount),) if part is not None else words("–"))
    cells.append(words("–") if ahead else (amount_number(one.actual.total),))
    if has_plan:
        cells.append(_plan(one.plan) if one.plan.total is not None else words("–"))
    return tuple(cells)


def _plan(told: Told) -> Line:
    if told.whole is not None or len(told.parts) < 2:
        named = told.parts[0].name if told.whole is None else ""
        return (amount_number(told.total), *((Words(f" ({typo(named)})"),) if named else ()))
    line: list[Words | Number] = [amount_number(told.total), Words(" (")]
    for place, part in enumerate(told.parts):
        line += [Words(f"{', ' if place else ''}{typo(part.name)} "), amount_number(part.amount)]
    return (*line, Words(")"))


def _long(figures: IndicatorFigures) -> Grid:
    rows: list[tuple[Line, ...]] = []
    for one in figures.periods:
        cells = {part.name: [part.amount, None] for part in one.actual.parts}
        for part in one.plan.parts:
            cells.setdefault(part.name, [None, None])[1] = part.amount
        rows += [
            (words(one.label), words(typo(name)), _or_dash(actual), _or_dash(plan))
            for name, (actual, plan) in cells.items()
        ]
        total = (amount_number(one.actual.total),) if not one.is_missing or one.plan.total is None else words("–")
        rows.append((words(one.label), words(_("celkem"), bold=True), total, _or_dash(one.plan.total)))
    rows += _total(figures, 4)
    return Grid(
        caption(figures), (_("Období"), _("Část"), _("Skutečnost"), _("Plán")), tuple(rows), (2, 3), (1, 2.4, 1.2, 1.2)
    )


def _or_dash(amount: Amount | None) -> Line:
    return (amount_number(amount),) if amount is not None else words("–")


def _total(figures: IndicatorFigures, columns: int) -> list[tuple[Line, ...]]:
    """The row under the years, where they may be added up and there are several of them."""
    told = [one for one in figures.periods if not one.is_missing]
    if figures.total is None or len(told) < 2:
        return []
    label = words(figures.total_note[:1].upper() + figures.total_note[1:], bold=True)
    place = columns - 1 - (1 if any(one.plan.total is not None for one in figures.periods) else 0)
    cells = [label, *([()] * (columns - 1))]
    if _is_long(figures):
        place = 2
    cells[place] = (Number(amount_number(figures.total).text),)
    return [tuple(cells)]


def _chart(figures: IndicatorFigures) -> Stripes | None:
    told = [one for one in figures.periods if not one.is_missing]
    bars: list[Stripe] = []
    if len(told) == 1 and len(told[0].actual.parts) > 1:
        bars += [bar(f"{typo(one.name)} ({told[0].label})", one.amount) for one in told[0].actual.parts]
    else:
        bars += [bar(one.label, one.actual.total) for one in figures.periods if not _is_ahead(one)]
    bars += [
        bar(f"{one.label}, {_('plán')}", one.plan.total, is_plan=True)
        for one in figures.periods if one.plan.total is not None
    ]
    if sum(1 for one in bars if one.high is not None) < 2 or len(bars) > MOST_BARS:
        return None
    return Stripes(caption(figures), tuple(bars))


def _is_ahead(one: PeriodFigures) -> bool:
    return one.is_missing and one.plan.total is not None


def bar(label: str, amount: Amount | None, *, is_plan: bool = False) -> Stripe:
    """A bar of an amount; one that nobody told has no length and says „neuvedeno“."""
    text = amount_number(amount).text
    if amount is None or amount.high < 0:
        return Stripe(label, text, is_plan=is_plan)
    return Stripe(label, text, float(amount.high), max(0.0, float(amount.low)), is_plan)
