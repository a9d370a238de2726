"""Blocks of a paper as paragraphs and tables of a DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl
from docx.shared import Emu, Length, Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from soucinnost.documents.paper.docx_chart import write_bar
from soucinnost.documents.paper.docx_notes import Notes
from soucinnost.documents.paper.docx_numbering import Numbering, indent
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
    Run,
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
                paragraph = self.paragraph(container, style)
                self._add_runs(paragraph, block.runs)
                paragraph.paragraph_format.keep_with_next = block.keep_next or None
            case Heading():
                if not is_blank(printable(block.text)):
                    level = self.outline.level(block.level)
                    self.notes.place(container.add_paragraph(), block.anchor, _line(block.text), f"Heading {level}")
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
        rows = plain_table(container, widths, len(chart.bars))
        for cells, bar in zip(rows, chart.bars, strict=True):
            for cell in cells:
                cell.paragraphs[0]._p.style = self.style_ids[TABLE_TEXT]
            cells[0].paragraphs[0].add_run(_line(bar.label))
            write_bar(cells[1].paragraphs[0], chart, bar)
            cells[2].paragraphs[0].add_run(_line(bar.text))
        container.add_paragraph()

    def _add_runs(self, paragraph: Any, runs: Sequence[Run]) -> None:
        for run in runs:
            made = paragraph.add_run(printable(run.text))
            made.bold = run.bold or None
            made.italic = run.italic or None
            made.underline = run.underline or None
            made.font.strike = run.strike or None
            if run.link:
                place = self.notes.link(paragraph, run)
                if place is not paragraph._p:
                    place.append(made._r)
            if run.notes:
                self.notes.mark(paragraph, run.notes)

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
                    paragraph = self.paragraph(container, "List Continue" if begun else item_style)
                    self._add_runs(paragraph, inner.runs)
                    if begun:
                        paragraph.paragraph_format.left_indent = indent(level)
                    else:
                        self.numbering.apply(paragraph, number_id, level)
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
            is_header = index < len(header)
            row = self._row(drawn, line, widths, hanging, table.numeric, is_header)
            if is_header:
                _row_property(row, "tblHeader")
            elif table.row_height:
                row.height = Mm(table.row_height)
                row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
            _row_property(row, "cantSplit")
        after = self.paragraph(container, TABLE_TEXT)
        after.paragraph_format.line_spacing = 0.7

    def _row(
        self,
        drawn: DocxTable,
        line: PlacedRow,
        widths: list[Length],
        hanging: dict[int, tuple[int, int]],
        numeric: Sequence[int],
        is_header: bool,
    ) -> Any:
        """Write one row: its cells, and continuation cells under those that hang down from above."""
        own = dict(line)
        tr = drawn._tbl.add_tr()
        for column in sorted({*own, *hanging}):
            cell = own.get(column)
            if cell is None:
                left, span = hanging.pop(column)
                self._cell(drawn, tr, widths[column : column + span], "continue")
                if left > 1:
                    hanging[column] = (left - 1, span)
                continue
            merge = "restart" if cell.rowspan > 1 else ""
            made = self._cell(drawn, tr, widths[column : column + cell.colspan], merge)
            self._fill(made, cell, is_header, right=column in numeric)
            if cell.rowspan > 1:
                hanging[column] = (cell.rowspan - 1, cell.colspan)
        return _Row(tr, drawn)

    def _cell(self, drawn: DocxTable, tr: Any, widths: list[Length], merge: str) -> _Cell:
        tc = tr.add_tc()
        cell = _Cell(tc, drawn)
        cell.width = Emu(sum(widths))
        properties = tc.get_or_add_tcPr()
        if len(widths) > 1:
            tc.grid_span = len(widths)
        if merge:
            properties.append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{merge}"/>'))
        return cell

    def _fill(self, made: _Cell, cell: Cell, is_header: bool, *, right: bool) -> None:
        """Write the content of a cell; a cell always ends with a paragraph."""
        style = TABLE_HEAD if is_header else TABLE_TEXT
        first = made.paragraphs[0]
        first._p.style = self.style_ids[style]
        if is_header:
            properties = made._tc.get_or_add_tcPr()
            properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="EEEEEE"/>'))
        if cell.blocks:
            made._tc.remove(first._p)
            self.write(made, cell.blocks, style)
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


def _new_table(container: Any, widths: list[Length]) -> DocxTable:
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
