"""Words that pages of strategies share: periods, claims in a line, outcomes."""

import re
from datetime import date

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import period_text
from soucinnost.evidence.wording import number_text
from soucinnost.kernel.folding import fold
from soucinnost.strategy.models import Assessment, Strategy
from soucinnost.strategy.words import Shown, outcome_shown
from soucinnost.ui.templatetags.czech import typo

register = template.Library()
YEARS = re.compile(r"\b\d{4}–\d{4}\b")


@register.simple_tag
def period(first: date | None, last: date | None) -> str:
    """„2012–2016“, or the days."""
    return period_text(first, last)


@register.simple_tag
def named(strategy: Strategy) -> str:
    """A strategy's title with its period, unless the title tells the period itself."""
    told = period_text(strategy.period_from, strategy.period_to)
    title = typo(strategy.title)
    return title if fold(told) in fold(strategy.title) else f"{title}, {told}"


@register.filter
def years_together(title: str) -> SafeString:
    """A title whose years („2012–2016“) are never broken over two lines."""
    safe = str(conditional_escape(typo(title)))
    return mark_safe(YEARS.sub(r'<span class="nw">\g<0></span>', safe))  # noqa: S308 - escaped above


@register.simple_tag
def claim_line(claim: Claim) -> str:
    """A claim in a line: its number with label and period, or its words."""
    return number_text(claim) if claim.value is not None else claim.text


@register.simple_tag
def outcome(assessment: Assessment | None) -> Shown:
    """How something turned out, as a shape and words."""
    return outcome_shown(assessment)
