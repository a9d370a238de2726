"""Reading a date that a person typed."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from soucinnost.kernel.chars import NBSP
from soucinnost.kernel.dates.errors import DateOutOfRange, NonexistentDate, UnreadableDate
from soucinnost.kernel.dates.formatting import format_date
from soucinnost.kernel.dates.names import COUNT_BY_WORD, MONTH_BY_WORD, WEEKDAY_BY_WORD
from soucinnost.kernel.errors import quoted
from soucinnost.kernel.folding import fold

FIRST_YEAR = 1900
LAST_YEAR = 2100
_MAX_LENGTH = 60
_WEEK = 7

_WEEKDAYS = "|".join(sorted(WEEKDAY_BY_WORD, key=len, reverse=True))
_LEADING_WEEKDAYS = _WEEKDAYS.replace("|po|", "|")  # "po 7. 12." means after that day, not Monday
_MONTHS = "|".join(sorted(MONTH_BY_WORD, key=len, reverse=True))
_COUNTS = "|".join(COUNT_BY_WORD)
_YEAR = r"(?: ?(?:roku|r\.)? ?(?P<year>[0-9]{2}|[0-9]{4,5}))?(?: ?(?:roku|r\.))?"

_LEAD = re.compile(
    rf"^(?:(?:dne|nejpozdeji) )?(?:(?:do|ke|k|v|ve|od) )?(?:(?:{_LEADING_WEEKDAYS})\b[.,]? ?(?=[0-9]))?(?:dne )?"
)
_ISO = re.compile(r"(?P<year>[0-9]{4,5})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DOTS = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?\. ?(?P<month>[0-9]{{1,2}})(?: ?\.)?{_YEAR}")
_SLASHES = re.compile(r"(?P<day>[0-9]{1,2}) ?[/-] ?(?P<month>[0-9]{1,2})(?: ?[/-] ?(?P<year>[0-9]{2}|[0-9]{4,5}))?")
_SPACES = re.compile(r"(?P<day>[0-9]{1,2}) (?P<month>[0-9]{1,2}) (?P<year>[0-9]{4,5})")
_WORDS = re.compile(rf"(?P<day>[0-9]{{1,2}}) ?\.? ?(?P<word>{_MONTHS})\b\.?{_YEAR}")
_CLOSING_DOT = re.compile(r"(?<=[0-9]{4})\.$")
_NUMERIC = (_ISO, _DOTS, _SLASHES, _SPACES, _WORDS)

_NAMED = {"predevcirem": -2, "vcera": -1, "dnes": 0, "dneska": 0, "zitra": 1, "zitrka": 1, "pozitri": 2}
_IN = re.compile(
    rf"za (?:(?P<count>[0-9]{{1,6}}|{_COUNTS}) )?"
    r"(?P<unit>den|dny|dni|dnu|tyden|tydny|tydnu|mesic|mesice|mesicu|rok|roky|let)"
)
_ON_WEEKDAY = re.compile(rf"(?:(?:v|ve|do) )?(?P<next>pristi(?:ho)? )?(?P<day>{_WEEKDAYS})")
_END_OF = re.compile(
    r"(?:do )?(?:konce|konec|koncem) "
    rf"(?:(?P<this>mesice|roku)|(?P<word>{_MONTHS})(?: (?P<year>[0-9]{{4,5}}))?)"
)


def parse_date(text: str, *, today: date) -> date:
    """Return the day that ``text`` means, seen from ``today``.

    Reads „7. 12. 2017“ with any spacing and leading zeros, „5. března 2009“, „2017-12-07“, „7/12/2017“ (day first,
    as everywhere in Czech), a weekday in front; „dnes“, „zítra“, „za týden“, „za 14 dní“, „v pátek“ (the nearest
    one after today), „příští pátek“ (of the next week), „do konce března“. A date without a year is the nearest
    one that is not past; a year of two digits lies within fifty years of today.

    Raises a :class:`~soucinnost.kernel.dates.errors.DateError`: :class:`UnreadableDate`,
    :class:`NonexistentDate` or :class:`DateOutOfRange` (years 1900 to 2100).
    """
    tidy = _CLOSING_DOT.sub("", fold(text).strip(" ,;"))
    if not tidy:
        raise UnreadableDate("empty", "Datum není vyplněno.")
    if len(tidy) <= _MAX_LENGTH:
        for reader in (_read_relative, _read_end_of, _read_numeric):
            found = reader(tidy, today)
            if found is not None:
                return found
    message = f"Datum {quoted(text)} nelze přečíst. Napište ho například {format_date(today)}."
    raise UnreadableDate("unreadable", message, text=text)


def _read_numeric(tidy: str, today: date) -> date | None:
    without_lead = _LEAD.sub("", tidy, count=1)
    for pattern in _NUMERIC:
        match = pattern.fullmatch(without_lead)
        if match is not None:
            parts = match.groupdict()
            word = parts.get("word")
            month = MONTH_BY_WORD[word] if word else int(parts["month"])
            return _complete(int(parts["day"]), month, parts.get("year"), today)
    return None


def _complete(day: int, month: int, year: str | None, today: date) -> date:
    """Return the day of the month; a missing year is chosen so that the day is not past."""
    if year is not None:
        return _exact(_full_year(year, today), month, day)
    if (month, day) >= (today.month, today.day):
        return _exact(today.year, month, day)
    return _exact(today.year + 1, month, day)


def _full_year(year: str, today: date) -> int:
    if len(year) != 2:
        return int(year)
    oldest = today.year - 50
    return oldest + (int(year) - oldest) % 100


def _exact(year: int, month: int, day: int) -> date:
    _check_year(year)
    if not 1 <= month <= 12:
        raise NonexistentDate("nonexistent", f"Měsíc {month} neexistuje, rok má 12 měsíců.", day=day, month=month)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        shown = f"{day}.{NBSP}{month}.{NBSP}{year}"
        message = f"Den {shown} neexistuje, měsíc {month}/{year} má {last} dní."
        raise NonexistentDate("nonexistent", message, day=day, month=month, year=year)
    return date(year, month, day)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"Rok {year} je mimo rozsah {FIRST_YEAR} až {LAST_YEAR}."
        raise DateOutOfRange("out_of_range", message, year=year)


def _read_relative(tidy: str, today: date) -> date | None:
    named = _NAMED.get(tidy.removeprefix("do "))
    if named is not None:
        return _moved(lambda: today + timedelta(days=named))
    weekday = _ON_WEEKDAY.fullmatch(tidy)
    if weekday is not None:
        return _moved(lambda: _on_weekday(WEEKDAY_BY_WORD[weekday["day"]], bool(weekday["next"]), today))
    distance = _IN.fullmatch(tidy)
    if distance is None:
        return None
    word = distance["count"] or "1"
    count = COUNT_BY_WORD.get(word) or int(word)
    unit = distance["unit"]
    if unit.startswith("d"):
        return _moved(lambda: today + timedelta(days=count))
    if unit.startswith("t"):
        return _moved(lambda: today + timedelta(days=count * _WEEK))
    return _months_later(today, count if unit.startswith("m") else count * 12)


def _moved(compute: Callable[[], date]) -> date:
    """Return the computed day; outside the calendar or the allowed years it is out of range."""
    try:
        day = compute()
    except OverflowError:
        message = f"Datum je mimo rozsah let {FIRST_YEAR} až {LAST_YEAR}."
        raise DateOutOfRange("out_of_range", message) from None
    _check_year(day.year)
    return day


def _on_weekday(weekday: int, in_next_week: bool, today: date) -> date:
    if in_next_week:
        return today + timedelta(days=_WEEK - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % _WEEK + 1)


def _months_later(today: date, months: int) -> date:
    """Return the same day some months later, or that month's last day when it has no such day."""
    years, month = divmod(today.month - 1 + months, 12)
    year = today.year + years
    _check_year(year)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _read_end_of(tidy: str, today: date) -> date | None:
    match = _END_OF.fullmatch(tidy)
    if match is None:
        return None
    if match["this"]:
        month = 12 if match["this"] == "roku" else today.month
        year = today.year
    else:
        month = MONTH_BY_WORD[match["word"]]
        year = int(match["year"] or today.year + (month < today.month))
    _check_year(year)
    return date(year, month, monthrange(year, month)[1])
