"""Table grids: spans clipped and gaps filled, so that every row covers the same columns without overlap."""

from __future__ import annotations

from dataclasses import replace

from soucinnost.documents.paper.tree import Cell, Row
from soucinnost.documents.richtext.source import RichTextError

MAX_COLUMNS = 60
MAX_CELLS = 20_000


def normalised(rows: list[Row]) -> list[Row]:
    """Return the rows as a full rectangle: row spans end with the last row, no two cells overlap, gaps are empty cells.

    Raises RichTextError when the table is wider than MAX_COLUMNS or has more than MAX_CELLS places.
    """
    taken: list[set[int]] = [set() for _ in rows]
    placed: list[list[tuple[int, Cell]]] = []
    for index, cells in enumerate(rows):
        line = []
        column = 0
        for cell in cells:
            while column in taken[index]:
                column += 1
            fitted = _fitted(cell, column, index, taken)
            line.append((column, fitted))
            column += fitted.colspan
        placed.append(line)
    width = max((max(columns) + 1 for columns in taken if columns), default=0)
    if width > MAX_COLUMNS or width * len(rows) > MAX_CELLS:
        raise RichTextError(
            f"Tabulka je příliš velká (nejvýše {MAX_COLUMNS} sloupců a {MAX_CELLS} buněk). Připojte ji jako soubor."
        )
    return [_filled(line, taken[index], width) for index, line in enumerate(placed)]


def _fitted(cell: Cell, column: int, index: int, taken: list[set[int]]) -> Cell:
    """Clip the spans of a cell at the place it gets, and take that place."""
    colspan = 1
    wanted = min(cell.colspan, MAX_COLUMNS + 1)
    while colspan < wanted and column + colspan not in taken[index]:
        colspan += 1
    rowspan = min(cell.rowspan, len(taken) - index)
    for covered in taken[index : index + rowspan]:
        covered.update(range(column, column + colspan))
    return replace(cell, colspan=colspan, rowspan=rowspan)


def _filled(line: list[tuple[int, Cell]], taken: set[int], width: int) -> Row:
    gaps = [(column, Cell()) for column in range(width) if column not in taken]
    return tuple(cell for _, cell in sorted(line + gaps, key=lambda place: place[0]))
