"""The items of a meeting with what came of them, and the end of the record: conclusions, tasks, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from soucinnost.intake.parsing.agenda import numbered, title_of
from soucinnost.intake.parsing.items import Start, find_starts
from soucinnost.intake.parsing.minutes import AgendaPoint, Item, Outcome, Piece, Report, SignOff, Suggestion, Task
from soucinnost.intake.parsing.outcomes import find_outcomes
from soucinnost.intake.parsing.promised import promised_tasks, suggestions_in
from soucinnost.intake.parsing.reports import find_reports
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.signing import read_signatures, sign_label
from soucinnost.intake.parsing.tasks import (
    columns_of,
    imposed_task,
    is_old_task,
    is_task_table,
    task_of_line,
    tasks_by_label,
    tasks_of_table,
)
from soucinnost.intake.parsing.vocabulary import Label, kind_of, label_of
from soucinnost.kernel.czech.sentences import sentence_spans

_SECTIONS = frozenset({"conclusions", "tasks"})
_CLOSING = re.compile(
    r"(?:s pozdravem|hezky den|dekuj[iu]|priloh[ay]|rozdelovnik|[-=_*]{3,}|tel\.|na vedomi|za spravnost|zapis byl|zapsano dne|"
    r"pristi (?:jednani|schuz|setkani|porada|termin|mdt)|dalsi (?:jednani|schuz|setkani|porada|termin|mdt)|priste|termin (?:pristiho|dalsiho))"
)


@dataclass(slots=True)
class Body:
    """What the body said; ``done`` and ``parts`` speak of places of its segments."""

    items: list[Item] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    conclusions: list[Piece] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    sign_off: list[SignOff] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    parts: dict[int, set[str]] = field(default_factory=dict)

    def put(self, place: int, part: str) -> None:
        """Note that a segment went into ``part``."""
        self.done.add(place)
        self.parts.setdefault(place, set()).add(part)


def read_body(segments: Sequence[Segment], points: list[AgendaPoint], today: date | None) -> Body:
    """Read everything behind the front."""
    body = Body()
    sections = {place: label for place, segment in enumerate(segments) if (label := _section(segments, place, segment))}
    starts = find_starts(segments, points, barred=_barred(segments, sections))
    tail = _tail_start(segments, starts, sections)
    table = None if len(starts) > 1 else _minutes_table(segments[:tail])
    if table is not None:
        _read_table(body, segments, table, today)
    elif starts:
        _read_items(body, segments, starts, tail, today)
    else:
        whole = [place for place in range(tail) if not _is_closing(segments[place])]
        if whole:
            _read_items(body, segments, [Start(whole[0] - 1, "", "", "")], tail, today)
    _read_tail(body, segments, tail, sections, today)
    if not any(item.title or item.number for item in body.items):
        _agreed_to_conclusions(body)
    body.tasks += promised_tasks(body.conclusions, body.suggestions, body.items, today)
    _without_doubles(body)
    return body


def _agreed_to_conclusions(body: Body) -> None:
    """Where nothing parts the record into items, „Dohodnuto: …“ is a conclusion of the whole meeting."""
    for item in body.items:
        for start, end in sentence_spans(item.text):
            label = label_of(item.text[start:end])
            if label and label.kind == "decision" and label.value:
                body.conclusions.append(Piece(label.value, item.lines))


def _section(segments: Sequence[Segment], place: int, segment: Segment) -> Label | None:
    """Return the label when a segment opens conclusions or tasks: it stands alone, or its text follows it."""
    if segment.is_row and len(segment.cells) > 2 and not _is_label_row(segment) or numbered(segment.text):
        return None
    label = label_of(segment.plain)
    if label is None or label.kind not in _SECTIONS:
        return None
    return label


def _barred(segments: Sequence[Segment], sections: dict[int, Label]) -> frozenset[int]:
    """Return the places of lists under „Závěry“ and „Úkoly“: their numbers are not those of items."""
    barred: set[int] = set()
    last = max(sections, default=None)
    for section, label in sections.items():
        if label.value and label.kind == "conclusions":
            continue
        for place in range(section + 1, len(segments)):
            if section != last and segments[place].gap and place > section + 1 and not numbered(segments[place].plain):
                break
            barred.add(place)
    return frozenset(barred)


def _tail_start(segments: Sequence[Segment], starts: Sequence[Start], sections: dict[int, Label]) -> int:
    """Return where the end of the record begins: conclusions, lists of tasks or signatures behind the last item."""
    begin = starts[-1].place + 1 if starts else 0
    in_form = bool(starts) and starts[-1].place >= 0 and segments[starts[-1].place].is_row
    for place in range(begin, len(segments)):
        segment = segments[place]
        if place in sections and (sections[place].kind == "tasks" or _ends_here(segments, place)):
            return place
        if in_form and segment.is_row and (place in sections or is_task_table(columns_of(segment.cells))):
            return place
        label = sign_label(segment)
        if label is not None and (label.kind != "chair" or _signs_behind(segments, place)):
            return _with_date_line(segments, place, begin)
    return len(segments)


def _ends_here(segments: Sequence[Segment], place: int) -> bool:
    """Return whether „Závěr“ speaks of the whole meeting: on its own above the end, not inside the last item."""
    return segments[place].gap or not label_of(segments[place].plain).value  # type: ignore[union-attr]


def _signs_behind(segments: Sequence[Segment], place: int) -> bool:
    return len(segments) - place <= 6


def _with_date_line(segments: Sequence[Segment], place: int, begin: int) -> int:
    above = place - 1
    if above >= begin and re.fullmatch(r"(?:v|ve|na) [^.]{2,40}? (?:dne )?[0-9][0-9. a-z]*", segments[above].folded) and len(segments[above].text) < 60:
        return above
    return place


def _is_closing(segment: Segment) -> bool:
    return bool(_CLOSING.match(segment.folded)) and len(segment.text) < 160


# Items


def _read_items(body: Body, segments: Sequence[Segment], starts: Sequence[Start], tail: int, today: date | None) -> None:
    for start, following in zip(starts, [*starts[1:], None], strict=False):
        end = following.place if following else tail
        places = [place for place in range(start.place + 1, end) if place not in body.done]
        if following is None:
            places = _without_closing(segments, places, named=bool(start.title))
        _read_item(body, segments, start, places, today)


def _without_closing(segments: Sequence[Segment], places: list[int], *, named: bool) -> list[int]:
    """Leave out what stands behind the last item: greetings, attachments, the next meeting after an empty line."""
    for index, place in enumerate(places):
        if index and segments[place].gap and _is_closing(segments[place]) or not named and _is_closing(segments[place]):
            return places[:index]
    return places


def _read_item(body: Body, segments: Sequence[Segment], start: Start, places: list[int], today: date | None) -> None:
    """Read one item: its text, decisions, votes, tasks, reports and suggestions."""
    if start.place >= 0 and (start.title or start.number):
        body.put(start.place, "items")
    inside = [segments[place] for place in places]
    own = Segment(start.rest, segments[start.place].lines) if start.rest and start.place >= 0 else None
    if own is not None:
        inside = [own, *inside]
        places = [start.place, *places]
    if not inside and not start.title and not start.number:
        return
    number = start.number
    tasks, outcomes, barred = _tasks_in(inside, today)
    if kind_of(start.title) == "tasks" and not tasks and inside:
        listed = _task_list([Segment(start.title, (), is_row=False), *inside], 0, len(inside) + 1, Label("tasks", "", ""), today)
        tasks = [task for _, task in listed]
        outcomes = [(at - 1, Outcome("task", task.text, task.lines)) for at, task in listed]
        barred = set(range(len(inside)))
    outcomes += find_outcomes(inside, frozenset(barred))
    outcomes.sort(key=lambda pair: pair[0])
    body.tasks += [_of_item(task, number) for task in tasks]
    for place, outcome in outcomes:
        imposed = imposed_task(outcome.text, outcome.lines, today) if outcome.kind == "decision" else None
        if imposed:
            due = imposed.due or _due_below(inside, place)
            body.tasks.append(_of_item(Task(imposed.text, imposed.owner, due, imposed.due_on, imposed.lines), number))
    reports = find_reports(inside, number)
    body.reports += [report for _, _, report in reports]
    free = [(segment.plain, segment.lines) for place, segment in enumerate(inside) if place not in barred]
    body.suggestions += suggestions_in(free, number, [outcome.text for _, outcome in outcomes if outcome.kind == "decision"])
    lines = tuple(dict.fromkeys(line for segment in ([segments[start.place]] if start.place >= 0 and start.title else []) + inside for line in segment.lines))
    text = "\n".join(segment.text for segment in inside)
    body.items.append(Item(number, start.title, text, tuple(outcome for _, outcome in outcomes), lines))
    for place in places:
        body.put(place, "items")


def _due_below(inside: Sequence[Segment], place: int) -> str:
    for segment in inside[place + 1 : place + 3]:
        label = label_of(segment.plain)
        if label and label.kind == "due":
            return label.value.strip(" .")
    return ""


def _of_item(task: Task, number: str) -> Task:
    return Task(task.text, task.owner, task.due, task.due_on, task.lines, number)


def _tasks_in(inside: Sequence[Segment], today: date | None) -> tuple[list[Task], list[tuple[int, Outcome]], set[int]]:
    """Return the tasks of an item from labels, tables and lists, their outcomes, and the places that they took."""
    taken = tasks_by_label(inside, today)
    found = list(taken.tasks)
    barred = {place for place in taken.places if len(inside[place].text) < 400 and _starts_task(inside[place])}
    for place in taken.places - barred:
        if any(label_of(inside[place].plain) is not None and label_of(inside[place].plain).kind in {"owner", "due"} for _ in (0,)):  # type: ignore[union-attr]
            barred.add(place)
    place = 0
    while place < len(inside):
        segment = inside[place]
        columns = columns_of(segment.cells) if segment.is_row else {}
        label = label_of(segment.plain) if not segment.is_row else None
        if is_task_table(columns):
            count = _rows(inside, place)
            found += [(place, task) for task in tasks_of_table(inside[place + 1 : place + count], columns, today)]
            barred.update(range(place, place + count))
            place += count
        elif label and label.kind == "tasks" and not numbered(segment.text):
            count = _list_end(inside, place)
            found += _task_list(inside, place, count, label, today)
            barred.update(range(place, place + count))
            place += count
        else:
            place += 1
    found.sort(key=lambda pair: pair[0])
    tasks = [task for _, task in found]
    return tasks, [(at, Outcome("task", task.text, task.lines)) for at, task in found], barred


def _starts_task(segment: Segment) -> bool:
    label = label_of(segment.plain)
    return bool(label and label.kind in {"task", "owner", "due"}) or segment.folded.startswith("ukol") or len(list(sentence_spans(segment.text))) < 3


def _rows(segments: Sequence[Segment], place: int) -> int:
    count = 1
    while place + count < len(segments) and segments[place + count].is_row and not _is_label_row(segments[place + count]):
        count += 1
    return count


def _is_label_row(row: Segment) -> bool:
    """Return whether a row is a labelled line of a form under a table: „Závěr jednání: | …“."""
    label = label_of(row.text) if len(row.cells) == 2 or ":" in row.cells[0] else None
    return label is not None and label.kind in {"conclusions", "attached", "recorder", "reviewer", "approver", "next", "chair"}


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


def _task_list(
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
            rows = _rows(inside, index)
            found += [(place + 1 + index, task) for task in tasks_of_table(inside[index + 1 : index + rows], columns, today)]
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


# The record as a table


def _minutes_table(segments: Sequence[Segment]) -> tuple[int, dict[str, int]] | None:
    """Return where a table that is the record itself begins, and its columns."""
    for place, segment in enumerate(segments):
        if not segment.is_row:
            continue
        columns = columns_of(segment.cells)
        if columns and not is_task_table(columns) and columns.keys() & {"content", "title"} and "person" not in columns:
            return place, columns
    return None


def _read_table(body: Body, segments: Sequence[Segment], table: tuple[int, dict[str, int]], today: date | None) -> None:
    place, columns = table
    count = _rows(segments, place)
    body.put(place, "heading")
    current: list[Segment] = []
    for row in segments[place + 1 : place + count]:
        leading = _at(row, columns, "number") or _at(row, columns, "title")
        if current and not leading and not (_at(row, columns, "content") and not columns.keys() & {"number", "title"}) or row.continues:
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
    outcomes = [outcome for _, outcome in find_outcomes(inside)] + [Outcome("task", task.text, task.lines) for task in tasks]
    extra = [" – ".join(_at(row, columns, name) for name in ("organisation", "status") if _at(row, columns, name)) for row in rows]
    more = "" if tasks else "\n".join(" – ".join(filter(None, (_at(row, columns, name) for name in ("task", "owner", "due")))) for row in rows)
    body.tasks += [_of_item(task, number) for task in tasks]
    body.suggestions += suggestions_in([(text, lines)], number, [])
    whole = "\n".join(filter(None, (text, *extra, more.strip("\n –"))))
    body.items.append(Item(number, title_of(title), whole, tuple(outcomes), lines))


# The end


def _read_tail(
    body: Body, segments: Sequence[Segment], tail: int, sections: dict[int, Label], today: date | None
) -> None:
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
        while end < len(segments) and end not in signed and end not in sections and not _list_is_over(segments, place, end):
            end += 1
        if label.kind == "tasks":
            body.tasks += [task for _, task in _task_list(segments, place, end - place, label, today)]
            for one in range(place, end):
                body.put(one, "tasks")
        else:
            _read_conclusions(body, segments, place, end, label, today)
        place = end


def _list_is_over(segments: Sequence[Segment], place: int, end: int) -> bool:
    """Return whether a section has ended before ``end``: closing words, or prose behind a numbered list."""
    segment = segments[end]
    if not segment.gap or end == place + 1:
        return False
    return _is_closing(segment) or _is_listed(segments[place + 1]) and not _is_listed(segment) and not _is_listed(
        segments[min(end + 1, len(segments) - 1)]
    )


def _is_listed(segment: Segment) -> bool:
    return numbered(segment.plain) is not None or BULLET.match(segment.text) is not None or segment.is_row


def _stray(body: Body, segments: Sequence[Segment], place: int, today: date | None) -> int:
    """Read a table or a labelled task that stands at the end without a heading."""
    segment = segments[place]
    columns = columns_of(segment.cells) if segment.is_row else {}
    if is_task_table(columns):
        count = _rows(segments, place)
        body.tasks += tasks_of_table(segments[place + 1 : place + count], columns, today)
        for one in range(place, place + count):
            body.put(one, "tasks")
        return count
    label = label_of(segment.plain)
    if label and label.kind == "task":
        count = 1
        while place + count < len(segments) and (below := label_of(segments[place + count].plain)) and below.kind in {"owner", "due"}:
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
    if rows and is_task_table(columns_of(inside[rows[0]].cells)):
        body.tasks += tasks_of_table([inside[index] for index in rows[1:]], columns_of(inside[rows[0]].cells), today)
    for index, segment in enumerate(inside):
        if index in taken.places or index in rows:
            continue
        mark = numbered(segment.plain)
        text = mark.rest if mark and mark.style != "named" else segment.plain
        imposed = imposed_task(text, segment.lines, today)
        if imposed:
            body.tasks.append(imposed)
        if text:
            body.conclusions.append(Piece(text, segment.lines))
    for one in range(place + 1, end):
        body.put(one, "conclusions")


def _without_doubles(body: Body) -> None:
    """A task that stands in an item and again in the list at the end is one task; the list tells more."""
    seen: dict[str, int] = {}
    kept: list[Task] = []
    for task in body.tasks:
        key = re.sub(r"[\W_]+", " ", task.text.lower()).strip()
        if key in seen:
            old = kept[seen[key]]
            kept[seen[key]] = Task(old.text, old.owner or task.owner, old.due or task.due, old.due_on or task.due_on, (*old.lines, *task.lines), old.item or task.item)
        else:
            seen[key] = len(kept)
            kept.append(task)
    body.tasks = kept
