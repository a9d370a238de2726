"""What the parser understood of a record of a meeting. Each part knows the numbers of the lines that it was read from.

Names of people and organisations stand as they were written; whom they mean is decided by a person on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

NEXT_MEETING = "příští jednání"
"""What stands in ``due`` of a task when its term is the next meeting."""

RECORDER, REVIEWER, APPROVER, CHAIR = "recorder", "reviewer", "approver", "chair"
"""Roles of those who sign: wrote it down, checked it, approved it, or signed as the one who presided."""

Lines = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and the numbers of its lines."""

    text: str = ""
    lines: Lines = ()

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Day:
    """The day of the meeting; ``until`` is the last day of one that took more, ``text`` is as it was written.

    ``value`` is None when no date was found or when the one that was written does not exist.
    """

    value: date | None = None
    until: date | None = None
    begins: time | None = None
    ends: time | None = None
    text: str = ""
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A person or organisation in the attendance. ``note`` holds what stood with the name: office, part of the time."""

    name: str
    note: str = ""
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there. ``note`` says what is known without names: a list that is missing, counts."""

    present: tuple[Named, ...] = ()
    excused: tuple[Named, ...] = ()
    absent: tuple[Named, ...] = ()
    guests: tuple[Named, ...] = ()
    note: str = ""
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """A point of the programme; ``number`` as it was written, without its dot or bracket („1“, „IV“, „a“)."""

    number: str
    title: str
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item: ``kind`` is ``decision vote task``; a decision keeps its number and votes as text."""

    kind: str
    text: str
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the meeting as it was held. ``text`` is everything said in it, line feeds between lines."""

    number: str
    title: str
    text: str = ""
    outcomes: tuple[Outcome, ...] = ()
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What an organisation reported; its numbers stay text. ``item`` is the number of the item it stands in."""

    organisation: str
    text: str
    lines: Lines = ()
    item: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A task that the record states as one. ``due`` is an ISO date, NEXT_MEETING, other words as written, or empty."""

    text: str
    owner: str = ""
    due: str = ""
    due_on: date | None = None
    lines: Lines = ()
    item: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence that sounds like a promise or a proposal; a person decides whether it becomes a task."""

    text: str
    owner: str = ""
    due: str = ""
    lines: Lines = ()
    item: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signed: ``role`` is RECORDER, REVIEWER, APPROVER or CHAIR."""

    role: str
    name: str
    date: date | None = None
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that covers a name in the original, as it was written."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person should look at: a date that does not exist, two dates. ``message_cs`` is a Czech sentence."""

    code: str
    message_cs: str
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Into which part a line went: a key of the JSON, ``heading``, or ``running`` (head or foot of a page)."""

    line: int
    part: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """A record taken apart. ``places`` names every line that is not empty at least once; ``unplaced`` is the rest."""

    subject: Piece = Piece()
    date: Day = Day()
    place: Piece = Piece()
    attendance: Attendance = Attendance()
    agenda: tuple[AgendaPoint, ...] = ()
    items: tuple[Item, ...] = ()
    reports: tuple[Report, ...] = ()
    conclusions: tuple[Piece, ...] = ()
    tasks: tuple[Task, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    sign_off: tuple[SignOff, ...] = ()
    redactions: tuple[Mark, ...] = ()
    unplaced: tuple[Piece, ...] = ()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()


def to_json(minutes: Minutes) -> dict[str, Any]:
    """Return the record as plain values: dates in ISO form, a missing text empty, a missing date ``None``.

    The keys are those that docs/importing-minutes.md lists. Guests stand among those present.
    """
    there = minutes.attendance
    return {
        "subject": minutes.subject.text,
        "date": _iso(minutes.date.value),
        "place": minutes.place.text,
        "attendance": {
            "present": [one.name for one in (*there.present, *there.guests)],
            "excused": [one.name for one in there.excused],
            "absent": [one.name for one in there.absent],
            "note": there.note,
        },
        "agenda": [point.title for point in minutes.agenda],
        "items": [
            {
                "number": item.number,
                "title": item.title,
                "text": item.text,
                "outcomes": [outcome.text for outcome in item.outcomes],
            }
            for item in minutes.items
        ],
        "reports": [{"organisation": one.organisation, "text": one.text} for one in minutes.reports],
        "conclusions": [one.text for one in minutes.conclusions],
        "tasks": [{"text": one.text, "owner": one.owner, "due": one.due} for one in minutes.tasks],
        "suggestions": [one.text for one in minutes.suggestions],
        "sign_off": [{"role": one.role, "name": one.name, "date": _iso(one.date)} for one in minutes.sign_off],
        "redactions": [mark.text for mark in minutes.redactions],
        "unplaced": [one.text for one in minutes.unplaced],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
