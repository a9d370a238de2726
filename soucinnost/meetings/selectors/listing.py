"""Meetings in lists: all of mine, and those of one group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.enums import Function
from soucinnost.access.prepared import Fixed, Prepared, Rows
from soucinnost.access.rules import runs
from soucinnost.groups.hooks import Mark, Months
from soucinnost.groups.models import Group
from soucinnost.groups.rules import is_closed, meeting_number
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.enums import MeetingState, PresenceStatus
from soucinnost.meetings.models import Meeting, Presence
from soucinnost.meetings.models.meeting import MeetingQuerySet
from soucinnost.meetings.rules import PLANNED
from soucinnost.meetings.selectors.invitation import place_text
from soucinnost.ui.addresses import address

PAGE_SIZE = 30
COMING = (*sorted(PLANNED), MeetingState.RUNNING)
UNFINISHED = (MeetingState.DRAFT, MeetingState.REMARKS, MeetingState.SIGNING)
PAST = (MeetingState.FINAL,)
STATES: dict[str, tuple[str, ...]] = {
    "prijdou": COMING, "k-dokonceni": UNFINISHED, "probehla": PAST, "zrusena": (MeetingState.CANCELLED,),
}


@dataclass(frozen=True)
class Row:
    """A meeting in a list. ``status`` is a kind and the words of its state, ``runs`` whether the reader runs it."""

    meeting: Meeting
    number: str
    place: str
    status: tuple[str, str]
    runs: bool


@dataclass(frozen=True)
class Choice:
    """What the reader asked for; empty means everything."""

    group: str = ""
    state: str = ""
    year: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.group or self.state or self.year)


@dataclass(frozen=True)
class Listing:
    """The page of meetings: what comes and what is to be finished in whole, the rest in pages."""

    coming: list[Row]
    unfinished: list[Row]
    page: Page
    past: list[Row]
    groups: list[Group]
    prepares: list[Group]
    years: list[int]
    choice: Choice

    @property
    def uids(self) -> list[str]:
        """The meetings that the page shows."""
        return [row.meeting.uid for row in (*self.coming, *self.unfinished, *self.past)]


def status_of(meeting: Meeting, now: datetime) -> tuple[str, str]:
    """The kind and the words of a meeting's state, as a list shows it."""
    state = meeting.state
    if state in PLANNED and meeting.ends_at < now:
        return "late", _("nezahájeno")
    if state == MeetingState.FINAL and meeting.is_imported:
        return "ok", _("ze starého zápisu")
    words = {
        MeetingState.PREPARED: ("wait", _("připravuje se")),
        MeetingState.INVITED: ("ok", _("pozváno")),
        MeetingState.RUNNING: ("run", _("probíhá")),
        MeetingState.DRAFT: ("part", _("zápis se dokončuje")),
        MeetingState.SIGNING: ("run", _("u revidujících")),
        MeetingState.FINAL: ("ok", _("zápis je uzamčen")),
        MeetingState.CANCELLED: ("no", _("zrušeno")),
    }
    if state == MeetingState.REMARKS:
        until = meeting.remarks_until
        return "run", _("připomínky do %(day)s") % {"day": format_date(until)} if until else _("u členů k připomínkám")
    return words[MeetingState(state)]


def row_of(actor: Actor, meeting: Meeting, now: datetime) -> Row:
    """One meeting as a row; read with its group, circle and locality."""
    number = meeting_number(meeting.group.numbering, meeting.number, meeting.year)
    return Row(meeting, number, place_text(meeting), status_of(meeting, now), runs(actor, meeting.circle))


def read_listing(actor: Actor, choice: Choice, page: str | None) -> Listing:
    """Read the list of meetings for the actor, narrowed by the choice; a constant number of queries."""
    now = timezone.now()
    groups = sorted_cs(_groups(actor), key=str)
    wanted = STATES.get(choice.state)
    chosen: Any = _Chosen(actor, choice)
    current = _current(*chosen.asked)
    coming = [meeting for meeting in current if meeting.state in COMING]
    unfinished = [meeting for meeting in reversed(current) if meeting.state in UNFINISHED]
    shown = Paginator(chosen, PAGE_SIZE).get_page(page)
    known = {group.pk: group for group in groups}

    def rows(meetings: Iterable[Meeting]) -> list[Row]:
        listed = list(meetings)
        _give_groups(listed, known)
        return [row_of(actor, meeting, now) for meeting in listed]

    return Listing(
        coming=rows(coming) if wanted in (None, COMING) else [],
        unfinished=rows(unfinished) if wanted in (None, UNFINISHED) else [],
        page=shown, past=rows(shown.object_list), groups=groups,
        prepares=[
            group for group in groups
            if actor.has(group.circle_id, Function.CHAIR, Function.RECORDER) and not is_closed(group)
        ],
        years=sorted(_years(actor), reverse=True), choice=choice,
    )


class _Chosen:
    """The meetings that are listed in pages, as a paginator takes them; groups and circles are to be added."""

    PREPARED = 150
    """Rows further down are asked for rarely, each page by a statement of its own."""

    def __init__(self, actor: Actor, choice: Choice) -> None:
        is_year = choice.year.isascii() and choice.year.isdigit() and len(choice.year) == 4
        self.asked = (actor, choice.group or Fixed(""), int(choice.year) if is_year else Fixed(None))
        self.states = STATES.get(choice.state) or (*PAST, MeetingState.CANCELLED)

    def count(self) -> int:
        """How many meetings there are; those that come or are to be finished are listed in whole, above."""
        if self.states in (COMING, UNFINISHED):
            return 0
        return next(iter(_count(*self.asked, Fixed(self.states))), 0)  # nothing is asked for who sits nowhere

    def __getitem__(self, asked: slice) -> list[Meeting]:
        if self.states in (COMING, UNFINISHED):
            return []
        wanted = (*self.asked, Fixed(self.states), Fixed(asked.start))
        return _page(*wanted) if asked.start < self.PREPARED else _page.unprepared(*wanted)


@Prepared
def _groups(actor: Actor) -> QuerySet[Group]:
    return Group.objects.content_visible_to(actor).select_related("circle")


@Prepared
def _years(actor: Actor) -> QuerySet[Any, int]:
    return Meeting.objects.visible_to(actor).order_by().values_list("year", flat=True).distinct()


def _found(actor: Actor, group: str, year: int | None) -> MeetingQuerySet:
    found = Meeting.objects.visible_to(actor)
    if group:
        found = found.filter(group__uid=group)
    return found if year is None else found.filter(year=year)


def _light(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """With the place, without what a list does not show."""
    placed = meetings.select_related("locality__municipality")
    return placed.defer("invited_snapshot", "locality__municipality__boundary")


@Prepared
def _current(actor: Actor, group: str, year: int | None) -> QuerySet[Meeting]:
    found = _found(actor, group, year).filter(state__in=(*COMING, *UNFINISHED))
    return _light(found).order_by("starts_at", "pk")


@Prepared
def _count(actor: Actor, group: str, year: int | None, states: tuple[str, ...]) -> QuerySet[Any, int]:
    found = _found(actor, group, year).filter(state__in=states)
    return found.order_by().values_list(Rows(), flat=True)


@Prepared
def _page(
    actor: Actor, group: str, year: int | None, states: tuple[str, ...], start: int
) -> QuerySet[Meeting]:
    found = _found(actor, group, year).filter(state__in=states)
    return _light(found).order_by("-starts_at", "-pk")[start : start + PAGE_SIZE]


def _give_groups(meetings: Iterable[Meeting], known: Mapping[int, Group]) -> None:
    """Give meetings their groups and circles, which were read before; a meeting of another group reads its own."""
    for meeting in meetings:
        group = known.get(meeting.group_id)
        if group is not None and group.circle_id == meeting.circle_id:
            meeting.group, meeting.circle = group, group.circle


def headline(listing: Listing) -> str:
    """What waits, in words: the heading of the list."""
    parts = []
    if listing.coming:
        count = len(listing.coming)
        parts.append(ngettext("%(count)s jednání před Vámi", "%(count)s jednání před Vámi", count) % {"count": count})
    if listing.unfinished:
        count = len(listing.unfinished)
        parts.append(ngettext("%(count)s zápis k dokončení", "%(count)s zápisů k dokončení", count) % {"count": count})
    return ", ".join(parts) if parts else _("Jednání")


# -- for the pages of groups


def _months_back(today: date) -> list[tuple[int, int]]:
    first = today.year * 12 + today.month - 1 - 11
    return [divmod(first + at, 12) for at in range(12)]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month - 1


def meeting_months(actor: Actor, group_ids: Iterable[int]) -> Mapping[int, Months]:
    """In which of the last twelve months groups met; None before a group was founded or first met.

    That and when a group met is part of its frame, so this does not ask who sits there; the caller shows frames.
    """
    ids = list(group_ids)
    months = _months_back(timezone.localdate())
    here = timezone.get_current_timezone()
    start = datetime(months[0][0], months[0][1] + 1, 1, tzinfo=here)
    met: dict[int, set[tuple[int, int]]] = {}
    known_since: dict[int, list[tuple[int, int]]] = {}
    for pk, founded, met_at, held_at in _begun_and_met(ids, start):
        known_since[pk] = [_month(day) for day in (founded, met_at and met_at.astimezone(here)) if day is not None]
        if held_at is not None:
            met.setdefault(pk, set()).add(_month(held_at.astimezone(here)))
    answer: dict[int, Months] = {}
    for group in ids:
        held, starts = met.get(group, set()), known_since.get(group, [])
        known = min(starts) if starts else None
        answer[group] = [
            True if month in held else (False if known is not None and month >= known else None) for month in months
        ]
    return answer


@Prepared
def _begun_and_met(groups: list[int], start: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    """When groups were founded, when each first met, and when since ``start``: a row a meeting, one where none was."""
    ended = Meeting.objects.filter(group=OuterRef("pk"), ended_at__isnull=False)
    recent = Q(meetings__ended_at__isnull=False, meetings__starts_at__gte=start)
    found = Group.objects.filter(pk__in=groups).annotate(
        first=Subquery(ended.order_by("starts_at").values("starts_at")[:1]),
        recent=FilteredRelation("meetings", condition=recent),
    )
    return found.order_by().values_list("pk", "founded_on", "first", "recent__starts_at")


def meeting_marks(actor: Actor, group: Group, first: date, last: date) -> list[Mark]:
    """A group's meetings between two days; addresses only of those the actor may open."""
    return [
        Mark(
            timezone.localtime(starts_at).date(), ended_at is not None,
            address("meetings:meeting", [uid]) if is_opened else "",
        )
        for starts_at, ended_at, uid, is_opened in _between(actor, group.pk, first, last)
    ]


@Prepared
def _between(actor: Actor, group: int, first: date, last: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Meetings held and planned between two days, each with whether the actor may open it."""
    meetings = Meeting.objects.filter(
        Q(ended_at__isnull=False) | Q(state__in=COMING), group=group,
        starts_at__date__gte=first, starts_at__date__lte=last,
    )
    opened = Exists(Meeting.objects.visible_to(actor).filter(pk=OuterRef("pk")))
    found = meetings.annotate(is_opened=opened).order_by("starts_at", "pk")
    return found.values_list("starts_at", "ended_at", "uid", "is_opened")


def attendance(actor: Actor, group: Group) -> dict[int, tuple[int, int]]:
    """How often each seat took part (itself or by a deputy) in meetings where its presence was noted."""
    return {seat: (there, of) for seat, of, there in _attendance(actor, group.pk)}


@Prepared
def _attendance(actor: Actor, group: int) -> QuerySet[Any, tuple[Any, ...]]:
    took_part = Q(status__in=(PresenceStatus.PRESENT, PresenceStatus.DEPUTY))
    return (
        Presence.objects.visible_to(actor)
        .filter(meeting__group=group, meeting__ended_at__isnull=False, seat__isnull=False)
        .exclude(status=PresenceStatus.UNKNOWN)
        .values("seat")
        .annotate(of=Count("pk"), there=Count("pk", filter=took_part))
        .order_by()
        .values_list("seat", "of", "there")
    )
