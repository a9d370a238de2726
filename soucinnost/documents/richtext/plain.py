"""From plain text (a mail, a text field) to blocks: paragraphs, line breaks, and lists that are plainly lists."""

from __future__ import annotations

import re

from soucinnost.documents.paper.glyphs import is_blank, map_symbols
from soucinnost.documents.paper.tree import Block, BulletList, NumberedList, Paragraph, Run
from soucinnost.documents.richtext.source import without_unwritable

_BULLET = re.compile(r"[ \t]*[–•▪●*-][ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]*(\d{1,4})[.)][ \t]+(?=\S)")
_SPACES = re.compile(r"[ \t]+")


def blocks_of_plain(text: str) -> list[Block]:
    """Read plain text. An empty line ends a paragraph, a line end inside it stays a line break.

    Lines with dashes make a list; numbered lines do so from two on and only when they count up by one, because
    „7. 12. 2017 …“ begins with a number as well.
    """
    text = without_unwritable(map_symbols(text.replace("\r\n", "\n").replace("\r", "\n")))
    blocks: list[Block] = []
    for part in re.split(r"\n[ \t\u00a0]*\n", text):
        lines = [line for line in part.split("\n") if not is_blank(line)]
        while lines:
            count, block = _next_block(lines)
            blocks.append(block)
            lines = lines[count:]
    return blocks


def _next_block(lines: list[str]) -> tuple[int, Block]:
    bullets = _count_bullets(lines)
    if bullets:
        return bullets, BulletList(tuple((_paragraph([_BULLET.sub("", line, count=1)]),) for line in lines[:bullets]))
    numbered = _count_numbered(lines)
    if numbered:
        found = _NUMBER.match(lines[0])
        start = int(found.group(1)) if found else 1
        items = tuple((_paragraph([_NUMBER.sub("", line, count=1)]),) for line in lines[:numbered])
        return numbered, NumberedList(items, start=start)
    count = 1
    while count < len(lines) and not _count_bullets(lines[count:]) and not _count_numbered(lines[count:]):
        count += 1
    return count, _paragraph(lines[:count])


def _count_bullets(lines: list[str]) -> int:
    count = 0
    while count < len(lines) and _BULLET.match(lines[count]):
        count += 1
    return count


def _count_numbered(lines: list[str]) -> int:
    """Count lines that begin with n, n + 1, …; fewer than two are no list."""
    first = _NUMBER.match(lines[0])
    if not first:
        return 0
    count = 0
    while count < len(lines):
        found = _NUMBER.match(lines[count])
        if not found or int(found.group(1)) != int(first.group(1)) + count:
            break
        count += 1
    return count if count > 1 else 0


def _paragraph(lines: list[str]) -> Paragraph:
    return Paragraph((Run("\n".join(_SPACES.sub(" ", line).strip(" ") for line in lines)),))
