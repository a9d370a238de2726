"""What the apps above add to the pages of groups. They register in ``AppConfig.ready``.

``groups`` knows neither meetings nor tasks: it asks here, and shows nothing where nobody answers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor

Months = list[bool | None]
"""Twelve months, oldest first, the last is the present one: met, did not meet, or None (nothing is known)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting on the line of the rhythm: its day, whether it was held or is planned, and where it leads."""

    day: date
    is_held: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a group's page: ``template`` is rendered under a heading with ``context``, which is ``section`` too.

    ``uids`` are the records it shows, for the audit row of the page. ``count`` stands beside the title, ``note`` in
    the margin.
    """

    key: str
    title: Any
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    count: int | None = None
    note: Any = ""
    uids: tuple[str, ...] = ()


MonthsOf = Callable[[Actor, Iterable[int]], Mapping[int, Months]]
MarksOf = Callable[[Actor, Group, date, date], Iterable[Mark]]
AttendanceOf = Callable[[Actor, Group], Mapping[int, tuple[int, int]]]
SectionOf = Callable[[Actor, Group], Section | None]

_months: list[MonthsOf] = []
_marks: list[MarksOf] = []
_attendance: list[AttendanceOf] = []
_sections: dict[str, tuple[int, SectionOf]] = {}


def register_meeting_months(months: MonthsOf) -> None:
    """Say who knows in which of the last twelve months groups met: ``fn(actor, group_ids) -> {group_id: months}``.

    It must answer for any number of groups with a constant number of queries, and for frames only (no content).
    """
    _months[:] = [months]


def register_meeting_marks(marks: MarksOf) -> None:
    """Say who knows a group's meetings between two days: ``fn(actor, group, first, last) -> marks``."""
    _marks[:] = [marks]


def register_attendance(attendance: AttendanceOf) -> None:
    """Say who knows how often seats took part: ``fn(actor, group) -> {seat_id: (present, of)}``."""
    _attendance[:] = [attendance]


def register_section(key: str, order: int, section: SectionOf) -> None:
    """Add a part to the group's page of who sees its content; a lower ``order`` stands higher. Same key replaces.

    ``fn(actor, group) -> Section | None`` reads through ``visible_to(actor)``; None shows nothing.
    """
    _sections[key] = (order, section)


def unregister_section(key: str) -> None:
    """Take a part away; an unknown key is no error."""
    _sections.pop(key, None)


def meeting_months(actor: Actor, groups: Iterable[Group], today: date) -> dict[int, Months]:
    """Return the twelve months of each group by id; without an app that knows, only the last meeting is marked."""
    listed = list(groups)
    if _months:
        known = _months[0](actor, [group.pk for group in listed])
        return {group.pk: known.get(group.pk, [None] * 12) for group in listed}
    return {group.pk: _months_from_frame(group, today) for group in listed}


def _months_from_frame(group: Group, today: date) -> Months:
    months: Months = [None] * 12
    if group.last_met_on is not None:
        back = (today.year - group.last_met_on.year) * 12 + today.month - group.last_met_on.month
        if 0 <= back < 12:
            months[11 - back] = True
            months[12 - back :] = [False] * back
    return months


def meeting_marks(actor: Actor, group: Group, first: date, last: date) -> list[Mark]:
    """Return a group's meetings between two days, oldest first; without an app that knows, those of the frame."""
    if _marks:
        found = list(_marks[0](actor, group, first, last))
    else:
        found = [Mark(group.last_met_on, True)] if group.last_met_on else []
        found += [Mark(group.next_meeting_on, False)] if group.next_meeting_on else []
    return sorted((mark for mark in found if first <= mark.day <= last), key=lambda mark: mark.day)


def attendance(actor: Actor, group: Group) -> Mapping[int, tuple[int, int]] | None:
    """Return attendance by seat, or None when nobody counts it."""
    return _attendance[0](actor, group) if _attendance else None


def sections(actor: Actor, group: Group) -> list[Section]:
    """Return the parts that apps above add to this group's page for this actor, in their order."""
    built = (build(actor, group) for _order, build in sorted(_sections.values(), key=lambda entry: entry[0]))
    return [section for section in built if section is not None]
