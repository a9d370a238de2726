"""The minutes as one reader may see them: the shape, plain values that pages and papers share.

Numbers of items are counted among what the reader sees, so that nothing tells how much is hidden.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from soucinnost.groups.models import Group
from soucinnost.meetings.enums import PresenceStatus
from soucinnost.meetings.models import Meeting


def heads() -> dict[str, str]:
    """Headings of lists of people by status, in their order."""
    return {
        PresenceStatus.PRESENT: _("Přítomni"), PresenceStatus.DEPUTY: _("Zastoupeni"),
        PresenceStatus.EXCUSED: _("Omluveni"), PresenceStatus.ABSENT: _("Nepřítomni"),
        PresenceStatus.GUEST: _("Hosté"), PresenceStatus.UNKNOWN: _("Účast nezaznamenána"),
    }


@dataclass(frozen=True)
class PresenceLine:
    """How one person took part. ``roles`` are words of the seat („předsedá“, „zapisuje“, „reviduje“)."""

    uid: str
    name: str
    sort_name: str
    organisation: str
    status: str
    status_label: str
    deputy_name: str
    arrived_at: time | None
    left_at: time | None
    is_guest: bool
    roles: tuple[str, ...]
    seat_uid: str
    person_uid: str

    @property
    def took_part(self) -> bool:
        """Whether the person, a deputy for them, or the guest was there at all."""
        return self.status in {"present", "deputy", "guest"}


@dataclass(frozen=True)
class PaperLine:
    """A paper of an item; ``uid`` is that of the attachment (``documents:download``)."""

    uid: str
    title: str


@dataclass(frozen=True)
class TaskLine:
    """A task of an entry, or one carried over. ``due_text`` is a phrase: a date, „do příštího jednání“ or empty.

    ``assignment_uid`` is empty until the meeting ends, or where the task cannot be given yet (nobody named).
    """

    text: str
    owner: str
    due_kind: str
    due_on: date | None
    due_text: str
    assignment_uid: str
    state: str
    state_label: str


@dataclass(frozen=True)
class DecisionLine:
    """How it was decided. Votes are None where nothing was counted; quorum is what held at that moment."""

    result: str
    result_label: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    quorum_present: int | None
    quorum_needed: int | None


@dataclass(frozen=True)
class NumberLine:
    """A number of a report. ``total`` is the whole it is a part of (40 of 120); ``claim_uid`` leads to evidence."""

    label: str
    value: Decimal | None
    unit: str
    total: Decimal | None
    total_label: str
    kind: str
    kind_label: str
    period_from: date | None
    period_to: date | None
    claim_uid: str


@dataclass(frozen=True)
class ReportLine:
    """Who reported, and the numbers. ``report_uid`` names the report handed in before the meeting, where it is one."""

    organisation: str
    numbers: tuple[NumberLine, ...]
    report_uid: str = ""


@dataclass(frozen=True)
class AnswerLine:
    """An answer to a question; ``entered_by`` is a name where it was written on the member's behalf."""

    uid: str
    name: str
    organisation: str
    text: str
    at: datetime
    entered_by: str
    is_mine: bool


@dataclass(frozen=True)
class QuestionLine:
    """Until when members answer, and what they have answered. ``is_open`` says whether answers are still taken."""

    until: date | None
    answers: tuple[AnswerLine, ...]
    is_open: bool


@dataclass(frozen=True)
class EntryLine:
    """One standing entry. ``body`` is canonical rich text. Exactly the part that belongs to ``kind`` is filled."""

    uid: str
    kind: str
    kind_label: str
    body: str
    revision: int
    written_at: datetime
    written_by: str
    changed_at: datetime
    is_closed: bool
    named: tuple[str, ...]
    problems: tuple[str, ...]
    conflicts: int
    data_left: dict[str, Any]
    decision: DecisionLine | None
    task: TaskLine | None
    report: ReportLine | None
    question: QuestionLine | None


@dataclass(frozen=True)
class ItemLine:
    """An item of the agenda with what was written in it."""

    uid: str
    number: int
    title: str
    note: str
    kind: str
    minutes: int | None
    presenter: str
    is_closed: bool
    named: tuple[str, ...]
    papers: tuple[PaperLine, ...]
    carried: tuple[TaskLine, ...]
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True)
class MinutesView:
    """Everything a reader may see of the minutes of one meeting.

    ``seats`` counts the members whose presence is kept (guests not), ``present`` those who were there themselves or by
    a deputy; ``quorum_needed`` is None where the statutes set none.
    """

    meeting: Meeting
    group: Group
    presences: tuple[PresenceLine, ...]
    seats: int
    present: int
    quorum_needed: int | None
    items: tuple[ItemLine, ...]

    @property
    def entries(self) -> tuple[EntryLine, ...]:
        """All entries in the order of the agenda."""
        return tuple(entry for item in self.items for entry in item.entries)

    @property
    def uids(self) -> list[str]:
        """Every record that a page of the minutes shows, for its audit row: items, lines, tasks, files, answers,
        numbers in evidence, presence."""
        found: list[str] = []
        for item in self.items:
            found += [item.uid, *(paper.uid for paper in item.papers), *(task.assignment_uid for task in item.carried)]
            for entry in item.entries:
                found += [entry.uid, entry.task.assignment_uid if entry.task is not None else ""]
                found += [answer.uid for answer in entry.question.answers] if entry.question is not None else []
                found += [number.claim_uid for number in entry.report.numbers] if entry.report is not None else []
        found += [line.uid for line in self.presences]
        return list(dict.fromkeys(uid for uid in found if uid))

    def of_kind(self, *kinds: str) -> tuple[EntryLine, ...]:
        """Entries of the given kinds, in order."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)

    @property
    def attendance(self) -> list[tuple[str, list[PresenceLine]]]:
        """People by how they took part, each group under its heading, in the order of the printed minutes."""
        groups: dict[str, list[PresenceLine]] = {}
        for line in self.presences:
            groups.setdefault(line.status, []).append(line)
        return [(head, groups[status]) for status, head in heads().items() if status in groups]

    @property
    def members(self) -> tuple[PresenceLine, ...]:
        """Presence of members, in Czech order of surname."""
        return tuple(line for line in self.presences if not line.is_guest)

    @property
    def guests(self) -> tuple[PresenceLine, ...]:
        """Presence of guests."""
        return tuple(line for line in self.presences if line.is_guest)

    @property
    def conflicts(self) -> int:
        """How many texts wait for a choice between two wordings, among entries the reader sees."""
        return sum(entry.conflicts for entry in self.entries)
