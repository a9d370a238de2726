"""Filters for Czech text, dates and numbers; available in every template without loading."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from soucinnost.kernel import dates, numbers, typography
from soucinnost.ui.dates import day_with_weekday

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
    """``čtvrtek 7. 12. 2017``, the weekday in the reader's language; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return day_with_weekday(value)


@register.filter
def clock(value: time | datetime | None) -> str:
    """``9.00``; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time()
    return dates.format_time(value)


@register.simple_tag
def strip(months: Sequence[bool | None], label: str) -> SafeString:
    """A year as twelve squares: full where it is True, crossed where None; ``label`` says the same in words."""
    return format_html(
        '<svg class="strip" viewBox="0 0 107 12" role="img" aria-label="{}" focusable="false">{}</svg>',
        label, _squares(tuple(months)),
    )


@lru_cache(maxsize=512)
def _squares(months: tuple[bool | None, ...]) -> SafeString:
    classes = {True: ' class="y"', None: ' class="x"'}
    return mark_safe(  # noqa: S308 - numbers and two constants
        "".join(
            f'<rect x="{9 * place}.5" y=".5" width="7" height="11"{classes.get(month, "")}/>'
            for place, month in enumerate(months)
        )
    )


@register.filter
def size(value: int | None) -> str:
    """A file's size: „84 kB“, „1,2 MB“."""
    return numbers.format_bytes(value)


@register.filter
def number(value: Decimal | int | float | None) -> str:
    """``1 009`` or ``2,35``; None is „neuvedeno“."""
    return numbers.format_number(value)
