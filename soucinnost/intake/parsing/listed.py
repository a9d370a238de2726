"""Tasks of one item or section: by labels, in lists under a heading, in tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from soucinnost.intake.parsing.agenda import numbered
from soucinnost.intake.parsing.minutes import Outcome, Task
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.tasks import is_old_task, task_of_line, tasks_by_label
from soucinnost.intake.parsing.tasktables import columns_of, is_task_table, tasks_of_table
from soucinnost.intake.parsing.vocabulary import Label, label_of
from soucinnost.kernel.czech.sentences import sentence_spans


def of_item(task: Task, number: str) -> Task:
    """Return the task as one of the item with ``number``."""
    return Task(task.text, task.owner, task.due, task.due_on, task.lines, number)


def tasks_in(inside: Sequence[Segment], today: date | None) -> tuple[list[Task], list[tuple[int, Outcome]], set[int]]:
    """Return the tasks of an item from labels, tables and lists, their outcomes, and the places that they took."""
    taken = tasks_by_label(inside, today)
    found = list(taken.tasks)
    barred = {place for place in taken.places if len(inside[place].text) < 400 and _starts_task(inside[place])}
    for place in taken.places - barred:
        below = label_of(inside[place].plain)
        if below is not None and below.kind in {"owner", "due"}:
            barred.add(place)
    place = 0
    while place < len(inside):
        segment = inside[place]
        columns = columns_of(segment.cells) if segment.is_row else {}
        label = label_of(segment.plain) if not segment.is_row else None
        if is_task_table(columns):
            count = rows_of(inside, place)
            found += [(place, task) for task in tasks_of_table(inside[place + 1 : place + count], columns, today)]
            barred.update(range(place, place + count))
            place += count
        elif label and label.kind == "tasks" and not numbered(segment.text):
            count = _list_end(inside, place)
            found = [(at, task) for at, task in found if not place <= at < place + count]
            found += task_list(inside, place, count, label, today)
            barred.update(range(place, place + count))
            place += count
        else:
            place += 1
    found.sort(key=lambda pair: pair[0])
    tasks = [task for _, task in found]
    return tasks, [(at, Outcome("task", task.text, task.lines)) for at, task in found], barred


def _starts_task(segment: Segment) -> bool:
    label = label_of(segment.plain)
    return (
        bool(label and label.kind in {"task", "owner", "due"})
        or segment.folded.startswith("ukol")
        or len(list(sentence_spans(segment.text))) < 3
    )


def rows_of(segments: Sequence[Segment], place: int) -> int:
    """Return how many rows a table takes from ``place`` on, its heading among them."""
    count = 1
    while (
        place + count < len(segments) and segments[place + count].is_row and not is_label_row(segments[place + count])
    ):
        count += 1
    return count


def is_label_row(row: Segment) -> bool:
    """Return whether a row is a labelled line of a form under a table: „Závěr jednání: | …“."""
    label = label_of(row.text) if len(row.cells) == 2 or ":" in row.cells[0] else None
    return label is not None and label.kind in {
        "conclusions",
        "attached",
        "recorder",
        "reviewer",
        "approver",
        "next",
        "chair",
    }


def _list_end(segments: Sequence[Segment], place: int) -> int:
    """Return how many segments a list under a heading takes: up to an empty line that no further point follows."""
    count = 1
    while place + count < len(segments):
        segment = segments[place + count]
        listed = numbered(segment.plain) is not None or BULLET.match(segment.text) is not None or segment.is_row
        if segment.gap and count > 1 and not listed:
            break
        label = label_of(segment.plain)
        if label and label.kind in {"conclusions", "tasks", "votes", "decision"}:
            break
        count += 1
    return count


def task_list(
    segments: Sequence[Segment], place: int, count: int, label: Label, today: date | None
) -> list[tuple[int, Task]]:
    """Read the lines of a list of tasks; fields on lines of their own belong to the line above."""
    inside = segments[place + 1 : place + count]
    found: list[tuple[int, Task]] = []
    if label.value:
        task = task_of_line(label.value, segments[place].lines, today)
        found += [(place, task)] if task else []
    if not inside:
        return found
    by_label = tasks_by_label(inside, today)
    index = 0
    while index < len(inside):
        segment = inside[index]
        columns = columns_of(segment.cells) if segment.is_row else {}
        if is_task_table(columns):
            rows = rows_of(inside, index)
            found += [
                (place + 1 + index, task) for task in tasks_of_table(inside[index + 1 : index + rows], columns, today)
            ]
            index += rows
            continue
        owned = [(at, task) for at, task in by_label.tasks if at == index]
        if owned:
            found += [(place + 1 + at, task) for at, task in owned]
        elif index not in by_label.places and not is_old_task(segment.text):
            task = task_of_line(segment.text, segment.lines, today)
            found += [(place + 1 + index, task)] if task and task.text else []
        index += 1
    return found
