"""Periods of claims in words."""

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

from soucinnost.kernel.chars import EN_DASH
from soucinnost.kernel.dates import format_range


def period_text(start: date | None, end: date | None) -> str:
    """A period in words: „2016“, „2012–2016“, „1. pololetí 2016“, else its days; empty where none is told."""
    if start is None and end is None:
        return ""
    if start is not None and end is not None:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year}{EN_DASH}{end.year}"
        for half in (1, 2):
            if (start, end) == half_year(start.year, half):
                return _("%(half)s. pololetí %(year)s") % {"half": half, "year": start.year}
    return format_range(start, end)


def half_year(year: int, half: int) -> tuple[date, date]:
    """First and last day of the first or second half of a year."""
    last = 6 * half
    return date(year, last - 5, 1), date(year, last, monthrange(year, last)[1])


def year_of(start: date | None, end: date | None) -> int | None:
    """The year in which a period lies; None for a period of several years or none at all."""
    first, last = start or end, end or start
    if first is None or last is None or first.year != last.year:
        return None
    return first.year
