"""Meetings: agenda, presence counts, lines of the minutes, answers to invitations."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils import timezone
from ninja import Schema
from pydantic import Field

from soucinnost.agencies.models import Person
from soucinnost.api.shapes.common import NO_NUL, Given, Ref, Uid, person_ref
from soucinnost.api.shapes.tasks import Confirmed
from soucinnost.groups.rules import meeting_number
from soucinnost.meetings.enums import Hours, MeetingState, PresenceStatus, ReplyAnswer
from soucinnost.meetings.models import Meeting, Reply
from soucinnost.meetings.selectors.invitation import place_text
from soucinnost.meetings.selectors.lines import EntryLine, ItemLine, MinutesView
from soucinnost.meetings.selectors.replies import Answered


class MeetingChoice(Given):
    """Which meetings."""

    group: Uid | None = None
    year: int | None = Field(None, ge=1990, le=2100)
    state: Literal[tuple(MeetingState.values)] | None = None  # type: ignore[valid-type]


class MeetingShape(Schema):
    """A meeting. ``number`` is as the group writes it. An hour that old minutes do not say is missing, not invented."""

    uid: str
    group: Ref
    number: str
    title: str
    day: date
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    state: str


class AgendaShape(Schema):
    """An item of the agenda; numbered among those that the person sees."""

    uid: str
    number: int
    title: str
    note: str
    kind: str
    minutes: int | None
    presenter: str
    is_closed: bool


class PresenceCounts(Schema):
    """How many took part. ``quorum_needed`` is missing where the statutes set none."""

    members: int
    present: int
    deputies: int
    excused: int
    absent: int
    unknown: int
    guests: int
    quorum_needed: int | None


class MeetingDetail(MeetingShape):
    """A meeting with its agenda and how many took part."""

    agenda: list[AgendaShape]
    presence: PresenceCounts


class DecisionShape(Schema):
    """How it was decided; votes are missing where nothing was counted."""

    result: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None


class LineTaskShape(Schema):
    """The task that a line gives; ``task`` is its identifier once the meeting ended."""

    owner: str
    due_kind: str
    due_on: date | None
    task: str | None


class LineNumberShape(Schema):
    """A number of a report."""

    label: str
    value: Decimal | None
    unit: str
    total: Decimal | None
    kind: str


class LineShape(Schema):
    """A line of the minutes. ``body`` is simple HTML cleaned by the server."""

    uid: str
    item: str
    kind: str
    body: str
    written_at: datetime
    is_closed: bool
    decision: DecisionShape | None
    task: LineTaskShape | None
    organisation: str | None
    numbers: list[LineNumberShape]


class MinutesShape(Schema):
    """The minutes as the person sees them; ``is_final`` says whether they are locked."""

    meeting: str
    state: str
    is_final: bool
    agenda: list[AgendaShape]
    lines: list[LineShape]


class NewReply(Confirmed):
    """An answer to an invitation, for oneself."""

    answer: Literal[tuple(ReplyAnswer.values)]  # type: ignore[valid-type]
    deputy_name: str = Field("", max_length=160, pattern=NO_NUL)
    note: str = Field("", max_length=300, pattern=NO_NUL)


class ReplyShape(Schema):
    """What somebody invited answered; ``answer`` is missing while there is none."""

    person: Ref
    organisation: str
    answer: str | None
    deputy_name: str
    note: str
    at: datetime | None


class RepliesShape(Schema):
    """Everybody invited with what they answered."""

    meeting: str
    items: list[ReplyShape]


def _values(meeting: Meeting) -> dict[str, Any]:
    group = meeting.group
    return {
        "uid": meeting.uid, "group": Ref(uid=group.uid, name=group.name),
        "number": meeting_number(group.numbering, meeting.number, meeting.year), "title": meeting.title,
        "day": timezone.localdate(meeting.starts_at),
        "starts_at": meeting.starts_at if meeting.hours != Hours.NONE else None,
        "ends_at": meeting.ends_at if meeting.hours == Hours.BOTH else None, "place": place_text(meeting),
        "state": meeting.state,
    }


def meeting_shape(meeting: Meeting) -> MeetingShape:
    """A meeting, read with its group and locality."""
    return MeetingShape(**_values(meeting))


def _agenda(items: tuple[ItemLine, ...]) -> list[AgendaShape]:
    return [
        AgendaShape(
            uid=item.uid, number=item.number, title=item.title, note=item.note, kind=item.kind, minutes=item.minutes,
            presenter=item.presenter, is_closed=item.is_closed,
        )
        for item in items
    ]


def meeting_detail(view: MinutesView) -> MeetingDetail:
    """A meeting with what its minutes tell of agenda and presence."""
    status = [line.status for line in view.members]
    counts = PresenceCounts(
        members=view.seats, present=status.count(PresenceStatus.PRESENT), deputies=status.count(PresenceStatus.DEPUTY),
        excused=status.count(PresenceStatus.EXCUSED), absent=status.count(PresenceStatus.ABSENT),
        unknown=status.count(PresenceStatus.UNKNOWN), guests=len(view.guests), quorum_needed=view.quorum_needed,
    )
    return MeetingDetail(**_values(view.meeting), agenda=_agenda(view.items), presence=counts)


def _line(item: ItemLine, entry: EntryLine) -> LineShape:
    decision = task = None
    if entry.decision is not None:
        held = entry.decision
        decision = DecisionShape(
            result=held.result, votes_for=held.votes_for, votes_against=held.votes_against,
            votes_abstained=held.votes_abstained,
        )
    if entry.task is not None:
        task = LineTaskShape(
            owner=entry.task.owner, due_kind=entry.task.due_kind, due_on=entry.task.due_on,
            task=entry.task.assignment_uid or None,
        )
    numbers = [
        LineNumberShape(label=row.label, value=row.value, unit=row.unit, total=row.total, kind=row.kind)
        for row in (entry.report.numbers if entry.report is not None else ())
    ]
    return LineShape(
        uid=entry.uid, item=item.uid, kind=entry.kind, body=entry.body, written_at=entry.written_at,
        is_closed=entry.is_closed, decision=decision, task=task,
        organisation=entry.report.organisation if entry.report is not None else None, numbers=numbers,
    )


def minutes_shape(view: MinutesView) -> MinutesShape:
    """The minutes as one reader sees them."""
    lines = [_line(item, entry) for item in view.items for entry in item.entries]
    state = view.meeting.state
    return MinutesShape(
        meeting=view.meeting.uid, state=state, is_final=state == MeetingState.FINAL, agenda=_agenda(view.items),
        lines=lines,
    )


def reply_shape(person: Person, organisation: str, reply: Reply | None) -> ReplyShape:
    """What one invited person answered."""
    who = person_ref(person)
    assert who is not None  # noqa: S101 - somebody is always asked; for the type checker
    return ReplyShape(
        person=who, organisation=organisation, answer=reply.answer if reply is not None else None,
        deputy_name=reply.deputy_name if reply is not None else "", note=reply.note if reply is not None else "",
        at=reply.at if reply is not None else None,
    )


def replies_shape(meeting: Meeting, rows: list[Answered]) -> RepliesShape:
    """Everybody invited with what they answered."""
    return RepliesShape(
        meeting=meeting.uid, items=[reply_shape(row.person, row.organisation, row.reply) for row in rows]
    )
