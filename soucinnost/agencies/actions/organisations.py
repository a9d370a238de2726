"""Organisations and their units."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.agencies.actions.keeping import ORGANISATION_KIND, after_organisation, require_directory
from soucinnost.agencies.models import Organisation, Unit
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.organisations import IcoError, check_ico
from soucinnost.versions.actions import keep

FIELDS = (
    "kind", "name", "short_name", "ico", "area", "address", "email", "phone", "website", "data_box",
)


def _fill(organisation: Organisation, values: Mapping[str, Any]) -> None:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"An organisation has no {', '.join(sorted(unknown))}.")
    for name, value in values.items():
        setattr(organisation, name, " ".join(value.split()) if isinstance(value, str) else value)
    if organisation.ico:
        try:
            organisation.ico = check_ico(organisation.ico)
        except IcoError as error:
            raise ValidationError({"ico": error.message_cs}) from None
        other = Organisation.objects.filter(ico=organisation.ico).exclude(pk=organisation.pk).first()
        if other is not None:
            taken = _("Toto IČO už má organizace: %(name)s") % {"name": other.name}
            raise ValidationError({"ico": taken})
    organisation.full_clean(exclude=["uid"], validate_constraints=False)


@transaction.atomic
def create_organisation(*, by: Actor, kind: str, name: str, **values: Any) -> Organisation:
    """Enter an organisation; ``values`` are any of ``FIELDS``.

    Raises ValidationError for an IČO that is wrong (check digit) or taken, and PermissionDenied by
    :func:`~soucinnost.agencies.rules.writes_directory`. Near-same names are the caller's to warn of
    (:func:`~soucinnost.agencies.selectors.similar_organisations`).
    """
    require_directory(by)
    organisation = Organisation()
    _fill(organisation, {"kind": kind, "name": name, **values})
    organisation.save()
    after_organisation(by, organisation, "organisation.created")
    return organisation


@transaction.atomic
def change_organisation(*, by: Actor, organisation: Organisation, **values: Any) -> Organisation:
    """Change the given fields of an organisation; errors as when creating. The state before stays as a version."""
    require_directory(by)
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    keep(by=by, obj=organisation, kind=ORGANISATION_KIND)
    _fill(organisation, values)
    organisation.save()
    after_organisation(by, organisation, "organisation.changed")
    return organisation


@transaction.atomic
def set_organisation_active(*, by: Actor, organisation: Organisation, is_active: bool) -> Organisation:
    """Say that an organisation no longer works in the field, or works again. Nothing else changes."""
    require_directory(by)
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    keep(by=by, obj=organisation, kind=ORGANISATION_KIND)
    organisation.is_active = is_active
    organisation.save(update_fields=["is_active"])
    after_organisation(by, organisation, "organisation.activated" if is_active else "organisation.deactivated")
    return organisation


def _unit_name(organisation: Organisation, name: str, unit: Unit | None = None) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise ValidationError({"name": _("Napište název útvaru.")})
    others = organisation.units.filter(name=tidy)
    if unit is not None:
        others = others.exclude(pk=unit.pk)
    if others.exists():
        raise ValidationError({"name": _("Takový útvar už organizace má.")})
    return tidy


@transaction.atomic
def add_unit(*, by: Actor, organisation: Organisation, name: str) -> Unit:
    """Add a department; ValidationError when the organisation has one of that name."""
    require_directory(by)
    unit = Unit.objects.create(organisation=organisation, name=_unit_name(organisation, name))
    record(by=by, verb="unit.added", object_uid=unit.uid, ids=[organisation.uid])
    return unit


@transaction.atomic
def rename_unit(*, by: Actor, unit: Unit, name: str, before: str | None = None) -> Unit:
    """Rename a department; ValidationError when the organisation has another one of that name, or when the name is
    no longer the one ``before``, over which the new one was typed.
    """
    require_directory(by)
    unit = Unit.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=unit.pk)
    if before is not None and unit.name not in {before, " ".join(name.split())}:
        raise ValidationError({"name": _("Mezitím se přejmenoval. Teď se jmenuje: %(name)s") % {"name": unit.name}})
    unit.name = _unit_name(unit.organisation, name, unit)
    unit.save(update_fields=["name"])
    record(by=by, verb="unit.renamed", object_uid=unit.uid, ids=[unit.organisation.uid])
    return unit


@transaction.atomic
def remove_unit(*, by: Actor, unit: Unit) -> None:
    """Remove a department; people in it stay in the organisation."""
    require_directory(by)
    uid, organisation_uid = unit.uid, unit.organisation.uid
    unit.delete()
    record(by=by, verb="unit.removed", object_uid=uid, ids=[organisation_uid])
