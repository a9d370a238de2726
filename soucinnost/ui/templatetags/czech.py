"""Filters for Czech text, dates and numbers; available in every template without loading."""

from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.utils import timezone

from soucinnost.kernel import dates, numbers, typography

register = template.Library()


@register.filter
def typo(text: object) -> str:
    """Czech typography for text typed by users: non-breaking spaces, quotes, dashes."""
    return typography.typo(str(text)) if text not in (None, "") else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """``7. 12. 2017``; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return dates.format_date(value)


@register.filter
def day_long(value: date | datetime | None) -> str:
    """``čtvrtek 7. 12. 2017``; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return dates.format_date_long(value)


@register.filter
def clock(value: time | datetime | None) -> str:
    """``9.00``; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time()
    return dates.format_time(value)


@register.filter
def number(value: Decimal | int | float | None) -> str:
    """``1 009`` or ``2,35``; None is „neuvedeno“."""
    return numbers.format_number(value)
