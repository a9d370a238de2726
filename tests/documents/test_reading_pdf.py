"""Reading PDF into lines: paragraphs, tables, pages, what cannot be read."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest

from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import Cell, Paper, Table, row, text
from soucinnost.documents.reading import LineKind, read_document
from soucinnost.documents.reading import pdf as reading_pdf
from soucinnost.documents.reading.pdf_tables import glued, shown
from tests.documents.reading_kit import (
    FILLING,
    NOW,
    code_of,
    drawn,
    texts,
)


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
        reading = read_document(drawn(rules, *words, (60, 620, "Konec"), (160, 620, "jen  text")), "z.pdf")
        assert [(line.continues, line.cells) for line in reading.lines if line.table] == [
            (False, ("Plan", "koupit auto do zimy")),
            (True, ("", "prodat stan")),
            (False, ("Konec", "jen text")),
        ]

    def test_text_between_long_rules_is_no_table(self) -> None:
        rules = "".join(f"50 {y} m 550 {y} l S " for y in (700, 660, 620, 580))
        lines = [(60, y, "Jedna veta za druhou bez sloupcu") for y in (680, 640, 600)]
        reading = read_document(drawn(rules, *lines), "z.pdf")
        assert [line.table for line in reading.lines if line.text] == [0, 0, 0]

    def test_paragraphs_that_stand_apart_are_not_one(self) -> None:
        full = "Tato dlouha veta jde od kraje az ke kraji strany, kde na konci radku konci teckou."
        wrapped = [(50, 700 - 12 * at, "a dalsi slova jdou za sebou, aby bylo znat, jak daleko od sebe jsou radky a")
                   for at in range(5)]  # fmt: skip
        reading = read_document(drawn("", *wrapped, (50, 620, full), (50, 604, "Novy odstavec.")), "z.pdf")
        assert "Novy odstavec." in texts(reading)

    def test_hyphens_at_ends_of_lines(self) -> None:
        assert glued("způsobi-", "lých výdajů") == "způsobilých výdajů"
        assert glued("Brno-", "Židenice") == "Brno- Židenice"
        assert glued(shown("pre\u00advence i ve  ško\u00ad"), "lách") == "prevence i ve školách"

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

    def test_words_divided_at_ends_of_lines_are_whole_in_text_and_in_cells(self) -> None:
        rules = "".join(f"50 {y} m 350 {y} l S " for y in (600, 540, 500)) + "".join(
            f"{x} 600 m {x} 500 l S " for x in (50, 150, 350)
        )
        cells = ((60, 588, "Plan"), (160, 588, "zajistit preven-"), (160, 576, "ci ve skole"), (60, 520, "Kdo"))
        words = ((50, 700, "Spolecne jsme resili zpusobi-"), (50, 688, "lost deti."))
        reading = read_document(drawn(rules, *words, *cells, (160, 520, "mesto")), "z.pdf")
        assert texts(reading) == [
            "Spolecne jsme resili zpusobilost deti.", "Plan\tzajistit prevenci ve skole", "Kdo\tmesto"
        ]  # fmt: skip

    def test_pages_that_say_nothing_and_pages_too_many_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        writer = pypdf.PdfWriter(BytesIO(drawn("", (50, 700, "Jedna strana textu."))))
        writer.add_blank_page(600, 800)
        writer.append(BytesIO(drawn("", (50, 700, "Treti strana."))))
        out = BytesIO()
        writer.write(out)
        monkeypatch.setattr(reading_pdf, "MAX_PAGES", 2)
        reading = read_document(out.getvalue(), "z.pdf")
        assert (texts(reading), reading.pages) == (["Jedna strana textu."], 3)
        assert [" ".join(one.split()) for one in reading.warnings] == [
            "Na těchto stranách není text, jen obrázek nebo nic: 2.", "Přečteno je prvních 2 stran z 3."
        ]  # fmt: skip

    def test_a_frame_around_text_is_no_table(self) -> None:
        rules = "50 700 m 350 700 l S 50 600 m 350 600 l S 50 700 m 50 600 l S 350 700 m 350 600 l S "
        reading = read_document(drawn(rules, (60, 680, "Usneseni plati"), (60, 668, "od podzimu.")), "z.pdf")
        assert [(line.table, line.text) for line in reading.lines if line.text] == [(0, "Usneseni plati od podzimu.")]
