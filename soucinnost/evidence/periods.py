"""Periods of claims in words: written out, and read from what people type."""

import re
from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

from soucinnost.kernel.chars import EN_DASH
from soucinnost.kernel.dates import DateError, format_range, parse_date
from soucinnost.kernel.errors import InputError
from soucinnost.kernel.folding import fold


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


def read_year(text: str) -> int | None:
    """A year of an address or a filter („2016“, 1900 to 2099); None for anything else."""
    return int(text) if _YEAR.fullmatch(text) else None


class PeriodError(InputError):
    """A period that cannot be read; code ``unreadable`` or ``backwards``."""


_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_YEARS = re.compile(rf"((?:19|20)\d{{2}})(?:\s*[-{EN_DASH}/]\s*((?:19|20)\d{{2}}))?")
_HALF = re.compile(r"(1|2|i|ii)\.?\s*(?:pol\.?|pololeti)\s*(?:roku\s*)?((?:19|20)\d{2})")
_HALF_IN_ENGLISH = re.compile(r"half (1|2) of ((?:19|20)\d{2})")
_QUARTER = re.compile(r"([1-4]|i|ii|iii|iv)\.?\s*(?:ctvrt\.?|ctvrtleti)\s*(?:roku\s*)?((?:19|20)\d{2})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def parse_period(text: str, *, today: date) -> tuple[date | None, date | None]:
    """Read a period as people write it: „2016“, „2012–2016“, „1. pololetí 2016“, „3. čtvrtletí 2016“, „7. 12. 2017“,
    „1. 9. – 30. 11. 2016“, „od 1. 10. 2012“. Empty text is no period. Raises PeriodError.
    """
    tidy = " ".join(fold(text).split())
    if not tidy:
        return None, None
    years = _YEARS.fullmatch(tidy)
    if years is not None:
        first, last = int(years[1]), int(years[2] or years[1])
        return _ordered(date(first, 1, 1), date(last, 12, 31), text)
    half, quarter = _HALF.fullmatch(tidy) or _HALF_IN_ENGLISH.fullmatch(tidy), _QUARTER.fullmatch(tidy)
    if half is not None:
        return half_year(int(half[2]), _part(half[1]))
    if quarter is not None:
        last = 3 * _part(quarter[1])
        year = int(quarter[2])
        return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
    return _days_of(" ".join(text.split()), today)


def _days_of(text: str, today: date) -> tuple[date | None, date | None]:
    lowered = text.lower()
    if lowered.startswith("od ") and " do " not in lowered:
        return _day(text[3:], today, text), None
    if lowered.startswith("do "):
        return None, _day(text[3:], today, text)
    body = text[3:] if lowered.startswith("od ") else text
    parts = re.split(rf"\s*{EN_DASH}\s*|\s+-\s+|\s+do\s+|(?<=\.)-(?=\d)", body, maxsplit=1)
    if len(parts) == 1:
        day = _day(parts[0], today, text)
        return day, day
    last = _day(parts[1], today, text)
    given = re.findall(r"\d+", parts[0])
    if len(given) == 1:
        first = _day(f"{given[0]}. {last.month}. {last.year}", today, text)
    elif len(given) == 2:  # noqa: PLR2004 - day and month
        first = _day(f"{given[0]}. {given[1]}. {last.year}", today, text)
    else:
        first = _day(parts[0], today, text)
    return _ordered(first, last, text)


def _day(text: str, today: date, whole: str) -> date:
    try:
        return parse_date(text, today=today)
    except DateError:
        raise PeriodError("unreadable", _unreadable(whole)) from None


def _ordered(first: date, last: date, text: str) -> tuple[date, date]:
    if last < first:
        raise PeriodError("backwards", _("Období „%(text)s“ končí dřív, než začíná.") % {"text": text[:40]})
    return first, last


def _part(text: str) -> int:
    return _ROMAN.get(text) or int(text)


def _unreadable(text: str) -> str:
    return _("Období „%(text)s“ nelze přečíst. Napište ho například 2016, 1. pololetí 2016 nebo 7. 12. 2017.") % {
        "text": text[:40]
    }
