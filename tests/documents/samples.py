"""A realistic paper to look at: minutes of an invented working group. ``python -m tests.documents.samples DIR``."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from soucinnost.documents import richtext
from soucinnost.documents.paper.tree import (
    Heading,
    KeyValues,
    Letterhead,
    Note,
    NumberedList,
    PageBreak,
    Paper,
    Signature,
    Signatures,
    Table,
    labelled,
    row,
    text,
)
from tests.documents.pastes import WORD

CREATED = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)


def logo():
    """An invented coat of arms."""
    image = Image.new("RGB", (160, 190), "white")
    draw = ImageDraw.Draw(image)
    draw.polygon([(10, 10), (150, 10), (150, 110), (80, 180), (10, 110)], fill="#1d3f72", outline="black")
    draw.polygon([(10, 10), (150, 110), (150, 140), (10, 40)], fill="#e6b422")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def minutes():
    """Minutes with everything that occurs in them."""
    head = Letterhead(
        (
            "Statutární město Lhotín",
            "Magistrát, odbor sociálních věcí a prevence kriminality",
            "Náměstí Míru 1, 700 00",
        ),
        logo(),
        "znak města",
    )
    outcomes = Table(
        header=(row("Č.", "Úkol", "Odpovídá", "Termín"),),
        rows=(
            row("3/1", "Předložit přehled osvětlení v lokalitě U Trati", "Městská policie", "31. 1. 2026"),
            row("3/2", "Oslovit školy s nabídkou programů na druhé pololetí", "OSPOD", "příští jednání"),
            row("3/3", "Vyčíslit náklady", "Odbor investic – https://example.org/" + "velmi-dlouha-adresa_" * 4, ""),
        ),
        widths=(1, 6, 4, 2.4),
    )
    return Paper(
        title="Zápis z 3. jednání pracovní skupiny prevence kriminality",
        created=CREATED,
        author="Statutární město Lhotín",
        subject="Zápis z jednání",
        header=head,
        reference="MML/00123/2026/OSVP",
        mark="Návrh k připomínkám",
        footer_text="Statutární město Lhotín · Pracovní skupina prevence kriminality",
        meta=(
            ("Datum a čas", "pondělí 12. 1. 2026, 9.00–11.30"),
            ("Místo", "radnice, zasedací místnost č. 214"),
            ("Přítomni", "8 členů z 11 (usnášeníschopná), 2 hosté"),
            ("Omluveni", "zástupce Probační a mediační služby, zástupkyně škol"),
        ),
        blocks=(
            Heading(1, "Program"),
            NumberedList(((text("Kontrola úkolů"),), (text("Osvětlení a hřiště"),), (text("Různé"),))),
            Heading(1, "1. Kontrola úkolů"),
            text("Předsedající seznámil přítomné se stavem úkolů. Z minulého jednání trvá jeden úkol po termínu."),
            labelled("Informace", "Kamera u nádraží je v provozu od 2. 1. 2026."),
            labelled("Rozhodnutí", "Skupina schvaluje program prevence. Pro 7, proti 0, zdrželo se 1."),
            Heading(1, "2. Osvětlení a hřiště"),
            *richtext.blocks(WORD),
            Heading(1, "Úkoly"),
            outcomes,
            KeyValues((("Příští jednání", "9. 2. 2026 v 9.00, tamtéž"), ("Spisový znak", "57.1, skartační znak S/5"))),
            Signatures(
                (
                    Signature("Zapsala", "Jana Vzorová", "12. 1. 2026"),
                    Signature("Ověřil", "Petr Ukázka", "", "bez připomínek"),
                    Signature("Schválil"),
                )
            ),
            Note("Vyhotoveno v jednom stejnopise. Znaky mimo písmo: 👍 漢 ✓ ☑ → m² ½ € „uvozovky“."),
            PageBreak(),
            Heading(1, "Prezenční listina"),
            attendance(45),
        ),
    )


def attendance(count):
    """A sheet to be signed by hand."""
    names = tuple(row(str(place), f"Člen {place}", "Policie České republiky", "") for place in range(1, count + 1))
    return Table(
        header=(row("Č.", "Jméno", "Organizace", "Podpis"),),
        rows=names,
        widths=(1, 4, 5, 5),
        row_height=9,
        numeric=(0,),
    )


if __name__ == "__main__":
    from soucinnost.documents.paper.docx import write_docx
    from soucinnost.documents.paper.pdf import write_pdf

    folder = Path(sys.argv[1])
    folder.joinpath("sample.pdf").write_bytes(write_pdf(minutes()).content)
    folder.joinpath("sample.docx").write_bytes(write_docx(minutes()))
