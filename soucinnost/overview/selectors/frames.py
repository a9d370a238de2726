"""Groups of a region as its coordinator sees them: the frame, and how many tasks are overdue.

Tasks closed to named seats are in no number here, not even for a coordinator who is named: the same page for
everybody, and nothing hidden moves it (docs/adr/0013).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.agencies.models import Person
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.codelists.models import Term
from soucinnost.groups import hooks
from soucinnost.groups.models import Group
from soucinnost.groups.rhythm import Signal
from soucinnost.groups.rules import is_closed, manages, sees_content
from soucinnost.groups.words import SHAPES, Shown, signal_words, strip_label
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.meetings.models import Meeting
from soucinnost.overview.words import SIGNAL_LABELS, SIGNALS
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area


@dataclass(slots=True)
class Frame:
    """One group. ``overdue`` counts open tasks past their day that are not closed to named seats.

    ``is_shared`` says that the coordinator sits in the group and may open what the number stands for.
    """

    group: Group
    signal: Signal
    shown: Shown
    is_closed: bool
    is_shared: bool
    shows_next: bool
    chairs: list[Person] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    themes: list[Term] = field(default_factory=list)
    overdue: int = 0
    months: hooks.Months = field(default_factory=list)
    strip_label: str = ""

    @property
    def districts(self) -> dict[int, Area]:
        """Districts in which the group works, by id; none for a group of the whole region."""
        found = (district_of(area) for area in self.areas)
        return {district.pk: district for district in found if district is not None}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the coordinator asked to see; empty means every group that has not ended."""

    type: str = ""
    theme: str = ""
    signal: str = ""
    district: str = ""
    with_closed: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is left out by a choice."""
        return bool(self.type or self.theme or self.signal or self.district)


def district_of(area: Area | None) -> Area | None:
    """The district that an area is or lies in, going up; None for a region or where the tree does not say."""
    for _step in range(4):
        if area is None or area.kind == AreaKind.DISTRICT:
            return area
        area = area.parent
    return None


def groups_of(actor: Actor, region: Area, today: date) -> list[Group]:
    """Groups of the region whose frame the actor sees, ended ones too, in Czech order. One query.

    Each carries ``overdue``: how many of its open tasks are past their day, without those closed to named seats. The
    number is part of the frame that a region sees, so it does not ask who sits there.
    """
    late = (
        Assignment.objects.filter(
            group=OuterRef("pk"), state=AssignmentState.OPEN, due_on__lt=today, is_closed=False
        )
        .order_by()
        .values("group")
        .annotate(count=Count("pk"))
        .values("count")
    )
    found = Group.objects.visible_to(actor).filter(region=region).annotate(overdue=Coalesce(Subquery(late), 0))
    found = found.select_related("circle__controller__organisation__area__parent__parent")
    found = found.defer(
        "circle__controller__logo", *(f"circle__controller__organisation__area{up}__boundary" for up in UPWARDS)
    )
    return sorted(found, key=lambda group: (sort_key(group.name), group.pk))


UPWARDS = ("", "__parent", "__parent__parent")
"""How far up the tree of territory is read with a unit: municipality, district, region."""


def frames_of(actor: Actor, groups: Sequence[Group], today: date) -> list[Frame]:
    """Return the groups with chairs, territory and themes; the same few queries for any number."""
    frames = {group.pk: _frame(actor, group, today) for group in groups}
    circles = {frame.group.circle_id: frame for frame in frames.values()}
    seats = Seat.objects.on(today).filter(circle__in=circles, is_chair=True, standing=Standing.MEMBER)
    for seat in seats.select_related("person").order_by("valid_from", "pk"):
        circles[seat.circle_id].chairs.append(seat.person)
    for pk, areas in _areas(frames).items():
        frames[pk].areas = areas
    for link in Group.themes.through.objects.filter(group__in=frames).select_related("term").order_by("term__position"):
        frames[link.group_id].themes.append(link.term)
    return list(frames.values())


def _frame(actor: Actor, group: Group, today: date) -> Frame:
    signal, shown = signal_words(group, today)
    shared = sees_content(actor, group)
    overdue: int = getattr(group, "overdue", 0)
    return Frame(
        group, signal, shown, is_closed(group, today), shared, shared or manages(actor, group), overdue=overdue
    )


def _areas(groups: Iterable[int]) -> dict[int, list[Area]]:
    found: dict[int, list[Area]] = {}
    links = Group.areas.through.objects.filter(group__in=groups).select_related("area__parent__parent")
    for link in links.defer(*(f"area{up}__boundary" for up in UPWARDS)):
        found.setdefault(link.group_id, []).append(link.area)
    for areas in found.values():
        areas.sort(key=lambda area: (sort_key(area.name), area.pk))
    return found


def days_met(groups: Iterable[int]) -> dict[int, list[date]]:
    """On which days each group met, the oldest first. Days of meetings belong to the frame; the caller shows frames."""
    met: dict[int, list[date]] = {pk: [] for pk in groups}
    held = Meeting.objects.filter(group__in=met, ended_at__isnull=False).order_by("starts_at")
    for group_id, moment in held.values_list("group", "starts_at"):
        met[group_id].append(timezone.localtime(moment).date())
    return met


def add_months(frames: Sequence[Frame], today: date) -> None:
    """Add in which of the last twelve months each group met; None before it was founded or first met. One query."""
    months = [divmod(today.year * 12 + today.month - 12 + at, 12) for at in range(12)]
    met = days_met([frame.group.pk for frame in frames])
    for frame in frames:
        days = met[frame.group.pk]
        held = {(day.year, day.month - 1) for day in days}
        known = min(filter(None, [frame.group.founded_on, *days[:1]]), default=None)
        since = (known.year, known.month - 1) if known is not None else (today.year + 1, 0)
        frame.months = [True if month in held else (False if month >= since else None) for month in months]
        frame.strip_label = strip_label(frame.months)


def matching(frames: Sequence[Frame], wanted: Wanted) -> list[Frame]:
    """Return the frames that were asked for."""
    return [frame for frame in frames if _matches(frame, wanted)]


def _matches(frame: Frame, wanted: Wanted) -> bool:
    if frame.is_closed and not wanted.with_closed:
        return False
    if wanted.type and frame.group.type != wanted.type:
        return False
    if wanted.theme and wanted.theme not in {term.key for term in frame.themes}:
        return False
    if wanted.signal and frame.signal.state != wanted.signal:
        return False
    return not wanted.district or wanted.district in {one.uid for one in frame.districts.values()}


@dataclass(frozen=True, slots=True)
class SignalCount:
    """How many groups stand in a state of the rhythm; ``kind`` is the shape of its mark."""

    state: str
    kind: str
    count: int

    @property
    def label(self) -> object:
        """The state in words."""
        return SIGNAL_LABELS[self.state]


def signal_counts(frames: Sequence[Frame]) -> list[SignalCount]:
    """Return how many of the groups are in each state, the best first; states without a group are left out."""
    states = [frame.signal.state for frame in frames]
    return [SignalCount(state, SHAPES[state], states.count(state)) for state in SIGNALS if state in states]
