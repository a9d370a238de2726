"""Periods of numbers in words."""

from datetime import date

from soucinnost.kernel.dates import format_range


def period_text(start: date | None, end: date | None) -> str:
    """A period in words, a whole year as its number; empty where none is told."""
    if start is None and end is None:
        return ""
    if start is not None and end is not None and (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
        return str(start.year)
    return format_range(start, end)
