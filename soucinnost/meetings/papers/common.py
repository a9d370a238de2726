"""What all papers of a meeting share: its frame, names of files, text typed by people.

Papers are part of the record, so they are in Czech whatever language the reader's pages are in. The time in a file is
that of the record, never of the download, so the same record gives the same bytes.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from soucinnost.documents.paper.tree import (
    Block,
    BulletList,
    Cell,
    NumberedList,
    Paragraph,
    Run,
    Table,
)
from soucinnost.groups.rules import meeting_number
from soucinnost.kernel.chars import NBSP
from soucinnost.kernel.typography import typo
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.selectors.invitation import held_text, place_text, when_text

_ONE_LETTER = re.compile(r"(?<!\w)([ksvzouiaKSVZOUIA]) (?=\S)")
_NOT_IN_NAMES = re.compile(r"[^\w .,()-]+")


def number_of(meeting: Meeting) -> str:
    """The meeting's number as the group writes it."""
    return meeting_number(meeting.group.numbering, meeting.number, meeting.year)


def frame_pairs(meeting: Meeting, *, held: bool = False) -> tuple[tuple[str, str], ...]:
    """Group, number, day and hours, place: the block under the title. ``held``: the hours as they really were."""
    pairs = [(_("Skupina"), typo(meeting.group.name)), (_("Číslo jednání"), number_of(meeting))]
    when = held_text(meeting) if held else when_text(meeting)
    return (*pairs, (_("Kdy"), when), (_("Kde"), typo(place_text(meeting))))


def file_name(word: str, meeting: Meeting, extension: str) -> str:
    """„Zápis 3-2026 Bezpečné město.pdf“."""
    text = f"{word} {number_of(meeting).replace('/', '-')} {meeting.group.name}"
    return f"{' '.join(_NOT_IN_NAMES.sub(' ', text).split())[:120].strip()}.{extension}"


def latest(*moments: datetime | None) -> datetime:
    """The latest of the moments that are known."""
    return max(moment for moment in moments if moment is not None)


# -- text typed by people


def unbroken(text: str) -> str:
    """Keep one-letter words with what follows; nothing else of what was typed changes."""
    return _ONE_LETTER.sub(rf"\1{NBSP}", text)


def unbroken_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same for blocks of rich text, however deep."""
    return tuple(_unbroken_block(block) for block in blocks)


def _unbroken_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        runs = tuple(Run(unbroken(run.text), run.bold, run.italic, run.underline, run.strike) for run in block.runs)
        return Paragraph(runs, block.keep_next)
    if isinstance(block, BulletList):
        return BulletList(tuple(unbroken_blocks(item) for item in block.items))
    if isinstance(block, NumberedList):
        return NumberedList(tuple(unbroken_blocks(item) for item in block.items), block.start, block.letters)
    if isinstance(block, Table):
        return Table(
            rows=tuple(_unbroken_row(row) for row in block.rows),
            header=tuple(_unbroken_row(row) for row in block.header), widths=block.widths, numeric=block.numeric,
            row_height=block.row_height, caption=block.caption,
        )
    return block


def _unbroken_row(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(unbroken_blocks(cell.blocks), cell.colspan, cell.rowspan) for cell in row)


def labelled_first(label: str, blocks: tuple[Block, ...], *, bold: bool) -> tuple[Block, ...]:
    """Put „Label: “ before the first paragraph; before a list or a table it is a paragraph of its own."""
    run = Run(f"{label}: ", bold=bold, italic=not bold)
    if blocks and isinstance(blocks[0], Paragraph):
        return (Paragraph((run, *blocks[0].runs), blocks[0].keep_next), *blocks[1:])
    return (Paragraph((run,), keep_next=bool(blocks)), *blocks)
