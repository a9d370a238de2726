"""The items of a meeting with what came of them, and the end of the record: conclusions, tasks, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from soucinnost.intake.parsing.agenda import numbered, title_of
from soucinnost.intake.parsing.ending import is_closing, read_tail
from soucinnost.intake.parsing.imposed import due_below, imposed_task
from soucinnost.intake.parsing.items import Start, find_starts
from soucinnost.intake.parsing.listed import is_label_row, of_item, task_list, tasks_in
from soucinnost.intake.parsing.minutes import AgendaPoint, Item, Outcome, Piece, Task
from soucinnost.intake.parsing.outcomes import find_outcomes
from soucinnost.intake.parsing.parts import Body
from soucinnost.intake.parsing.promised import promised_tasks, suggestions_in
from soucinnost.intake.parsing.recordtable import minutes_table, read_table
from soucinnost.intake.parsing.reports import find_reports
from soucinnost.intake.parsing.segments import Segment
from soucinnost.intake.parsing.signing import sign_label, signs_above
from soucinnost.intake.parsing.tasks import make_task
from soucinnost.intake.parsing.tasktables import columns_of, is_task_table
from soucinnost.intake.parsing.vocabulary import Label, kind_of, label_of
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.folding import fold

_SECTIONS = frozenset({"conclusions", "tasks"})


def read_body(
    segments: Sequence[Segment],
    points: list[AgendaPoint],
    today: date | None,
    written: frozenset[str] = frozenset(),
) -> Body:
    """Read everything behind the front; ``written`` are the capitalised words of the whole record."""
    body = Body(written=written)
    sections = {place: label for place, segment in enumerate(segments) if (label := _section(segments, place, segment))}
    starts = find_starts(segments, points, barred=_barred(segments, sections, points))
    tail = _tail_start(segments, starts, sections)
    table = None if len(starts) > 1 else minutes_table(segments[:tail])
    if table is not None:
        read_table(body, segments, table, today)
    elif starts:
        _read_items(body, segments, starts, tail, today)
    else:
        whole = [place for place in range(tail) if not is_closing(segments[place])]
        if whole:
            _read_items(body, segments, [Start(whole[0] - 1, "", "", "")], tail, today)
    read_tail(body, segments, tail, sections, today)
    if not any(item.title or item.number for item in body.items):
        _agreed_to_conclusions(body)
    body.tasks += promised_tasks(body.conclusions, body.suggestions, body.items, today, has_tasks=bool(body.tasks))
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
    if segment.is_row and len(segment.cells) > 2 and not is_label_row(segment) or numbered(segment.text):
        return None
    label = label_of(segment.plain)
    if label is None or label.kind not in _SECTIONS:
        return None
    return label


def _barred(
    segments: Sequence[Segment], sections: dict[int, Label], points: Sequence[AgendaPoint]
) -> frozenset[int]:
    """Return the places of lists under „Závěry“ and „Úkoly“: their numbers are not those of items.

    A list ends where a point of the programme stands with its number and title for the first time.
    """
    barred: set[int] = set()
    last = max(sections, default=None)
    opened = _opened(segments, points) if sections else frozenset()
    for section, label in sections.items():
        if label.value and label.kind == "conclusions":
            continue
        for place in range(section + 1, len(segments)):
            if section != last and segments[place].gap and place > section + 1 and not numbered(segments[place].plain):
                break
            if place in opened:
                break
            barred.add(place)
    return frozenset(barred)


def _opened(segments: Sequence[Segment], points: Sequence[AgendaPoint]) -> frozenset[int]:
    """Return the places where points of the programme stand with number and title for the first time."""
    first: dict[str, int] = {}
    for place, segment in enumerate(segments):
        mark = numbered(segment.plain)
        if mark is not None and 0 < mark.order <= len(points):
            title = points[mark.order - 1].title
            if title and fold(title_of(mark.rest)) == fold(title):
                first.setdefault(fold(title), place)
    return frozenset(first.values())


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
    while place > begin and place > 3 and signs_above(segments[place - 1]):
        place -= 1
    above = place - 1
    if (
        above >= begin
        and re.fullmatch(r"(?:v|ve|na) [^.]{2,40}? (?:dne )?[0-9][0-9. a-z]*", segments[above].folded)
        and len(segments[above].text) < 60
    ):
        return above
    return place


# Items


def _read_items(
    body: Body, segments: Sequence[Segment], starts: Sequence[Start], tail: int, today: date | None
) -> None:
    for start, following in zip(starts, [*starts[1:], None], strict=False):
        end = following.place if following else tail
        places = [place for place in range(start.place + 1 + start.taken, end) if place not in body.done]
        if following is None:
            places = _without_closing(segments, places, named=bool(start.title))
        _read_item(body, segments, start, places, today)


def _without_closing(segments: Sequence[Segment], places: list[int], *, named: bool) -> list[int]:
    """Leave out what stands behind the last item: greetings, attachments, the next meeting after an empty line."""
    for index, place in enumerate(places):
        if index and segments[place].gap and is_closing(segments[place]) or not named and is_closing(segments[place]):
            return places[:index]
    return places


def _read_item(body: Body, segments: Sequence[Segment], start: Start, places: list[int], today: date | None) -> None:
    """Read one item: its text, decisions, votes, tasks, reports and suggestions."""
    if start.place >= 0 and (start.title or start.number):
        for place in range(start.place, start.place + 1 + start.taken):
            body.put(place, "items")
    inside = [segments[place] for place in places]
    own = Segment(start.rest, segments[start.place].lines) if start.rest and start.place >= 0 else None
    if own is not None:
        inside = [own, *inside]
        places = [start.place, *places]
    if not inside and not start.title and not start.number:
        return
    number = start.number
    tasks, outcomes, barred = tasks_in(inside, today)
    if kind_of(start.title) == "tasks" and not tasks and inside:
        listed = task_list(
            [Segment(start.title, (), is_row=False), *inside], 0, len(inside) + 1, Label("tasks", "", ""), today
        )
        tasks = [task for _, task in listed]
        outcomes = [(at - 1, Outcome("task", task.text, task.lines)) for at, task in listed]
        barred = set(range(len(inside)))
    outcomes += find_outcomes(inside, frozenset(barred))
    outcomes.sort(key=lambda pair: pair[0])
    body.tasks += [of_item(task, number) for task in tasks]
    for place, outcome in outcomes:
        if outcome.kind != "decision":
            continue
        imposed = imposed_task(outcome.text, outcome.lines, today, body.written)
        if imposed:
            if not imposed.due:
                due = due_below(inside, place)
                imposed = make_task(imposed.text, imposed.owner, due, imposed.lines, today)
            body.tasks.append(of_item(imposed, number))
    reports = find_reports(inside, number)
    body.reports += [report for _, _, report in reports]
    free = [(segment.plain, segment.lines) for place, segment in enumerate(inside) if place not in barred]
    body.suggestions += suggestions_in(
        free, number, [outcome.text for _, outcome in outcomes if outcome.kind == "decision"]
    )
    headed = start.place >= 0 and start.title
    heading = segments[start.place : start.place + 1 + start.taken] if headed else []
    lines = tuple(dict.fromkeys(line for segment in [*heading, *inside] for line in segment.lines))
    text = "\n".join(segment.text for segment in inside)
    body.items.append(Item(number, start.title, text, tuple(outcome for _, outcome in outcomes), lines))
    for place in places:
        body.put(place, "items")


def _without_doubles(body: Body) -> None:
    """A task that stands in an item and again in the list at the end is one task; the list tells more."""
    seen: dict[str, int] = {}
    kept: list[Task] = []
    for task in body.tasks:
        key = re.sub(r"[\W_]+", " ", task.text.lower()).strip()
        if key in seen:
            old = kept[seen[key]]
            kept[seen[key]] = Task(
                old.text,
                old.owner or task.owner,
                old.due or task.due,
                old.due_on or task.due_on,
                (*old.lines, *task.lines),
                old.item or task.item,
            )
        else:
            seen[key] = len(kept)
            kept.append(task)
    body.tasks = kept
