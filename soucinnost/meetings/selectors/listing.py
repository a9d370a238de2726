"""Meetings in lists: all of mine, and those of one group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.enums import Function
from soucinnost.access.prepared import Prepared
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


def _related(meetings: MeetingQuerySet) -> MeetingQuerySet:
    return meetings.select_related("group", "circle", "locality__municipality")


def read_listing(actor: Actor, choice: Choice, page: str | None) -> Listing:
    """Read the list of meetings for the actor, narrowed by the choice; a constant number of queries."""
    now = timezone.now()
    visible = Meeting.objects.visible_to(actor)
    groups = sorted_cs(Group.objects.content_visible_to(actor), key=str)
    years = sorted(visible.order_by().values_list("year", flat=True).distinct(), reverse=True)
    found = visible
    if choice.group:
        found = found.filter(group__uid=choice.group)
    if choice.year.isascii() and choice.year.isdigit() and len(choice.year) == 4:
        found = found.filter(year=int(choice.year))
    wanted = STATES.get(choice.state)
    current = list(_related(found.filter(state__in=(*COMING, *UNFINISHED))).order_by("starts_at", "pk"))
    coming = [meeting for meeting in current if meeting.state in COMING]
    unfinished = [meeting for meeting in reversed(current) if meeting.state in UNFINISHED]
    rest = found.filter(state__in=wanted or (*PAST, MeetingState.CANCELLED))
    rest = found.none() if wanted in (COMING, UNFINISHED) else rest
    pages = Paginator(_related(rest).order_by("-starts_at", "-pk"), PAGE_SIZE)
    shown = pages.get_page(page)

    def rows(meetings: Iterable[Meeting]) -> list[Row]:
        return [row_of(actor, meeting, now) for meeting in meetings]

    return Listing(
        coming=rows(coming) if wanted in (None, COMING) else [],
        unfinished=rows(unfinished) if wanted in (None, UNFINISHED) else [],
        page=shown, past=rows(shown.object_list), groups=groups,
        prepares=[
            group for group in groups
            if actor.has(group.circle_id, Function.CHAIR, Function.RECORDER) and not is_closed(group)
        ],
        years=years, choice=choice,
    )


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
    ended = Meeting.objects.filter(group__in=ids, ended_at__isnull=False, starts_at__gte=start)
    for group, moment in ended.values_list("group", "starts_at"):
        met.setdefault(group, set()).add(_month(moment.astimezone(here)))
    first = Min("meetings__starts_at", filter=Q(meetings__ended_at__isnull=False))
    begun = Group.objects.filter(pk__in=ids).annotate(first=first).order_by().values_list("pk", "founded_on", "first")
    known_since = {
        pk: [_month(day) for day in (founded, met_at and met_at.astimezone(here)) if day is not None]
        for pk, founded, met_at in begun
    }
    answer: dict[int, Months] = {}
    for group in ids:
        held, starts = met.get(group, set()), known_since.get(group, [])
        known = min(starts) if starts else None
        answer[group] = [
            True if month in held else (False if known is not None and month >= known else None) for month in months
        ]
    return answer


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
