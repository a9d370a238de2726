"""Numbers in front of points („1)“, „IV.“, „a)“, „Ad 3“, „K bodu 2:“) and reading the programme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from soucinnost.intake.parsing.minutes import AgendaPoint
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.vocabulary import label_of
from soucinnost.kernel.dates.names import MONTH_BY_WORD
from soucinnost.kernel.folding import fold

_PLAIN = re.compile(r"(?P<number>[0-9]{1,2})(?:\s?[.)/](?![0-9])|\s?\t)\s*(?P<rest>.*)", re.DOTALL)
_ROMAN = re.compile(r"(?P<number>[IVX]{1,6})(?:\s?[.)/]\s*|\s?\t\s*|\s[-–]\s)(?P<rest>.*)", re.DOTALL)
_LETTER = re.compile(r"(?P<number>[a-z])\s?\)\s*(?P<rest>.*)|(?P<capital>[A-H])[.)]\s+(?P<crest>.*)", re.DOTALL)
_NAMED = re.compile(
    r"(?i:ad\s?\.?|(?:zápis\s+)?k\s+bodu|bod(?:\s+programu|\s+jednání)?|ad\s+bod)\s*(?:č(?:íslo|"
    r"\.)\s*)?(?P<number>[0-9]{1,2}|(?-i:[IVX]{1,5})|[a-h])(?![\w])"
    r"(?:\s+programu|\s+jednání)?\s?(?:[.):/]+(?:\s*[-–])?|\s[-–])?\s*(?P<rest>.*)",
    re.DOTALL,
)
_BACKWARDS = re.compile(
    r"(?P<number>[0-9]{1,2})\.\s?bod(?:\s+(?:programu|jednání))?\s?[:.–-]?\s*(?P<rest>.*)", re.DOTALL
)
_TIMES = re.compile(
    r"^(?:[0-2]?[0-9][.:][0-5][0-9]\s?(?:hod\.?|h)?\s?(?:[-–]\s?[0-2]?[0-9][.:][0-5][0-9]\s?(?:hod\.?|"
    r"h)?)?\s*[-–:]?\s*)(?=\S)"
    r"|\s*\((?:[^()]{0,20}\s)?[0-2]?[0-9][.:][0-5][0-9][^()]*\)\s*$|\s*\((?:cca\s)?[0-9]{1,3}\s?min\w*\.?\)\s*$"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_INLINE = re.compile(r"(?:(?<=^)|(?<=[\s,;.)])|(?<=[^\W\d_]))(?P<number>[0-9]{1,2})\s?[.)/]\s*(?=[^\W\d_„(])")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number in front of a text: ``style`` is ``plain roman letter named``, ``order`` its place among them."""

    style: str
    number: str
    order: int
    rest: str


@lru_cache(maxsize=16384)
def numbered(text: str) -> Numbered | None:
    """Return the number that ``text`` starts with, None when it has none; dates and times are no numbers."""
    for pattern in (_NAMED, _BACKWARDS):
        match = pattern.match(text)
        if match:
            return Numbered("named", match["number"], _order(match["number"]), match["rest"].strip())
    match = _PLAIN.match(text)
    if match and re.match(r"(?:[-–]|a|až)\s?[0-9]{1,2}\.\s?(?:[0-9]|[^\W\d_]{4,10}\s[0-9]{4})", match["rest"]):
        return None  # „7. – 8. dubna 2010“
    if match and re.match(r"[0-9]{1,2}\.\s?(?:[0-9]{2,4}(?![0-9])|$)", match["rest"]):
        return None
    if match:
        word = re.match(r"[^\W\d_]+", match["rest"])
        if (
            word
            and fold(word.group()) in MONTH_BY_WORD
            and len(word.group()) > 3
            and re.match(r"[^\W\d_]+\s*(?:[0-9]{4}|$)", match["rest"])
        ):
            return None
        return Numbered("plain", match["number"], int(match["number"]), match["rest"].strip())
    match = _ROMAN.match(text)
    if match and _order(match["number"]):
        return Numbered("roman", match["number"], _order(match["number"]), match["rest"].strip())
    match = _LETTER.match(text)
    if match:
        number = match["number"] or match["capital"]
        return Numbered(
            "letter", number, ord(number.lower()) - ord("a") + 1, (match["rest"] or match["crest"] or "").strip()
        )
    return None


def _order(number: str) -> int:
    """Return the value of a number written in digits, Roman numerals or as a letter; 0 for a wrong Roman one."""
    if number.isdecimal():
        return int(number)
    if number.isupper() and set(number) <= set(_ROMAN_VALUES):
        values = [_ROMAN_VALUES[sign] for sign in number]
        return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    return ord(number) - ord("a") + 1 if len(number) == 1 and number.islower() else 0


def title_of(text: str) -> str:
    """Return a title without times, list punctuation and closing dots."""
    text = re.sub(r"\s*\t\s*", " ", text)
    for _ in range(2):
        text = _TIMES.sub("", text).strip()
    text = text.strip(" -–•*\t" if "**" not in text else " -–•\t").rstrip(" ,;:")
    return (
        text.rstrip(".").rstrip()
        if not text.endswith(("...", "apod.", "atd.", "aj.", "o.p.s.", "z.s.", "s.r.o."))
        else text
    )


def inline_points(value: str, lines: tuple[int, ...]) -> list[AgendaPoint]:
    """Return the points of a programme written in one line: „1. zahájení, 2. úkoly, 3. různé“ or parted by commas."""
    places = []
    expected = None
    for match in _INLINE.finditer(value):
        order = int(match["number"])
        if expected is None and order in {0, 1} or order == expected:
            places.append(match)
            expected = order + 1
    if places:
        ends = [*(match.start() for match in places[1:]), len(value)]
        return [
            AgendaPoint(match["number"], title_of(value[match.end() : end]), lines)
            for match, end in zip(places, ends, strict=True)
        ]
    one = numbered(value)
    if one:
        return [AgendaPoint(one.number, title_of(one.rest), lines)]
    parts = re.split(r"\s*[;•|]\s*", value) if re.search(r"[;•|]", value) else re.split(r",\s+|\s+[-–]\s+", value)
    return [AgendaPoint("", title_of(part), lines) for part in parts if title_of(part)]


@dataclass(frozen=True, slots=True)
class Programme:
    """The points, how many segments they took, and whether the items of the meeting stand under them at once."""

    points: list[AgendaPoint]
    taken: int
    is_body: bool = False


def read_programme(value: str, segments: Sequence[Segment], lines: tuple[int, ...]) -> Programme:
    """Read the programme whose label has ``value`` behind it and is followed by ``segments``."""
    points = inline_points(value, lines) if value else []
    if not value and segments and not segments[0].gap and _is_inline(segments[0]):
        return Programme(inline_points(segments[0].plain, segments[0].lines), 1)
    style = numbered(value).style if value and numbered(value) else ""  # type: ignore[union-attr]
    last = _last_order(points)
    taken = 0
    while taken < len(segments):
        segment = segments[taken]
        text = segment.plain
        number = numbered(text)
        label = label_of(text)
        if label and not number and not (label.kind in {"subject", "decision", "next"} and not label.value):
            break
        if number and (number.style == "named" or not number.rest and number.order <= max(last, 1)):
            break
        if number and points and not style:  # the programme is a line of words, numbers belong to the items
            break
        if number and number.rest and (not style or number.style == style):
            if points and style and number.order <= last or number.order > last + 3:
                break
            style, last = number.style, number.order
            points.append(AgendaPoint(number.number, title_of(number.rest), segment.lines))
        elif number and style:  # a list inside a point
            points[-1] = _longer(points[-1], segment)
        elif style:
            return _after_numbers(points, segments, taken, style, last)
        elif not _is_point(segment, bool(points)):
            break
        else:
            points.append(AgendaPoint("", title_of(text), segment.lines))
        taken += 1
    return Programme(points, taken)


def _is_inline(segment: Segment) -> bool:
    """Return whether one line under „Program“ holds all its points: „1. Zahájení, 2. Zprávy, 3. Různé“."""
    orders = [int(match["number"]) for match in _INLINE.finditer(segment.plain)]
    return len(orders) > 1 and orders[:2] in ([1, 2], [0, 1])


def _last_order(points: list[AgendaPoint]) -> int:
    return int(points[-1].number) if points and points[-1].number.isdecimal() else 0


def _longer(point: AgendaPoint, segment: Segment) -> AgendaPoint:
    return AgendaPoint(point.number, point.title, (*point.lines, *segment.lines))


def _is_point(segment: Segment, has_points: bool) -> bool:
    """Return whether an unnumbered line can be a point of the programme."""
    if segment.gap and has_points:
        return bool(BULLET.match(segment.text))
    return len(segment.text) < 130 and not re.search(r"[^\W\d_]{3}\.\s+[^\W\d_]", segment.text)


def _after_numbers(
    points: list[AgendaPoint], segments: Sequence[Segment], taken: int, style: str, last: int
) -> Programme:
    """Decide what a line without a number behind numbered points is: a bullet, a title going on, or the minutes."""
    segment = segments[taken]
    if not segment.gap and (BULLET.match(segment.text) or segment.text[0].islower()) and len(segment.text) < 130:
        rest = read_programme("", segments[taken + 1 :], ())
        goes_on = [point for point in rest.points if point.number]
        if goes_on and _last_order(goes_on[:1]) == last + 1:
            points[-1] = _longer(points[-1], segment)
            return Programme([*points, *rest.points], taken + 1 + rest.taken, rest.is_body)
    for later in segments[taken:]:
        number = numbered(later.plain)
        if number and number.style == style and number.order == last + 1 and number.rest:
            return Programme(points, taken, is_body=True)
        if number and (number.style == "named" or number.style == style and number.order <= 1):
            break
    return Programme(points, taken, is_body=len(points) == 1)
