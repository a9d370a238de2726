"""A table that is the record itself: point, what was said, task, who, until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from soucinnost.intake.parsing.agenda import numbered, title_of
from soucinnost.intake.parsing.listed import of_item, rows_of
from soucinnost.intake.parsing.minutes import Item, Outcome
from soucinnost.intake.parsing.outcomes import find_outcomes
from soucinnost.intake.parsing.parts import Body
from soucinnost.intake.parsing.promised import suggestions_in
from soucinnost.intake.parsing.segments import Segment
from soucinnost.intake.parsing.tasktables import columns_of, is_task_table, tasks_of_table


def minutes_table(segments: Sequence[Segment]) -> tuple[int, dict[str, int]] | None:
    """Return where a table that is the record itself begins, and its columns."""
    for place, segment in enumerate(segments):
        if not segment.is_row:
            continue
        columns = columns_of(segment.cells)
        if columns and not is_task_table(columns) and columns.keys() & {"content", "title"} and "person" not in columns:
            return place, columns
    return None


def read_table(body: Body, segments: Sequence[Segment], table: tuple[int, dict[str, int]], today: date | None) -> None:
    """Read the record that is a table, row by row, into ``body``."""
    place, columns = table
    count = rows_of(segments, place)
    body.put(place, "heading")
    current: list[Segment] = []
    for row in segments[place + 1 : place + count]:
        leading = _at(row, columns, "number") or _at(row, columns, "title")
        if (
            current
            and not leading
            and not (_at(row, columns, "content") and not columns.keys() & {"number", "title"})
            or row.continues
        ):
            current.append(row)
            continue
        _finish_row(body, current, columns, today)
        current = [row]
    _finish_row(body, current, columns, today)
    for extra in range(place + 1, place + count):
        body.put(extra, "items")


def _at(row: Segment, columns: dict[str, int], name: str) -> str:
    place = columns.get(name)
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _finish_row(body: Body, rows: Sequence[Segment], columns: dict[str, int], today: date | None) -> None:
    """Make an item of a row and of those that go on under it."""
    if not rows:
        return
    number = next((_at(row, columns, "number") for row in rows if _at(row, columns, "number")), "")
    title = " ".join(filter(None, (_at(row, columns, "title") for row in rows)))
    text = "\n".join(filter(None, (_at(row, columns, "content") for row in rows)))
    mark = numbered(title)
    if mark and not number:
        number, title = mark.number, mark.rest
    if not number and re.fullmatch(r"[0-9IVX]{1,4}[.)]?", title):
        number, title = title, ""
    lines = tuple(line for row in rows for line in row.lines)
    tasks = tasks_of_table(rows, columns, today) if "task" in columns else []
    number = number.strip(" .)/")
    inside = [Segment(text, lines)] if text else []
    outcomes = [outcome for _, outcome in find_outcomes(inside)] + [
        Outcome("task", task.text, task.lines) for task in tasks
    ]
    extra = [
        " – ".join(_at(row, columns, name) for name in ("organisation", "status") if _at(row, columns, name))
        for row in rows
    ]
    more = (
        ""
        if tasks
        else "\n".join(
            " – ".join(filter(None, (_at(row, columns, name) for name in ("task", "owner", "due")))) for row in rows
        )
    )
    body.tasks += [of_item(task, number) for task in tasks]
    body.suggestions += suggestions_in([(text, lines)], number, [])
    whole = "\n".join(filter(None, (text, *extra, more.strip("\n –"))))
    body.items.append(Item(number, title_of(title), whole, tuple(outcomes), lines))
