"""Places of people in organisations, and who stands in for whom."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.agencies.actions.keeping import require_directory
from soucinnost.agencies.models import Affiliation, Organisation, Person, StandIn, Unit
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.versions.actions import keep

VERSION_KIND = "agencies.affiliation"


def _check_days(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise ValidationError({"valid_to": _("Konec nemůže být dřív než začátek.")})


def _check_unit(organisation: Organisation, unit: Unit | None) -> None:
    if unit is not None and unit.organisation_id != organisation.pk:
        raise ValidationError({"unit": _("Tento útvar do organizace nepatří.")})


@transaction.atomic
def add_affiliation(
    *, by: Actor, person: Person, organisation: Organisation, unit: Unit | None = None, position: str = "",
    is_contact: bool = False, valid_from: date | None = None, valid_to: date | None = None,
) -> Affiliation:
    """Say that a person works in an organisation, from a day to a day (both included; open ends are no ends).

    Raises ValidationError when the end comes before the start or the unit is another organisation's.
    """
    require_directory(by)
    _check_days(valid_from, valid_to)
    _check_unit(organisation, unit)
    place = Affiliation(
        person=person, organisation=organisation, unit=unit, position=" ".join(position.split()),
        is_contact=is_contact, valid_from=valid_from, valid_to=valid_to,
    )
    place.full_clean(exclude=["uid"], validate_constraints=False)
    place.save()
    keep(by=by, obj=place, kind=VERSION_KIND)
    record(by=by, verb="affiliation.added", object_uid=place.uid, ids=[person.uid, organisation.uid])
    return place


@transaction.atomic
def change_affiliation(
    *, by: Actor, affiliation: Affiliation, unit: Unit | None, position: str, is_contact: bool,
    valid_from: date | None, valid_to: date | None,
) -> Affiliation:
    """Change a person's place; the organisation stays (another one is another place). Errors as when adding."""
    require_directory(by)
    place = Affiliation.objects.select_for_update(of=("self",)).get(pk=affiliation.pk)
    _check_days(valid_from, valid_to)
    _check_unit(place.organisation, unit)
    keep(by=by, obj=place, kind=VERSION_KIND)
    place.unit, place.position, place.is_contact = unit, " ".join(position.split()), is_contact
    place.valid_from, place.valid_to = valid_from, valid_to
    place.full_clean(exclude=["uid"], validate_constraints=False)
    place.save()
    keep(by=by, obj=place, kind=VERSION_KIND)
    record(by=by, verb="affiliation.changed", object_uid=place.uid, ids=[place.person.uid, place.organisation.uid])
    return place


@transaction.atomic
def end_affiliation(*, by: Actor, affiliation: Affiliation, last_day: date) -> Affiliation:
    """End a person's place on its last day (included)."""
    return change_affiliation(
        by=by, affiliation=affiliation, unit=affiliation.unit, position=affiliation.position, is_contact=False,
        valid_from=affiliation.valid_from, valid_to=last_day,
    )


@transaction.atomic
def add_stand_in(
    *, by: Actor, affiliation: Affiliation, person: Person, valid_from: date | None = None,
    valid_to: date | None = None,
) -> StandIn:
    """Say who stands in for somebody in an organisation. ValidationError for oneself and for saying it twice."""
    require_directory(by)
    _check_days(valid_from, valid_to)
    if person.pk == affiliation.person_id:
        raise ValidationError({"person": _("Nikdo nezastupuje sám sebe.")})
    if affiliation.stand_ins.filter(person=person).exists():
        raise ValidationError({"person": _("Toto zastupování už je zapsané.")})
    stand_in = StandIn.objects.create(
        affiliation=affiliation, person=person, valid_from=valid_from, valid_to=valid_to
    )
    record(by=by, verb="stand_in.added", object_uid=stand_in.uid, ids=[affiliation.person.uid, person.uid])
    return stand_in


@transaction.atomic
def remove_stand_in(*, by: Actor, stand_in: StandIn) -> None:
    """Say that somebody no longer stands in."""
    require_directory(by)
    uid, ids = stand_in.uid, [stand_in.affiliation.person.uid, stand_in.person.uid]
    stand_in.delete()
    record(by=by, verb="stand_in.removed", object_uid=uid, ids=ids)
