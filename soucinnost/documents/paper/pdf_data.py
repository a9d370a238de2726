"""The paper as JSON for the Typst template."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from soucinnost.documents.paper.glyphs import is_blank, sign
from soucinnost.documents.paper.grid import PlacedRow, table_grid, width_of
from soucinnost.documents.paper.tree import (
    Block,
    BulletList,
    Cell,
    Chart,
    Contents,
    Heading,
    KeyValues,
    Note,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from soucinnost.documents.paper.words import Outline, reference_line, region_of, words_of

LINE_CHARS = 70  # what surely fits on a line of the text without a break
WHOLE_CELL_CHARS = 1200  # a row with less in each column is kept on one page
Draw = Callable[[str], str]
_UNBROKEN = re.compile(r"[^\s\u200b\u00ad/?-]+")
_AFTER = re.compile(r"(?<=[._@&=;,:+#%)])(?=.)")


def template_data(paper: Paper, draw: Draw, logo: list[int] | None) -> dict[str, Any]:
    """Return what the template reads; every text passes through ``draw``."""
    words = words_of(paper.language)
    title = draw(paper.title).replace("\n", " ")
    created = paper.created.utctimetuple()
    return {
        "title": title if not is_blank(title) else sign(paper.title.strip()[0]),
        "authors": [draw(paper.author)] if paper.author else [],
        "subject": draw(paper.subject) or None,
        "created": list(created[:6]),
        "lang": paper.language,
        "region": region_of(paper.language),
        "words": {"page": words.page, "of": words.of},
        "head": {
            "lines": [draw(line) for line in paper.header.lines if line.strip()],
            "logo": logo,
            "alt": draw(paper.header.logo_alt or (paper.header.lines[0] if paper.header.lines else paper.author)),
        },
        "reference_line": draw(reference_line(paper.language, paper.reference)),
        "mark": draw(paper.mark),
        "footer": draw(paper.footer_text),
        "meta": _pairs(paper.meta, draw),
        "blocks": _Blocks(draw, paper.blocks).data(),
        "notes": [breakable(draw(note), LINE_CHARS) for note in paper.notes],
        "notes_at_end": paper.notes_at_end,
        "notes_title": draw(paper.notes_title),
    }


def breakable(text: str, limit: int) -> str:
    """Return the text with invisible places to break in stretches longer than a line of ``limit`` characters."""

    def broken(found: re.Match[str]) -> str:
        stretch = found.group()
        if len(stretch) <= limit:
            return stretch
        parts = []
        for part in _AFTER.split(stretch):
            parts += [part[at : at + limit] for at in range(0, len(part), limit)]
        return "\u200b".join(parts)

    return _UNBROKEN.sub(broken, text)


class _Blocks:
    """Turns blocks into data, with heading levels made gapless over the whole paper."""

    def __init__(self, draw: Draw, blocks: Sequence[Block]) -> None:
        self.draw = draw
        self.blocks = blocks
        self.outline = Outline()
        self.anchors = {block.anchor for block in blocks if isinstance(block, Heading) and block.anchor}
        self.anchored: set[str] = set()
        self.noted: set[int] = set()

    def data(self) -> list[dict[str, Any]]:
        return self._many(self.blocks, LINE_CHARS)

    def _many(self, blocks: Sequence[Block], limit: int) -> list[dict[str, Any]]:
        return [self._block(block, limit) for block in blocks if not self._blank_heading(block)]

    def _blank_heading(self, block: Block) -> bool:
        """Return whether it is a heading of which nothing is seen; PDF/UA-1 forbids it."""
        return isinstance(block, Heading) and is_blank(self.draw(block.text))

    def _block(self, block: Block, limit: int) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "keep_next": block.keep_next, "runs": self._runs(block, limit)}
            case Heading():
                text = breakable(self.draw(block.text), limit).replace("\n", " ")
                level = self.outline.level(block.level)
                return {"kind": "heading", "level": level, "text": text, "anchor": self._anchor(block.anchor)}
            case BulletList():
                return {"kind": "bullets", "items": [self._many(item, limit - 4) for item in block.items]}
            case NumberedList():
                items = [self._many(item, limit - 4) for item in block.items]
                return {"kind": "numbers", "items": items, "start": max(0, block.start), "letters": block.letters}
            case Table():
                return self._table(block, limit)
            case KeyValues():
                return {"kind": "labelled", "pairs": _pairs(block.pairs, self.draw)}
            case Signatures():
                names = ("role", "name", "date", "note")
                lines = [{name: self.draw(getattr(line, name)) for name in names} for line in block.lines]
                return {"kind": "signatures", "lines": lines}
            case PageBreak():
                return {"kind": "break"}
            case Note():
                return {"kind": "note", "text": breakable(self.draw(block.text), limit)}
            case Contents():
                return {"kind": "contents", "title": self.draw(block.title), "depth": block.depth}
            case Chart():
                return self._chart(block)

    def _anchor(self, anchor: str) -> str:
        """The name of a place, once: a second heading of the same name gets none."""
        if not anchor or anchor in self.anchored:
            return ""
        self.anchored.add(anchor)
        return anchor

    def _chart(self, chart: Chart) -> dict[str, Any]:
        def share(value: float | None) -> float | None:
            return None if value is None else max(0.0, min(1.0, value / chart.top))

        return {
            "kind": "chart", "title": self.draw(chart.title), "alt": self.draw(chart.alt),
            "bars": [
                {
                    "label": breakable(self.draw(bar.label), LINE_CHARS // 3), "text": self.draw(bar.text),
                    "high": share(bar.high), "low": share(bar.high if bar.low is None else bar.low),
                    "plan": bar.is_plan,
                }
                for bar in chart.bars
            ],
        }

    def _link(self, link: str) -> str:
        if link.startswith("#"):
            return link if link[1:] in self.anchors else ""
        return link if link.startswith(("https://", "http://", "mailto:")) else ""

    def _notes(self, notes: Sequence[int]) -> list[dict[str, Any]]:
        marks = []
        for number in notes:
            marks.append({"n": number, "first": number not in self.noted})
            self.noted.add(number)
        return marks

    def _runs(self, paragraph: Paragraph, limit: int) -> list[dict[str, Any]]:
        return [
            {
                "text": breakable(self.draw(run.text), limit),
                "bold": run.bold,
                "italic": run.italic,
                "underline": run.underline,
                "strike": run.strike,
                "link": self._link(run.link),
                "notes": self._notes(run.notes),
            }
            for run in paragraph.runs
        ]

    def _table(self, table: Table, limit: int) -> dict[str, Any]:
        header, body = table_grid(table)
        columns = width_of([*header, *body])
        widths = (list(table.widths) + [1.0] * columns)[:columns]
        total = sum(widths)
        limits = [max(3, int(limit * width / total) - 3) for width in widths]
        return {
            "kind": "table",
            "header": self._rows(header, limits),
            "rows": self._rows(body, limits),
            "widths": widths,
            "numeric": list(table.numeric),
            "row_height": table.row_height,
            "caption": self.draw(table.caption),
        }

    def _rows(self, lines: list[PlacedRow], limits: list[int]) -> list[list[dict[str, Any]]]:
        rows = [[self._cell(column, cell, limits) for column, cell in line] for line in lines]
        for cells in rows:
            whole = all(_length(cell["blocks"]) <= WHOLE_CELL_CHARS // len(cells) for cell in cells)
            for cell in cells:
                cell["whole"] = whole
        return rows

    def _cell(self, column: int, cell: Cell, limits: list[int]) -> dict[str, Any]:
        limit = sum(limits[column : column + cell.colspan])
        return {
            "column": column,
            "colspan": cell.colspan,
            "rowspan": cell.rowspan,
            "blocks": self._many(cell.blocks, limit),
        }


def _length(data: Any) -> int:
    """Count the characters in the data of blocks, an empty block as one."""
    if isinstance(data, str):
        return len(data)
    if isinstance(data, dict):
        return sum(_length(value) for value in data.values())
    return sum(_length(value) for value in data) if isinstance(data, list) else 0


def _pairs(pairs: Sequence[tuple[str, str]], draw: Draw) -> list[list[str]]:
    return [[draw(label), breakable(draw(value), LINE_CHARS - 20)] for label, value in pairs]
