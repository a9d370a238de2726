"""Table grids: spans clipped and gaps filled, so that every row covers the same columns without overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from soucinnost.documents.paper.tree import Cell, Row, Table

PlacedRow = list[tuple[int, Cell]]


def placed(rows: Sequence[Row], most_columns: int = 200) -> list[PlacedRow]:
    """Return the rows as a full rectangle, each cell with its column (from 0).

    Row spans end with the last row, no two cells overlap, gaps are empty cells, columns beyond ``most_columns``
    are covered by clipping spans (cells themselves are never dropped).
    """
    taken: list[set[int]] = [set() for _ in rows]
    lines: list[PlacedRow] = []
    for index, cells in enumerate(rows):
        line = []
        column = 0
        for cell in cells:
            while column in taken[index]:
                column += 1
            fitted = _fitted(cell, column, taken[index:], most_columns)
            line.append((column, fitted))
            column += fitted.colspan
        lines.append(line)
    width = max((max(columns) + 1 for columns in taken if columns), default=0)
    return [_filled(line, taken[index], width) for index, line in enumerate(lines)]


def normalised(rows: Sequence[Row], most_columns: int = 200) -> list[Row]:
    """Return the rows as a full rectangle; see :func:`placed`."""
    return [tuple(cell for _, cell in line) for line in placed(rows, most_columns)]


def table_grid(table: Table) -> tuple[list[PlacedRow], list[PlacedRow]]:
    """Return header and body of a table as one rectangle; header cells do not reach into the body."""
    count = len(table.header)
    header = [
        tuple(replace(cell, rowspan=min(cell.rowspan, count - index)) for cell in cells)
        for index, cells in enumerate(table.header)
    ]
    grid = placed([*header, *table.rows])
    return grid[:count], grid[count:]


def width_of(lines: Sequence[PlacedRow]) -> int:
    """Return how many columns placed rows cover."""
    return max((column + cell.colspan for line in lines for column, cell in line), default=0)


def _fitted(cell: Cell, column: int, taken: list[set[int]], most_columns: int) -> Cell:
    """Clip the spans of a cell at the place it gets, and take that place. ``taken`` begins with its own row."""
    colspan = 1
    while colspan < min(cell.colspan, most_columns + 1) and column + colspan not in taken[0]:
        colspan += 1
    rowspan = min(cell.rowspan, len(taken))
    for covered in taken[:rowspan]:
        covered.update(range(column, column + colspan))
    return replace(cell, colspan=colspan, rowspan=rowspan)


def _filled(line: PlacedRow, taken: set[int], width: int) -> PlacedRow:
    gaps = [(column, Cell()) for column in range(width) if column not in taken]
    return sorted(line + gaps, key=lambda place: place[0])
