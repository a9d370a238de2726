"""Writing dates and times: „7. 12. 2017“, „9.00“, „9.00–10.35“.

Rules: ČSN 01 6910 (spaces inside a date, dash without spaces between single figures and with spaces
between longer expressions). Spaces inside a date do not break. Aware moments are shown in Prague's time.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from soucinnost.kernel.chars import EN_DASH, NBSP
from soucinnost.kernel.dates.names import MONTHS_GENITIVE, WEEKDAYS

PRAGUE = ZoneInfo("Europe/Prague")
_WIDE_DASH = f"{NBSP}{EN_DASH} "


def to_prague(moment: datetime) -> datetime:
    """Return an aware moment in Prague's time; a naive one as it is."""
    return moment if moment.tzinfo is None else moment.astimezone(PRAGUE)


def _day(value: date) -> date:
    return to_prague(value).date() if isinstance(value, datetime) else value


def format_date(value: date) -> str:
    """Return „7. 12. 2017“."""
    day = _day(value)
    return f"{day.day}.{NBSP}{day.month}.{NBSP}{day.year}"


def format_date_long(value: date) -> str:
    """Return the date with its weekday: „čtvrtek 7. 12. 2017“."""
    day = _day(value)
    return f"{WEEKDAYS[day.weekday()]} {format_date(day)}"


def format_date_words(value: date) -> str:
    """Return the date with its month in words: „7. prosince 2017“."""
    day = _day(value)
    return f"{day.day}.{NBSP}{MONTHS_GENITIVE[day.month - 1]}{NBSP}{day.year}"


def format_time(value: time | datetime) -> str:
    """Return „9.00“; seconds are left out."""
    clock = to_prague(value) if isinstance(value, datetime) else value
    return f"{clock.hour}.{clock.minute:02}"


def format_datetime(value: datetime) -> str:
    """Return „7. 12. 2017, 9.00“."""
    return f"{format_date(value)}, {format_time(value)}"


def format_range(start: date | time | None, end: date | time | None) -> str:
    """Return the stretch from ``start`` to ``end``, without what both have in common.

    Two times or two moments of one day: „9.00–10.35“ (the day stands elsewhere). Two days: „7.–8. 4. 2010“,
    „30. 3. – 2. 4. 2010“, „30. 12. 2017 – 2. 1. 2018“; one and the same day once. Moments of two days are written
    in full. An open end gives „od 7. 12. 2017“, an open start „do 7. 12. 2017“.

    ``ValueError`` when both are missing, the kinds differ, or the end lies before the start.
    """
    if start is None and end is None:
        raise ValueError("a range needs a start or an end")
    if end is None or start is None:
        return f"do {_one(end)}" if end is not None else f"od {_one(start)}"
    if isinstance(start, datetime) and isinstance(end, datetime):
        return _moments(start, end)
    if isinstance(start, time) and isinstance(end, time):
        return f"{format_time(start)}{EN_DASH}{format_time(end)}"
    if isinstance(start, time | datetime) or isinstance(end, time | datetime):
        raise ValueError("start and end of a range must be of one kind")
    return _days(start, end)


def _one(value: date | time | None) -> str:
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    assert value is not None
    return format_time(value)


def _moments(start: datetime, end: datetime) -> str:
    if end < start:
        raise ValueError("a range ends before it starts")
    if _day(start) == _day(end):
        return f"{format_time(start)}{EN_DASH}{format_time(end)}"
    return f"{format_datetime(start)}{_WIDE_DASH}{format_datetime(end)}"


def _days(start: date, end: date) -> str:
    if end < start:
        raise ValueError("a range ends before it starts")
    if start == end:
        return format_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}.{EN_DASH}{format_date(end)}"
    if start.year == end.year:
        return f"{start.day}.{NBSP}{start.month}.{_WIDE_DASH}{format_date(end)}"
    return f"{format_date(start)}{_WIDE_DASH}{format_date(end)}"
