"""A region's years: groups founded and ended, meetings held, months met, tasks finished, signals at the year's end.

What the installation cannot know is None and shown as „neuvedeno“: a group is known from the day it was entered here,
or from its first meeting that was, whichever is earlier. The rhythm is that of today; earlier rhythms are not asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.groups.models import Group
from soucinnost.groups.rhythm import rhythm_signal
from soucinnost.groups.words import SHAPES
from soucinnost.kernel.actor import Actor
from soucinnost.overview.selectors.frames import SignalCount, days_met, groups_of
from soucinnost.overview.words import SIGNALS
from soucinnost.territory.models import Area

MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of one group: when it was, since when it is known here, on which days it met."""

    rhythm: str
    founded_on: date | None
    closed_on: date | None
    known_from: date
    met_on: tuple[date, ...]
    noted_on: date | None = None

    @property
    def begins(self) -> date:
        """The founding, or the day from which it is known."""
        return self.founded_on or self.known_from

    def is_in(self, first: date, last: date) -> bool:
        """Whether the group existed on any of the days."""
        return self.begins <= last and (self.closed_on is None or self.closed_on >= first)

    def is_known_in(self, year: int) -> bool:
        """Whether its meetings of the year are in the installation, at least of a part of it."""
        return self.known_from.year <= year

    def months_in(self, year: int, today: date) -> tuple[int, int]:
        """(months in which it met, months of the year in which it was and is known), up to the present month."""
        first = max(self.begins, self.known_from, date(year, 1, 1))
        last = min(self.closed_on or date.max, today, date(year, 12, 31))
        if last < first:
            return 0, 0
        months = {day.month for day in self.met_on if first <= day <= last}
        return len(months), last.month - first.month + 1


@dataclass(slots=True)
class _AsOf:
    """A group as it stood on a day; what :func:`rhythm_signal` is made of."""

    rhythm: str
    founded_on: date | None
    closed_on: date | None
    last_met_on: date | None


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the region. None means that it is not known.

    ``groups`` existed at its end (or today), ``known`` of them have their meetings here; ``meetings``, ``met`` of
    ``months`` and ``finished`` tasks are of those. Tasks closed to named seats are not counted. ``signals`` are by
    state at the year's end.
    """

    year: int
    is_present: bool
    groups: int
    founded: int
    ended: int
    known: int
    meetings: int | None
    met: int | None
    months: int | None
    finished: int | None
    signals: Mapping[str, int] | None = field(default=None)

    @property
    def share(self) -> float | None:
        """Percent of months with a meeting, of those that are known."""
        return None if not self.months or self.met is None else 100 * self.met / self.months

    @property
    def shown_signals(self) -> list[SignalCount]:
        """How many groups were in each state, the best first."""
        held = self.signals or {}
        return [SignalCount(state, SHAPES[state], held[state]) for state in SIGNALS if state in held]


@dataclass(frozen=True, slots=True)
class History:
    """The years of a region, the latest first, and the groups they are made of."""

    years: list[Year]
    groups: list[Group]

    def year(self, number: str | int | None) -> Year | None:
        """The year of that number; None when it is not there."""
        return next((one for one in self.years if str(one.year) == str(number)), None)


def history_of(actor: Actor, region: Area, today: date) -> History:
    """Read the years of a region; three queries, whatever the number of groups and years."""
    groups = groups_of(actor, region, today)
    lives = lives_of(groups)
    finished = _finished(lives)
    if not lives:
        return History([], groups)
    starts = min(min(life.begins, life.known_from) for life in lives.values())
    first = max(starts.year, today.year - MOST_YEARS + 1)
    years = [_year(number, list(lives.items()), finished, today) for number in range(today.year, first - 1, -1)]
    return History([year for year in years if year.groups or year.ended or year.meetings], groups)


def lives_of(groups: Sequence[Group]) -> dict[int, Life]:
    """Return what is known of each group by id. One query."""
    met = days_met([group.pk for group in groups])
    lives = {}
    for group in groups:
        entered = timezone.localtime(group.created_at).date()
        known = min([entered, *met[group.pk][:1]])
        lives[group.pk] = Life(
            group.rhythm, group.founded_on, group.closed_on, known, tuple(met[group.pk]), group.last_met_on
        )
    return lives


def _finished(groups: Iterable[int]) -> dict[tuple[int, int], int]:
    """How many tasks each group finished in each year, without those closed to named seats: (group, year)."""
    counts: dict[tuple[int, int], int] = {}
    done = Assignment.objects.filter(group__in=groups, state=AssignmentState.DONE, is_closed=False)
    for group_id, day in done.order_by().values_list("group", "finished_on"):
        if day is not None:
            counts[group_id, day.year] = counts.get((group_id, day.year), 0) + 1
    return counts


def _year(
    number: int, lives: Sequence[tuple[int, Life]], finished: Mapping[tuple[int, int], int], today: date
) -> Year:
    first, last = date(number, 1, 1), min(date(number, 12, 31), today)
    there = [(pk, life) for pk, life in lives if life.is_in(first, last)]
    known = [(pk, life) for pk, life in there if life.is_known_in(number)]
    months = [life.months_in(number, today) for _pk, life in known]
    at_end = [life for _pk, life in there if life.closed_on is None or life.closed_on > last]
    return Year(
        year=number, is_present=number == today.year, groups=len(at_end),
        founded=sum(1 for _pk, life in lives if life.founded_on is not None and life.founded_on.year == number),
        ended=sum(1 for _pk, life in lives if life.closed_on is not None and first <= life.closed_on <= last),
        known=len(known),
        meetings=sum(1 for _pk, life in known for day in life.met_on if day.year == number) if known else None,
        met=sum(met for met, _of in months) if known else None,
        months=sum(of for _met, of in months) if known else None,
        finished=sum(finished.get((pk, number), 0) for pk, _life in known) if known else None,
        signals=_signals([life for life in at_end if life.is_known_in(number)], last),
    )


def _signals(lives: Sequence[Life], day: date) -> dict[str, int] | None:
    """How many groups were in each state on a day; None where none is known."""
    found: dict[str, int] = {}
    for life in lives:
        days = [met for met in (*life.met_on, life.noted_on) if met is not None and met <= day]
        stood = _AsOf(life.rhythm, life.founded_on, life.closed_on, max(days, default=None))
        state = rhythm_signal(stood, day).state
        found[state] = found.get(state, 0) + 1
    return found or None


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure in two years; ``change`` is None where either is not known. ``unit`` is „“ or „%“."""

    label: str
    one: float | None
    other: float | None
    unit: str = ""

    @property
    def change(self) -> float | None:
        """The second year less the first: numbers, or percentage points."""
        return None if self.one is None or self.other is None else self.other - self.one
