"""Lists that come as a flat row of paragraphs with a level (Word, Word for the web) become nested lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from soucinnost.documents.paper.tree import Block, BulletList, NumberedList

MAX_LIST_LEVEL = 9

_MARKER = re.compile(r"\(?(?:\d+\.)*(\d{1,4}|[a-zA-Z]{1,4})[.)]+\Z")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Marker(NamedTuple):
    """What a list marker says. ``number`` is None when unknown; ``roman`` is the other reading of a letter (v = 5)."""

    ordered: bool = False
    number: int | None = None
    letters: bool = False
    roman: int | None = None


@dataclass
class FlatItem:
    """One paragraph of a flat list."""

    level: int
    marker: Marker
    blocks: list[Block]


@dataclass
class _Open:
    """A list under construction."""

    level: int
    first: Marker
    items: list[list[Block]] = field(default_factory=list)

    def may_stay(self, item: FlatItem) -> bool:
        """Return whether the list stays open when the item comes: the item is deeper, or one of its own."""
        return self.level < item.level or (self.level == item.level and self.takes(item.marker))

    def takes(self, marker: Marker) -> bool:
        """Return whether an item continues this list: same kind, and the next number where numbers are known."""
        first = self.first
        if not first.ordered or not marker.ordered:
            return first.ordered == marker.ordered
        following = None if first.number is None else first.number + len(self.items)
        if first.letters != marker.letters:
            return marker.letters and marker.roman is not None and marker.roman == following
        return following is None or marker.number is None or marker.number == following

    def closed(self) -> Block:
        items = tuple(tuple(blocks) for blocks in self.items)
        if not self.first.ordered:
            return BulletList(items)
        start = 1 if self.first.number is None else self.first.number
        return NumberedList(items, start=start, letters=self.first.letters)


def nested(items: list[FlatItem]) -> list[Block]:
    """Nest consecutive flat items by their levels; a change of kind or a number out of turn begins a new list."""
    done: list[Block] = []
    stack: list[_Open] = []
    for item in items:
        while stack and not stack[-1].may_stay(item):
            _close(stack, done)
        if not stack or stack[-1].level < item.level:
            stack.append(_Open(item.level, item.marker))
        stack[-1].items.append(list(item.blocks))
    while stack:
        _close(stack, done)
    return done


def _close(stack: list[_Open], done: list[Block]) -> None:
    block = stack.pop().closed()
    (stack[-1].items[-1] if stack else done).append(block)


def read_marker(marker: str) -> Marker:
    """Read a drawn list marker: „3.“, „b)“, „1.2.“, „iv.“, „·“."""
    found = _MARKER.match(marker.strip())
    if not found:
        return Marker()
    mark = found.group(1).lower()
    if mark.isdigit():
        return Marker(ordered=True, number=int(mark))
    roman = _roman(mark)
    if roman and (len(mark) > 1 or mark == "i"):
        return Marker(ordered=True, number=roman)
    if len(mark) == 1:
        return Marker(ordered=True, number=ord(mark) - ord("a") + 1, letters=True, roman=roman)
    return Marker()


def _roman(mark: str) -> int | None:
    if not all(char in _ROMAN for char in mark):
        return None
    values = [_ROMAN[char] for char in mark]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
