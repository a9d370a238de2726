"""Files of a report: one way for pages, versions and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pdfplumber
from django.utils.translation import gettext as _

from soucinnost.documents.paper.czech import in_czech
from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.telling import pdf_that_tells
from soucinnost.documents.paper.tree import Letterhead, Paper
from soucinnost.strategy.evaluation.merging import one_note_each
from soucinnost.strategy.evaluation.nodes import Report
from soucinnost.strategy.evaluation.page import html_file
from soucinnost.strategy.evaluation.paper import report_paper
from soucinnost.strategy.models import Strategy

MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def letterhead(strategy: Strategy) -> Letterhead:
    """The heading of the organisation whose strategy it is."""
    controller = strategy.circle.controller
    organisation = controller.organisation
    lines = controller.heading.splitlines() if controller.heading.strip() else [organisation.name, organisation.address]
    return Letterhead(
        lines=tuple(line.strip() for line in lines if line.strip()),
        logo=bytes(controller.logo) if controller.logo else None, logo_alt=organisation.name,
    )


def paper_of(report: Report, strategy: Strategy, created: datetime, mark: str, *, contents: bool = True) -> Paper:
    """A report on the paper of its organisation."""
    return report_paper(
        report, created=created, header=letterhead(strategy), author=strategy.circle.controller.organisation.name,
        mark=mark, contents=contents,
    )


def file_of(
    report: Report, strategy: Strategy, fmt: str, *, created: datetime, mark: str, site: str = "", claim_path: str = "",
) -> bytes:
    """The report as ``pdf``, ``docx`` or ``html``; KeyError for anything else."""
    if fmt == "html":
        return html_file(report, mark=mark, site=site, claim_path=claim_path)
    writers = {"pdf": pdf_that_tells, "docx": write_docx}
    return writers[fmt](paper_of(report, strategy, created, mark))


def council_file(
    fits: Sequence[Report], strategy: Strategy, fmt: str, *, created: datetime, mark: str
) -> tuple[bytes, Report]:
    """The council's page as ``pdf`` or ``docx``: the fullest of ``fits`` that is one page, else the last one."""
    for place, report in enumerate(fits):
        made = _council_paper(report, strategy, created, mark)
        pdf = pdf_that_tells(made)
        if place == len(fits) - 1 or _pages(pdf) <= 1:
            return (pdf if fmt == "pdf" else write_docx(made)), report
    raise ValueError("there is nothing to choose from")


def _council_paper(report: Report, strategy: Strategy, created: datetime, mark: str) -> Paper:
    made = paper_of(one_note_each(report), strategy, created, mark, contents=False)
    head = replace(made.header, lines=made.header.lines[:2])
    return replace(made, header=head)


def _pages(pdf: bytes) -> int:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


@in_czech
def file_title(kind: str) -> str:
    """What a file is called: „Vyhodnocení“, „Pro radu“."""
    return _("Pro radu") if kind == "council" else _("Vyhodnocení")
