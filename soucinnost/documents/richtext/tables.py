"""Tables of a pasted text: which rows are headers, which tables only hold the layout of a mail."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from soucinnost.documents.paper.grid import normalised
from soucinnost.documents.paper.tree import Block, Cell, Paragraph, Row, Run, Table
from soucinnost.documents.richtext.source import RichTextError
from soucinnost.documents.richtext.write import plain_line

MAX_COLUMNS = 60
MAX_CELLS = 20_000


@dataclass
class SourceRow:
    """A row of the source: its cells, and whether it stands in ``thead``."""

    cells: list[etree._Element]
    in_head: bool

    @property
    def all_headers(self) -> bool:
        """Return whether every cell is a ``th``."""
        return bool(self.cells) and all(cell.tag == "th" for cell in self.cells)


@dataclass
class TablePart:
    """What a source table consists of. ``single`` is the only cell of a table used as a frame."""

    rows: list[SourceRow] = field(default_factory=list)
    captions: list[etree._Element] = field(default_factory=list)

    @classmethod
    def of(cls, table: etree._Element) -> TablePart:
        """Read the rows of a table, not those of tables inside it."""
        part = cls()
        foot: list[SourceRow] = []
        for element in table:
            if element.tag == "caption":
                part.captions.append(element)
            elif element.tag == "tr":
                part.rows.append(_row(element, in_head=False))
            else:
                rows = [_row(inner, in_head=element.tag == "thead") for inner in element if inner.tag == "tr"]
                (foot if element.tag == "tfoot" else part.rows).extend(rows)
        part.rows += foot
        part.rows.sort(key=lambda row: not row.in_head)
        return part

    @property
    def single(self) -> etree._Element | None:
        """Return the cell when there is one only."""
        cells = [cell for row in self.rows for cell in row.cells]
        return cells[0] if len(cells) == 1 else None


def build_table(rows: list[list[Cell]], part: TablePart) -> list[Block]:
    """Return the table, or nothing when it has no visible text; raises RichTextError when it is too large."""
    if not any(cell.blocks for cells in rows for cell in cells):
        return []
    # A cell of headings outside the head is written bold, so it is bold already when the head is looked for.
    rows = [
        [_weighted(cell, bold=True) if td.tag == "th" else cell for cell, td in zip(cells, source.cells, strict=True)]
        for cells, source in zip(rows, part.rows, strict=True)
    ]
    count = _header_count(rows, part)
    shaped: list[Row] = [
        tuple(
            replace(_weighted(cell, bold=False), rowspan=min(cell.rowspan, count - index)) if index < count else cell
            for cell in cells
        )
        for index, cells in enumerate(rows)
    ]
    grid = _limited_grid(shaped)
    return [Table(rows=tuple(grid[count:]), header=tuple(grid[:count]))]


def _limited_grid(rows: list[Row]) -> list[Row]:
    if sum(len(cells) for cells in rows) <= MAX_CELLS:
        grid = normalised(rows, MAX_COLUMNS)
        width = sum(cell.colspan for cell in grid[0])
        if width <= MAX_COLUMNS and width * len(grid) <= MAX_CELLS:
            return grid
    raise RichTextError(
        f"Tabulka je příliš velká (nejvýše {MAX_COLUMNS} sloupců a {MAX_CELLS} buněk). Připojte ji jako soubor."
    )


def flattened(rows: list[list[Cell]]) -> list[Block]:
    """Return a table inside a table as lines, cells divided by a bar."""
    lines = [" | ".join(plain_line(cell.blocks) for cell in cells if cell.blocks) for cells in rows]
    return [Paragraph((Run(line),)) for line in lines if line]


def _row(element: etree._Element, *, in_head: bool) -> SourceRow:
    return SourceRow([cell for cell in element if cell.tag in {"td", "th"}], in_head)


def _header_count(rows: list[list[Cell]], part: TablePart) -> int:
    """Count header rows: those of ``thead``, else leading rows of ``th``, else one bold row above others."""
    count = sum(row.in_head for row in part.rows)
    if not count:
        while count < len(part.rows) and part.rows[count].all_headers:
            count += 1
    if not count and len(rows) > 1 and _bold(rows[0]) and not _bold(rows[1]):
        count = max(cell.rowspan for cell in rows[0])
    return min(count, len(rows) - 1)


def _bold(cells: list[Cell]) -> bool:
    """Return whether a row is bold throughout and more than half of its cells say something."""
    said = [cell for cell in cells if cell.blocks]
    if len(said) * 2 <= len(cells):
        return False
    return all(
        isinstance(block, Paragraph) and all(run.bold or not run.text.strip() for run in block.runs)
        for cell in said
        for block in cell.blocks
    )


def _weighted(cell: Cell, *, bold: bool) -> Cell:
    """Return the cell with its paragraphs all bold or all plain, neighbouring runs of one style joined."""
    blocks: list[Block] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            block = Paragraph(_joined([replace(run, bold=bold) for run in block.runs]))
        blocks.append(block)
    return replace(cell, blocks=tuple(blocks))


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    done: list[Run] = []
    for run in runs:
        if done and replace(done[-1], text=run.text) == run:
            done[-1] = replace(run, text=done[-1].text + run.text)
        else:
            done.append(run)
    return tuple(done)
