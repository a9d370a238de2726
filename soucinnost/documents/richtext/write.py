"""From blocks to canonical HTML and to plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from soucinnost.documents.paper.tree import (
    Block,
    BulletList,
    Cell,
    Heading,
    NumberedList,
    Paragraph,
    Row,
    Run,
    Table,
)


def html_of(blocks: Iterable[Block]) -> str:
    """Write blocks as canonical HTML; raises TypeError for a block that minutes text cannot hold."""
    return "".join(_block_html(block) for block in blocks)


def _block_html(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_runs_html(block.runs)}</p>"
    if isinstance(block, Heading):
        return f"<h3>{escape(block.text, quote=False)}</h3>"
    if isinstance(block, BulletList):
        return f"<ul>{_items_html(block.items)}</ul>"
    if isinstance(block, NumberedList):
        kind = ' type="a"' if block.letters else ""
        start = f' start="{block.start}"' if block.start != 1 else ""
        return f"<ol{kind}{start}>{_items_html(block.items)}</ol>"
    if isinstance(block, Table):
        head = f"<thead>{_rows_html(block.header, 'th')}</thead>" if block.header else ""
        return f"<table>{head}<tbody>{_rows_html(block.rows, 'td')}</tbody></table>"
    raise TypeError(f"{type(block).__name__} is not part of a rich text")


def _runs_html(runs: Iterable[Run]) -> str:
    done = []
    for run in runs:
        text = escape(run.text, quote=False).replace("\n", "<br>")
        marks = (("s", run.strike), ("u", run.underline), ("em", run.italic), ("strong", run.bold))
        for tag, on in marks:
            text = f"<{tag}>{text}</{tag}>" if on else text
        done.append(text)
    return "".join(done)


def _items_html(items: Iterable[Sequence[Block]]) -> str:
    return "".join(f"<li>{_inner_html(blocks)}</li>" for blocks in items)


def _inner_html(blocks: Sequence[Block]) -> str:
    """Write the content of an item or a cell: its only paragraph, when first, stands without ``p``."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if len(paragraphs) == 1 and isinstance(blocks[0], Paragraph):
        return _runs_html(blocks[0].runs) + html_of(blocks[1:])
    return html_of(blocks)


def _rows_html(rows: Iterable[Row], tag: str) -> str:
    return "".join("<tr>" + "".join(_cell_html(cell, tag) for cell in cells) + "</tr>" for cells in rows)


def _cell_html(cell: Cell, tag: str) -> str:
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<{tag}{columns}{rows}>{_inner_html(cell.blocks)}</{tag}>"


def plain_of(blocks: Iterable[Block]) -> str:
    """Write blocks as plain text, one line a paragraph or item, an empty line between blocks."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def plain_line(blocks: Iterable[Block]) -> str:
    """Write blocks as one line."""
    return " ".join(" ".join(line.strip() for line in _lines(block)) for block in blocks).replace("\n", " ")


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return "".join(run.text for run in block.runs).split("\n")
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, BulletList):
        return [line for item in block.items for line in _item_lines("– ", item)]
    if isinstance(block, NumberedList):
        return [
            line
            for place, item in enumerate(block.items)
            for line in _item_lines(number_mark(block, place) + " ", item)
        ]
    if isinstance(block, Table):
        return ["\t".join(plain_line(cell.blocks) for cell in cells) for cells in (*block.header, *block.rows)]
    raise TypeError(f"{type(block).__name__} is not part of a rich text")


def number_mark(numbered: NumberedList, place: int) -> str:
    """Return the mark of an item (``place`` from 0): „3.“ or „c)“; letters beyond z are doubled (aa)."""
    number = numbered.start + place
    if not numbered.letters or number < 1:
        return f"{number}."
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) + ")"


def _item_lines(mark: str, item: Sequence[Block]) -> list[str]:
    lines = [line for block in item for line in _lines(block)]
    return [mark + lines[0], *("  " + line for line in lines[1:])] if lines else [mark.rstrip()]
