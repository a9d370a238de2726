"""Reads of territory: lists, what lies in a unit, schemes."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.urls import reverse

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key, sorted_cs
from soucinnost.kernel.folding import fold
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.geometry import holds, overlaps
from soucinnost.territory.models import Area, Locality
from soucinnost.territory.scheme import Scheme, draw

PER_PAGE = 50
MAX_DRAWN = 120


@dataclass(frozen=True)
class Listed:
    """One page of units: the page of primary keys (for the pager), its units in order, how many there are."""

    page: Page[int]
    records: list[Area]
    total: int


def counts_by_kind(actor: Actor) -> list[tuple[str, str, int]]:
    """Return (level, its name, how many units there are), largest units first."""
    found = dict(Area.objects.visible_to(actor).values_list("kind").annotate(n=Count("pk")).order_by())
    return [(value, str(label), found.get(value, 0)) for value, label in AreaKind.choices]


def area_page(actor: Actor, *, kind: str, text: str = "", number: str = "1") -> Listed:
    """Return one page of the units of a level by words of the name or by code, in Czech order."""
    rows = list(Area.objects.visible_to(actor).filter(kind=kind).values_list("pk", "name", "code", "nuts"))
    words = fold(text).split()
    if words:
        rows = [row for row in rows if all(word in fold(" ".join(row[1:])) for word in words)]
    rows.sort(key=lambda row: (sort_key(row[1]), row[2]))
    page = Paginator([row[0] for row in rows], PER_PAGE).get_page(number)
    found = Area.objects.light().select_related("parent", "orp").defer("parent__boundary", "orp__boundary")
    records = found.in_bulk(list(page.object_list))
    return Listed(page, [records[key] for key in page.object_list if key in records], len(rows))


def children_of(actor: Actor, area: Area) -> list[tuple[str, list[Area]]]:
    """Return what lies directly in a unit, grouped by level: (name of the level, units in Czech order)."""
    own = Area.objects.visible_to(actor)
    inside = list(own.filter(parent=area).light())
    if area.kind == AreaKind.ORP:
        inside += [unit for unit in own.filter(orp=area).light() if unit not in inside]
    groups = []
    for value, label in AreaKind.choices:
        units = sorted_cs([unit for unit in inside if unit.kind == value], key=lambda unit: unit.name)
        if units:
            groups.append((str(label), units))
    return groups


def parents_of(area: Area) -> list[Area]:
    """Return the units in which a unit lies, the largest first."""
    chain: list[Area] = []
    current = area.parent
    while current is not None and current not in chain:
        chain.insert(0, current)
        current = current.parent
    return chain


def localities_in(actor: Actor, area: Area) -> list[Locality]:
    """Return the localities of a municipality and of its districts, in Czech order."""
    visible = Locality.objects.visible_to(actor).select_related("municipality").defer("municipality__boundary")
    found = visible.filter(municipality=area) | visible.filter(municipality__parent=area)
    return sorted_cs(found, key=lambda locality: locality.name)


def scheme_of(actor: Actor, area: Area) -> Scheme | None:
    """Draw a unit with what lies in it and its localities; None when no boundary was loaded."""
    units = Area.objects.visible_to(actor).filter(parent=area, boundary__isnull=False)[:MAX_DRAWN]
    drawn = [(unit.name, reverse("territory:area", args=[unit.uid]), unit.boundary) for unit in units if unit.boundary]
    points = [
        (place.name, reverse("territory:locality", args=[place.uid]), place.longitude, place.latitude)
        for place in localities_in(actor, area)
        if place.longitude is not None and place.latitude is not None
    ]
    return draw(drawn, outline=area.boundary, points=points)


def scheme_of_kind(actor: Actor, kind: str) -> Scheme | None:
    """Draw all units of a level, where they are few enough to be told apart."""
    units = Area.objects.visible_to(actor).filter(kind=kind, boundary__isnull=False)[: MAX_DRAWN + 1]
    drawn = [(unit.name, reverse("territory:area", args=[unit.uid]), unit.boundary) for unit in units if unit.boundary]
    return draw(drawn) if len(drawn) <= MAX_DRAWN else None


def scheme_of_locality(locality: Locality) -> Scheme | None:
    """Draw a locality in its municipality; None when neither has a shape."""
    units = [(locality.name, "", locality.boundary)] if locality.boundary else []
    points = []
    if locality.longitude is not None and locality.latitude is not None:
        points = [(locality.name, "", locality.longitude, locality.latitude)]
    return draw(units, outline=locality.municipality.boundary, points=points)


def lies_outside(
    municipality: Area, *, latitude: float | None, longitude: float | None, boundary: dict[str, object] | None
) -> bool:
    """Whether a place is surely outside of the municipality: its boundary is known and does not hold the point, or
    less than half of the area."""
    checks: list[bool | None] = []
    if latitude is not None and longitude is not None:
        checks.append(holds(municipality.boundary, longitude=longitude, latitude=latitude))
    if boundary:
        checks.append(overlaps(municipality.boundary, boundary))
    return any(check is False for check in checks)
