"""Lists that come as a flat row of paragraphs with a level (Word, Word for the web) become nested lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from soucinnost.documents.paper.tree import Block, BulletList, NumberedList

MAX_LIST_LEVEL = 9

_MARKER = re.compile(r"\(?(?:\d+\.)*(\d{1,4}|[a-zA-Z]{1,4})[.)]+\Z")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass
class FlatItem:
    """One paragraph of a flat list. ``number`` is None when the source does not say it."""

    level: int
    ordered: bool
    blocks: list[Block]
    number: int | None = None
    letters: bool = False


@dataclass
class _Open:
    """A list under construction."""

    level: int
    first: FlatItem
    items: list[list[Block]] = field(default_factory=list)

    def takes(self, item: FlatItem) -> bool:
        """Return whether the item continues this list: same kind, and the next number where numbers are known."""
        if item.ordered != self.first.ordered or item.letters != self.first.letters:
            return False
        if not item.ordered or item.number is None or self.first.number is None:
            return True
        return item.number == self.first.number + len(self.items)

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
        while stack and (stack[-1].level > item.level or (stack[-1].level == item.level and not stack[-1].takes(item))):
            _close(stack, done)
        if not stack or stack[-1].level < item.level:
            stack.append(_Open(item.level, item))
        stack[-1].items.append(list(item.blocks))
    while stack:
        _close(stack, done)
    return done


def _close(stack: list[_Open], done: list[Block]) -> None:
    block = stack.pop().closed()
    (stack[-1].items[-1] if stack else done).append(block)


def read_marker(marker: str, expect_roman: bool = False) -> tuple[bool, int | None, bool]:
    """Read a drawn list marker („3.“, „b)“, „1.2.“, „·“): (ordered, number, letters)."""
    found = _MARKER.match(marker.strip())
    if not found:
        return False, None, False
    mark = found.group(1)
    if mark.isdigit():
        return True, int(mark), False
    roman = _roman(mark.lower())
    if roman and (expect_roman or len(mark) > 1):
        return True, roman, False
    if len(mark) == 1:
        return True, ord(mark.lower()) - ord("a") + 1, True
    return False, None, False


def _roman(mark: str) -> int | None:
    if not all(char in _ROMAN for char in mark):
        return None
    values = [_ROMAN[char] for char in mark]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
