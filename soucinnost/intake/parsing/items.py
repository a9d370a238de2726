"""Finding where the items of a meeting begin: the best row of numbered headings, or titles of the programme.

A list inside an item is numbered as well, so every numbered line is weighed (is it short, does a text follow it, is
it a point of the programme…) and the row of growing numbers with the greatest weight is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from soucinnost.intake.parsing.agenda import Numbered, numbered, title_of
from soucinnost.intake.parsing.minutes import AgendaPoint
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.vocabulary import label_of
from soucinnost.kernel.czech.verbs import promising_forms
from soucinnost.kernel.folding import fold

_MISSING = 2.5  # what a number left out costs
_WINDOW = 60
_PARTING = re.compile(r"\s[-–]\s|:\s+|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_])")
_LONG_TITLE = 110


@dataclass(frozen=True, slots=True)
class Start:
    """Where an item begins: place of its segment, number and title, and what of the line is already its text.

    ``taken``: how many segments below the first one belong to the heading.
    """

    place: int
    number: str
    title: str
    rest: str
    taken: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    mark: Numbered
    weight: float


def find_starts(
    segments: Sequence[Segment], points: Sequence[AgendaPoint], *, barred: frozenset[int] = frozenset()
) -> list[Start]:
    """Return where the items begin among ``segments``; segments in ``barred`` belong to lists of tasks and the like."""
    titles = [fold(point.title) for point in points]
    by_style: dict[str, list[_Candidate]] = {}
    for place, segment in enumerate(segments):
        mark = numbered(segment.plain if BULLET.match(segment.text) is None else segment.text)
        if mark is None or segment.is_row and segment.text.count("\t") > 1:
            continue
        weight = _weight(segments, place, mark, titles) - 8 * (place in barred)
        by_style.setdefault(mark.style, []).append(_Candidate(place, mark, weight))
    best: list[_Candidate] = []
    weight = 0.0
    for candidates in by_style.values():
        chosen, total = _best_row(candidates)
        if total > weight and (len(chosen) > 1 or titles or chosen[0].mark.style == "named"):
            best, weight = chosen, total
    by_title = _by_titles(segments, points)
    if by_title and len(by_title) > len(best):
        return by_title
    if best:
        return [_titled_below(segments, _start(segments[one.place], one, points), points) for one in best]
    return _by_shape(segments, barred)


def _titled_below(segments: Sequence[Segment], start: Start, points: Sequence[AgendaPoint]) -> Start:
    """Give an item whose line holds only its number („Bod 1“) the title that stands on the next line."""
    if start.title or start.rest or points or start.place + 2 >= len(segments):
        return start
    below, text = segments[start.place + 1], segments[start.place + 2]
    is_title = _is_title(below.text) and below.text[-1].isalnum() and not BULLET.match(below.text)
    if below.gap or not is_title or len(below.text) > 80 or below.is_row or numbered(below.plain):
        return start
    if label_of(below.text) is not None or not _is_sentence(text.text):
        return start
    return Start(start.place, start.number, title_of(below.text), "", taken=1)


def _weight(segments: Sequence[Segment], place: int, mark: Numbered, titles: list[str]) -> float:
    segment = segments[place]
    above = segments[place - 1] if place else None
    below = segments[place + 1] if place + 1 < len(segments) else None
    below_mark = numbered(below.plain) if below else None
    weight = 1.0 + (6.0 if mark.style == "named" else 0.0) + (3.0 if segment.heading else 0.0)
    if titles and 1 <= mark.order <= len(titles) and mark.rest:
        weight += 5.0 * _alike(fold(mark.rest), titles[mark.order - 1])
    weight += 1.0 if len(mark.rest) <= 80 else -1.0 if len(mark.rest) > 200 else 0.0
    weight -= 2.0 if mark.rest.endswith((",", ";")) else 0.0
    weight -= 1.0 if mark.rest[:1].islower() and mark.style != "named" else 0.0
    weight += 1.0 if segment.gap else 0.0
    if above is not None:
        weight -= 3.0 if above.text.rstrip().endswith((":", " o", "jedná se o")) and not segment.gap else 0.0
        above_mark = numbered(above.plain)
        if above_mark and above_mark.style == mark.style and above_mark.order + 1 == mark.order and not segment.gap:
            weight -= 1.5
    if (
        below is not None
        and below_mark
        and below_mark.style == mark.style
        and below_mark.order == mark.order + 1
        and not below.gap
    ):
        weight -= 1.5
    elif below is not None and not below_mark and label_of(below.text) is None:
        weight += 1.0
    return weight


def _alike(text: str, title: str) -> float:
    """Return how much a heading is the same as a title of the programme, from 0 to 1; it may go on behind it."""
    text, title = (re.sub(r"[^\w ]", " ", value).split() for value in (text, title))  # type: ignore[assignment]
    if not text or not title:
        return 0.0
    if text[: len(title)] == title or title[: len(text)] == text and len(text) > 1:
        return 1.0
    if "".join(text).startswith("".join(title)):
        return 1.0
    common = len(set(text[: len(title) + 4]) & set(title))
    return common / max(len(set(title)), 1) if common * 2 > len(title) else 0.0


def _best_row(candidates: list[_Candidate]) -> tuple[list[_Candidate], float]:
    """Return the heaviest row of candidates (one at least) whose numbers grow, and its weight."""
    totals: list[float] = []
    links: list[int] = []
    for index, one in enumerate(candidates):
        best, link = one.weight - _MISSING * max(one.mark.order - 1, 0), -1
        for earlier in range(index - 1, max(-1, index - _WINDOW), -1):
            other = candidates[earlier]
            step = one.mark.order - other.mark.order
            if step < 1:
                continue
            total = totals[earlier] + one.weight - _MISSING * (step - 1)
            if total > best:
                best, link = total, earlier
        totals.append(best)
        links.append(link)
    place = max(range(len(totals)), key=lambda index: (totals[index], -index))
    total = totals[place]
    row = []
    while place >= 0:
        row.append(candidates[place])
        place = links[place]
    return row[::-1], total


def _start(segment: Segment, one: _Candidate, points: Sequence[AgendaPoint]) -> Start:
    number = one.mark.number
    known = _known_point(one.mark, points)
    rest = one.mark.rest.replace("\t", " ").strip()
    if known is not None and rest and numbered(rest) is not None and not _alike(fold(rest), fold(known.title)):
        return Start(one.place, number, known.title, rest)
    if known is not None:
        after = _behind_title(rest, known.title)
        if after is not None:
            return Start(one.place, number, known.title, after)
        alike = _alike(fold(rest), fold(known.title)) and _is_title(rest) and not rest.endswith(".")
        if one.mark.style == "named" and not alike:
            return Start(one.place, number, known.title, rest)
    head, colon, behind = rest.partition(": ")
    if colon and rest.endswith(".") and len(head) <= 60 and len(behind.split()) > 2 and _is_title(head):
        return Start(one.place, number, title_of(head), behind.strip())
    if _is_title(rest):
        return Start(one.place, number, title_of(rest), "")
    if known is not None:
        return Start(one.place, number, known.title, rest)
    parting = _PARTING.search(rest)
    if parting and parting.start() <= _LONG_TITLE and not parting.group().startswith("."):
        return Start(one.place, number, title_of(rest[: parting.start()]), rest[parting.end() :].strip())
    if parting and parting.start() <= 60 and not _has_verb(rest[: parting.start()]):
        return Start(one.place, number, title_of(rest[: parting.start()]), rest[parting.end() :].strip())
    if len(rest) > 2 * _LONG_TITLE or rest.endswith(".") and _has_verb(rest):
        return Start(one.place, number, "", rest)
    return Start(one.place, number, title_of(rest), "")


def _known_point(mark: Numbered, points: Sequence[AgendaPoint]) -> AgendaPoint | None:
    """Return the point of the programme that a heading is about: of the same number, or the one it is called like."""
    same = [point for point in points if point.number and point.number.lower() == mark.number.lower()]
    if not same and 1 <= mark.order <= len(points) and not any(point.number for point in points):
        same = [points[mark.order - 1]]
    if not same and 1 <= mark.order <= len(points):
        same = [points[mark.order - 1]]
    if same and numbered(mark.rest) is not None:  # „4) a) …“: parts of the point at once
        return same[0]
    if same and (mark.style == "named" or _alike(fold(mark.rest), fold(same[0].title)) or not _is_title(mark.rest)):
        return same[0]
    if same and len(mark.rest) > 45:
        return same[0] if mark.rest.rstrip().endswith(".") else None
    if same and re.search(r"[^\W\d_]{3}\.$", mark.rest) and len(mark.rest.split()) > 3:
        return same[0]
    return None


def _behind_title(rest: str, title: str) -> str | None:
    """Return what stands behind the title in a heading line; None when the line does not start with the title."""
    squeezed = re.escape(title).replace(r"\ ", r"\s+")
    match = re.match(squeezed, rest, re.IGNORECASE)
    if match is None:
        return None
    behind = rest[match.end() :]
    if behind[:1] == " " and behind.strip()[:1].islower():
        return None
    return behind.lstrip(" .:;,–-\t")


def _is_title(text: str) -> bool:
    """Return whether a whole line is a title, not a sentence."""
    if not text or len(text) > _LONG_TITLE:
        return False
    if re.search(r"[^\W\d_]{3}[.!]\s+[„(]?[^\W\d_]", text):
        return False
    if not text.endswith(".") or len(text.split()) < 5:
        return True
    return not _has_verb(text)


def _has_verb(text: str) -> bool:
    return bool(_VERB.search(fold(text))) or any(word.lower().strip(".,") in promising_forms() for word in text.split())


_VERB = re.compile(
    r"(?<!\w)(?:\w{3,}(?:il|al|el|ila|ala|ela|ili|ali|eli|ilo|alo|elo)|je|jsou|"
    r"byl[aioy]?|se|bude|budou|nebyl[aioy]?|schvalen\w?)(?!\w)"
)


def _by_titles(segments: Sequence[Segment], points: Sequence[AgendaPoint]) -> list[Start]:
    """Return items whose headings are the titles of the programme without numbers."""
    starts: list[Start] = []
    begin = 0
    where: dict[str, list[int]] = {}
    for place, segment in enumerate(segments):
        if len(segment.text) < 200:
            where.setdefault(fold(segment.plain.rstrip(" :.")), []).append(place)
    for point in points:
        wanted = fold(point.title)
        places = where.get(wanted, []) if len(wanted) > 2 else []
        found = next((one for one in places if one >= begin), None)
        if found is not None:
            starts.append(Start(found, "", point.title, ""))
            begin = found + 1
    return starts if len(starts) * 2 >= len(points) else []


def _by_shape(segments: Sequence[Segment], barred: frozenset[int]) -> list[Start]:
    """Return items under headings that only their shape tells: short lines above a text, or bullets above bullets."""
    bullets = _by_bullets(segments, barred)
    if bullets:
        return bullets
    starts = _headings(segments, barred, apart=False)
    return starts if len(starts) > 1 else _headings(segments, barred, apart=True)


def _headings(segments: Sequence[Segment], barred: frozenset[int], *, apart: bool) -> list[Start]:
    """Return short lines above a text; ``apart``: an empty line stands between them, so the text must be sentences."""
    starts = []
    for place, segment in enumerate(segments[:-1]):
        below = segments[place + 1]
        text = segment.text
        if (
            place in barred
            or segment.is_row
            or not (segment.gap or not place or segment.heading)
            or below.gap != apart
            and not segment.heading
        ):
            continue
        label = label_of(text)
        if label and (label.value or label.kind in _NO_TITLES) or BULLET.match(text) or len(text) > 80:
            continue
        under = len(below.text) > 80 and below.text.rstrip().endswith((".", "!")) if apart else _is_sentence(below.text)
        if segment.heading or text[:1].isupper() and (text[-1].isalnum() or text[-1] in ":)“") and under:
            starts.append(Start(place, "", title_of(text), ""))
    return starts if len(starts) > 1 else []


_NO_TITLES_TEXT = """
present excused absent guests agenda conclusions tasks recorder reviewer approver votes body task owner due
"""
_NO_TITLES = frozenset(_NO_TITLES_TEXT.split())


def _is_sentence(text: str) -> bool:
    return len(text) > 40 or text.rstrip().endswith((".", "!", ";")) or bool(BULLET.match(text))


def _by_bullets(segments: Sequence[Segment], barred: frozenset[int]) -> list[Start]:
    marks = [BULLET.match(segment.text) for segment in segments]
    signs = [mark.group().strip() if mark else "" for mark in marks]
    used = [sign for place, sign in enumerate(signs) if sign and place not in barred]
    if len(set(used)) < 2:
        return []
    top = used[0]
    starts = [
        Start(place, "", title_of(segment.plain), "")
        for place, segment in enumerate(segments)
        if signs[place] == top
        and place not in barred
        and place + 1 < len(segments)
        and signs[place + 1] not in {"", top}
    ]
    return starts if len(starts) > 1 else []
