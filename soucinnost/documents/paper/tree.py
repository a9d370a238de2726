"""The neutral document: what is on the paper, without saying whether it becomes DOCX or PDF.

All nodes are frozen and hold tuples, so a paper can be compared, hashed and written twice with the same result.
Texts are plain characters; no node is ever interpreted as markup. A line break inside a run is ``"\\n"``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 (section) to 3, below the title of the paper."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs. ``keep_next`` keeps it on one page with what follows."""

    runs: tuple[Run, ...]
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list with dashes or bullets; each item is a tuple of blocks."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A numbered list that begins at ``start``; ``letters`` numbers by a), b), c) instead of 1., 2., 3."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    letters: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; spans count columns and rows, 1 being an ordinary cell."""

    blocks: tuple[Block, ...] = ()
    colspan: int = 1
    rowspan: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; writers fill gaps in its rows with empty cells (``paper.grid``).

    ``header`` rows repeat on every page. ``widths`` are relative column widths (empty: equal).
    ``numeric`` lists the columns (from 0) aligned to the right. ``row_height`` in millimetres is the least height of
    a body row, for sheets that are filled in by hand.
    """

    rows: tuple[Row, ...]
    header: tuple[Row, ...] = ()
    widths: tuple[float, ...] = ()
    numeric: tuple[int, ...] = ()
    row_height: float = 0.0
    caption: str = ""


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labelled values under one another („Místo: …“). Labels come without the colon."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: role („Zapsala“), name, date and a note as text, each possibly empty."""

    role: str
    name: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signature lines, two beside each other."""

    lines: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: str


Block = Heading | Paragraph | BulletList | NumberedList | Table | KeyValues | Signatures | PageBreak | Note


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: lines of text (the first one stands out) and a PNG or JPEG logo."""

    lines: tuple[str, ...] = ()
    logo: bytes | None = None
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document to be written.

    ``created`` is an aware time and the only time that gets into the file. ``reference`` is the file reference
    („č. j.“) without its label. ``mark`` stands beside it („Návrh k připomínkám“). ``meta`` is the block of labelled
    values under the title. ``language`` is the language of the record („cs“); it also chooses the few fixed words.
    """

    title: str
    created: datetime
    blocks: tuple[Block, ...]
    language: str = "cs"
    author: str = ""
    subject: str = ""
    header: Letterhead = field(default_factory=Letterhead)
    meta: tuple[tuple[str, str], ...] = ()
    footer_text: str = ""
    reference: str = ""
    mark: str = ""

    def __post_init__(self) -> None:
        """Refuse a paper without a title or with a naive time: both end up in the archived file."""
        if not self.title.strip():
            raise ValueError("a paper needs a title")
        if self.created.tzinfo is None:
            raise ValueError("Paper.created must be an aware datetime")


def text(value: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Return a paragraph of one run."""
    return Paragraph((Run(value, bold=bold, italic=italic),))


def labelled(label: str, value: str) -> Paragraph:
    """Return „Label: value“ with the label in bold; ``label`` comes without the colon."""
    return Paragraph((Run(f"{label}: ", bold=True), Run(value)))


def row(*values: str) -> Row:
    """Return a table row of plain texts; an empty text makes an empty cell."""
    return tuple(Cell((text(value),)) if value else Cell() for value in values)
