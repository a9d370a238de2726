"""Text that remembers from which characters of the original it was made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from soucinnost.documents.reading import Line
from soucinnost.intake.evaluations.parsing.evaluation import Piece, Span

INSERTED = -1
"""Stands for a character that is not in the original: a space between joined lines."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A text with the offset in the original of each of its characters."""

    text: str = ""
    where: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def cut(self, start: int, end: int | None = None) -> Traced:
        """Return the part from ``start`` to ``end``, without blanks around."""
        text = self.text[start:end]
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        if right <= left:
            return Traced()
        return Traced(text[left:right], self.where[start + left : start + right])

    def joined(self, other: Traced, between: str = " ") -> Traced:
        """Return both with ``between`` in the middle; one that is empty adds nothing."""
        if not self.text or not other.text:
            return self if self.text else other
        gap = (INSERTED,) * len(between)
        return Traced(self.text + between + other.text, self.where + gap + other.where)

    def without(self, places: Iterable[int]) -> Traced:
        """Return the text without the characters at the given places of it."""
        gone = set(places)
        kept = [place for place in range(len(self.text)) if place not in gone]
        return Traced("".join(self.text[place] for place in kept), tuple(self.where[place] for place in kept))


def join_all(parts: Iterable[Traced], between: str = "\n") -> Traced:
    """Return all parts as one text."""
    whole = [part for part in parts if part]
    gap = (INSERTED,) * len(between)
    where: list[int] = []
    for number, part in enumerate(whole):
        where.extend(gap if number else ())
        where.extend(part.where)
    return Traced(between.join(part.text for part in whole), tuple(where))


class Source:
    """The original: its lines one after another, and which of its characters a text of it left out on purpose."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(lines)
        self.text = "\n".join(line.text for line in self.lines)
        lengths = [len(line.text) + 1 for line in self.lines]
        self.starts = [0, *accumulate(lengths)][: len(lengths)]
        self.dropped: set[int] = set()

    def line_of(self, place: int) -> Traced:
        """Return the line with index ``place`` as it stands."""
        start = self.starts[place]
        text = self.lines[place].text
        return Traced(text, tuple(range(start, start + len(text))))

    def piece(self, traced: Traced) -> Piece:
        """Return the text with its spans."""
        return Piece(traced.text, self.spans(traced.where))

    def spans(self, offsets: Iterable[int]) -> tuple[Span, ...]:
        """Return the stretches that hold the offsets; blanks and what was left out do not part a stretch."""
        runs: list[list[int]] = []
        for offset in sorted({offset for offset in offsets if offset >= 0}):
            if runs and (offset == runs[-1][1] or self._is_gap(runs[-1][1], offset)):
                runs[-1][1] = offset + 1
            else:
                runs.append([offset, offset + 1])
        return tuple(self._span(start, end) for start, end in runs)

    def _is_gap(self, start: int, end: int) -> bool:
        if end - start > 40:
            return False
        between = self.text[start:end]
        return "\n" not in between and all(
            char.isspace() or start + place in self.dropped for place, char in enumerate(between)
        )

    def _span(self, start: int, end: int) -> Span:
        place = bisect_right(self.starts, start) - 1
        line = self.lines[place]
        return Span(line.number, start - self.starts[place], end - self.starts[place])

    def offsets(self, spans: Iterable[Span]) -> Iterable[tuple[int, int]]:
        """Give the stretches of the whole text that the spans stand for."""
        by_number = {line.number: start for line, start in zip(self.lines, self.starts, strict=True)}
        for span in spans:
            yield by_number[span.line] + span.start, by_number[span.line] + span.end

    def uncovered(self, covered: bytearray) -> list[tuple[int, int]]:
        """Return the stretches, each within a line, whose characters are not blank and not covered."""
        runs: list[tuple[int, int]] = []
        for offset, char in enumerate(self.text):
            if covered[offset] or char.isspace():
                continue
            between = slice(runs[-1][1], offset) if runs else slice(0, 0)
            if runs and not any(covered[between]) and "\n" not in self.text[between]:
                runs[-1] = (runs[-1][0], offset + 1)
            else:
                runs.append((offset, offset + 1))
        return runs
