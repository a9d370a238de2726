"""Blocks of a paper as paragraphs and tables of a DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl
from docx.shared import Emu, Length, Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from soucinnost.documents.paper.docx_chart import bar_xml
from soucinnost.documents.paper.docx_notes import Notes
from soucinnost.documents.paper.docx_numbering import Numbering, indent, numbered_xml
from soucinnost.documents.paper.docx_runs import append, paragraph_xml, runs_xml, text_xml
from soucinnost.documents.paper.docx_styles import (
    CONTENTS,
    LABELLED,
    NOTE,
    ROLE,
    SIGN_LINE,
    TABLE_HEAD,
    TABLE_TEXT,
    TEXT_WIDTH,
)
from soucinnost.documents.paper.glyphs import is_blank, printable
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
    Signature,
    Signatures,
    Table,
)
from soucinnost.documents.paper.words import Outline


class BlockWriter:
    """Writes blocks into the body or into a cell; heading levels are made gapless over the whole paper."""

    def __init__(self, document: Document, numbering: Numbering, paper: Paper) -> None:
        self.document = document
        self.numbering = numbering
        self.outline = Outline()
        self.style_ids = {style.name: style.style_id for style in document.styles}
        self.notes = Notes(document, paper, self.style_ids)

    def paragraph(self, container: Any, style: str | None = None, text: str = "") -> Any:
        """Append a paragraph; the style is set by its id, because looking it up by name is slow in long tables."""
        made = container.add_paragraph(text)
        if style:
            made._p.style = self.style_ids[style]
        return made

    def write(self, container: Any, blocks: Sequence[Block], style: str | None = None) -> None:
        """Write blocks into a container; ``style`` is the paragraph style instead of Normal."""
        for block in blocks:
            self._block(container, block, style)

    def labelled(self, container: Any, label: str, value: str, style: str = LABELLED) -> None:
        """Write „Label: value“ with the values of several lines under one another."""
        paragraph = self.paragraph(container, style)
        paragraph.add_run(_line(label) + ":").bold = True
        paragraph.add_run("\t" + printable(value).replace("\t", " "))

    def _block(self, container: Any, block: Block, style: str | None) -> None:
        match block:
            case Paragraph():
                keep = "<w:keepNext/>" if block.keep_next else ""
                self._append(container, style, keep, runs_xml(block.runs, self.notes))
            case Heading():
                if not is_blank(printable(block.text)):
                    level = self.outline.level(block.level)
                    words = self.notes.place(block.anchor, f"<w:r>{text_xml(_line(block.text))}</w:r>")
                    self._append(container, f"Heading {level}", "", words)
            case BulletList() | NumberedList():
                self._list(container, block, 0, style)
            case Table():
                self._table(container, block)
            case KeyValues():
                for label, value in block.pairs:
                    self.labelled(container, label, value)
            case Signatures():
                self._signatures(container, block.lines)
            case PageBreak():
                container.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case Note():
                self.paragraph(container, NOTE, printable(block.text))
            case Contents():
                self.paragraph(container, CONTENTS, _line(block.title))
                self.notes.contents(container, block.depth)
            case Chart():
                self._chart(container, block)

    def _chart(self, container: Any, chart: Chart) -> None:
        self.paragraph(container, "Caption", _line(chart.title))
        widths = [Emu(int(TEXT_WIDTH * share)) for share in (0.28, 0.52, 0.20)]
        drawn = _new_table(container, widths)
        look = "<w:cantSplit/>"
        for bar in chart.bars:
            label, told = (f"<w:r>{text_xml(_line(one))}</w:r>" for one in (bar.label, bar.text))
            words = (label, bar_xml(chart, bar), told)
            cells = "".join(
                _cell_xml([width], "", paragraph_xml(self.style_ids[TABLE_TEXT], "", content), is_header=False)
                for width, content in zip(widths, words, strict=True)
            )
            append(drawn, f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>")
        self._append(container, None, "", "")

    def _append(self, container: Any, style: str | None, properties: str, content: str) -> None:
        append(container, paragraph_xml(self.style_ids[style] if style else "", properties, content))

    def _list(self, container: Any, block: BulletList | NumberedList, level: int, style: str | None) -> None:
        if isinstance(block, NumberedList):
            number_id = self.numbering.numbered(level, block.start, letters=block.letters)
            item_style = "List Number"
        else:
            number_id, item_style = self.numbering.bullets, "List Bullet"
        for item in block.items:
            begun = False
            for inner in item:
                if isinstance(inner, BulletList | NumberedList):
                    if not begun:
                        self.numbering.apply(self.paragraph(container, item_style), number_id, level)
                        begun = True
                    self._list(container, inner, level + 1, style)
                elif isinstance(inner, Paragraph):
                    look = f'<w:ind w:left="{indent(level).twips}"/>' if begun else numbered_xml(number_id, level)
                    item_look = "List Continue" if begun else item_style
                    self._append(container, item_look, look, runs_xml(inner.runs, self.notes))
                    begun = True
                else:
                    self._block(container, inner, style)

    def _table(self, container: Any, table: Table) -> None:
        header, body = table_grid(table)
        columns = width_of([*header, *body])
        if not columns:
            return
        if table.caption:
            self.paragraph(container, "Caption", _line(table.caption))
        within = container.width if isinstance(container, _Cell) and container.width else TEXT_WIDTH
        widths = _widths(table, columns, within)
        drawn = _new_table(container, widths)
        drawn.style = "Table Grid"
        hanging: dict[int, tuple[int, int]] = {}  # column → (rows still to come, columns)
        for index, line in enumerate([*header, *body]):
            self._row(drawn, line, widths, hanging, table, is_header=index < len(header))
        self._append(container, TABLE_TEXT, '<w:spacing w:line="168" w:lineRule="auto"/>', "")

    def _row(
        self, drawn: DocxTable, line: PlacedRow, widths: list[Length], hanging: dict[int, tuple[int, int]],
        table: Table, *, is_header: bool,
    ) -> None:
        """Write one row: its cells, and continuation cells under those that hang down from above."""
        own = dict(line)
        cells: list[str] = []
        filled: list[tuple[int, Cell, int]] = []
        for column in sorted({*own, *hanging}):
            cell = own.get(column)
            if cell is None:
                left, span = hanging.pop(column)
                if left > 1:
                    hanging[column] = (left - 1, span)
                cells.append(_cell_xml(widths[column : column + span], "continue", "<w:p/>", is_header=False))
                continue
            if cell.rowspan > 1:
                hanging[column] = (cell.rowspan - 1, cell.colspan)
            if not all(isinstance(block, Paragraph) for block in cell.blocks):
                filled.append((len(cells), cell, column))
            content = self._cell_text(cell, is_header=is_header, right=column in table.numeric)
            merge = "restart" if cell.rowspan > 1 else ""
            cells.append(_cell_xml(widths[column : column + cell.colspan], merge, content, is_header=is_header))
        look = "<w:tblHeader/>" if is_header else ""
        if table.row_height and not is_header:
            look += f'<w:trHeight w:val="{Mm(table.row_height).twips}" w:hRule="atLeast"/>'
        made = append(drawn, f"<w:tr><w:trPr>{look}<w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
        for place, cell, column in filled:
            self._fill(_Cell(made.tc_lst[place], drawn), cell, is_header=is_header, right=column in table.numeric)

    def _cell_text(self, cell: Cell, *, is_header: bool, right: bool) -> str:
        """Paragraphs of a cell that has nothing else; else an empty one, filled later block by block."""
        style = self.style_ids[TABLE_HEAD if is_header else TABLE_TEXT]
        look = '<w:jc w:val="right"/>' if right else ""
        paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
        if not paragraphs or len(paragraphs) < len(cell.blocks):
            return paragraph_xml(style, look, "")
        return "".join(
            paragraph_xml(
                style, ("<w:keepNext/>" if one.keep_next else "") + look, runs_xml(one.runs, self.notes)
            )
            for one in paragraphs
        )

    def _fill(self, made: _Cell, cell: Cell, *, is_header: bool, right: bool) -> None:
        """Write blocks into a cell; a cell always ends with a paragraph."""
        made._tc.remove(made.paragraphs[0]._p)
        self.write(made, cell.blocks, TABLE_HEAD if is_header else TABLE_TEXT)
        if right:
            for paragraph in made.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _signatures(self, container: Any, lines: Sequence[Signature]) -> None:
        half = Emu((TEXT_WIDTH - Mm(14)) // 2)
        rows = (len(lines) + 1) // 2
        for place, cells in enumerate(plain_table(container, (half, Mm(14), half), rows)):
            for side, line in zip((0, 2), lines[2 * place : 2 * place + 2], strict=False):
                self._sign(cells[side], line)
        container.add_paragraph()

    def _sign(self, cell: _Cell, line: Signature) -> None:
        role = cell.paragraphs[0]
        role._p.style = self.style_ids[ROLE]
        role.add_run(_line(line.role) + ":")
        self.paragraph(cell, SIGN_LINE)
        self.paragraph(cell, TABLE_TEXT).add_run(_line(line.name)).bold = True
        for text in (line.date, line.note):
            if text:
                self.paragraph(cell, TABLE_TEXT, printable(text))


def plain_table(container: Any, widths: Sequence[Length], rows: int) -> list[list[_Cell]]:
    """Append a table without borders and return its cells by rows; rows are not split over pages."""
    table = _new_table(container, list(widths))
    for _ in range(rows):
        tr = table._tbl.add_tr()
        for width in widths:
            _Cell(tr.add_tc(), table).width = width
        _row_property(_Row(tr, table), "cantSplit")
    return [list(row.cells) for row in table.rows]


def _cell_xml(widths: Sequence[Length], merge: str, content: str, *, is_header: bool) -> str:
    look = f'<w:tcW w:type="dxa" w:w="{Emu(sum(widths)).twips}"/>'
    if len(widths) > 1:
        look += f'<w:gridSpan w:val="{len(widths)}"/>'
    if merge:
        look += f'<w:vMerge w:val="{merge}"/>'
    if is_header:
        look += '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def _new_table(container: Any, widths: Sequence[Length]) -> DocxTable:
    element = CT_Tbl.new_tbl(0, len(widths), Emu(sum(widths)))
    container._element._insert_tbl(element)
    table = DocxTable(element, container)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _widths(table: Table, columns: int, within: Length) -> list[Length]:
    shares = (list(table.widths) + [1.0] * columns)[:columns]
    return [Emu(int(within * share / sum(shares))) for share in shares]


def _row_property(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))


def _line(text: str) -> str:
    return printable(text).replace("\n", " ").replace("\t", " ")
