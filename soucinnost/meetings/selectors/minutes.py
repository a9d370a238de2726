"""Building the tree of minutes for one reader."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.prepared import Prepared
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.enums import AssignmentState, DueKind
from soucinnost.assignments.models import Assignment
from soucinnost.documents.models import Attachment
from soucinnost.evidence.enums import ClaimKind
from soucinnost.groups.rules import quorum_needed
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.details import read
from soucinnost.meetings.enums import DecisionResult, EntryKind, PresenceStatus
from soucinnost.meetings.models import (
    AgendaItem,
    AgendaPaper,
    Answer,
    CarriedTask,
    Entry,
    EntryConflict,
    Meeting,
    Presence,
)
from soucinnost.meetings.problems import message_of
from soucinnost.meetings.rules import WRITABLE
from soucinnost.meetings.selectors.lines import (
    AnswerLine,
    DecisionLine,
    EntryLine,
    ItemLine,
    MinutesView,
    NumberLine,
    PaperLine,
    PresenceLine,
    QuestionLine,
    ReportLine,
    TaskLine,
)

__all__ = ["MinutesView", "minutes_view", "presence_lines"]

Closable = TypeVar("Closable", AgendaItem, Entry)
THERE = {PresenceStatus.PRESENT, PresenceStatus.DEPUTY}


def minutes_view(actor: Actor, meeting: Meeting) -> MinutesView:
    """Return everything ``actor`` may see of the minutes of ``meeting`` today.

    The meeting itself must have come through ``visible_to``; it is read with ``group`` and ``circle``. Struck
    entries are left out. A fixed number of queries (about fifteen) whatever is written.
    """
    presences = presence_lines(actor, meeting)
    members = [line for line in presences if not line.is_guest]
    return MinutesView(
        meeting=meeting,
        group=meeting.group,
        presences=presences,
        seats=len(members),
        present=sum(line.status in THERE for line in members),
        quorum_needed=None if meeting.is_imported else quorum_needed(meeting.group, len(members)),
        items=_items(actor, meeting, {line.person_uid: line.organisation for line in members}),
    )


def presence_lines(actor: Actor, meeting: Meeting) -> tuple[PresenceLine, ...]:
    """Return who took part: members as the group lists them (chair and recorder first), then guests by name."""
    return tuple(_presence(row) for row in sorted(_presences(actor, meeting.pk), key=_presence_order))


@Prepared
def _presences(actor: Actor, meeting: int) -> QuerySet[Presence]:
    rows = Presence.objects.visible_to(actor).filter(meeting=meeting)
    return rows.select_related("seat", "seat__organisation", "person", "organisation")


def _presence_order(row: Presence) -> tuple[object, ...]:
    organisation = _organisation_of(row)
    name = row.person.sort_name if row.person is not None else row.guest_name
    is_chair = row.seat is not None and row.seat.is_chair
    is_recorder = row.seat is not None and row.seat.is_recorder
    guest = row.status == PresenceStatus.GUEST
    return (guest, not is_chair, not is_recorder, sort_key(organisation), sort_key(name), row.pk)


def _organisation_of(row: Presence) -> str:
    organisation = row.organisation or (row.seat.organisation if row.seat is not None else None)
    return organisation.label if organisation is not None else row.organisation_name


def _presence(row: Presence) -> PresenceLine:
    roles = []
    if row.seat is not None:
        words = (
            (row.seat.is_chair, _("předsedá")), (row.seat.is_recorder, _("zapisuje")),
            (row.seat.is_reviewer, _("reviduje")),
        )
        roles = [word for held, word in words if held]
    return PresenceLine(
        uid=row.uid,
        name=row.person.name if row.person is not None else row.guest_name,
        sort_name=row.person.sort_name if row.person is not None else row.guest_name,
        organisation=_organisation_of(row),
        status=row.status,
        status_label=row.get_status_display(),
        deputy_name=row.deputy_name,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
        is_guest=row.status == PresenceStatus.GUEST,
        roles=tuple(roles),
        seat_uid=row.seat.uid if row.seat is not None else "",
        person_uid=row.person.uid if row.person is not None else "",
    )


def _seat_names(one: AgendaItem | Entry) -> tuple[str, ...]:
    """Who may see what is closed, by surname; nobody is named where everybody may."""
    if not one.is_closed:
        return ()
    people = sorted((seat.person for seat in one.named_seats.all()), key=lambda person: sort_key(person.sort_name))
    return tuple(person.name for person in people)


def _with_named(rows: Iterable[Closable]) -> list[Closable]:
    """Read the rows; those that are closed with the seats to which they are."""
    read_rows = list(rows)
    named = Prefetch("named_seats", queryset=Seat.objects.select_related("person"))
    prefetch_related_objects([row for row in read_rows if row.is_closed], named)
    return read_rows


def _items(actor: Actor, meeting: Meeting, organisations: dict[str, str]) -> tuple[ItemLine, ...]:
    papers: dict[int, list[PaperLine]] = defaultdict(list)
    for paper in papers_of(actor, meeting.pk):
        papers[paper.item_id].append(PaperLine(uid=paper.attachment.uid, title=str(paper.attachment)))
    carried: dict[int, list[TaskLine]] = defaultdict(list)
    for row in carried_to(actor, meeting.pk):
        carried[row.item_id].append(_assignment_line(row.assignment, organisations))
    entries: dict[int, list[EntryLine]] = defaultdict(list)
    for entry in _with_named(_entries(actor, meeting)):
        entries[entry.item_id].append(_entry(actor, meeting, entry, organisations))
    return tuple(
        ItemLine(
            uid=item.uid, number=number, title=item.title, note=item.note, kind=item.kind, minutes=item.minutes,
            presenter=item.presenter.name if item.presenter is not None else item.presenter_name,
            is_closed=item.is_closed, named=_seat_names(item), papers=tuple(papers[item.pk]),
            carried=tuple(carried[item.pk]), entries=tuple(entries[item.pk]),
        )
        for number, item in enumerate(_with_named(_agenda(actor, meeting.pk)), start=1)
    )


@Prepared
def papers_of(actor: Actor, meeting: int) -> QuerySet[AgendaPaper]:
    """Papers of the items of a meeting, those the actor may see both item and file of."""
    files = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True)
    papers = AgendaPaper.objects.visible_to(actor).filter(item__meeting=meeting, attachment__in=files)
    return papers.select_related("attachment").order_by("pk")


@Prepared
def carried_to(actor: Actor, meeting: int) -> QuerySet[CarriedTask]:
    """Unfinished tasks on the agenda of a meeting, with whose they are."""
    carried = CarriedTask.objects.visible_to(actor).filter(item__meeting=meeting)
    return carried.select_related("assignment__owner_person", "assignment__owner_organisation").order_by("pk")


@Prepared
def _agenda(actor: Actor, meeting: int) -> QuerySet[AgendaItem]:
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).select_related("presenter")
    return items.order_by("position", "id")


def _entries(actor: Actor, meeting: Meeting) -> list[Entry]:
    """Lines with their answers."""
    entries: list[Entry] = _lines(actor, meeting.pk)
    answers = Answer.objects.select_related("person", "entered_by").order_by("at", "pk")
    asked = [entry for entry in entries if entry.kind == EntryKind.QUESTION]
    prefetch_related_objects(asked, Prefetch("answers", queryset=answers))
    return entries


@Prepared
def _lines(actor: Actor, meeting: int) -> QuerySet[Any, Any]:
    conflicts = EntryConflict.objects.filter(entry=OuterRef("pk"), resolved_at__isnull=True).order_by()
    counted = conflicts.values("entry").annotate(n=Count("pk")).values("n")
    return (
        Entry.objects.visible_to(actor).standing().filter(meeting=meeting)
        .select_related("written_by", "owner_person", "owner_organisation", "organisation", "assignment", "report")
        .annotate(open_conflicts=Coalesce(Subquery(counted), 0))
        .order_by("position", "id")
    )


def _entry(actor: Actor, meeting: Meeting, entry: Entry, organisations: dict[str, str]) -> EntryLine:
    day = timezone.localtime(meeting.starts_at).date()
    reading = read(entry.kind, entry.details, meeting_day=day)
    return EntryLine(
        uid=entry.uid, kind=entry.kind, kind_label=entry.get_kind_display(), body=entry.body, revision=entry.revision,
        written_at=entry.written_at, written_by=entry.written_by.name if entry.written_by is not None else "",
        changed_at=entry.changed_at, is_closed=entry.is_closed, named=_seat_names(entry),
        problems=tuple(message_of(problem) for problem in entry.problems),
        conflicts=entry.open_conflicts,  # type: ignore[attr-defined]
        data_left=entry.data_left,
        decision=_decision(meeting, entry) if entry.kind == EntryKind.DECISION else None,
        task=_task(entry, organisations, is_imported=meeting.is_imported) if entry.kind == EntryKind.TASK else None,
        report=ReportLine(
            organisation=_label(entry.organisation) or entry.details.get("organisation", {}).get("text", ""),
            numbers=tuple(
                NumberLine(
                    label=row.label, value=row.value, unit=row.unit, total=row.total, total_label=row.total_label,
                    kind=row.kind, kind_label=str(ClaimKind(row.kind).label), period_from=row.period_from,
                    period_to=row.period_to, claim_uid=entry.claim_uids.get(row.uid, ""),
                )
                for row in reading.numbers
            ),
            report_uid=entry.report.uid if entry.report is not None else "",
        ) if entry.kind == EntryKind.REPORT else None,
        question=_question(actor, meeting, entry, organisations) if entry.kind == EntryKind.QUESTION else None,
    )


def _label(organisation: Organisation | None) -> str:
    return organisation.label if organisation is not None else ""


def _decision(meeting: Meeting, entry: Entry) -> DecisionLine:
    unknown = _("výsledek neuveden") if meeting.is_imported else ""
    return DecisionLine(
        result=entry.result, result_label=str(DecisionResult(entry.result).label) if entry.result else unknown,
        votes_for=entry.votes_for, votes_against=entry.votes_against, votes_abstained=entry.votes_abstained,
        quorum_present=entry.quorum_present, quorum_needed=entry.quorum_needed,
    )


def _owner(person: Person | None, organisation: Organisation | None, organisations: dict[str, str]) -> str:
    names = [person.name] if person is not None else []
    place = _label(organisation) or (organisations.get(person.uid, "") if person is not None else "")
    return ", ".join([*names, *([place] if place else [])])


def _due_text(due_kind: str, due_on: object) -> str:
    if due_on is not None:
        return format_date(due_on)  # type: ignore[arg-type]
    return str(DueKind.NEXT_MEETING.label) if due_kind == DueKind.NEXT_MEETING else ""


def _task(entry: Entry, organisations: dict[str, str], *, is_imported: bool) -> TaskLine:
    """The task as the minutes have it; the day that „next meeting“ became and the state come from the assignment.

    A term of old minutes that is no day („průběžně“) stands as it was written.
    """
    given = entry.assignment
    due_on = entry.due_on
    if given is not None and entry.due_kind == DueKind.NEXT_MEETING:
        due_on = given.due_on
    return TaskLine(
        text="", owner=_owner(entry.owner_person, entry.owner_organisation, organisations)
        or entry.details.get("owner", {}).get("text", ""),
        due_kind=entry.due_kind, due_on=due_on,
        due_text=_due_text(entry.due_kind, due_on) or (entry.details.get("due", "") if is_imported else ""),
        assignment_uid=given.uid if given is not None else "",
        state=given.state if given is not None else AssignmentState.OPEN,
        state_label=str(AssignmentState(given.state).label) if given is not None else "",
    )


def _assignment_line(task: Assignment, organisations: dict[str, str]) -> TaskLine:
    return TaskLine(
        text=task.text, owner=_owner(task.owner_person, task.owner_organisation, organisations),
        due_kind=task.due_kind, due_on=task.due_on, due_text=_due_text(task.due_kind, task.due_on),
        assignment_uid=task.uid, state=task.state, state_label=str(AssignmentState(task.state).label),
    )


def _question(actor: Actor, meeting: Meeting, entry: Entry, organisations: dict[str, str]) -> QuestionLine:
    until = entry.answers_until
    return QuestionLine(
        until=until,
        answers=tuple(
            AnswerLine(
                uid=answer.uid, name=answer.person.name, organisation=organisations.get(answer.person.uid, ""),
                text=answer.text, at=answer.at,
                entered_by=answer.entered_by.name if answer.entered_by is not None else "",
                is_mine=answer.person_id == actor.person_id,
            )
            for answer in entry.answers.all()
        ),
        is_open=meeting.state in WRITABLE and (until is None or until >= timezone.localdate()),
    )
