"""A scheme of areas as SVG: drawn on the server from stored boundaries, no tiles, no script."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry import Polygon, shape
from shapely.geometry.base import BaseGeometry

WIDTH = 600
MARGIN = 4
_MAX_HEIGHT = 700
_MAX_POINTS = 4_000


@dataclass(frozen=True)
class Shape:
    """One drawn unit: ``path`` are the commands of an SVG path; ``x`` and ``y`` a place inside of it."""

    label: str
    url: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Dot:
    """One point, such as a locality."""

    label: str
    url: str
    x: float
    y: float


@dataclass(frozen=True)
class Scheme:
    """What the template draws; coordinates in the units of the view box."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    dots: tuple[Dot, ...] = ()
    outline: str = ""


def draw(
    units: Sequence[tuple[str, str, dict[str, Any]]], *, outline: dict[str, Any] | None = None,
    points: Sequence[tuple[str, str, float, float]] = (),
) -> Scheme | None:
    """Return the scheme of units (label, address, boundary), dots (label, address, longitude, latitude) and an outline.

    Equirectangular projection with the middle latitude's scale; lines are simplified so that all of them together
    stay under about four thousand points (30 kB). None when there is no boundary at all.
    """
    shapes = [(label, url, shape(boundary)) for label, url, boundary in units]
    frame = shape(outline) if outline else None
    drawn = [geometry for _label, _url, geometry in shapes] + ([frame] if frame is not None else [])
    if not drawn:
        return None
    view = _View(drawn)
    tolerance = view.tolerance(drawn)
    return Scheme(
        width=WIDTH,
        height=view.height,
        shapes=tuple(view.shape(label, url, geometry, tolerance) for label, url, geometry in shapes),
        dots=tuple(Dot(label, url, *view.place(x, y)) for label, url, x, y in points),
        outline=view.path(frame.simplify(tolerance)) if frame is not None else "",
    )


class _View:
    """The projection of a scheme."""

    def __init__(self, drawn: Iterable[BaseGeometry]) -> None:
        boxes = [geometry.bounds for geometry in drawn]
        self.west, self.south = min(box[0] for box in boxes), min(box[1] for box in boxes)
        self.east, self.north = max(box[2] for box in boxes), max(box[3] for box in boxes)
        self.squeeze = math.cos(math.radians((self.south + self.north) / 2))
        wide = max((self.east - self.west) * self.squeeze, 1e-9)
        tall = max(self.north - self.south, 1e-9)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (_MAX_HEIGHT - 2 * MARGIN) / tall)
        self.height = max(round(tall * self.scale) + 2 * MARGIN, 2 * MARGIN + 1)
        self.left = (WIDTH - wide * self.scale) / 2

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = self.left + (longitude - self.west) * self.squeeze * self.scale
        return round(x, 1), round(MARGIN + (self.north - latitude) * self.scale, 1)

    def tolerance(self, drawn: Sequence[BaseGeometry]) -> float:
        """Degrees by which lines may be off: half a unit at first, more until the drawing is small enough."""
        degrees = 0.5 / self.scale
        for _round in range(8):
            if sum(_count(geometry.simplify(degrees)) for geometry in drawn) <= _MAX_POINTS:
                break
            degrees *= 1.7
        return degrees

    def shape(self, label: str, url: str, geometry: BaseGeometry, tolerance: float) -> Shape:
        inside = geometry.representative_point()
        return Shape(label, url, self.path(geometry.simplify(tolerance)), *self.place(inside.x, inside.y))

    def path(self, geometry: BaseGeometry) -> str:
        commands = []
        for ring in _rings(geometry):
            points = [self.place(x, y) for x, y, *_height in ring]
            commands.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points[:-1]) + "Z")
        return "".join(commands)


def _rings(geometry: BaseGeometry) -> Iterable[Any]:
    if isinstance(geometry, Polygon):
        if not geometry.is_empty:
            yield geometry.exterior.coords
            for ring in geometry.interiors:
                yield ring.coords
        return
    for part in getattr(geometry, "geoms", ()):
        yield from _rings(part)


def _count(geometry: BaseGeometry) -> int:
    return sum(len(ring) for ring in _rings(geometry))
