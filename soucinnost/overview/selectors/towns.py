"""Municipalities of a region in which no group of the region works."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Organisation
from soucinnost.groups.models import Group
from soucinnost.groups.rules import is_closed
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.overview.selectors.frames import UPWARDS, district_of
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area, Locality

PER_PAGE = 100
WITH_EXTENDED, WITH_OFFICE, ALL = "orp", "organizace", "vse"
"""Which municipalities: those with extended powers, those whose office is in the directory, all of them."""


@dataclass(slots=True)
class Town:
    """A municipality without a group; ``ended`` names groups that worked there and have ended."""

    area: Area
    district: Area | None
    has_extended: bool
    offices: list[Organisation] = field(default_factory=list)
    ended: list[Group] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Towns:
    """One page of towns without a group, and how many the installation knows in the region."""

    page: Page[Town]
    known: int
    covered: int
    counts: dict[str, int]
    which: str
    districts: list[Area]


def municipalities_of(region: Area) -> "QuerySet[Area]":
    """Municipalities that lie in the region, in a district of it, or below that."""
    below = Q(parent=region) | Q(parent__parent=region) | Q(parent__parent__parent=region)
    found = Area.objects.filter(below, kind=AreaKind.MUNICIPALITY).select_related("parent__parent", "orp")
    return found.defer(*(f"{up}boundary" for up in ("", "parent__", "parent__parent__", "orp__")))


def towns_without_group(
    actor: Actor, region: Area, *, which: str = "", district: str = "", number: str | None = None
) -> Towns:
    """Return the municipalities of the region in which no group of the region works; a constant number of queries.

    A group works where its territory or a locality of it lies (a part of a city counts for the city, ORP for its
    seat), and in the town that leads it. A group of a district or of the region covers no town by itself.
    """
    towns = {area.pk: Town(area, district_of(area), has_extended(area)) for area in municipalities_of(region)}
    working, ended = _covered(actor, region, towns)
    offices = Organisation.objects.visible_to(actor).filter(kind=OrganisationKind.MUNICIPALITY, is_active=True)
    for office in offices.filter(Q(area__in=towns) | Q(area__parent__in=towns)).select_related("area"):
        pk = office.area_id if office.area_id in towns else office.area.parent_id if office.area else None
        if pk in towns:
            towns[pk].offices.append(office)
    without = [town for pk, town in towns.items() if pk not in working]
    for town in without:
        town.ended = ended.get(town.area.pk, [])
    sets = {
        WITH_EXTENDED: [town for town in without if town.has_extended],
        WITH_OFFICE: [town for town in without if town.offices],
        ALL: without,
    }
    chosen = which if which in sets else _first_choice(towns.values())
    shown = [town for town in sets[chosen] if not district or (town.district and town.district.uid == district)]
    shown.sort(key=lambda town: (sort_key(town.area.name), town.area.pk))
    districts = {town.district.pk: town.district for town in towns.values() if town.district is not None}
    return Towns(
        Paginator(shown, PER_PAGE).get_page(number), len(towns), len(working),
        {name: len(found) for name, found in sets.items()}, chosen,
        sorted(districts.values(), key=lambda one: sort_key(one.name)),
    )


def _first_choice(towns: object) -> str:
    """Towns with extended powers where the installation knows which they are, else all."""
    return WITH_EXTENDED if any(town.has_extended for town in towns) else ALL  # type: ignore[attr-defined]


def has_extended(area: Area) -> bool:
    """Whether the municipality is the seat of its ORP: the unit bears its name."""
    return area.orp is not None and area.orp.name == area.name


def _covered(actor: Actor, region: Area, towns: dict[int, Town]) -> tuple[set[int], dict[int, list[Group]]]:
    """Return towns in which a group works, and ended groups by the town in which they worked."""
    groups = Group.objects.visible_to(actor).filter(region=region).select_related("circle__controller__organisation")
    listed = {group.pk: group for group in groups.defer("circle__controller__logo")}
    places: dict[int, set[int]] = defaultdict(set)
    seats = {town.area.orp_id: pk for pk, town in towns.items() if town.has_extended}
    links = Group.areas.through.objects.filter(group__in=listed).select_related("area")
    for link in links.defer(*(f"area{up}__boundary" for up in UPWARDS[:1])):
        area = link.area
        pk = area.parent_id if area.kind == AreaKind.CITY_DISTRICT else seats.get(area.pk, area.pk)
        if pk is not None:
            places[link.group_id].add(pk)
    for group_id, town_id in Locality.groups.through.objects.filter(group__in=listed).values_list(
        "group_id", "locality__municipality_id"
    ):
        places[group_id].add(town_id)
    working: set[int] = set()
    ended: dict[int, list[Group]] = defaultdict(list)
    for pk, group in listed.items():
        own = group.circle.controller.organisation
        here = places[pk] | ({own.area_id} if own.kind == OrganisationKind.MUNICIPALITY and own.area_id else set())
        for town_id in here & towns.keys():
            if is_closed(group):
                ended[town_id].append(group)
            else:
                working.add(town_id)
    return working, ended
