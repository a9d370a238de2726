"""What belongs to pages and not to the text: their numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from soucinnost.documents.reading import Line
from soucinnost.intake.evaluations.parsing.vocabulary import head_at, role_of
from soucinnost.kernel.folding import fold

_STATED = re.compile(
    r"(?i)\s*(?:(?:[-–—]\s*)?(?:str(?:ana|ánka|\.)\s*(?:č\.\s*)?)?[0-9]{1,3}\s*(?:/|z|ze)\s*[0-9]{1,3}(?:\s*[-–—])?"
    r"|str(?:ana|ánka|\.)\s*(?:č\.\s*)?[0-9]{1,3}(?:\s*\(celkem\s*[0-9]{1,3}\))?|[-–—]\s*[0-9]{1,3}\s*[-–—])\s*"
)
_STATED_INSIDE = re.compile(
    r"(?i)(?:(?<=\s)|^)(?:str(?:ana|ánka|\.)\s*[0-9]{1,3}\s*(?:/|z|ze)\s*[0-9]{1,3}|[-–—]\s?[0-9]{1,3}\s?[-–—])(?=\s*$|\s)"
)
_ALONE = re.compile(r"\s*([0-9]{1,3})\s*")
_LAST = re.compile(r"\s([0-9]{1,3})\s*$")
_FIRST = re.compile(r"\s*([0-9]{1,3})\s+(?=[^\W\d_])")
_CONTENTS = re.compile(r"\s*(?P<title>[^\s.…].*?)\s*(?:\t|[.…_·]{3,}|\s{3,})\s*(?P<page>[0-9]{1,3})\s*")
_NO_LINE = Line(0, "")
_LONG = 300
_REPEATED = 150

Parts = dict[int, tuple[tuple[int, int], ...]]


def running_parts(lines: Sequence[Line]) -> Parts:
    """Return, by index of line, the stretches of it that belong to pages.

    A page number is one that says so („Strana 3 z 9“, „- 3 -“), or one of a row that counts pages: numbers alone on
    their lines, at the ends (beginnings) of lines as long as a page, or, five or more, at the ends of paragraphs.
    Running heads and feet are told by the reader of the file, or repeat beside the numbers.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for place, line in enumerate(lines):
        if line.text.strip() and (line.is_running or _STATED.fullmatch(line.text)):
            found[place] = [(0, len(line.text))]
        elif len(line.text) > 40:
            stated = list(_STATED_INSIDE.finditer(line.text))
            if stated and "Stran" in line.text or any(match.group().lower().startswith("str") for match in stated):
                found[place] = [match.span() for match in stated if match.group().lower().startswith("str")]
    closing = [line if place + 1 == len(lines) or not lines[place + 1].text.strip() else _NO_LINE
               for place, line in enumerate(lines)]  # fmt: skip
    ways = ((lines, _LAST, _LONG, 3), (lines, _FIRST, _LONG, 3), (lines, _ALONE, 0, 2), (closing, _LAST, 2, 5))
    for inside, pattern, shortest, least in ways:
        for place, start, end in _counting(inside, pattern, shortest, least):
            if place not in found:
                found[place] = [(start, end)]
    _add_repeated(lines, found)
    return {place: tuple(spans) for place, spans in found.items()}


def contents_lines(lines: Sequence[Line]) -> set[int]:
    """Return the indexes of lines of a table of contents typed into the text: „Cíl 2 Mladí<TAB>14“, „Úvod ..... 3“.

    Two or more follow one another, their numbers never fall, and at least half of their titles stand again on lines
    of their own; in what looks like a table all but one do.
    """
    whole = {_plain_title(line.text) for line in lines if not line.is_running}
    found: set[int] = set()
    run: list[tuple[int, int, bool]] = []

    def close() -> None:
        wanted = len(run) - 1 if any(lines[place].table for place, _, _ in run) else len(run) / 2
        if len(run) > 1 and sum(again for _, _, again in run) >= wanted:
            found.update(place for place, _, _ in run)
        run.clear()

    for place, line in enumerate(lines):
        match = None if line.is_running else _CONTENTS.fullmatch(line.text)
        if match is None:
            if line.text.strip():
                close()
            continue
        if run and int(match["page"]) < run[-1][1]:
            close()
        run.append((place, int(match["page"]), _plain_title(match["title"]) in whole))
    close()
    return found


def _plain_title(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(" .:")


def _counting(lines: Sequence[Line], pattern: re.Pattern[str], shortest: int, least: int) -> list[tuple[int, int, int]]:
    """Return the numbers that count by one (a page without a number may be missing) as line, start and end."""
    places: list[tuple[int, int, tuple[int, int]]] = []
    for place, line in enumerate(lines):
        if len(line.text) < shortest or "\t" in line.text:
            continue
        match = (
            pattern.fullmatch(line.text)
            if pattern is _ALONE
            else (pattern.search(line.text) if pattern is _LAST else pattern.match(line.text))
        )
        if match:
            places.append((int(match[1]), place, match.span(1)))
    best: dict[int, list[tuple[int, int, int]]] = {}
    for value, place, (start, end) in places:
        before = max((best.get(value - 1, []), best.get(value - 2, [])), key=len)
        chain = [*before, (place, start, end)]
        if len(chain) > len(best.get(value, [])):
            best[value] = chain
    longest = max(best.values(), key=len, default=[])
    return longest if len(longest) >= least else []


def _add_repeated(lines: Sequence[Line], found: dict[int, list[tuple[int, int]]]) -> None:
    """Add short lines beside page numbers that repeat there, or that repeat what stands above in the text."""
    full = [place for place, line in enumerate(lines) if line.text.strip()]
    plain = {place: re.sub(r"[0-9]+", "0", lines[place].text.strip()) for place in full}
    count = Counter(text for place, text in plain.items() if place not in found)
    first: dict[str, int] = {}
    for place, text in plain.items():
        if place not in found:
            first.setdefault(text, place)
    beside = {
        full[near]
        for position, place in enumerate(full)
        if place in found and (found[place] == [(0, len(lines[place].text))] or _ALONE.fullmatch(lines[place].text))
        for near in (position - 1, position + 1)
        if 0 <= near < len(full) and full[near] not in found and _may_run(lines[full[near]].text.strip())
    }
    often = Counter(plain[place] for place in beside)
    for place in beside:
        text = plain[place]
        if often[text] > 1 or count[text] > 1 and first[text] != place:
            found[place] = [(0, len(lines[place].text))]


def _may_run(text: str) -> bool:
    return len(text) < _REPEATED and head_at(text) is None and not _is_label(text)


def _is_label(text: str) -> bool:
    return role_of(text.rstrip(" :")) is not None or text[:1] in "-–•"
