"""The list of strategies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.strategy import rules
from soucinnost.strategy.entrances import ways
from soucinnost.strategy.enums import Outcome
from soucinnost.strategy.selectors.listing import Row, visible_rows
from soucinnost.strategy.views.common import actor_of
from soucinnost.strategy.words import OUTCOME_SHAPES, Shown, state_shown


@require_safe
def strategies(request: HttpRequest) -> HttpResponse:
    """Strategies whose frame the reader sees, newest period first."""
    actor = actor_of(request)
    rows = visible_rows(actor, timezone.localdate())
    disclose(request, "strategy.listed", [row.strategy.uid for row in rows])
    context = {
        "rows": [(row, state_shown(row.strategy.state), _outcomes(row)) for row in rows],
        "may_create": rules.creates_any(actor), "ways": ways(actor),
    }
    return render(request, "strategy/list.html", context)


def _outcomes(row: Row) -> list[Shown]:
    return [
        Shown(OUTCOME_SHAPES[outcome], f"{outcome.label}: {row.outcomes[outcome]}")
        for outcome in Outcome if outcome in row.outcomes
    ]
