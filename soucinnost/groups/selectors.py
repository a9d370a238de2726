"""Reads of groups that span models."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from soucinnost.access.enums import GrantRole, Standing
from soucinnost.access.models import Grant, Seat
from soucinnost.access.prepared import Prepared
from soucinnost.agencies.models import Organisation
from soucinnost.groups.models import Group
from soucinnost.kernel.collation import sort_key
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area, Locality

THEMES = "themes"
"""Key of the code list that themes of groups are taken from."""


def seat_order(seat: Seat) -> tuple[object, ...]:
    """Key for members as minutes list them: chair, recorder, then by organisation and surname in Czech order."""
    organisation = seat.organisation.name if seat.organisation is not None else ""
    return (not seat.is_chair, not seat.is_recorder, sort_key(organisation), sort_key(seat.person.sort_name), seat.pk)


def seats_on(group: Group, day: date) -> list[Seat]:
    """Return members' seats held on ``day`` (first and last day included), in the order of minutes.

    Each seat carries ``person``, ``organisation``, ``mandate`` and ``standing_in``: the deputies' seats of that day.
    Deputies' own seats and extraordinary entries of administrators are not members and are left out.
    """
    seats = _held(group.circle_id, day)
    members = [seat for seat in seats if seat.standing == Standing.MEMBER]
    for member in members:  # a deputy sits in the circle of the member, see access.actions.seat_person
        member.standing_in = [seat for seat in seats if seat.deputy_for_id == member.pk]  # type: ignore[attr-defined]
    return sorted(members, key=seat_order)


@Prepared
def _held(circle: int, day: date) -> QuerySet[Seat]:
    """Members' and deputies' seats of a circle on a day."""
    seats = Seat.objects.on(day).filter(circle=circle, standing__in=(Standing.MEMBER, Standing.DEPUTY))
    return seats.select_related("person__user", "organisation", "mandate").order_by("pk")


def region_of(area: Area | None) -> Area | None:
    """Return the region that an area is or lies in; None for the state or where the tree does not say."""
    while area is not None:
        if area.kind == AreaKind.REGION:
            return area
        area = area.parent
    return None


def derive_region(
    areas: Iterable[Area], localities: Iterable[Locality], organisation: Organisation
) -> Area | None:
    """Return the one region of a group's territory; spread over several, that of the lead organisation."""
    found: dict[int, Area] = {}
    for area in [*areas, *(locality.municipality for locality in localities)]:
        region = region_of(area)
        if region is not None:
            found[region.pk] = region
    if len(found) == 1:
        return next(iter(found.values()))
    own = region_of(organisation.area)
    return own if own is not None or not found else min(found.values(), key=lambda region: region.pk)


def is_in_hands(group: Group, day: date) -> bool:
    """Whether on ``day`` somebody with an account can administer the group: chair, recorder or manager."""
    running = Seat.objects.on(day).filter(
        Q(is_chair=True) | Q(is_recorder=True),
        circle=group.circle_id, standing=Standing.MEMBER, person__user__is_active=True,
    )
    if running.exists():
        return True
    managers = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        role=GrantRole.MANAGER, organisation=group.circle.controller.organisation_id, valid_from__lte=day,
        person__user__is_active=True,
    )
    return managers.exists()
