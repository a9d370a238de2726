"""„Vypořádání připomínek“: the table of remarks with their answers as DOCX, PDF and XLSX."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import LANGUAGE, in_czech
from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.telling import pdf_that_tells
from soucinnost.documents.paper.tree import Block, Cell, Paper, Paragraph, Row, Run, Table, row, text
from soucinnost.documents.paper.xlsx import Column, Sheet, write_xlsx
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.typography import typo
from soucinnost.strategy.enums import AnswerKind
from soucinnost.strategy.models import Round, Strategy
from soucinnost.strategy.selectors.drafting import RemarkRow, waiting_in

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@in_czech
def remarks_file(strategy: Strategy, round_: Round, rows: Sequence[RemarkRow], fmt: str, *, created: datetime) -> bytes:
    """Write the table of a round; ``fmt`` is one of ``FORMATS``."""
    if fmt == "xlsx":
        return _sheet(round_, rows, created)
    paper = _paper(strategy, round_, rows, created)
    return write_docx(paper) if fmt == "docx" else pdf_that_tells(paper)


def _about(one: RemarkRow) -> str:
    return one.about or _("strategie jako celek")


def _who(one: RemarkRow) -> str:
    remark = one.remark
    names = (remark.author.name if remark.author else "", remark.organisation.name if remark.organisation else "")
    return ", ".join(name for name in names if name)


def _sheet(round_: Round, rows: Sequence[RemarkRow], created: datetime) -> bytes:
    columns = (
        Column(_("Č."), "integer", width=6), Column(_("K čemu"), width=40), Column(_("Připomínka"), width=60),
        Column(_("Kdo"), width=34), Column(_("Kdy"), "date"), Column(_("Vypořádání"), width=20),
        Column(_("Odůvodnění"), width=60),
    )
    found = [
        (
            number, _about(one), one.remark.text, _who(one), timezone.localtime(one.remark.made_at).date(),
            one.remark.get_answer_kind_display(), one.remark.answer,
        )
        for number, one in enumerate(rows, start=1)
    ]
    return write_xlsx([Sheet(_("Připomínky"), columns, found)], created=created, title=round_.title)


def _paper(strategy: Strategy, round_: Round, rows: Sequence[RemarkRow], created: datetime) -> Paper:
    header = row(_("Č."), _("K čemu"), _("Připomínka"), _("Vypořádání a odůvodnění"))
    body = tuple(_row(number, one) for number, one in enumerate(rows, start=1))
    waiting = waiting_in(rows)
    meta = [
        (_("Strategie"), typo(strategy.title)), (_("Připomínky do"), format_date(round_.due_on)),
        (_("Připomínek"), str(len(rows))),
    ]
    if waiting:
        meta.append((_("Čeká na vypořádání"), str(waiting)))
    blocks: tuple[Block, ...] = (
        Table(body, header=(header,), widths=(1, 4, 8, 8), numeric=(0,)) if body
        else text(_("Žádné připomínky nepřišly.")),
    )
    return Paper(
        title=f"{_('Vypořádání připomínek')}: {typo(round_.title)}", created=created, blocks=blocks,
        language=LANGUAGE, meta=tuple(meta),
    )


def _row(number: int, one: RemarkRow) -> Row:
    remark = one.remark
    said = [*_paragraphs(remark.text), Paragraph((Run(_who(one), italic=True),))]
    kind = str(AnswerKind(remark.answer_kind).label)
    answered = [text(kind, bold=True), *_paragraphs(remark.answer)]
    return (
        Cell((text(str(number)),)), Cell((text(typo(_about(one))),)), Cell(tuple(said)), Cell(tuple(answered)),
    )


def _paragraphs(value: str) -> list[Paragraph]:
    return [text(typo(line)) for line in value.splitlines() if line.strip()]
