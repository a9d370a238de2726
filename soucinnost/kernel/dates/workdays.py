"""Public holidays and working days of the Czech Republic.

Holidays follow act 245/2000 Sb. as kept by the ``holidays`` library, with the names it gives in Czech.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=256)
def public_holidays(year: int) -> Mapping[date, str]:
    """Return the public holidays of ``year`` in order, each with its Czech name."""
    found = holidays.country_holidays("CZ", years=year, language="cs")
    return MappingProxyType({day: found[day] for day in sorted(found) if day.year == year})


def is_working_day(day: date) -> bool:
    """Return whether ``day`` is Monday to Friday and no public holiday."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def next_working_day(day: date, *, including: bool = False) -> date:
    """Return the first working day after ``day``; with ``including`` the day itself counts too.

    With ``including`` it moves a term that ends on a free day to the nearest working day, as Czech
    procedural law does (for instance § 40 of act 500/2004 Sb.).
    """
    candidate = day if including else day + _DAY
    while not is_working_day(candidate):
        candidate += _DAY
    return candidate


def days_between(start: date, end: date) -> int:
    """Return calendar days from ``start`` to ``end``; negative when the end comes first."""
    return (end - start).days


def working_days_between(start: date, end: date) -> int:
    """Return the number of working days after ``start`` up to and including ``end``.

    Negative when the end comes first: then it is the count the other way round.
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + n * _DAY) for n in range(1, days_between(start, end) + 1))
