"""A region in numbers."""

from datetime import date

from ninja import Schema

from soucinnost.api.shapes.common import Ref
from soucinnost.overview.selectors.frames import Frame, SignalCount
from soucinnost.overview.selectors.towns import Towns
from soucinnost.overview.selectors.years import Year


class SignalShape(Schema):
    """How many groups stand in a state of their rhythm."""

    state: str
    count: int


class FrameShape(Schema):
    """A group as the region sees it; ``overdue`` counts its open tasks past their day, closed ones left out."""

    group: Ref
    type: str
    signal: str
    overdue: int
    last_met_on: date | None
    is_shared: bool


class YearShape(Schema):
    """A year of the region; what is missing is not known, which is not the same as none."""

    year: int
    groups: int
    founded: int
    ended: int
    known: int
    meetings: int | None
    months_met: int | None
    months: int | None
    finished_tasks: int | None
    signals: list[SignalShape]


class OverviewShape(Schema):
    """A region today: its groups that work, their signals, municipalities with a group, the years."""

    region: Ref
    on: date
    groups: int
    late: int
    overdue: int
    signals: list[SignalShape]
    municipalities: int
    municipalities_with_group: int
    frames: list[FrameShape]
    years: list[YearShape]


def _signals(found: list[SignalCount]) -> list[SignalShape]:
    return [SignalShape(state=one.state, count=one.count) for one in found]


def year_shape(year: Year) -> YearShape:
    """A year in numbers."""
    return YearShape(
        year=year.year, groups=year.groups, founded=year.founded, ended=year.ended, known=year.known,
        meetings=year.meetings, months_met=year.met, months=year.months, finished_tasks=year.finished,
        signals=_signals(year.shown_signals),
    )


def overview_shape(
    region: Ref, on: date, frames: list[Frame], signals: list[SignalCount], towns: Towns, years: list[Year]
) -> OverviewShape:
    """A region in numbers, of frames that the coordinator sees."""
    return OverviewShape(
        region=region, on=on, groups=len(frames), late=sum(one.signal.state in {"late", "asleep"} for one in frames),
        overdue=sum(one.overdue for one in frames), signals=_signals(signals), municipalities=towns.known,
        municipalities_with_group=towns.covered,
        frames=[
            FrameShape(
                group=Ref(uid=one.group.uid, name=one.group.name), type=one.group.type, signal=one.signal.state,
                overdue=one.overdue, last_met_on=one.group.last_met_on, is_shared=one.is_shared,
            )
            for one in frames
        ],
        years=[year_shape(year) for year in years],
    )
