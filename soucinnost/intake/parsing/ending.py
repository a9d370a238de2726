"""The end of a record: conclusions, lists of tasks, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from soucinnost.intake.parsing.agenda import numbered
from soucinnost.intake.parsing.imposed import imposed_task
from soucinnost.intake.parsing.listed import is_label_row, rows_of, task_list
from soucinnost.intake.parsing.minutes import Piece
from soucinnost.intake.parsing.parts import Body
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.signing import read_signatures
from soucinnost.intake.parsing.tasks import tasks_by_label
from soucinnost.intake.parsing.tasktables import columns_of, is_task_table, tasks_of_table
from soucinnost.intake.parsing.vocabulary import Label, label_of

_CLOSING = re.compile(
    r"(?:s pozdravem|hezky den|dekuj[iu]|priloh[ay]|rozdelovnik|[-=_*]{3,}|tel\.|"
    r"na vedomi|za spravnost|zapis byl|zapsano dne|"
    r"pristi (?:jednani|schuz|setkani|porada|termin|mdt)|dalsi (?:jednani|schuz|"
    r"setkani|porada|termin|mdt)|priste|termin (?:pristiho|dalsiho))"
)


def is_closing(segment: Segment) -> bool:
    """Return whether a line belongs behind the meeting: greetings, attachments, the next meeting."""
    return bool(_CLOSING.match(segment.folded)) and len(segment.text) < 160


def read_tail(
    body: Body, segments: Sequence[Segment], tail: int, sections: dict[int, Label], today: date | None
) -> None:
    """Read the end of a record from segment ``tail`` on into ``body``."""
    found, taken = read_signatures(segments[tail:], today)
    signed = {tail + place for place in taken}
    body.sign_off = found
    for place in signed:
        body.put(place, "sign_off")
    place = tail
    while place < len(segments):
        if place in signed or place in body.done:
            place += 1
            continue
        label = sections.get(place)
        if label is None:
            place += _stray(body, segments, place, today)
            continue
        end = place + 1
        while (
            end < len(segments)
            and end not in signed
            and end not in sections
            and not _list_is_over(segments, place, end)
        ):
            end += 1
        if label.kind == "tasks":
            tasks = [task for _, task in task_list(segments, place, end - place, label, today)]
            body.tasks += tasks
            lines = {line for task in tasks for line in task.lines}
            body.put(place, "tasks" if label.value and tasks else "heading")
            for one in range(place + 1, end):
                if lines & set(segments[one].lines):
                    body.put(one, "tasks")
                elif segments[one].is_row and columns_of(segments[one].cells):
                    body.put(one, "heading")
        else:
            _read_conclusions(body, segments, place, end, label, today)
        place = end


def _list_is_over(segments: Sequence[Segment], place: int, end: int) -> bool:
    """Return whether a section has ended before ``end``: closing words, or prose behind a numbered list."""
    segment = segments[end]
    if not segment.gap or end == place + 1:
        return False
    return (
        is_closing(segment)
        or _is_listed(segments[place + 1])
        and not _is_listed(segment)
        and not _is_listed(segments[min(end + 1, len(segments) - 1)])
    )


def _is_listed(segment: Segment) -> bool:
    return numbered(segment.plain) is not None or BULLET.match(segment.text) is not None or segment.is_row


def _stray(body: Body, segments: Sequence[Segment], place: int, today: date | None) -> int:
    """Read a table or a labelled task that stands at the end without a heading."""
    segment = segments[place]
    columns = columns_of(segment.cells) if segment.is_row else {}
    if is_task_table(columns):
        count = rows_of(segments, place)
        body.tasks += tasks_of_table(segments[place + 1 : place + count], columns, today)
        for one in range(place, place + count):
            body.put(one, "tasks")
        return count
    label = label_of(segment.plain)
    if label and label.kind == "task":
        count = 1
        while (
            place + count < len(segments)
            and (below := label_of(segments[place + count].plain))
            and below.kind in {"owner", "due"}
        ):
            count += 1
        body.tasks += [task for _, task in tasks_by_label(segments[place : place + count], today).tasks]
        for one in range(place, place + count):
            body.put(one, "tasks")
        return count
    return 1


def _read_conclusions(
    body: Body, segments: Sequence[Segment], place: int, end: int, label: Label, today: date | None
) -> None:
    body.put(place, "heading")
    inside = list(segments[place + 1 : end])
    if label.value:
        inside.insert(0, Segment(label.value, segments[place].lines))
        body.put(place, "conclusions")
    taken = tasks_by_label(inside, today)
    body.tasks += [task for _, task in taken.tasks]
    rows = [index for index, segment in enumerate(inside) if segment.is_row]
    columns = columns_of(inside[rows[0]].cells) if rows else {}
    if is_task_table(columns):
        body.tasks += tasks_of_table([inside[index] for index in rows[1:]], columns, today)
    left: set[int] = set()
    for index, segment in enumerate(inside):
        if index in taken.places or index in rows and is_task_table(columns):
            continue
        if is_label_row(segment):
            left.update(segment.lines)
            continue
        mark = numbered(segment.plain)
        text = (mark.rest if mark and mark.style != "named" else segment.plain).replace("\t", " ").strip().rstrip(" ,;")
        imposed = imposed_task(text, segment.lines, today, body.written)
        if imposed:
            body.tasks.append(imposed)
        if text:
            body.conclusions.append(Piece(text, segment.lines))
    of_tasks = {line for index in taken.places for line in inside[index].lines}
    for one in range(place + 1, end):
        if not left & set(segments[one].lines):
            body.put(one, "tasks" if of_tasks & set(segments[one].lines) else "conclusions")
