"""The writes of the walk, each put together from the actions of the apps that own the records."""

import csv
import io

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access import actions as access
from soucinnost.access.actors import SystemActor, actor_for_person
from soucinnost.access.enums import GrantRole
from soucinnost.access.rules import require
from soucinnost.accounts.models import User
from soucinnost.agencies.actions import create_organisation
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.groups.actions import change_mandate, create_group
from soucinnost.groups.models import Group, Mandate
from soucinnost.kernel.actor import Actor
from soucinnost.territory.actions.importing import import_file, import_shipped
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area

TYPED_SOURCE = "zadáno při prvním nastavení"


@transaction.atomic
def begin(*, email: str, given_name: str, surname: str, password: str) -> User:
    """Make the first administrator and load the shipped territory; only while there is no account.

    The audit row comes first: its lock lets one of two simultaneous requests through, the other finds an account.
    Raises ValidationError with the fields of the form, or without a field when somebody was faster.
    """
    by = SystemActor(name="setup", channel="web")
    record(by=by, verb="setup.begun")
    if User.objects.exists():
        raise ValidationError(_("První správce už existuje. Přihlaste se, nebo ho požádejte o účet."))
    entry = access.first_administrator(
        by=by, email=email, given_name=given_name, surname=surname, password=password
    )
    ensure_territory(by=by)
    return entry.user


def ensure_territory(*, by: Actor) -> None:
    """Load the territory that comes with the product, where none is."""
    if not Area.objects.exists():
        import_shipped(by=by)


def add_town(*, by: Actor, name: str, code: str, district: Area | None) -> Area:
    """Add a municipality that the shipped list does not have, by its official code.

    The same name under the same code gives the unit that is there; another name under it is refused.
    """
    known = Area.objects.filter(kind=AreaKind.MUNICIPALITY, code=code).first()
    if known is not None:
        if known.name != name:
            raise ValidationError({"code": _("Tento kód má v seznamu: %(name)s") % {"name": known.name}})
        return known
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["druh", "kód", "název", "nuts", "nadřazený"])
    writer.writerow(["obec", code, name, "", district.code if district is not None else ""])
    report = import_file(by=by, name=TYPED_SOURCE, data=table.getvalue().encode())
    if report.errors:
        raise ValidationError(report.errors)
    return Area.objects.get(kind=AreaKind.MUNICIPALITY, code=code)


def _self(by: Actor) -> Person:
    """The person who acts; PermissionDenied for whoever is none."""
    person = Person.objects.filter(pk=by.person_id or 0).first()
    require(person is not None)
    return person  # type: ignore[return-value]


@transaction.atomic
def lead(*, by: Actor, town: Area, name: str, kind: str, ico: str) -> Organisation:
    """Enter the organisation that will lead groups and make the acting administrator its manager."""
    require(by.is_administrator)
    organisation = create_organisation(by=by, kind=kind, name=name, ico=ico, area=town)
    access.grant_role(by=by, person=_self(by), role=GrantRole.MANAGER, organisation=organisation)
    return organisation


@transaction.atomic
def found(
    *, by: Actor, organisation: Organisation, name: str, type: str, rhythm: str, takes_chair: bool
) -> Group:
    """Found the first group; whoever founds it records its meetings and, where wanted, chairs it."""
    areas = [organisation.area] if organisation.area is not None else []
    group = create_group(by=by, organisation=organisation, name=name, type=type, rhythm=rhythm, areas=areas)
    if takes_chair:
        own = Mandate.objects.get(group=group, seat__person=by.person_id)
        change_mandate(by=actor_for_person(_self(by)), mandate=own, is_chair=True)
    return group
