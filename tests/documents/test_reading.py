"""Reading DOCX, PDF and text into lines; refusals of what cannot be read."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
import pypdf
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import Cell, Paper, Table, row, text
from soucinnost.documents.reading import LineKind, ReadingError, lines_of, read_document, refuse_size
from soucinnost.documents.reading.pdf import _glued
from soucinnost.kernel.encoding import decode_text

NOW = datetime(2026, 1, 12, tzinfo=UTC)
CZECH = "Přítomni: Šťastný, Žižka, Ťukal\nŘíčany – „úvod“, můžeme ležet\n"
REFUSALS = {"empty", "mismatch", "corrupt", "executable", "active", "archive", "unknown", "password"}
FILLING = "Slova jdou za sebou a řádek se musí zalomit. " * 6
PLAIN = "Přítomni: Šťastný, Žižka, Ťukal\nŘíčany, můžeme ležet, ještě šťávy\n"


def _drawn(rules: str, *words: tuple[int, int, str]) -> bytes:
    """Return a PDF of one page with the rules and words where they are said to be."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): names})}
    )
    stream = StreamObject()
    shown = "".join(f"BT /F1 10 Tf {x} {y} Td ({word}) Tj ET " for x, y, word in words)
    stream.set_data(f"{rules}{shown}".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def docx_bytes(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def texts(reading) -> list[str]:
    return [line.text for line in reading.lines if line.text and not line.is_running]


def code_of(data: bytes, name: str) -> str:
    with pytest.raises(ReadingError) as caught:
        read_document(data, name)
    assert caught.value.message_cs.endswith((".", "…"))
    return caught.value.code


class TestText:
    @pytest.mark.parametrize(
        ("codec", "name"),
        [
            ("utf-8", "UTF-8"),
            ("utf-8-sig", "UTF-8"),
            ("cp1250", "CP1250"),
            ("utf-16", "UTF-16"),
            ("utf-16-le", "UTF-16"),
        ],
    )
    def test_encodings(self, codec: str, name: str) -> None:
        reading = read_document(CZECH.encode(codec), "zapis.txt")
        assert (reading.text + "\n", reading.encoding, reading.warnings) == (CZECH, name, ())

    def test_iso_8859_2(self) -> None:
        reading = read_document(PLAIN.encode("iso8859-2"), "zapis.txt")
        assert (reading.text + "\n", reading.encoding) == (PLAIN, "ISO-8859-2")

    def test_mixed_encodings_are_read_line_by_line_and_told(self) -> None:
        reading = read_document(PLAIN.encode() + PLAIN.encode("cp1250"), "zapis.txt")
        assert reading.text + "\n" == PLAIN * 2
        assert "3, 4" in " ".join(reading.warnings)

    def test_spoilt_utf_8_is_mended_and_told(self) -> None:
        reading = read_document((PLAIN.encode().decode("latin-1") * 2).encode(), "zapis.txt")
        assert reading.text + "\n" == PLAIN * 2
        assert len(reading.warnings) == 1

    def test_unreadable_bytes_are_replaced_and_told(self) -> None:
        reading = read_document("Zápis ".encode("cp1250") + b"\x81\x83" + b" text\n" * 30, "zapis.txt")
        assert "\ufffd" in reading.text
        assert "1" in " ".join(reading.warnings)

    def test_lines_and_rows(self) -> None:
        lines = lines_of("Nadpis\r\nÚkol\tKdo\r\na\tb\r\n\r\nc\td\n\n")
        assert [(line.number, line.kind, line.table) for line in lines] == [
            (1, LineKind.TEXT, 0), (2, LineKind.ROW, 1), (3, LineKind.ROW, 1), (4, LineKind.TEXT, 0),
            (5, LineKind.ROW, 2),
        ]  # fmt: skip
        assert lines[2].cells == ("a", "b")

    @given(st.binary(max_size=300))
    @settings(deadline=None)
    def test_any_bytes_are_a_text_or_refused(self, data: bytes) -> None:
        try:
            read_document(data, "zapis.txt")
        except ReadingError as error:
            assert error.code in {
                "empty",
                "mismatch",
                "corrupt",
                "executable",
                "active",
                "archive",
                "unknown",
                "password",
            }

    @given(st.text(alphabet="áčďéěíňóřšťúůýž ABC,.\n", min_size=20))
    def test_utf_8_always_comes_back(self, content: str) -> None:
        decoded = decode_text(content.encode())
        assert decoded is not None
        assert decoded.text == content


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


class TestPdf:
    def test_lines_tables_and_page_numbers(self) -> None:
        paper = Paper(
            title="Zápis z jednání", created=NOW, footer_text="Pracovní skupina prevence",
            blocks=(
                *(text(f"{number}. odstavec. {FILLING}") for number in range(1, 25)),
                Table(
                    header=(row("Úkol", "Odpovídá", "Termín"),),
                    rows=(row("Opravit plot", "pan Kos", "1. 6. 2020"),),
                    widths=(4, 3, 2),
                ),
            ),
        )  # fmt: skip
        reading = read_document(write_pdf(paper).content, "z.pdf")
        assert reading.pages > 1
        found = texts(reading)
        assert sum(line.startswith("7. odstavec.") and line.endswith("zalomit.") for line in found) == 1
        assert any("Opravit plot" in line and "pan Kos" in line for line in found)
        assert any(line.kind is LineKind.FOOTER for line in reading.lines)

    def test_a_table_without_upright_rules_keeps_its_columns(self) -> None:
        first = (text("zajistit stálou službu o víkendech a svátcích po celý rok"), text("koupit auto"))
        body = (
            (Cell((text("1.1 Hlídky"),)), Cell(first), Cell((text("Auto jezdí každou sobotu od rána do noci."),))),
            (Cell(), Cell((text("pozvat sousedy"),)), Cell()),
        )
        head = (row("Opatření", "Plánované aktivity", "Skutečnost"),)
        between = text(f"Pod tabulkou stojí odstavec přes celou šířku. {FILLING}")
        paper = Paper("Zpráva", NOW, (Table(body, head), between, Table((row("2.1", "hrát", "Hrálo se."),), head)))
        reading = read_document(write_pdf(paper).content, "z.pdf")
        rows = [(line.table, line.continues, line.cells) for line in reading.lines if line.table]
        assert rows == [
            (1, False, ("Opatření", "Plánované aktivity", "Skutečnost")),
            (1, False, ("1.1 Hlídky", "zajistit stálou službu o víkendech a svátcích po celý rok",
                        "Auto jezdí každou sobotu od rána do noci.")),
            (1, True, ("", "koupit auto", "")),
            (1, False, ("", "pozvat sousedy", "")),
            (2, False, ("Opatření", "Plánované aktivity", "Skutečnost")),
            (2, False, ("2.1", "hrát", "Hrálo se.")),
        ]  # fmt: skip
        assert sum(line.startswith("Pod tabulkou") and line.endswith("zalomit.") for line in texts(reading)) == 1

    def test_a_grid_is_read_by_its_rules_and_paragraphs_by_their_distance(self) -> None:
        rules = "".join(f"50 {y} m 350 {y} l S " for y in (700, 640, 600)) + "".join(
            f"{x} 700 m {x} 600 l S " for x in (50, 150, 350)
        )
        words = ((60, 688, "Plan"), (160, 688, "koupit auto"), (160, 676, "do zimy"), (160, 658, "prodat stan"))
        reading = read_document(_drawn(rules, *words, (60, 620, "Konec"), (160, 620, "jen  text")), "z.pdf")
        assert [(line.continues, line.cells) for line in reading.lines if line.table] == [
            (False, ("Plan", "koupit auto do zimy")),
            (True, ("", "prodat stan")),
            (False, ("Konec", "jen text")),
        ]

    def test_text_between_long_rules_is_no_table(self) -> None:
        rules = "".join(f"50 {y} m 550 {y} l S " for y in (700, 660, 620, 580))
        lines = [(60, y, "Jedna veta za druhou bez sloupcu") for y in (680, 640, 600)]
        reading = read_document(_drawn(rules, *lines), "z.pdf")
        assert [line.table for line in reading.lines if line.text] == [0, 0, 0]

    def test_paragraphs_that_stand_apart_are_not_one(self) -> None:
        full = "Tato dlouha veta jde od kraje az ke kraji strany, kde na konci radku konci teckou."
        wrapped = [(50, 700 - 12 * at, "a dalsi slova jdou za sebou, aby bylo znat, jak daleko od sebe jsou radky a")
                   for at in range(5)]  # fmt: skip
        reading = read_document(_drawn("", *wrapped, (50, 620, full), (50, 604, "Novy odstavec.")), "z.pdf")
        assert "Novy odstavec." in texts(reading)

    def test_hyphens_at_ends_of_lines(self) -> None:
        assert _glued("způsobi-", "lých výdajů") == "způsobilých výdajů"
        assert _glued("Brno-", "Židenice") == "Brno- Židenice"

    def test_a_scan_without_text_is_told(self) -> None:
        writer = pypdf.PdfWriter()
        writer.add_blank_page(200, 200)
        out = BytesIO()
        writer.write(out)
        assert code_of(out.getvalue(), "z.pdf") == "no_text"

    def test_a_password_is_told(self) -> None:
        writer = pypdf.PdfWriter()
        writer.add_blank_page(200, 200)
        writer.encrypt("tajné")
        out = BytesIO()
        writer.write(out)
        assert code_of(out.getvalue(), "z.pdf") == "password"

    def test_a_damaged_file_is_told(self) -> None:
        assert code_of(b"%PDF-1.7\n" + b"nesmysl" * 200, "z.pdf") in {"corrupt", "no_text"}


class TestRefused:
    @pytest.mark.parametrize(
        ("data", "name", "code"),
        [
            (b"", "z.txt", "empty"), (b"  \r\n\n", "z.txt", "empty"), (b"\xff\xfe", "z.txt", "empty"),
            (b"MZ\x90\x00" + b"\x00\x01" * 50, "z.docx", "executable"), ("Prostý text".encode(), "z.docx", "mismatch"),
            (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "z.pdf", "mismatch"),
            (b"\x00\x01\x02\x03" * 300, "z.txt", "mismatch"),
            (b"{\\rtf1 text}", "z.rtf", "unsupported"),
        ],
    )  # fmt: skip
    def test_codes(self, data: bytes, name: str, code: str) -> None:
        found = code_of(data, name)
        assert found == code or (code == "mismatch" and found in {"mismatch", "corrupt", "unknown"})

    def test_a_bomb(self) -> None:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
            archive.writestr("word/document.xml", b"\0" * 60_000_000)
        assert code_of(out.getvalue(), "z.docx") == "bomb"

    def test_a_zip_that_is_no_document(self) -> None:
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "x")
        assert code_of(out.getvalue(), "z.docx") == "archive"

    def test_200_megabytes(self) -> None:
        with pytest.raises(ReadingError) as caught:
            refuse_size(200_000_000)
        assert caught.value.code == "too_large"
        assert "200 MB" in caught.value.message_cs
