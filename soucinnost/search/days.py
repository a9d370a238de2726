"""Days in a text, however they are written, so that a typed date finds the text that has it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from soucinnost.kernel.dates.names import MONTH_BY_WORD
from soucinnost.kernel.folding import fold

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_PATTERNS = (
    re.compile(rf"(?<![\w.,/])(?P<day>\d{{1,2}})\s?\.\s?(?P<month>\d{{1,2}})\s?\.\s?{_YEAR}"),
    re.compile(rf"(?<![\w.,/])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{_YEAR}"),
    re.compile(r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"(?<![\w.,/])(?:(?P<day>\d{{1,2}})\s?\.\s?)?(?P<word>[^\W\d_]{{4,9}})\s(?:roku\s)?{_YEAR}"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day or, without ``day``, a month in a text; ``text[start:end]`` is where it stands."""

    start: int
    end: int
    year: int
    month: int
    day: int = 0

    @property
    def asked(self) -> str:
        """The token that a text must have to be found by this."""
        month = f"__m{self.year}{self.month:02}"
        return f"__d{self.year}{self.month:02}{self.day:02}" if self.day else month

    @property
    def stored(self) -> frozenset[str]:
        """The tokens under which a text that has this is found: a day also by its month."""
        return frozenset({self.asked, f"__m{self.year}{self.month:02}"})


def days_in(text: str) -> list[Day]:
    """Days and months of the calendar in a text, in order and apart: „7. 12. 2017“, „7.12.2017“, „prosinec 2017“.

    A day without a year is not among them, nor is one that the calendar does not have.
    """
    kept: list[Day] = []
    for found in sorted(_found(text), key=lambda one: (one.start, -one.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return kept


def tokens_of_days(text: str) -> frozenset[str]:
    """Tokens under which a text is found by its days."""
    return frozenset().union(*(one.stored for one in days_in(text)))


def _found(text: str) -> Iterator[Day]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            word = parts.get("word")
            month = MONTH_BY_WORD.get(fold(word), 0) if word else int(parts["month"])
            start = match.start() if parts["day"] or not word else match.start("word")
            if parts["day"] is None and month:
                yield Day(start, match.end(), int(parts["year"]), month)
            elif _exists(int(parts["year"]), month, int(parts["day"] or 0)):
                yield Day(start, match.end(), int(parts["year"]), month, int(parts["day"]))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False
