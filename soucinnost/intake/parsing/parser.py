"""From lines to :class:`Minutes`: the head, the items, the end, and an account of every line.

Nothing here raises for a strange layout: what is not understood stays where it was (in the text of its item) or is
listed as unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from soucinnost.documents.reading import Line, LineKind
from soucinnost.intake.parsing.body import Body, read_body
from soucinnost.intake.parsing.dative import capitalised
from soucinnost.intake.parsing.front import Front, read_front
from soucinnost.intake.parsing.header import finish_head
from soucinnost.intake.parsing.minutes import (
    RECORDER,
    AgendaPoint,
    Mark,
    Minutes,
    Named,
    Piece,
    Place,
    Problem,
    SignOff,
    Task,
)
from soucinnost.intake.parsing.people import read_people
from soucinnost.intake.parsing.promised import promised_in_reports
from soucinnost.intake.parsing.reports import told_count
from soucinnost.intake.parsing.segments import Segment, segments_of
from soucinnost.intake.parsing.when import find_days
from soucinnost.kernel.czech.marks import find_marks
from soucinnost.kernel.folding import fold


def parse_minutes(lines: Sequence[Line | str]) -> Minutes:
    """Return the record in ``lines`` taken apart. Plain strings are numbered from 1."""
    source = tuple(
        line if isinstance(line, Line) else Line(number, line, LineKind.ROW if "\t" in line.strip() else LineKind.TEXT)
        for number, line in enumerate(lines, 1)
    )
    segments, running = segments_of(source)
    front = read_front(segments)
    finish_head(front.head, front.mail)
    for place in front.head.used:
        front.put(place, "heading")
    if front.mail:
        _date_of_mail(front, segments)
    written = capitalised([segment.text for segment in segments])
    body = read_body(segments[front.taken :], front.points, front.head.date.value, written)
    if front.is_inline and not front.points:
        front.points = [AgendaPoint(item.number, item.title, item.lines[:1]) for item in body.items if item.title]
    sign_off = _signatures(front, body)
    done = front.done | {front.taken + place for place in body.done}
    unplaced = [Piece(segment.text, segment.lines) for place, segment in enumerate(segments) if place not in done]
    unplaced += front.left
    unplaced += [Piece(line.text.strip(), (line.number,)) for line in running]
    return Minutes(
        subject=front.head.subject,
        date=front.head.date,
        place=front.head.place,
        attendance=front.roll.result(),
        agenda=tuple(front.points),
        items=tuple(body.items),
        reports=tuple(body.reports),
        conclusions=tuple(body.conclusions),
        tasks=tuple(body.tasks),
        suggestions=(*body.suggestions, *promised_in_reports(body.reports, body.suggestions)),
        sign_off=tuple(sign_off),
        redactions=tuple(
            Mark(line.text[start:end], line.number) for line in source for start, end in find_marks(line.text)
        ),
        unplaced=tuple(sorted(unplaced, key=lambda piece: piece.lines)),
        places=_places(segments, done, front, body, running),
        problems=tuple(_problems(front, body, segments)),
    )


def _date_of_mail(front: Front, segments: Sequence[Segment]) -> None:
    """The day in the head of an e-mail is that of sending; a day in its text is that of the meeting."""
    sent = next((day.value for day in find_days(front.mail.get("date", ("", ()))[0]) if day.value), None)
    if front.head.date.value is None and sent is not None:
        for segment in segments[:12]:
            for day in find_days(segment.text, sent):
                if day.value and day.value <= sent and segment.lines != front.mail["date"][1]:
                    front.head.date = type(front.head.date)(
                        value=day.value, until=day.until, text=segment.text[day.start : day.end], lines=segment.lines
                    )
                    if not front.head.place:
                        behind = re.match(r"\s*(?P<place>(?:v|ve|na)\s[^),.;]+)", segment.text[day.end :])
                        if behind:
                            front.head.place = Piece(behind["place"].strip(), segment.lines)
                    return
        front.head.date = type(front.head.date)(value=sent, text=front.mail["date"][0], lines=front.mail["date"][1])


def _signatures(front: Front, body: Body) -> list[SignOff]:
    """Return those who signed, also as said in the head, in a note of the attendance, or as the sender of a mail."""
    found = list(body.sign_off)
    names = {(one.role, fold(one.name)) for one in found}
    found += [
        one
        for one in front.signed
        if (one.role, fold(one.name)) not in names and not any(one.role == other.role for other in body.sign_off)
    ]
    if not any(one.role == RECORDER for one in found):
        for person in (*front.roll.people["present"], *front.roll.people["guests"]):
            if re.search(r"zapisovatel|zapisuj|zapis(?!n)", fold(person.note)):
                return [SignOff(RECORDER, person.name, None, person.lines), *found]
        if front.mail.get("from"):
            sender = read_people([(re.sub(r"<[^>]*>", "", front.mail["from"][0]), front.mail["from"][1])]).people
            sent = next((day.value for day in find_days(front.mail.get("date", ("", ()))[0]) if day.value), None)
            found = [SignOff(RECORDER, person.name, sent, person.lines) for person in sender[:1]] + found
            if sender:
                _include_writer(front, sender[0])
    return found


def _include_writer(front: Front, writer: Named) -> None:
    """Who wrote „sešli jsme se já, …“ was there."""
    if any(fold(note) == "ja" for note in front.roll.notes):
        front.roll.notes[:] = [note for note in front.roll.notes if fold(note) != "ja"]
        front.roll.people["present"].insert(0, writer)


def _places(
    segments: Sequence[Segment], done: set[int], front: Front, body: Body, running: Sequence[Line]
) -> tuple[Place, ...]:
    found: set[tuple[int, str]] = set()
    for place, segment in enumerate(segments):
        parts = front.parts.get(place, set()) | body.parts.get(place - front.taken, set())
        for line in segment.lines:
            found.update((line, part) for part in (parts if place in done and parts else {"unplaced"}))
    found.update((line, "unplaced") for piece in front.left for line in piece.lines)
    found.update((line.number, "running") for line in running)
    for key, parts_of_key in (
        ("subject", [front.head.subject]),
        ("date", [front.head.date]),
        ("place", [front.head.place]),
    ):
        found.update((line, key) for part in parts_of_key for line in part.lines)
    return tuple(Place(line, part) for line, part in sorted(found))


def _problems(front: Front, body: Body, segments: Sequence[Segment]) -> list[Problem]:
    found = []
    for text, lines in front.head.wrong:
        found.append(Problem("nonexistent_date", f"Datum {text} neexistuje. Opravte ho.", lines))
    if front.head.date.value is None and not front.head.wrong:
        found.append(Problem("no_date", "Datum jednání se v zápisu nenašlo. Doplňte ho."))
    for segment in segments:
        count = told_count(segment.text) if body.reports else None
        if count is not None and count != len(body.reports):
            text = f"V zápisu se píše o {count} organizacích, zpráv se našlo {len(body.reports)}."
            found.append(Problem("reports_count", text, segment.lines))
    for task in body.tasks:
        if _has_wrong_day(task):
            found.append(Problem("nonexistent_date", f"Termín {task.due} neexistuje. Opravte ho.", task.lines))
    return found


def _has_wrong_day(task: Task) -> bool:
    return any(day.value is None for day in find_days(task.due))
