"""Everything that the page of preparing a meeting shows to who runs it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.few import few, in_all
from soucinnost.access.models import Seat
from soucinnost.access.prepared import Fixed, Prepared
from soucinnost.agencies.models import Person
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.assignments.selectors import by_due
from soucinnost.groups.enums import TopicState
from soucinnost.groups.models import Group, Topic
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.dates import format_time
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import AgendaItem, AgendaPaper, CarriedTask, Meeting
from soucinnost.meetings.rules import PLANNED
from soucinnost.meetings.selectors.invitation import (
    AgendaLine,
    Change,
    changes_since_invitation,
    invited_seats,
    numbered,
)
from soucinnost.meetings.selectors.minutes import carried_to, papers_of
from soucinnost.reports.models import Call
from soucinnost.reports.selectors import CallStanding, standings
from soucinnost.territory.models import Locality

FIRST_PROPOSED = 15
"""How many topics, and how many tasks, are offered for the agenda before who prepares it asks for all."""


@dataclass
class ItemRow:
    """An item as the page of preparing shows it, with what stands inside it that the reader may see."""

    line: AgendaLine
    papers: list[AgendaPaper] = field(default_factory=list)
    carried: list[CarriedTask] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    reports: CallStanding | None = None
    is_first: bool = False
    is_last: bool = False

    @property
    def item(self) -> AgendaItem:
        """The item itself."""
        return self.line.item


@dataclass(frozen=True)
class Recipients:
    """Who is to be invited: everybody once; those without any address; those with one but without an account.

    Namesakes have ``apart``, what tells one from the other.
    """

    people: list[Person]
    without_address: list[Person]
    without_account: list[Person]
    seats: list[Seat]

    @property
    def reachable(self) -> int:
        """How many get a mail."""
        return len(self.people) - len(self.without_address)


@dataclass
class PreparePage:
    """The page. Minutes are whole minutes; ``ends`` is when the agenda ends by its times, as a clock."""

    meeting: Meeting
    rows: list[ItemRow]
    planned: int
    available: int
    untimed: int
    ends: str
    topics: list[Topic]
    topics_in_all: int
    tasks: list[Assignment]
    tasks_in_all: int
    recipients: Recipients
    changes: list[Change]
    previous: Meeting | None
    previous_open: int

    @property
    def over(self) -> int:
        """By how many minutes the agenda is longer than the meeting."""
        return max(0, self.planned - self.available)

    @property
    def proposed(self) -> int:
        """How many topics and tasks could be put on the agenda."""
        return self.topics_in_all + self.tasks_in_all

    @property
    def shown(self) -> int:
        """How many of them the page offers."""
        return len(self.topics) + len(self.tasks)

    @property
    def has_closed(self) -> bool:
        """Whether some of what the reader sees is closed to others, so that it must not be sent to everybody."""
        return any(row.item.is_closed for row in self.rows)

    @property
    def uids(self) -> list[str]:
        """Records that the page shows, for its audit row."""
        uids = [row.item.uid for row in self.rows]
        uids += [carried.assignment.uid for row in self.rows for carried in row.carried]
        uids += [paper.attachment.uid for row in self.rows for paper in row.papers]
        uids += [row.reports.call.uid for row in self.rows if row.reports is not None]
        return uids + [topic.uid for topic in self.topics] + [task.uid for task in self.tasks]


def item_rows(actor: Actor, meeting: Meeting) -> list[ItemRow]:
    """The agenda with papers, carried tasks and who sees closed items; a constant number of queries."""
    items = _items(actor, meeting.pk)
    named = Prefetch("named_seats", queryset=Seat.objects.select_related("person"))
    prefetch_related_objects([item for item in items if item.is_closed], named)
    rows = [ItemRow(line=line, named=_names(line.item)) for line in numbered(meeting, items)]
    by_item = {row.item.pk: row for row in rows}
    for paper in papers_of(actor, meeting.pk):
        by_item[paper.item_id].papers.append(paper)
    _put_reports(actor, rows)
    for task in carried_to(actor, meeting.pk):
        by_item[task.item_id].carried.append(task)
    if rows:
        rows[0].is_first = rows[-1].is_last = True
    return rows


def _put_reports(actor: Actor, rows: Sequence[ItemRow]) -> None:
    """Who has reported and who owes, at the items for reports that the actor sees; three queries where there is one."""
    keys = {row.item.report_call_id for row in rows if row.item.report_call_id is not None}
    if not keys:
        return
    calls = list(Call.objects.visible_to(actor).filter(pk__in=keys).select_related("group", "circle"))
    found = {one.call.pk: one for one in standings(actor, calls)}
    for row in rows:
        row.reports = found.get(row.item.report_call_id or 0)


def _names(item: AgendaItem) -> list[str]:
    if not item.is_closed:
        return []
    people = {seat.person_id: seat.person for seat in item.named_seats.all()}
    return [person.name for person in sorted(people.values(), key=lambda person: sort_key(person.sort_name))]


def recipients_of(meeting: Meeting) -> Recipients:
    """Who is to be invited, in Czech order of surnames."""
    seats = invited_seats(meeting)
    held = {seat.person_id: seat for seat in seats}
    people = sorted((seat.person for seat in held.values()), key=lambda one: sort_key(one.sort_name))
    _tell_apart(list(held.values()))

    def reachable(person: Person) -> bool:
        return bool(person.email or (person.user is not None and person.user.email))

    return Recipients(
        people=people, without_address=[person for person in people if not reachable(person)],
        without_account=[
            person for person in people if reachable(person) and (person.user is None or not person.user.is_active)
        ],
        seats=seats,
    )


def _tell_apart(seats: Sequence[Seat]) -> None:
    """Give people of one name their organisation, and where that is the same too their address, as ``apart``."""
    names = Counter(seat.person.name for seat in seats)
    where = Counter((seat.person.name, seat.organisation_id) for seat in seats)
    for seat in seats:
        parts = [seat.organisation.label] if seat.organisation is not None else []
        if where[seat.person.name, seat.organisation_id] > 1 or not parts:
            parts += [address for address in (seat.person.email, seat.person.phone) if address][:1]
        seat.person.apart = ", ".join(parts) if names[seat.person.name] > 1 else ""  # type: ignore[attr-defined]


def available_minutes(meeting: Meeting) -> int:
    """How long the meeting is, in minutes that really pass (the clock may move meanwhile)."""
    return int((meeting.ends_at.astimezone(UTC) - meeting.starts_at.astimezone(UTC)) / timedelta(minutes=1))


@Prepared
def _unfinished(actor: Actor, meeting: int, group: int, day: date, limit: int | None) -> QuerySet[Assignment]:
    """Unfinished tasks of the group, given before the meeting, that are not on its agenda as the actor sees it."""
    present = CarriedTask.objects.visible_to(actor).filter(item__meeting=meeting).values("assignment")
    tasks = Assignment.objects.visible_to(actor).filter(group=group, state=AssignmentState.OPEN, given_on__lt=day)
    owned = by_due(tasks.exclude(pk__in=present)).select_related(None)
    return few(owned.select_related("owner_person", "owner_organisation"), limit)


def previous_meeting(actor: Actor, meeting: Meeting) -> Meeting | None:
    """The group's last meeting before this one that took place."""
    return next(iter(_earlier(actor, meeting.group_id, meeting.starts_at)), None)


@Prepared
def _earlier(actor: Actor, group: int, moment: datetime) -> QuerySet[Meeting]:
    earlier = Meeting.objects.visible_to(actor).filter(group=group, ended_at__isnull=False, starts_at__lt=moment)
    return earlier.order_by("-starts_at")[:1]


@Prepared
def _items(actor: Actor, meeting: int) -> QuerySet[AgendaItem]:
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).select_related("presenter", "topic")
    return items.order_by("position", "id")


@Prepared
def _open_topics(actor: Actor, group: int, limit: int | None) -> QuerySet[Topic]:
    topics = Topic.objects.visible_to(actor).filter(group=group, state=TopicState.OPEN)
    return few(topics.select_related("raised_by").order_by("raised_on", "id"), limit)


def read_prepare(actor: Actor, meeting: Meeting, *, all_proposed: bool = False) -> PreparePage:
    """Read the page of preparing; the meeting came through ``visible_to`` with group, circle and locality."""
    limit, day = Fixed(None if all_proposed else FIRST_PROPOSED), timezone.localtime(meeting.starts_at).date()
    topics = _open_topics(actor, meeting.group_id, limit)
    tasks = _unfinished(actor, meeting.pk, meeting.group_id, day, limit)
    rows = item_rows(actor, meeting)
    planned = sum(row.item.minutes or 0 for row in rows)
    end = timezone.localtime(meeting.starts_at.astimezone(UTC) + timedelta(minutes=planned))
    previous = previous_meeting(actor, meeting)
    return PreparePage(
        meeting=meeting, rows=rows, planned=planned, available=available_minutes(meeting),
        untimed=sum(row.item.minutes is None for row in rows), ends=format_time(end.time()),
        topics=topics, tasks=tasks, topics_in_all=in_all(topics),
        tasks_in_all=in_all(tasks), recipients=recipients_of(meeting),
        changes=changes_since_invitation(actor, meeting, [row.line for row in rows]), previous=previous,
        previous_open=sum(len(row.carried) for row in rows),
    )


# -- what forms offer


def seats_for_naming(meeting: Meeting, item: AgendaItem | None = None) -> list[Seat]:
    """Seats to which an item can be closed: today's members and deputies, and those it is closed to already."""
    held = Q(pk__in=Seat.objects.on(timezone.localdate()).filter(circle=meeting.circle_id))
    if item is not None:
        held |= Q(pk__in=item.named_seats.values("pk"))
    seats = Seat.objects.filter(held, circle=meeting.circle_id).without_break_glass()
    return sorted(seats.select_related("person", "organisation"), key=lambda seat: sort_key(seat.person.sort_name))


def localities_for(group: Group, meeting: Meeting | None) -> list[Locality]:
    """Localities a meeting can be held in: the group's, and those of its municipalities; and the present one."""
    chosen = Q(groups=group) | Q(municipality__in=group.areas.all()) | Q(municipality__parent__in=group.areas.all())
    if meeting is not None and meeting.locality_id is not None:
        chosen |= Q(pk=meeting.locality_id)
    found = Locality.objects.filter(chosen).select_related("municipality").distinct()
    return sorted(found, key=lambda one: (sort_key(one.name), sort_key(one.municipality.name)))


def clashes(
    actor: Actor, group: Group, starts_at: datetime, ends_at: datetime, *, leaving_out: Meeting | None = None
) -> list[str]:
    """Other meetings at the same time that the actor may see and that share members with the group, as sentences."""
    others = Meeting.objects.visible_to(actor).filter(
        starts_at__lt=ends_at, ends_at__gt=starts_at, state__in=[*PLANNED, MeetingState.RUNNING]
    )
    if leaving_out is not None:
        others = others.exclude(pk=leaving_out.pk)
    found = list(others.select_related("group").order_by("starts_at", "pk"))
    if not found:
        return []
    circles = [group.circle_id, *(meeting.circle_id for meeting in found)]
    people = _people_of(circles, timezone.localtime(starts_at).date())
    sentences = []
    for meeting in found:
        when = f"{format_time(meeting.starts_at)}–{format_time(meeting.ends_at)}"
        if meeting.group_id == group.pk:
            sentences.append(_("Skupina má ve stejnou dobu jiné jednání: %(when)s.") % {"when": when})
            continue
        shared = people[group.circle_id].keys() & people[meeting.circle_id].keys()
        if shared:
            both = [people[group.circle_id][person] for person in shared]
            names = sorted(both, key=lambda one: sort_key(one.sort_name))
            sentences.append(
                _("Ve stejnou dobu (%(when)s) má jednání skupina: %(group)s. Členové obou: %(names)s.")
                % {"when": when, "group": meeting.group.name, "names": ", ".join(person.name for person in names)}
            )
    return sentences


def _people_of(circles: Sequence[int], day: date) -> dict[int, dict[int, Person]]:
    seats = Seat.objects.on(day).without_break_glass().filter(circle__in=circles)
    people: dict[int, dict[int, Person]] = defaultdict(dict)
    for seat in seats.select_related("person"):
        people[seat.circle_id][seat.person_id] = seat.person
    return people
