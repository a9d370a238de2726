"""The report as a tree of plain values: frozen, comparable, kept as JSON.

A report is a row of headings and passages. A passage has words (``prose``), which an editor can write over, and tables
and charts (``data``), which always come from records. A number carries the uids of the claims that tell it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

LONG_NAME = 32
"""A source with a longer name is named whole only once."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words. ``neutral`` is what everybody may read where ``text`` is for this reader. ``link`` names an anchor."""

    text: str
    neutral: str = ""
    link: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a statement as text („přibližně 80 osob“) with the uids of its claims; empty: only their notes."""

    text: str
    claims: tuple[str, ...] = ()


Inline = Words | Number
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list with dashes."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values; labels come without the colon."""

    pairs: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``numeric`` are columns (from 0) aligned to the right, ``widths`` relative widths of columns."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Stripe:
    """A bar of a chart; see ``documents.paper.tree.Bar``."""

    label: str
    text: str
    high: float | None = None
    low: float | None = None
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class Stripes:
    """A chart of bars on one scale."""

    title: str
    bars: tuple[Stripe, ...]

    @property
    def alt(self) -> str:
        """What the chart shows, in words."""
        return f"{self.title}: " + "; ".join(f"{one.label}: {one.text}" for one in self.bars)


Block = Para | Items | Facts | Grid | Stripes


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of ``level`` 1 to 3; ``anchor`` is unique in the report."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words and tables under one key. ``title`` is what the passage is called where it is written over.

    ``written`` are an editor's words in place of the drafted ones; then ``prose`` is made of them.
    A passage that ``is_fixed`` is a form of the records and is not written over.
    """

    key: str
    title: str
    prose: tuple[Block, ...] = ()
    data: tuple[Block, ...] = ()
    written: str = ""
    is_fixed: bool = False


Part = Title | Passage


@dataclass(frozen=True, slots=True)
class Source:
    """What a note says of a claim. ``told`` is its number in words, empty for a statement."""

    label: str = ""
    told: str = ""
    kind: str = ""
    period: str = ""
    source: str = ""
    page: str = ""
    stated: str = ""
    organisation: str = ""

    @property
    def text(self) -> str:
        """The note: „Konference: 132 osob; skutečnost; 2013; Závěrečná zpráva, s. 4; uvedeno 7. 12. 2017; Kraj“."""
        return self.text_from(self.source)

    def text_from(self, source: str) -> str:
        """The note with the source called ``source``."""
        what = f"{self.label}: {self.told}" if self.label and self.told else self.told or self.label
        where = f"{source}, s.\u00a0{self.page}" if source and self.page else source
        stated = f"uvedeno {self.stated}" if self.stated else ""
        return "; ".join(part for part in (what, self.kind, self.period, where, stated, self.organisation) if part)


@dataclass(frozen=True, slots=True)
class Report:
    """A report. ``facts`` stand under the title; ``sources`` are claims by uid, whether they are referred to or not."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def passages(self) -> dict[str, Passage]:
        """Passages by key, in their order."""
        return {part.key: part for part in self.parts if isinstance(part, Passage)}


def note_texts(report: Report, notes: Iterable[str]) -> list[str]:
    """What the notes say, in their order. A long name of a source comes whole once, then as „zdroj 1“."""
    uids = list(notes)
    counts = Counter(report.sources[uid].source for uid in uids if uid in report.sources)
    short: dict[str, str] = {}
    found = []
    for uid in uids:
        source = report.sources.get(uid)
        if source is None:
            found.append("")
            continue
        name = source.source
        if name in short:
            found.append(source.text_from(short[name]))
        elif counts[name] > 1 and len(name) > LONG_NAME:
            short[name] = f"zdroj\u00a0{len(short) + 1}"
            found.append(source.text_from(f"{name} (dále jen „{short[name]}“)"))
        else:
            found.append(source.text)
    return found


# -- walking


def words(text: str, *, bold: bool = False) -> Line:
    """A line of plain words; an empty text gives an empty line."""
    return (Words(text, bold=bold),) if text else ()


def lines_of(block: Block) -> Iterator[Line]:
    """All lines of a block, in the order in which they are read. A chart has none: its table says the same."""
    match block:
        case Para():
            yield block.line
        case Items():
            yield from block.lines
        case Facts():
            yield from (line for _label, line in block.pairs)
        case Grid():
            yield from (cell for row in block.rows for cell in row)
        case _:
            return


def inlines(parts: Iterable[Part]) -> Iterator[Inline]:
    """All words and numbers of a report in the order in which they are read."""
    for part in parts:
        if isinstance(part, Passage):
            for block in (*part.prose, *part.data):
                for line in lines_of(block):
                    yield from line


def numbered(parts: Iterable[Part]) -> dict[str, int]:
    """Numbers of notes by the claims' uids: 1, 2, 3 in the order in which claims are first referred to."""
    found: dict[str, int] = {}
    for one in inlines(parts):
        if isinstance(one, Number):
            for claim in one.claims:
                found.setdefault(claim, len(found) + 1)
    return found


def plain(line: Line, *, neutral: bool = False) -> str:
    """A line without marks."""
    return "".join(
        one.neutral if neutral and isinstance(one, Words) and one.neutral else one.text for one in line
    )


def plain_block(block: Block, *, neutral: bool = False) -> list[str]:
    """Lines of plain text that say the same as the block."""
    match block:
        case Para():
            return [plain(block.line, neutral=neutral)]
        case Items():
            return [f"– {plain(line, neutral=neutral)}" for line in block.lines]
        case Facts():
            return [f"{label}: {plain(line, neutral=neutral)}" for label, line in block.pairs]
        case Grid():
            return [" | ".join(plain(cell, neutral=neutral) for cell in row) for row in block.rows]
        case _:  # a chart: its table says the same
            return []


def prose_text(passage: Passage) -> str:
    """The words of a passage as text to be written over."""
    return "\n".join(line for block in passage.prose for line in plain_block(block))


def base_text(passage: Passage) -> str:
    """All that a passage says, tables too, as everybody may read it: when it changes, the records changed."""
    blocks = (*passage.prose, *passage.data)
    return "\n".join(line for block in blocks for line in plain_block(block, neutral=True))


# -- JSON


_NODES: dict[str, Any] = {
    one.__name__: one
    for one in (Words, Number, Para, Items, Facts, Grid, Stripe, Stripes, Title, Passage, Source, Report)
}


def to_json(node: Any) -> Any:
    """Plain values of a node; fields that stand at their default are left out."""
    if is_dataclass(node) and not isinstance(node, type):
        data: dict[str, Any] = {"_": type(node).__name__}
        for one in fields(node):
            value = getattr(node, one.name)
            if value != one.default:
                data[one.name] = to_json(value)
        return data
    if isinstance(node, tuple):
        return [to_json(one) for one in node]
    if isinstance(node, dict):
        return {key: to_json(value) for key, value in node.items()}
    return node


def from_json(data: Any) -> Any:
    """The node of plain values; ValueError for values that are none."""
    if isinstance(data, list):
        return tuple(from_json(one) for one in data)
    if isinstance(data, dict):
        if "_" not in data:
            return {key: from_json(value) for key, value in data.items()}
        made = _NODES.get(data["_"])
        if made is None:
            raise ValueError(f"a report has no {data['_']}")
        return made(**{key: from_json(value) for key, value in data.items() if key != "_"})
    return data
