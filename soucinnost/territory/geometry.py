"""Geometry of GeoJSON (RFC 7946): reading, repairing, measuring. Longitude first, WGS84."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from shapely import make_valid
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Point, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

AREA_TYPES = ("Polygon", "MultiPolygon")
MAX_POINTS = 200_000
DECIMALS = 6
_WGS84 = frozenset(
    {
        "urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84", "ogc:crs84", "crs84",
        "urn:ogc:def:crs:epsg::4326", "epsg:4326", "http://www.opengis.net/def/crs/ogc/1.3/crs84",
    }
)


class GeometryError(ValueError):
    """Geometry that cannot be used; the text is a finished sentence."""


@dataclass(frozen=True)
class ReadGeometry:
    """A geometry ready to be stored, and whether it had to be repaired."""

    geojson: dict[str, Any]
    shape: BaseGeometry
    was_repaired: bool


def check_crs(document: dict[str, Any]) -> None:
    """Raise :class:`GeometryError` when a GeoJSON names another reference system than WGS84 (CRS84)."""
    crs = document.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else str(crs)
    if name.strip().lower() not in _WGS84:
        raise GeometryError(
            _("Souřadnice jsou v systému „%(name)s“. Převeďte soubor do WGS84 (CRS84, EPSG:4326) a načtěte ho znovu.")
            % {"name": name[:80]}
        )


def read_area(geometry: object) -> ReadGeometry:
    """Return a polygon or more of them, valid and in WGS84; self-crossing lines are repaired.

    Raises :class:`GeometryError` for other types, coordinates that are no longitude and latitude, and what has no
    area even after the repair.
    """
    if not isinstance(geometry, dict) or geometry.get("type") not in AREA_TYPES:
        found = geometry.get("type") if isinstance(geometry, dict) else None
        raise GeometryError(_("Geometrie musí být Polygon nebo MultiPolygon, je „%(found)s“.") % {"found": found})
    _check_positions(geometry)
    try:
        read = shape(geometry)
    except (ShapelyError, ValueError, TypeError, IndexError):
        raise GeometryError(_("Geometrii nelze přečíst, některý prstenec má méně než čtyři body.")) from None
    repaired = not read.is_valid
    if repaired:
        read = make_valid(read)
    polygons = [part for part in _polygons(read) if part.area > 0]
    if not polygons:
        raise GeometryError(_("Geometrie nemá žádnou plochu."))
    clean: BaseGeometry = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    return ReadGeometry(_rounded(mapping(clean)), clean, repaired)


def _polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    if isinstance(geometry, Polygon):
        yield geometry
    for part in getattr(geometry, "geoms", ()):
        yield from _polygons(part)


def _check_positions(geometry: dict[str, Any]) -> None:
    count = 0
    for position in _positions(geometry.get("coordinates"), depth=0):
        count += 1
        if count > MAX_POINTS:
            raise GeometryError(_("Geometrie má víc než %(limit)s bodů. Zjednodušte ji.") % {"limit": MAX_POINTS})
        longitude, latitude = position
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise GeometryError(
                _("Souřadnice %(x)s, %(y)s nejsou zeměpisná délka a šířka. Převeďte soubor do WGS84.")
                % {"x": longitude, "y": latitude}
            )
    if not count:
        raise GeometryError(_("Geometrie nemá souřadnice."))


def _positions(value: object, depth: int) -> Iterator[tuple[float, float]]:
    if not isinstance(value, list) or depth > 4:
        raise GeometryError(_("Souřadnice geometrie mají nesprávný tvar."))
    if value and all(_is_number(item) for item in value):
        if len(value) < 2:
            raise GeometryError(_("Souřadnice geometrie mají nesprávný tvar."))
        yield float(value[0]), float(value[1])
        return
    for item in value:
        yield from _positions(item, depth + 1)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_rounded(item) for item in value]
    return round(value, DECIMALS) if isinstance(value, float) else value


def inner_point(geojson: dict[str, Any]) -> tuple[float, float]:
    """Return (longitude, latitude) of a point that lies inside of a stored boundary."""
    point = shape(geojson).representative_point()
    return round(point.x, DECIMALS), round(point.y, DECIMALS)


def holds(boundary: dict[str, Any] | None, *, longitude: float, latitude: float) -> bool | None:
    """Whether the point lies in the boundary (its edge included); None when there is no boundary to ask."""
    if not boundary:
        return None
    return bool(shape(boundary).covers(Point(longitude, latitude)))


def overlaps(boundary: dict[str, Any] | None, area: dict[str, Any]) -> bool | None:
    """Whether at least half of ``area`` lies in the boundary; None when there is no boundary to ask."""
    if not boundary:
        return None
    inner = shape(area)
    return bool(shape(boundary).intersection(inner).area >= inner.area / 2)
