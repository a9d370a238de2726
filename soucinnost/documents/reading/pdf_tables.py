"""Tables of a PDF page: those ruled on all sides, and those with rules between rows only, whose columns gaps tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.table import merge_edges

_SOFT = "\u00ad"
_SNAP = 3.0
_GUTTER = 5.0  # points; spaces between words of common sizes are narrower
_WIDE = 0.4  # of the width of a page: shorter rules underline something
Box = tuple[float, float, float, float]
Words = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as its cells, each its paragraphs; ``top`` and ``bottom`` in points from the top of the page."""

    top: float
    bottom: float
    cells: tuple[tuple[str, ...], ...]

    def texts(self) -> list[str]:
        """Return the row as lines of cells parted by TABs: the first, and those of further paragraphs."""
        depth = max((len(cell) for cell in self.cells), default=0)
        lines = ["\t".join(cell[at] if at < len(cell) else "" for cell in self.cells) for at in range(depth)]
        return [line for line in lines if line.strip()]


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table and where it stands: left, top, right and bottom."""

    box: Box
    rows: tuple[TableRow, ...]


def shown(text: str) -> str:
    """Return a line as it is seen: of soft hyphens only the one that divides a word at its end."""
    text = " ".join(text.split())
    plain = text.replace(_SOFT, "")
    return f"{plain}-" if plain and text.endswith(_SOFT) else plain


def glued(first: str, second: str) -> str:
    """Return two lines of a paragraph as one; a word divided between them is whole again."""
    if first.endswith("-") and second[:1].islower() and not first.endswith(" -"):
        return first[:-1] + second
    return f"{first} {second}"


def tables_of(page: Any) -> list[PdfTable]:
    """Return the tables of a page of pdfplumber, from its top."""
    grids: list[tuple[Box, list[list[Box | None]]]] = []
    for found in page.find_tables():
        boxes = [list(row.cells) for row in found.rows]
        if max(map(len, boxes), default=0) > 1:
            grids.append((found.bbox, boxes))
    chains = _chains(page)
    if not grids and not chains:
        return []
    words = page.extract_words()
    for open_grid in (grid for chain in chains for grid in _open_grids(chain, words)):
        whole = _around(open_grid)
        inside = [grid for grid in grids if _overlap(grid[0], whole)]
        if all(len(rows) < len(open_grid) for _, rows in inside):
            grids = [grid for grid in grids if grid not in inside]
            grids.append((whole, open_grid))
    read = [(box, [[_lines(words, cell) for cell in row] for row in rows]) for box, rows in grids]
    leading = _leading([lines for _, rows in read for row in rows for lines in row])
    tables = [
        PdfTable(box, tuple(_row(boxes, row, leading) for boxes, row in zip(cells, rows, strict=True)))
        for (box, cells), (_, rows) in zip(grids, read, strict=True)
    ]
    kept = [table for table in tables if len(table.rows) > 1 or any(table.rows[0].cells)]
    return sorted(kept, key=lambda table: table.box[1])


def _row(boxes: Sequence[Box | None], cells: Sequence[Words], leading: float | None) -> TableRow:
    known = [box for box in boxes if box]
    texts = tuple(_paragraphs(lines, leading) for lines in cells)
    return TableRow(min(box[1] for box in known), max(box[3] for box in known), texts)


def _lines(words: Words, box: Box | None) -> Words:
    """Return the lines of a cell, each with its text and place."""
    if box is None:
        return []
    left, top, right, bottom = box
    inside = [
        word
        for word in words
        if left <= (word["x0"] + word["x1"]) / 2 <= right and top <= (word["top"] + word["bottom"]) / 2 <= bottom
    ]
    lines: Words = []
    for word in sorted(inside, key=lambda word: (word["bottom"], word["x0"])):
        if lines and abs(lines[-1]["bottom"] - word["bottom"]) < _SNAP:
            lines[-1]["words"].append(word)
            lines[-1]["top"] = min(lines[-1]["top"], word["top"])
        else:
            lines.append({"top": word["top"], "bottom": word["bottom"], "words": [word]})
    for line in lines:
        line["text"] = " ".join(word["text"] for word in sorted(line["words"], key=lambda word: word["x0"]))
        line["text"] = shown(line["text"])
    return lines


def _leading(cells: Sequence[Words]) -> float | None:
    """Return the usual space between two lines of one paragraph in cells; None where nothing shows it."""
    gaps = [
        below["top"] - above["bottom"]
        for lines in cells
        for above, below in pairwise(lines)
        if below["text"][:1].islower() and above["text"][-1:] not in ".:;!?"
    ]
    return median(gaps) if gaps else None


def _paragraphs(lines: Words, leading: float | None) -> tuple[str, ...]:
    """Return the paragraphs of a cell: they stand apart more than lines do."""
    found: list[str] = []
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        height = line["bottom"] - line["top"]
        is_apart = above is not None and leading is not None and line["top"] - above["bottom"] > leading + 0.08 * height
        if not found or is_apart:
            found.append(line["text"])
        else:
            found[-1] = glued(found[-1], line["text"])
    return tuple(found)


def _chains(page: Any) -> list[list[Box]]:
    """Return rows of rules as wide as one another, one below the other: what open tables may stand between."""
    flat = [edge for edge in page.edges if edge["orientation"] == "h"]
    rules = sorted(merge_edges(flat, _SNAP, _SNAP, _SNAP, _SNAP), key=lambda edge: edge["top"]) if flat else []
    chains: list[list[Box]] = []
    for rule in rules:
        if rule["x1"] - rule["x0"] < _WIDE * page.width:
            continue
        box = (rule["x0"], rule["top"], rule["x1"], rule["top"])
        if chains and abs(chains[-1][-1][0] - box[0]) < _SNAP and abs(chains[-1][-1][2] - box[2]) < _SNAP:
            chains[-1].append(box)
        else:
            chains.append([box])
    return [chain for chain in chains if len(chain) > 2]


def _open_grids(chain: Sequence[Box], words: Words) -> list[list[list[Box | None]]]:
    """Return the tables between the rules of a chain: rows that keep at least one gap between columns in common."""
    grids: list[list[list[Box | None]]] = []
    bands: list[tuple[float, float]] = []
    free: list[tuple[float, float]] = []
    left, right = chain[0][0], chain[0][2]

    def inner(stretches: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(start, end) for start, end in stretches if start > left + _SNAP and end < right]

    def close() -> None:
        if len(bands) > 1:
            bounds = [left, *((start + end) / 2 for start, end in inner(free)), right]
            grids.append([[(x0, top, x1, bottom) for x0, x1 in pairwise(bounds)] for top, bottom in bands])
        bands.clear()

    for (_, top, _, _), (_, bottom, _, _) in pairwise(chain):
        inside = [word for word in words if top <= (word["top"] + word["bottom"]) / 2 <= bottom]
        own = _free(inside, left, right)
        both = _common(free, own) if bands else own
        columns = len(inner(both))
        if bands and (not inside or not columns or columns < len(inner(free)) and len(bands) > 1):
            close()
            both = own
        free = both
        if inside and inner(both):
            bands.append((top, bottom))
    close()
    return grids


def _free(words: Words, left: float, right: float) -> list[tuple[float, float]]:
    """Return the stretches between ``left`` and ``right`` where no word stands, those at both sides too."""
    found = []
    reached = left + _SNAP
    for start, end in sorted((word["x0"], word["x1"]) for word in words):
        if start - reached > _GUTTER:
            found.append((reached, start))
        reached = max(reached, end)
    if right - reached > _GUTTER:
        found.append((reached, right))
    return found


def _common(first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return what two rows of stretches have in common, wide enough to part columns."""
    both = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return [(start, end) for start, end in both if end - start > _GUTTER]


def _around(grid: Sequence[Sequence[Box | None]]) -> Box:
    boxes = [box for row in grid for box in row if box]
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip


def _overlap(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] - 1 and second[1] < first[3] - 1
