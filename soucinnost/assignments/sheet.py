"""Tasks as a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from soucinnost.assignments.models import Assignment
from soucinnost.documents.paper.xlsx import Column, Sheet, write_xlsx


def tasks_sheet(assignments: Iterable[Assignment], *, created: datetime) -> bytes:
    """Return an XLSX with one row for each task; days are real dates."""
    columns = (
        Column(_("Co"), width=60), Column(_("Kdo"), width=30), Column(_("Termín"), "date"), Column(_("Jak"), width=20),
        Column(_("Stav"), width=12), Column(_("Splněno"), "date"), Column(_("Doloženo"), width=40),
        Column(_("Skupina"), width=34), Column(_("Odkud"), width=24), Column(_("Zadáno"), "date"),
    )
    rows = [
        (
            one.text, one.owner_name, one.due_on, one.get_due_kind_display(), one.get_state_display(), one.finished_on,
            one.evidence, one.group.name, one.origin_words, one.given_on,
        )
        for one in assignments
    ]
    return write_xlsx([Sheet(_("Úkoly"), columns, rows)], created=created, title=_("Úkoly"))
