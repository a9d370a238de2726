"""Tables in records: which column holds what, and the tasks in their rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from soucinnost.intake.parsing.minutes import Task
from soucinnost.intake.parsing.segments import Segment
from soucinnost.intake.parsing.tasks import DONE, make_task
from soucinnost.kernel.folding import fold

_COLUMNS = (
    (
        "task",
        (
            r"(?:ukol\w*|co|opatreni|krok|cinnost|text ukolu|zneni ukolu|popis ukolu|"
            r"co udelat|co je treba.*|ukol ?/ ?opatreni|aktivita|popis|zadani)"
        ),
    ),
    (
        "owner",
        (
            r"(?:zodp\w*\.?|odp\w*\.?|(?:zod|od)povedn\w+(?: osob\w)?|kdo|resitel\w*|"
            r"garant|zajisti|resi|nositel|gestor|provede|zodpovida/resi|odpovednost)"
        ),
    ),
    ("due", r"(?:termin\w*(?: (?:splneni|plneni|do))?|kdy|do kdy|lhuta|splnit do|datum(?: splneni)?|do)"),
    ("status", r"(?:stav\w*|splneno|plneni|poznamka|pozn\.?|vyhodnoceni|kontrola|stav plneni)"),
    (
        "number",
        (
            r"(?:c\.?|cislo|por\.?(?: c\.?)?|poradi|#|p\. ?c\.?|bod(?: c\.?)?|bod programu c\.|"
            r"c\. bodu|c\. ukolu|ukol c\.)"
        ),
    ),
    ("title", r"(?:bod|bod programu|tema|nazev(?: bodu)?|predmet|agenda|program|oblast|bod jednani|tematicky okruh)"),
    (
        "content",
        (
            r"(?:obsah|projednano|prubeh|zapis|zaznam|diskuse|poznamky|popis|zjisteni|"
            r"informace|text|projednani|obsah jednani|obsah/zaver|zaver|strucny obsah|"
            r"zneni|vysledek|rozprava)"
        ),
    ),
    ("organisation", r"(?:organizace|instituce|subjekt|zastupuje|pracoviste|zamestnavatel|firma|za)"),
    (
        "person",
        (
            r"(?:jmeno\w*(?: a prijmeni)?|prijmeni(?:,? a? ?jmeno)?|ucastnik\w*|clen\w*|"
            r"titul,? jmeno.*|jmeno, prijmeni.*|pritomni|osoba|titul jmeno prijmeni)"
        ),
    ),
    ("signature", r"(?:podpis|parafa)"),
    ("presence", r"(?:pritom\w+|ucast|prezence|pritomen/omluven|stav ucasti)"),
)
_COLUMN_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _COLUMNS)


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Return which column holds what when ``cells`` are the heading of a table; empty when they are not."""
    named: dict[str, int] = {}
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 45 for cell in filled):
        return {}
    for place, cell in enumerate(cells):
        folded = fold(cell).strip(" :.*")
        for name, pattern in _COLUMN_PATTERNS:
            if name not in named and (pattern.fullmatch(folded) or pattern.fullmatch(folded + ".")):
                named[name] = place
                break
    if (
        "number" in named
        and "title" not in named
        and fold(cells[named["number"]]).strip(" .") == "bod"
        and "content" not in named
    ):
        named["title"] = named.pop("number")
    return named if len(named) * 2 >= len(filled) and len(named) > 1 else {}


def is_task_table(columns: dict[str, int]) -> bool:
    """Return whether a table lists tasks and nothing else."""
    return "task" in columns and bool(columns.keys() & {"owner", "due"}) and not columns.keys() & {"content", "title"}


def tasks_of_table(rows: Sequence[Segment], columns: dict[str, int], today: date | None) -> list[Task]:
    """Return the tasks in the rows under a heading; those that the table calls done are none, a row may go on."""
    tasks: list[Task] = []
    for row in rows:
        cells = row.cells
        task, owner, due = (_cell(cells, columns.get(name)) for name in ("task", "owner", "due"))
        if DONE.search(fold(_cell(cells, columns.get("status")))) and "trva" not in fold(
            _cell(cells, columns.get("status"))
        ):
            continue
        if tasks and (row.continues or not task and (owner or due)):
            last = tasks[-1]
            more = make_task(
                " ".join((last.text, task)), ", ".join(filter(None, (last.owner, owner))), due, row.lines, today
            )
            tasks[-1] = replace(
                more, lines=(*last.lines, *row.lines), due=more.due or last.due, due_on=more.due_on or last.due_on
            )
        elif task and task not in {"-", "–"}:
            tasks.append(make_task(task, owner, due, row.lines, today))
    return tasks


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
