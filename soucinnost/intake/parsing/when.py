"""Finding days and times in running text, in all the shapes in which records write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from soucinnost.kernel.dates.errors import DateError
from soucinnost.kernel.dates.names import MONTH_BY_WORD
from soucinnost.kernel.dates.reading import parse_date
from soucinnost.kernel.dates.times import parse_time
from soucinnost.kernel.folding import fold

_MONTHS = "|".join(sorted((word for word in MONTH_BY_WORD if len(word) > 3), key=len, reverse=True))
_YEAR = r"(?:\s?(?:r\.|roku)?\s?(?P<year{n}>(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?![0-9.:])))"
_RANGE = re.compile(
    r"(?<![0-9.,/])(?P<first>[0-9]{1,2})\s?\.\s?(?:(?P<fmonth>[0-9]{1,2})\s?\.\s?|(?P<fword>[^\W\d_]{4,10})\s)?"
    r"(?:-|–|—|až|a)\s?(?P<last>[0-9]{1,2})\s?\.\s?(?:(?P<month>[0-9]{1,2})\s?\.|(?P<word>[^\W\d_]{4,10}))"
    r"(?:\s?(?P<year>(?:19|20)[0-9]{2}))?"
)
_DAY = re.compile(
    r"(?<![0-9.,/])(?P<day>[0-9]{1,2})\s?\.\s?(?:(?P<month>[0-9]{1,2})\s?\.?|(?P<word>[^\W\d_]{4,10}))"
    r"(?:(?<=[.\s])\s?|(?<=[^\W\d_])\s)?(?:r\.\s?|roku\s)?(?P<year>(?:19|20)[0-9]{2}(?![0-9])|"
    r"(?<=\.)[0-9]{2}(?![0-9.:,]|\s?(?:h|hod|min|os|let|%|Kč)))?"
    r"(?![0-9])"
)
_OTHER = re.compile(
    r"(?<![0-9.,/-])(?:(?P<iso>(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2})|"
    r"(?P<sday>[0-9]{1,2})\s?/\s?(?P<smonth>[0-9]{1,2})\s?/\s?(?P<syear>(?:19|20)[0-9]{2})|"
    r"(?P<dday>[0-9]{1,2})-(?P<dmonth>[0-9]{1,2})-(?P<dyear>(?:19|20)[0-9]{2}))(?![0-9])"
)
_CLOCK = r"(?:[01]?[0-9]|2[0-4])"
_TIME = re.compile(
    rf"(?<![0-9./,:])(?:(?P<full>{_CLOCK}\s?[.:]\s?[0-5][0-9])(?!\s?\.?\s?[0-9]|"
    rf"\s?[0-9]{{2,}}|\.[0-9])|(?P<comma>{_CLOCK},[0-5][0-9])(?=\s?(?:h|hod|hodin\w?)\b)|"
    rf"(?P<hour>{_CLOCK})(?=\s?(?:h|hod|hodin\w?)\b))"
    r"(?:\s?(?:hodin\w?|hod|h)\b\.?)?",
)
_TIME_RANGE = re.compile(
    rf"(?<![0-9./,:])(?P<begins>{_CLOCK}(?:\s?[.:]\s?[0-5][0-9])?)(?:\s?(?:hodin\w?|hod|h)\b\.?)?\s?(?:-|–|—|až|do)\s?"
    rf"(?P<ends>{_CLOCK}(?:\s?[.:]\s?[0-5][0-9])?)(?:\s?(?:hodin\w?|hod|h)\b\.?)?(?![0-9.:])"
)
_FILLING = re.compile(
    r"(?i)(?<!\w)(?:pondělí|úterý|středa|středu|čtvrtek|pátek|sobota|sobotu|"
    r"neděle|neděli|po|út|st|čt|pá|so|ne|dne|od|do|v|ve|"
    r"hodin\w?|hod|h|zahájen[ío]|začátek|konec|ukončen[ío]|konan[ýáéo]\w{0,2}|čas|datum|roku|a)(?!\w)\.?"
)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day written in ``text[start:end]``; ``value`` is None when there is no such day in the calendar."""

    start: int
    end: int
    value: date | None
    until: date | None = None
    has_year: bool = True


def find_days(text: str, near: date | None = None) -> list[FoundDay]:
    """Return the days written in ``text``, in order. A day without a year takes that of ``near``, else it is no day."""
    found: list[FoundDay] = []
    for reader in (_ranges, _others, _days):
        for day in reader(text, near):
            if not any(day.start < other.end and other.start < day.end for other in found):
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def _month(number: str | None, word: str | None) -> int | None:
    if number:
        return int(number)
    return MONTH_BY_WORD.get(fold(word)) if word else None


def _ranges(text: str, near: date | None) -> Iterator[FoundDay]:
    for match in _RANGE.finditer(text):
        month = _month(match["month"], match["word"])
        first_month = _month(match["fmonth"], match["fword"]) or month
        year = int(match["year"]) if match["year"] else near.year if near else 0
        if not month or not first_month or not year or month > 12 or first_month > 12:
            continue
        first, last = _date(year, first_month, int(match["first"])), _date(year, month, int(match["last"]))
        if first and last and first < last and (last - first).days < 32:
            yield FoundDay(match.start(), match.end(), first, last, bool(match["year"]))


def _others(text: str, near: date | None) -> Iterator[FoundDay]:
    for match in _OTHER.finditer(text):
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
        elif match["sday"]:
            day, month, year = int(match["sday"]), int(match["smonth"]), int(match["syear"])
        else:
            day, month, year = int(match["dday"]), int(match["dmonth"]), int(match["dyear"])
        yield FoundDay(match.start(), match.end(), _date(year, month, day))


def _days(text: str, near: date | None) -> Iterator[FoundDay]:
    for match in _DAY.finditer(text):
        month = _month(match["month"], match["word"])
        if month is None:
            continue
        year_text = match["year"]
        if year_text is None:
            if near is None or month > 12 or match["month"] and not match.group().rstrip().endswith("."):
                continue
            value = _date(near.year, month, int(match["day"]))
            if value is not None:
                yield FoundDay(match.start(), match.end(), value, has_year=False)
            continue
        year = int(year_text)
        if year < 100:
            year += 2000 if year < 70 else 1900
        yield FoundDay(match.start(), match.end(), _date(year, month, int(match["day"])))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_times(text: str) -> tuple[time | None, time | None, list[tuple[int, int]]]:
    """Return when it begins and ends as far as ``text`` says, and where the times stand. Cut days out first."""
    match = _TIME_RANGE.search(text)
    if match and ("." in match.group() or ":" in match.group() or "h" in match.group()):
        begins, ends = _time(match["begins"]), _time(match["ends"])
        if begins and ends and begins < ends:
            return begins, ends, [match.span()]
    spans, times = [], []
    for match in _TIME.finditer(text):
        value = _time(match["full"] or (match["comma"] or "").replace(",", ".") or match["hour"])
        if value:
            times.append(value)
            spans.append(match.span())
    if len(times) > 1 and times[0] < times[1]:
        return times[0], times[1], spans[:2]
    return (times[0] if times else None), None, spans[:1]


def _time(text: str) -> time | None:
    try:
        return parse_time(re.sub(r"\s", "", text))
    except DateError:
        return None


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return ``text`` with the given stretches replaced by spaces."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def is_filling(text: str) -> bool:
    """Return whether nothing but words that accompany dates is left in ``text``."""
    return not re.sub(r"[\s,;.:()–—-]+", "", _FILLING.sub("", text))


def due_day(text: str, today: date | None) -> date | None:
    """Return the day that a term means when it names an exact one („do 31. 8.“, „31. října 2019“)."""
    days = find_days(text, today)
    if len(days) == 1 and days[0].value:
        rest = re.sub(
            (
                r"(?i)(?<!\w)(?:do|dne|nejpozději|k|ke|na|v|ve|pondělí|úterý|středy|čtvrtka|"
                r"pátku|soboty|neděle|včetně)(?!\w)"
            ),
            "",
            without(text, [(days[0].start, days[0].end)]),
        )
        if not re.sub(r"[\s.,;:()–-]+", "", rest):
            return days[0].until or days[0].value
    return None


def term_day(text: str, today: date | None) -> date | None:
    """Return the day by which a term falls due, also one said in words („do konce srpna“), seen from the meeting."""
    exact = due_day(text, today)
    if exact or today is None:
        return exact
    try:
        return parse_date(text, today=today)
    except DateError:
        return None
