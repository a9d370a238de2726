"""Remarks on a measure for its page."""

from django import template

from soucinnost.strategy.models import Measure, Remark
from soucinnost.strategy.selectors.drafting import RELATED, RemarkRow, placed

register = template.Library()


@register.simple_tag(takes_context=True)
def remarks_on(context: template.Context, measure: Measure) -> list[RemarkRow]:
    """Remarks and comments on the measure that the reader sees, oldest first; one query."""
    found = Remark.objects.visible_to(context["request"].actor).filter(measure=measure).select_related(*RELATED)
    return placed(found, [])
