"""Indicators as rows of a bar chart (``ui.charts``), for pages and for the report."""

from django.utils.translation import gettext as _

from soucinnost.kernel.chars import NOT_STATED
from soucinnost.strategy.selectors.amounts import Amount
from soucinnost.strategy.selectors.figures import IndicatorFigures, Told
from soucinnost.ui.charts import Bar


def bars_of(figures: IndicatorFigures) -> list[Bar]:
    """One row for each period, its parts below; a plan has rows of its own and is never part of what happened."""
    unit = figures.indicator.unit
    rows: list[Bar] = []
    for one in figures.rows:
        if one.actual.total is not None:
            rows += _told(one.label, one.actual, one.actual.total, unit, is_plan=False)
        elif one.plan.total is None:
            rows.append(Bar(one.label, NOT_STATED))
        if one.plan.total is not None:
            label = _("%(period)s, plán") % {"period": one.label}
            rows += _told(label, one.plan, one.plan.total, unit, is_plan=True)
    return rows


def _told(label: str, told: Told, total: Amount, unit: str, *, is_plan: bool) -> list[Bar]:
    rows = [Bar(label, f"{total.text} {unit}", total.low, total.high, is_plan)]
    if len(told.parts) > 1 or (told.parts and told.whole is not None):
        rows += [
            Bar(part.name, part.amount.text, part.amount.low, part.amount.high, is_plan, is_part=True)
            for part in told.parts
        ]
    elif told.parts:
        rows[0] = Bar(f"{label}, {told.parts[0].name}", f"{total.text} {unit}", total.low, total.high, is_plan)
    return rows
