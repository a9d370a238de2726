"""The neutral document: what is on the paper, without saying whether it becomes DOCX or PDF.

All nodes are frozen and hold tuples, so a paper can be compared, hashed and written twice with the same result.
Texts are plain characters; no node is ever interpreted as markup. A line break inside a run is ``"\\n"``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

MANY_NOTES = 120
"""More notes than this stand at the end: at the feet of pages they would push the text out, and take long to set."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    ``notes`` are numbers (from 1) of the paper's notes that stand behind it. ``link`` is an address, or ``#anchor`` of
    a heading of the same paper; a link that leads nowhere is left out, its text stays.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    notes: tuple[int, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 (section) to 3, below the title of the paper. ``anchor`` is what links name it by."""

    level: int
    text: str
    anchor: str = ""


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


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings down to ``depth``, with page numbers where the format knows them."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``high`` is its length, ``low`` how much of it is certain; a plan is drawn empty. ``text`` is its value.

    A bar without a number (None) has no length and says only its text.
    """

    label: str
    text: str
    high: float | None = None
    low: float | None = None
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside one another on one scale. ``alt`` says in words what they show."""

    title: str
    bars: tuple[Bar, ...]
    alt: str

    @property
    def top(self) -> float:
        """The length of the longest bar; 1 when none has any."""
        return max((bar.high for bar in self.bars if bar.high), default=0) or 1.0


Block = (
    Heading | Paragraph | BulletList | NumberedList | Table | KeyValues | Signatures | PageBreak | Note
    | Contents | Chart
)


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
    values under the title. ``notes`` are the notes that runs refer to, numbered by their order; the first references
    come in that order. Few of them stand at the foot of pages, many (``MANY_NOTES``) at the end under ``notes_title``.
    ``language`` is the language of the record („cs“); it also chooses the few fixed words.
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
    notes: tuple[str, ...] = ()
    notes_title: str = ""

    @property
    def notes_at_end(self) -> bool:
        """Whether there are too many notes for the feet of pages."""
        return len(self.notes) > MANY_NOTES

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
