"""Reading DOCX into lines: lists, tables, changes, boxes, running lines."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from soucinnost.documents.reading import LineKind, read_document
from soucinnost.documents.reading import docx as reading_docx
from tests.documents.reading_kit import (
    code_of,
    docx_bytes,
    docx_with,
    texts,
)


class TestDocx:
    def test_numbers_of_lists_stand_in_the_text(self) -> None:
        document = docx.Document()
        for word in ("Úvod", "Různé"):
            document.add_paragraph(word, style="List Number")
        document.add_paragraph("odrážka", style="List Bullet")
        assert texts(read_document(docx_bytes(document), "z.docx")) == ["1. Úvod", "2. Různé", "• odrážka"]

    def test_tables_are_rows_and_merged_cells_count(self) -> None:
        document = docx.Document()
        table = document.add_table(rows=2, cols=3)
        for place, word in enumerate(("Úkol", "Kdo", "Termín")):
            table.cell(0, place).text = word
        table.cell(1, 0).merge(table.cell(1, 1)).text = "Opravit plot"
        table.cell(1, 2).text = "1. 6."
        reading = read_document(docx_bytes(document), "z.docx")
        assert texts(reading) == ["Úkol\tKdo\tTermín", "Opravit plot\t\t1. 6."]
        assert len(reading.tables) == 1

    def test_paragraphs_of_a_cell_go_on_in_the_next_row(self) -> None:
        document = docx.Document()
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "Přítomni"
        table.cell(0, 1).text = "Jana Malá"
        table.cell(0, 1).add_paragraph("Petr Velký")
        lines = [line for line in read_document(docx_bytes(document), "z.docx").lines if line.text]
        assert [(line.text, line.continues) for line in lines] == [
            ("Přítomni\tJana Malá", False),
            ("\tPetr Velký", True),
        ]

    def test_a_table_of_one_column_is_only_a_frame(self) -> None:
        document = docx.Document()
        document.add_table(rows=1, cols=1).cell(0, 0).text = "Zápis"
        [line] = [line for line in read_document(docx_bytes(document), "z.docx").lines if line.text]
        assert line.kind is LineKind.TEXT

    def test_deletions_are_left_out_and_insertions_are_in(self) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph("Schváleno ")
        for tag, inner, word in (("w:del", "w:delText", "včera "), ("w:ins", "w:t", "dnes")):
            change, run, piece = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
            piece.text = word
            run.append(piece)
            change.append(run)
            paragraph._p.append(change)
        assert texts(read_document(docx_bytes(document), "z.docx")) == ["Schváleno dnes"]

    def test_text_boxes_headings_and_running_lines(self) -> None:
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "Město Lhota"
        document.sections[0].footer.paragraphs[0].text = "Strana 1"
        document.add_heading("Program", level=1)
        paragraph = document.add_paragraph("Text")
        paragraph._p.append(parse_xml(
            f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>V rámečku</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        ))  # fmt: skip
        lines = [line for line in read_document(docx_bytes(document), "z.docx").lines if line.text]
        assert [(line.text, line.kind) for line in lines] == [
            ("Město Lhota", LineKind.HEADER), ("Program", LineKind.HEADING), ("Text", LineKind.TEXT),
            ("V rámečku", LineKind.BOX), ("Strana 1", LineKind.FOOTER),
        ]  # fmt: skip

    def test_a_line_break_divides(self) -> None:
        document = docx.Document()
        document.add_paragraph("Datum: 1. 2. 2020\nMísto: radnice")
        assert texts(read_document(docx_bytes(document), "z.docx")) == ["Datum: 1. 2. 2020", "Místo: radnice"]

    def test_entities_are_refused(self) -> None:
        data = docx_bytes(docx.Document())
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in source.infolist():
                content = source.read(info)
                if info.filename == "word/document.xml":
                    space = qn("w:p").partition("}")[0][1:]
                    content = (
                        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
                        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>x&a;y</w:t></w:r></w:p></w:body>'
                        "</w:document>"
                    ).encode()
                target.writestr(info, content)
        assert code_of(out.getvalue(), "z.docx") == "corrupt"

    def test_an_end_of_a_paragraph_that_waits_for_deletion_joins_it_with_the_next(self) -> None:
        document = docx.Document()
        for words in ("Skupina se sejde ", "v září. ", "Potom v listopadu."):
            document.add_paragraph(words)
        for paragraph in document.paragraphs[:2]:
            marks = OxmlElement("w:rPr")
            marks.append(OxmlElement("w:del"))
            paragraph._p.get_or_add_pPr().append(marks)
        assert texts(read_document(docx_bytes(document), "z.docx")) == ["Skupina se sejde v září. Potom v listopadu."]

    def test_content_controls_hold_paragraphs_and_rows(self) -> None:
        document = docx.Document()
        body = document.element.body
        cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        row = f"<w:tr>{cell}{cell}</w:tr>"
        held = f"<w:sdt><w:sdtContent>{row.format('Plot', 'pan Kos')}</w:sdtContent></w:sdt>"
        for xml in (
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Zápis č. 3</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            f"<w:tbl {nsdecls('w')}><w:tblPr/>{row.format('Úkol', 'Kdo')}{held}</w:tbl>",
        ):
            body.insert(len(body) - 1, parse_xml(xml))
        assert texts(read_document(docx_bytes(document), "z.docx")) == ["Zápis č. 3", "Úkol\tKdo", "Plot\tpan Kos"]

    def test_notes_stand_behind_the_text_without_the_rules_that_part_them(self) -> None:
        document = docx.Document()
        document.add_paragraph("Počet deliktů klesl.")
        note = "<w:footnote w:{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>"
        inside = note.format('type="separator" w:id="0"', "----") + note.format('id="1"', "Zdroj: vlastní šetření.")
        data = docx_with({"word/footnotes.xml": f"<w:footnotes {nsdecls('w')}>{inside}</w:footnotes>"}, document)
        lines = [line for line in read_document(data, "z.docx").lines if line.text]
        assert [(line.text, line.kind) for line in lines] == [
            ("Počet deliktů klesl.", LineKind.TEXT), ("Zdroj: vlastní šetření.", LineKind.NOTE)
        ]  # fmt: skip

    def test_signs_of_word_and_empty_lines_of_a_box(self) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph("Praha")
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:noBreakHyphen/><w:t>Troja</w:t></w:r>"))
        paragraph._p.append(parse_xml(
            f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            "<w:p/><w:p><w:r><w:t>Důvěrné</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        ))  # fmt: skip
        assert texts(read_document(docx_bytes(document), "z.docx")) == ["Praha-Troja", "Důvěrné"]

    def test_styles_inherit_through_others_and_may_run_in_a_circle(self) -> None:
        document = docx.Document()
        for name, based_on in (("Bod", "Heading 2"), ("Podbod", "Bod")):
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[based_on]
        for name in ("A", "B"):
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.styles["A"].base_style, document.styles["B"].base_style = document.styles["B"], document.styles["A"]
        document.add_paragraph("Různé", style="Podbod")
        document.add_paragraph("Text", style="A")
        lines = [line for line in read_document(docx_bytes(document), "z.docx").lines if line.text]
        assert [(line.text, line.heading) for line in lines] == [("Různé", 2), ("Text", 0)]

    def test_a_document_without_its_text_is_damaged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert code_of(docx_with({"word/document.xml": f"<w:document {nsdecls('w')}/>"}), "z.docx") == "corrupt"
        assert code_of(docx_with({"word/document.xml": ""}), "z.docx") in {"corrupt", "archive"}
        monkeypatch.setattr(reading_docx, "MAX_PART", 500)
        assert code_of(docx_bytes(docx.Document()), "z.docx") == "too_large"
