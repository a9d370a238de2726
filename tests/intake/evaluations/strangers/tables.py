"""DOCX of a village: one table per goal (Opatření | Plánované aktivity | Skutečnost | Stav), the evaluation under it.

Goals are bold paragraphs, not headings. A measure may run over two rows whose first cells are merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from docx import Document
from docx.table import Table

from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import Block, Cell, Paper, row, text
from soucinnost.documents.paper.tree import Table as PaperTable

TITLE = "Závěrečná zpráva o plnění Plánu sociálního začleňování obce Dolní Pastviny 2018–2020"
HEAD = ("Opatření", "Plánované aktivity", "Skutečnost", "Stav")
INTRO = (
    "Zpracováno lokálním partnerstvím, projednáno na setkání dne 14. 4. 2021.",
    "Plán sociálního začleňování vznikl ve spolupráci obce, školy, úřadu práce a tří neziskových organizací."
    " V obci žije 2 140 obyvatel, z toho podle odhadu partnerů asi 160 ve dvou vyloučených lokalitách.",
    "Tabulky níže ukazují, co plán sliboval a co se skutečně stalo.",
)
GOALS: tuple[tuple[str, str, tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...], tuple[str, ...]], ...] = (
    (
        "Cíl 1: Dostupné bydlení pro rodiny v nouzi",
        "Rodiny mají mít možnost odejít z ubytovny do běžného nájmu.",
        (
            (
                "1.1 Prostupné bydlení",
                ("Vyčlenit šest obecních bytů", "Připravit pravidla přidělování a zveřejnit je"),
                (
                    "Vyčleněny byly čtyři byty, nastěhovalo se 17 osob.",
                    "Pravidla schválilo zastupitelstvo 20. 6. 2018.",
                ),
                "splněno částečně",
            ),
            (
                "1.2 Předcházení ztrátě bydlení",
                ("Zřídit kontaktní místo pro nájemníky s dluhem",),
                ("Kontaktní místo funguje od ledna 2019, pomoc vyhledalo 38 domácností.",),
                "splněno",
            ),
            (
                "",
                ("Domluvit splátkové kalendáře alespoň s deseti rodinami",),
                ("Kalendář má 14 rodin, 9 z nich jej dodržuje.",),
                "splněno",
            ),
            (
                "1.3 Oprava domu čp. 88",
                ("Získat dotaci na opravu střechy a rozvodů", "Zapojit do prací místní nezaměstnané"),
                ("Žádost byla zamítnuta pro nedostatek peněz v programu.",),
                "nesplněno",
            ),
        ),
        (
            "Vyhodnocení cíle: Cíl je naplněn zhruba ze dvou třetin. Nejvíce pomohlo kontaktní místo, které zachytí"
            " dluh dřív, než dojde k výpovědi.",
            "Oprava domu čp. 88 zůstává úkolem pro další období.",
        ),
    ),
    (
        "Cíl 2: Děti dokončí školu",
        "Každé dítě má mít oporu při přípravě do školy i při přechodu na střední školu.",
        (
            (
                "2.1 Předškolní klub",
                ("Otevřít klub pro 12 dětí", "Zapojit matky do přípravy programu", "Doprovázet děti k zápisu"),
                (
                    "Klub otevřen v září 2018, zapsáno 15 dětí.",
                    "S programem pomáhalo pět matek.",
                    "K zápisu šlo s doprovodem 11 dětí, odklad dostaly dvě.",
                ),
                "splněno",
            ),
            (
                "2.2 Doučování v rodinách",
                ("Zajistit doučování 20 žáků týdně dobrovolníky",),
                (
                    "Doučovalo se 13 žáků; dobrovolníků bylo v průměru sedm.",
                    "V roce 2020 probíhalo doučování po telefonu.",
                ),
                "splněno částečně",
            ),
        ),
        (
            "Vyhodnocení cíle: Podíl žáků, kteří opakovali ročník, klesl z 9 % na 6 %. Bez dobrovolníků by plán"
            " nešlo udržet.",
        ),
    ),
    (
        "Cíl 3: Práce blízko domova",
        "Cíl míří na dlouhodobě nezaměstnané z obou lokalit.",
        (
            (
                "3.1 Veřejně prospěšné práce",
                ("Zaměstnat ročně deset osob při údržbě obce", "Nabídnout jim dluhové poradenství"),
                ("V letech 2018 až 2020 pracovalo postupně 9, 12 a 8 osob.", "Poradenství využilo 21 osob."),
                "splněno",
            ),
            (
                "3.2 Sociální podnik",
                ("Zpracovat studii proveditelnosti", "Založit podnik na úklid a drobné opravy"),
                ("Studie byla dokončena v říjnu 2019 za 95 000 Kč.", "Podnik založen nebyl, chybí vhodný vedoucí."),
                "přechází do dalšího plánu",
            ),
        ),
        (
            "Vyhodnocení cíle: Veřejně prospěšné práce se osvědčily, trvalé místo však po jejich skončení"
            " našly jen čtyři osoby.",
        ),
    ),
)
CLOSING = (
    "Doporučení pro další plán",
    "Partnerství doporučuje prodloužit plán o dva roky a doplnit jej o oblast zdraví.",
)


def build() -> bytes:
    """Return the document as Word saves it."""
    document = Document()
    document.add_paragraph().add_run(TITLE).bold = True
    for paragraph in INTRO:
        document.add_paragraph(paragraph)
    for goal, description, rows, evaluation in GOALS:
        document.add_paragraph().add_run(goal).bold = True
        document.add_paragraph(description)
        _fill(document.add_table(rows=1, cols=4, style="Table Grid"), rows)
        for paragraph in evaluation:
            document.add_paragraph(paragraph)
    document.add_paragraph().add_run(CLOSING[0]).bold = True
    document.add_paragraph(CLOSING[1])
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def build_pdf() -> bytes:
    """Return the same as our own writer prints it: rules between rows only. Made after the first run."""
    blocks: list[Block] = [text(paragraph) for paragraph in INTRO]
    for goal, description, rows, evaluation in GOALS:
        body = tuple(
            tuple(Cell(tuple(map(text, lines))) for lines in ((measure,) if measure else (), planned, done, (state,)))
            for measure, planned, done, state in rows
        )
        blocks += [text(goal, bold=True), text(description), PaperTable(body, (row(*HEAD),)), *map(text, evaluation)]
    blocks += [text(CLOSING[0], bold=True), text(CLOSING[1])]
    created = datetime(2021, 4, 20, 9, 0, tzinfo=ZoneInfo("Europe/Prague"))
    return write_pdf(Paper(TITLE, created, tuple(blocks))).content


def _fill(table: Table, rows: Sequence[tuple[str, tuple[str, ...], tuple[str, ...], str]]) -> None:
    """Write the head and the rows; a row without a measure continues the one above, their first cells merged."""
    for cell, name in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = name
    above = None
    for measure, planned, done, state in rows:
        cells = table.add_row().cells
        for cell, lines in zip(cells[1:], (planned, done, (state,)), strict=True):
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
        if measure:
            cells[0].text = measure
            above = cells[0]
        elif above is not None:
            above.merge(cells[0])
            above.text = above.text.strip()
