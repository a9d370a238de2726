"""Giving and taking roles outside circles."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Grant
from soucinnost.access.rules import grants_roles, require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.territory.models import Area

LAST_ADMINISTRATOR = "last_administrator"


def _check_scope(role: str, region: Area | None, organisation: Organisation | None) -> None:
    if role not in GrantRole.values:
        raise ValidationError({"role": _("Vyberte roli.")})
    if (role == GrantRole.COORDINATOR) != (region is not None):
        raise ValidationError({"region": _("Území se vyplňuje u koordinátora, a jen u něj.")})
    if (role == GrantRole.MANAGER) != (organisation is not None):
        raise ValidationError({"organisation": _("Organizace se vyplňuje u manažera prevence, a jen u něj.")})


@transaction.atomic
def grant_role(
    *, by: Actor, person: Person, role: str, region: Area | None = None, organisation: Organisation | None = None,
    valid_from: date | None = None, valid_to: date | None = None,
) -> Grant:
    """Give a role outside circles. Administrators only.

    Raises ValidationError when the scope does not fit the role, the days are the wrong way round or the person
    already holds the same role on one of the days.
    """
    require(grants_roles(by))
    _check_scope(role, region, organisation)
    first = valid_from or timezone.localdate()
    if valid_to is not None and valid_to < first:
        raise ValidationError({"valid_to": _("Role nemůže skončit dřív, než začne.")})
    # The place tells the role: a region a coordinator's, an organisation a manager's, none an administrator's.
    same = Grant.objects.filter(person=person, region=region, organisation=organisation)
    if same.overlapping(first, valid_to).exists():
        raise ValidationError(_("Tuto roli v uvedené době už má."))
    grant = Grant.objects.create(
        person=person, role=role, region=region, organisation=organisation, valid_from=first, valid_to=valid_to
    )
    record(by=by, verb="grant.given", object_uid=grant.uid, ids=[person.uid])
    return grant


@transaction.atomic
def end_grant(*, by: Actor, grant: Grant) -> None:
    """Take a role back at once. The last administrator cannot be taken away."""
    require(grants_roles(by))
    if grant.role == GrantRole.ADMINISTRATOR:
        keep_an_administrator(without_grant=grant)
    uid, person_uid = grant.uid, grant.person.uid
    grant.delete()
    record(by=by, verb="grant.ended", object_uid=uid, ids=[person_uid])


def keep_an_administrator(*, without_grant: Grant | None = None, without_person: Person | None = None) -> None:
    """Raise ValidationError unless somebody who can sign in stays an administrator today.

    Locks the administrators' grants, so that two administrators cannot take each other's role at one moment.
    Call it inside a transaction.
    """
    grants = Grant.objects.select_for_update(of=("self",)).filter(
        role=GrantRole.ADMINISTRATOR, person__user__is_active=True
    )
    left = [
        grant
        for grant in grants.on(timezone.localdate())
        if not (without_grant is not None and grant.pk == without_grant.pk)
        and not (without_person is not None and grant.person_id == without_person.pk)
    ]
    if not left:
        raise ValidationError(
            _("Poslední správce nemůže o svou roli přijít. Nejdřív ji dejte někomu dalšímu."), code=LAST_ADMINISTRATOR
        )
