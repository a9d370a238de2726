"""Describing localities."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.geometry import GeometryError, read_area
from soucinnost.territory.models import Area, Locality
from soucinnost.territory.registry import Text, announce
from soucinnost.territory.rules import writes_localities
from soucinnost.versions.actions import erase, keep

VERSION_KIND = "territory.locality"
MUNICIPAL = (AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT)


def _require(by: Actor) -> None:
    if not writes_localities(by):
        raise PermissionDenied(_("Lokality popisuje manažer prevence, krajský koordinátor nebo správce."))


def locality_text(locality: Locality) -> Text:
    """What of a locality can be found: its name and municipality, and the note."""
    return Text(locality.uid, locality.name, f"{locality.municipality.name} {locality.note}".strip())


def _fill(
    locality: Locality, *, name: str, municipality: Area, is_excluded: bool, latitude: float | None,
    longitude: float | None, boundary: dict[str, Any] | None, note: str,
) -> None:
    if municipality.kind not in MUNICIPAL:
        raise ValidationError({"municipality": _("Lokalita leží v obci nebo v městském obvodu.")})
    locality.name, locality.municipality, locality.is_excluded = " ".join(name.split()), municipality, is_excluded
    locality.latitude, locality.longitude, locality.note = latitude, longitude, note.strip()
    try:
        locality.boundary = read_area(boundary).geojson if boundary else None
    except GeometryError as error:
        raise ValidationError({"boundary": str(error)}) from None
    locality.full_clean(exclude=["uid"])


@transaction.atomic
def create_locality(
    *, by: Actor, name: str, municipality: Area, is_excluded: bool = False, latitude: float | None = None,
    longitude: float | None = None, boundary: dict[str, Any] | None = None, note: str = "",
) -> Locality:
    """Describe a locality as a point (degrees, WGS84), an area (GeoJSON geometry), both or neither.

    Raises ValidationError for a name that the municipality already has, half a point, or bad geometry.
    """
    _require(by)
    locality = Locality()
    _fill(
        locality, name=name, municipality=municipality, is_excluded=is_excluded, latitude=latitude,
        longitude=longitude, boundary=boundary, note=note,
    )
    locality.save()
    keep(by=by, obj=locality, kind=VERSION_KIND)
    announce(locality_text(locality))
    record(by=by, verb="locality.created", object_uid=locality.uid)
    return locality


@transaction.atomic
def change_locality(
    *, by: Actor, locality: Locality, name: str, municipality: Area, is_excluded: bool, latitude: float | None,
    longitude: float | None, boundary: dict[str, Any] | None, note: str,
) -> Locality:
    """Change a locality; every value is given, what it was stays among the versions. Errors as when creating."""
    _require(by)
    locality = Locality.objects.select_for_update().get(pk=locality.pk)
    keep(by=by, obj=locality, kind=VERSION_KIND)
    _fill(
        locality, name=name, municipality=municipality, is_excluded=is_excluded, latitude=latitude,
        longitude=longitude, boundary=boundary, note=note,
    )
    locality.save()
    keep(by=by, obj=locality, kind=VERSION_KIND)
    announce(locality_text(locality))
    record(by=by, verb="locality.changed", object_uid=locality.uid)
    return locality


@transaction.atomic
def remove_locality(*, by: Actor, locality: Locality) -> None:
    """Remove a locality that nothing refers to; ValidationError when something does."""
    _require(by)
    uid = locality.uid
    try:
        with transaction.atomic():
            locality.delete()
    except models.ProtectedError:
        raise ValidationError(_("Lokalitu už něco používá, nejde odstranit. Můžete ji přejmenovat.")) from None
    erase(kind=VERSION_KIND, object_uids=[uid])
    announce(Text(uid))
    record(by=by, verb="locality.removed", object_uid=uid)
