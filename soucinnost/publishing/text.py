"""The text of a public version: its parts, places in it, covering. Nothing here touches the database.

A text is a list of parts. Places count characters of the parts joined by line feeds; a cover never goes over the end
of a part or of a table cell, and never into a part that is fixed (group, number and day stand on the group's page
anyway).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from soucinnost.kernel.czech.covering import TOKEN, Proposal, cover
from soucinnost.publishing.enums import PartKind

__all__ = ["TOKEN", "Part", "Span", "covered", "from_json", "joined", "places", "to_json", "within_parts"]

BOUNDS = "\n\t"


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph, heading, fact or row of a table (cells parted by TAB).

    ``lead`` is how many characters at the beginning are its label. ``file`` names a file the part speaks of: inside,
    the uid of the attachment; in what is published, the uid that the public knows.
    """

    kind: str
    text: str
    lead: int = 0
    fixed: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A place to be covered, and why."""

    start: int
    end: int
    kind: str
    reason: str


def to_json(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Return the parts as JSON values; what a part does not have is left out."""
    return [{key: value for key, value in asdict(part).items() if value or key in {"kind", "text"}} for part in parts]


def from_json(values: Iterable[dict[str, Any]]) -> list[Part]:
    """Return the parts kept by :func:`to_json`."""
    return [Part(**value) for value in values]


def joined(parts: Sequence[Part]) -> str:
    """Return the whole text, a line feed between parts."""
    return "\n".join(part.text for part in parts)


def places(parts: Sequence[Part]) -> list[int]:
    """Return where each part begins in the whole text."""
    found, place = [], 0
    for part in parts:
        found.append(place)
        place += len(part.text) + 1
    return found


def within_parts(parts: Sequence[Part], spans: Iterable[Span]) -> list[Span]:
    """Cut spans at the ends of parts and cells, leave out fixed parts, trim white space, join what overlaps.

    Of overlapping spans the longer one says kind and reason.
    """
    text, begins = joined(parts), places(parts)
    pieces: list[Span] = []
    for span in spans:
        for start, end in _cut(text, max(span.start, 0), min(span.end, len(text))):
            part = parts[bisect_right(begins, start) - 1]
            if not part.fixed:
                pieces.append(replace(span, start=start, end=end))
    merged: list[Span] = []
    for piece in sorted(pieces, key=lambda one: (one.start, -one.end)):
        if merged and piece.start < merged[-1].end:
            before = merged[-1]
            longer = piece if piece.end - piece.start > before.end - before.start else before
            merged[-1] = replace(longer, start=before.start, end=max(before.end, piece.end))
        else:
            merged.append(piece)
    return merged


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, begin = [], start
    for place in range(start, end + 1):
        if place == end or text[place] in BOUNDS:
            left, right = begin, place
            while left < right and text[left].isspace():
                left += 1
            while right > left and text[right - 1].isspace():
                right -= 1
            if right > left:
                found.append((left, right))
            begin = place + 1
    return found


def covered(parts: Sequence[Part], spans: Iterable[Span]) -> list[Part]:
    """Return the parts with every span replaced by the token.

    The result depends on what is not covered and on where covers stand in it, never on what stood under them.
    """
    by_part: dict[int, list[Span]] = {}
    begins = places(parts)
    for span in _touching_joined(within_parts(parts, spans)):
        number = bisect_right(begins, span.start) - 1
        moved = replace(span, start=span.start - begins[number], end=span.end - begins[number])
        by_part.setdefault(number, []).append(moved)
    return [_covered_part(part, by_part.get(number, [])) for number, part in enumerate(parts)]


def _touching_joined(spans: Iterable[Span]) -> list[Span]:
    """Two covers without anything between them are one."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].end == span.start:
            found[-1] = replace(found[-1], end=span.end)
        else:
            found.append(span)
    return found


def _covered_part(part: Part, spans: list[Span]) -> Part:
    if not spans:
        return part
    lead = part.lead
    for span in spans:
        if span.start < lead < span.end:
            lead = span.end
    front = cover(part.text[:lead], [_proposal(span) for span in spans if span.end <= lead])
    rest = [_proposal(replace(one, start=one.start - lead, end=one.end - lead)) for one in spans if one.start >= lead]
    return replace(part, text=front + cover(part.text[lead:], rest), lead=len(front))


def _proposal(span: Span) -> Proposal:
    return Proposal(span.start, span.end, span.kind, span.reason)  # type: ignore[arg-type]


def blocks_of(parts: Sequence[Part]) -> list[tuple[str, list[Part]]]:
    """Return the parts in runs as a page shows them: neighbours of a list, of a table and of facts belong together."""
    together = {PartKind.LIST, PartKind.ROW, PartKind.FACT, PartKind.HEAD}
    runs: list[tuple[str, list[Part]]] = []
    for part in parts:
        if runs and runs[-1][0] == part.kind and part.kind in together:
            runs[-1][1].append(part)
        else:
            runs.append((part.kind, [part]))
    return runs
