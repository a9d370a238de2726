"""Evidence of a measure for the templates that its page includes."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.evidence.periods import period_text
from soucinnost.kernel.dates import format_date
from soucinnost.strategy import rules
from soucinnost.strategy.charting import bars_of
from soucinnost.strategy.models import ClaimUse, Goal, Indicator
from soucinnost.strategy.selectors.figures import IndicatorFigures, groups_of, indicator_figures
from soucinnost.strategy.selectors.ratios import Ratio, ratios_of
from soucinnost.strategy.selectors.shown import ShownClaim, evidence_of, have_different_bases, own_uses, sum_checks
from soucinnost.strategy.selectors.whole import IndicatorView, MeasureView, StrategyView, UndertakingView
from soucinnost.ui.charts import bar_chart

register = template.Library()


@register.simple_tag(takes_context=True)
def claims_of(context: template.Context, view: StrategyView, place: MeasureView) -> dict[str, Any]:
    """Claims of the measure itself, sums of their parts, and what the reader may do."""
    actor = context["request"].actor
    uses = own_uses(place)
    return {
        "shown": evidence_of(actor, view).of_uses(uses, goal=place.measure.goal), "sums": sum_checks(uses),
        "bases": have_different_bases(uses),
        "may_add": rules.contributes(actor, view.strategy), "may_write": rules.writes(actor, view.strategy),
    }


@register.simple_tag(takes_context=True)
def claims_done(context: template.Context, view: StrategyView, done: UndertakingView) -> dict[str, Any]:
    """Claims of an undertaking with sums of their parts, on its page."""
    return {
        "shown": evidence_of(context["request"].actor, view).of_uses(done.uses), "sums": sum_checks(done.uses),
        "bases": have_different_bases(done.uses),
    }


@register.simple_tag(takes_context=True)
def numbers_done(context: template.Context, view: StrategyView, done: UndertakingView) -> dict[str, Any]:
    """Numbers of an undertaking by what they speak of, in a list of many; whether something else is said somewhere."""
    others = evidence_of(context["request"].actor, view).contradicted
    return {"groups": groups_of(done.uses), "differs": any(use.claim_id in others for use in done.uses)}


@register.simple_tag(takes_context=True)
def claims_counted(
    context: template.Context, view: StrategyView, counted: IndicatorView, goal: Goal | None = None
) -> list[ShownClaim]:
    """Claims of an indicator, on its page."""
    found = evidence_of(context["request"].actor, view).of_uses(counted.uses, goal=goal)
    for one in found:
        one.known = counted.indicator.title
    return found


@register.simple_tag(takes_context=True)
def rights_of(context: template.Context, view: StrategyView) -> dict[str, bool]:
    """What the reader may do with the evidence."""
    actor = context["request"].actor
    return {"add": rules.contributes(actor, view.strategy), "write": rules.writes(actor, view.strategy)}


@register.simple_tag
def figures_of(view: StrategyView, counted: IndicatorView) -> IndicatorFigures:
    """An indicator by periods."""
    return indicator_figures(counted, view.strategy, timezone.localdate())


@register.simple_tag
def ratios_among(
    view: StrategyView, indicators: list[IndicatorView], indicator: Indicator | None = None
) -> list[Ratio]:
    """Ratios among indicators of one measure or goal, or only those in which one of them stands."""
    every = ratios_of(indicators, view.strategy, timezone.localdate())
    return [one for one in every if indicator is None or indicator.pk in (one.upper.pk, one.lower.pk)]


@register.simple_tag
def chart_of(figures: IndicatorFigures) -> Any:
    """The chart of an indicator; the table beside it says the same."""
    title = _("Graf: %(title)s. Totéž říká tabulka.") % {"title": figures.indicator.title}
    return bar_chart(bars_of(figures), title=title)


@register.filter
def part_of(told: Any, name: str) -> Any:
    """The amount of a part by its name; None where nobody told it."""
    part = told.part(name)
    return part.amount if part is not None else None


@register.filter
def claims_in(uses: list[ClaimUse]) -> list[Any]:
    """Claims of uses, each once."""
    return list({use.claim_id: use.claim for use in uses}.values())


@register.filter
def period_of(claim: Any) -> str:
    """The period of a claim in words; its day where no period was told."""
    period = period_text(claim.period_from, claim.period_to)
    return period or _("ke dni %(day)s") % {"day": format_date(claim.stated_on)}


@register.filter
def said_by(claim: Any) -> str:
    """Who reported it and for whom, as far as that is known."""
    named = (claim.author.name if claim.author is not None else "", str(claim.organisation or ""))
    return ", ".join(one for one in named if one)

