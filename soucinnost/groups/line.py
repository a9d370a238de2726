"""The rhythm of a group as a line of two years, drawn on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from soucinnost.groups.hooks import Mark
from soucinnost.kernel.chars import NBSP
from soucinnost.kernel.dates import format_date

LEAST_GAP = 14.0
"""Percent of the width that two labels in one row need between them; fits a screen of 320 px."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A meeting on the line; ``x`` is a percentage as SVG writes it, an empty ``label`` finds no room."""

    x: str
    label: str
    title: str
    is_held: bool
    is_last: bool
    anchor: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the template draws: meetings, years with their places, today, and the same in a sentence."""

    dots: tuple[Dot, ...]
    years: tuple[tuple[int, str], ...]
    today_x: str
    summary: str


def span(today: date) -> tuple[date, date]:
    """The last year and this one."""
    return date(today.year - 1, 1, 1), date(today.year, 12, 31)


def draw(marks: Sequence[Mark], today: date) -> Line:
    """Place the marks (oldest first, within :func:`span`) on the line; labels that would collide are left out.

    Labels of meetings held stand below the line, of planned ones above it, beside the years. The last meeting held
    and the next one planned keep theirs before all others.
    """
    first, last = span(today)
    length = (last - first).days

    def place(day: date) -> float:
        return 1 + 98 * (day - first).days / length

    held = [mark for mark in marks if mark.is_held]
    latest = held[-1] if held else None
    planned = [mark for mark in marks if not mark.is_held]
    important = [mark for mark in (latest, planned[0] if planned else None) if mark is not None]
    years = tuple((year, place(date(year, 1, 1))) for year in (first.year, last.year))
    taken: dict[bool, list[float]] = {True: [], False: [x for _year, x in years]}
    labelled: list[Mark] = []
    for mark in [*important, *marks]:
        x, row = place(mark.day), taken[mark.is_held]
        if mark not in labelled and all(abs(x - other) >= LEAST_GAP for other in row):
            labelled.append(mark)
            row.append(x)
    dots = tuple(
        Dot(
            x=f"{place(mark.day):.1f}%", label=f"{mark.day.day}.{NBSP}{mark.day.month}." if mark in labelled else "",
            title=format_date(mark.day), is_held=mark.is_held, is_last=mark is latest,
            anchor=_anchor(place(mark.day)), url=mark.url,
        )
        for mark in marks
    )
    drawn_years = tuple((year, f"{x:.1f}%") for year, x in years)
    return Line(dots, drawn_years, f"{place(today):.1f}%", _summary(held, planned, first, last))


def _anchor(x: float) -> str:
    if x < 5:
        return "start"
    return "end" if x > 95 else "middle"


def _summary(held: Sequence[Mark], planned: Sequence[Mark], first: date, last: date) -> str:
    text = _("Jednání v letech %(first)s a %(last)s: %(count)s") % {
        "first": first.year, "last": last.year, "count": len(held),
    }
    if held:
        text += _(", naposledy %(day)s") % {"day": format_date(held[-1].day)}
    if planned:
        text += _(", příště %(day)s") % {"day": format_date(planned[0].day)}
    return text + "."
