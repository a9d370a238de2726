"""Charts: what has no number has no bar and is drawn as missing."""

from decimal import Decimal

import pytest

from soucinnost.ui.charts import Bar, Span, bar_chart, spans


@pytest.mark.parametrize("low", [None, Decimal(0), Decimal(-3)])
@pytest.mark.parametrize("is_plan", [True, False])
def test_without_a_number_there_is_no_bar(low: Decimal | None, is_plan: bool) -> None:
    bar = Bar("2026", "neuvedeno", low, is_plan=is_plan)
    assert spans([bar]) == [Span(bar, 0.0, 0.0)]
    drawn = bar_chart([bar], title="Účastníci")
    assert drawn.count('class="none"') == 1
    assert not any(f'class="{kind}"' in drawn for kind in ("sure", "plan", "between"))
