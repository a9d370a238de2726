"""The map of a region: outline and districts from loaded boundaries, a mark for each place with a group.

Drawn on the server as SVG; the table beside it says the same. Where the installation has neither boundaries nor
points, the same marks stand in a list by district.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from shapely.geometry import MultiPoint, mapping

from soucinnost.groups.words import SHAPES
from soucinnost.kernel.collation import sort_key
from soucinnost.overview.selectors.frames import Frame, district_of
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.geometry import inner_point
from soucinnost.territory.models import Area
from soucinnost.territory.scheme import Scheme, draw

URGENCY = ("asleep", "late", "due", "none", "ok")
"""Of several groups in one place the mark shows the one that most needs a look."""
LABEL_HEIGHT = 17
LETTER = 8.2
"""Units of the drawing that a line of a label is high and a letter wide; labels that would collide are left out."""
FRINGE = 0.05
"""Degrees around points where there is no boundary."""


@dataclass(slots=True)
class Mark:
    """A place with groups: ``state`` of the one that most needs a look. ``x``, ``y`` are units of the drawing."""

    area: Area
    frames: list[Frame] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0
    label: str = ""
    at_end: bool = False

    @property
    def state(self) -> str:
        """The signal shown."""
        return min((frame.signal.state for frame in self.frames), key=URGENCY.index)

    @property
    def kind(self) -> str:
        """The shape of the signal."""
        return SHAPES[self.state]

    @property
    def first(self) -> Frame:
        """The group to which the mark leads."""
        return min(self.frames, key=lambda frame: URGENCY.index(frame.signal.state))


@dataclass(frozen=True, slots=True)
class District:
    """A district with its marks, where there is nothing to draw a map from; ``area`` None holds the rest."""

    area: Area | None
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class RegionMap:
    """What the template draws. ``scheme`` is None without boundaries and points; then ``districts`` stand instead.

    ``elsewhere`` are groups that work in the whole region, or whose place has no point.
    """

    scheme: Scheme | None
    marks: list[Mark]
    districts: list[District]
    elsewhere: list[Frame]


def region_map(region: Area, frames: Sequence[Frame]) -> RegionMap:
    """Place the groups of a region on its map. One query, whatever the number of groups."""
    marks, without = _marks(frames)
    pks = [mark.area.pk for mark in marks]
    wanted = Q(pk=region.pk) | Q(parent=region, kind=AreaKind.DISTRICT) | Q(pk__in=pks, latitude=None)
    units = {unit.pk: unit for unit in Area.objects.filter(wanted)}
    points = {mark.area.pk: _point(mark.area, units) for mark in marks}
    districts = sorted(
        (unit for unit in units.values() if unit.parent_id == region.pk and unit.kind == AreaKind.DISTRICT),
        key=lambda unit: sort_key(unit.name),
    )
    drawn = [(unit.name, "", unit.boundary) for unit in districts if unit.boundary]
    placed = [mark for mark in marks if points[mark.area.pk] is not None]
    known = [point for point in points.values() if point is not None]
    outline = units[region.pk].boundary or (None if drawn else _hull(known))
    scheme = draw(drawn, outline=outline, points=[("", "", *(points[mark.area.pk] or (0, 0))) for mark in placed])
    if scheme is None:
        return RegionMap(None, marks, _by_district(districts, marks), without)
    for mark, dot in zip(placed, scheme.dots, strict=True):
        mark.x, mark.y = dot.x, dot.y
    _label(placed, scheme.width)
    lost = [frame for mark in marks if mark not in placed for frame in mark.frames]
    return RegionMap(scheme, placed, [], without + [frame for frame in lost if frame not in without])


def _marks(frames: Sequence[Frame]) -> tuple[list[Mark], list[Frame]]:
    """Return the places with groups in Czech order, and the groups that have none."""
    marks: dict[int, Mark] = {}
    without = []
    for frame in frames:
        places = {place.pk: place for place in map(_town, frame.areas or _own(frame)) if place is not None}
        for pk, place in places.items():
            marks.setdefault(pk, Mark(place)).frames.append(frame)
        if not places:
            without.append(frame)
    return sorted(marks.values(), key=lambda mark: (sort_key(mark.area.name), mark.area.pk)), without


def _own(frame: Frame) -> list[Area]:
    area = frame.group.circle.controller.organisation.area
    return [area] if area is not None else []


def _town(area: Area) -> Area | None:
    """The unit on which a mark stands: the municipality of a part of a city; none for a region or the state."""
    if area.kind in (AreaKind.REGION, AreaKind.STATE):
        return None
    if area.kind == AreaKind.CITY_DISTRICT and area.parent is not None:
        return area.parent
    return area


def _point(area: Area, units: dict[int, Area]) -> tuple[float, float] | None:
    """(longitude, latitude) of a unit: its point, else a point inside of its boundary."""
    if area.longitude is not None and area.latitude is not None:
        return area.longitude, area.latitude
    loaded = units.get(area.pk)
    return inner_point(loaded.boundary) if loaded is not None and loaded.boundary else None


def _hull(points: Sequence[tuple[float, float]]) -> dict[str, Any] | None:
    """A frame around points, where no boundary was loaded."""
    return dict(mapping(MultiPoint(list(points)).buffer(FRINGE).envelope)) if points else None


def _by_district(districts: Sequence[Area], marks: Sequence[Mark]) -> list[District]:
    held: dict[int, list[Mark]] = {unit.pk: [] for unit in districts}
    rest: list[Mark] = []
    for mark in marks:
        district = district_of(mark.area)
        (held[district.pk] if district is not None and district.pk in held else rest).append(mark)
    found = [District(unit, held[unit.pk]) for unit in districts]
    return [*found, District(None, rest)] if rest else found


def _label(marks: Sequence[Mark], width: int) -> None:
    """Write the names beside the marks, those that need a look first, where they collide with nothing."""
    taken = [(mark.x - 12, mark.y - 12, mark.x + 12, mark.y + 12) for mark in marks]
    for mark in sorted(marks, key=lambda one: URGENCY.index(one.state)):
        length = LETTER * len(mark.area.name)
        own = taken.index((mark.x - 12, mark.y - 12, mark.x + 12, mark.y + 12))
        for at_end in (False, True):
            left = mark.x - 16 - length if at_end else mark.x + 16
            box = (left, mark.y - LABEL_HEIGHT / 2, left + length, mark.y + LABEL_HEIGHT / 2)
            free = all(not _meet(box, other) for index, other in enumerate(taken) if index != own)
            if free and box[0] >= 0 and box[2] <= width:
                mark.label, mark.at_end = mark.area.name, at_end
                taken.append(box)
                break


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

