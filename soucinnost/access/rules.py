"""Predicates that more than one app asks. The installation itself (``SystemActor``) has every function everywhere."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.enums import Function, Standing
from soucinnost.access.models import Circle, Controller, Grant, Seat
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor


def require(allowed: bool, message: str = "") -> None:
    """Raise PermissionDenied (403, or the command line's error) unless ``allowed``."""
    if not allowed:
        raise PermissionDenied(message or str(_("K tomuto kroku nemáte oprávnění.")))


def sits_in(actor: Actor, circle: Circle) -> bool:
    """Whether the actor holds a seat in the circle today."""
    return actor.has(circle.pk)


def runs(actor: Actor, circle: Circle) -> bool:
    """Whether the actor prepares and runs the circle's meetings: its chair or recorder."""
    return actor.has(circle.pk, Function.CHAIR, Function.RECORDER)


def chairs(actor: Actor, circle: Circle) -> bool:
    """Whether the actor chairs the circle."""
    return actor.has(circle.pk, Function.CHAIR)


def reviews(actor: Actor, circle: Circle) -> bool:
    """Whether the actor reviews the circle's minutes."""
    return actor.has(circle.pk, Function.REVIEWER)


def takes_part(actor: Actor, circle: Circle) -> bool:
    """Whether the actor may contribute (remark, answer, finish a task): a member or a deputy, not break-glass."""
    return actor.has(circle.pk, Standing.MEMBER, Standing.DEPUTY)


def administers_circle(actor: Actor, circle: Circle) -> bool:
    """Whether the actor sets the frame (members, statutes): chair, recorder or manager of the lead organisation."""
    return runs(actor, circle) or circle.controller.organisation_id in actor.managed_organisation_ids


def may_export(actor: Actor, circle: Circle) -> bool:
    """Whether the actor may take documents out: always who runs the circle, members where the controller says so.

    Break-glass entry reads on the screen only.
    """
    return runs(actor, circle) or (takes_part(actor, circle) and circle.controller.members_may_export)


def releases(actor: Actor, circle: Circle) -> bool:
    """Whether the actor may give something of the circle to the public: its chair, or a manager of the lead
    organisation who takes part in the circle, for the seat alone gives the right to the content.
    """
    if chairs(actor, circle):
        return True
    return takes_part(actor, circle) and circle.controller.organisation_id in actor.managed_organisation_ids


def grants_roles(actor: Actor) -> bool:
    """Whether the actor gives and takes grants: administrators."""
    return actor.is_system or actor.is_administrator


def manages_controller(actor: Actor, controller: Controller) -> bool:
    """Whether the actor sets the frame of a lead organisation: administrators and its managers."""
    return grants_roles(actor) or controller.organisation_id in actor.managed_organisation_ids


def administers_account(actor: Actor, person: Person) -> bool:
    """Whether the actor switches the person's account, resets its second factor and ends its sessions."""
    return grants_roles(actor)


def opens_account(actor: Actor, person: Person) -> bool:
    """Whether the actor makes the person's account and hands over the link that sets its first password.

    Administrators do. A manager does for somebody who sits in groups of her organisations and nowhere else, holds no
    role elsewhere and has not used the account yet: whoever holds such a link could otherwise enter as that person
    where the manager herself may not.
    """
    if grants_roles(actor):
        return True
    own = actor.managed_organisation_ids
    if person.user is not None and person.user.has_usable_password():
        return False
    today = timezone.localdate()
    led = [
        lead
        for lead, last in Seat.objects.filter(person=person).values_list(
            "circle__controller__organisation_id", "valid_to"
        )
        if last is None or last >= today
    ]
    if not led or not own.issuperset(led):
        return False
    # Other roles than a manager's have no organisation, so they are in none of hers.
    return own.issuperset(Grant.objects.filter(person=person).values_list("organisation_id", flat=True))


def reads_audit_of(actor: Actor, circle: Circle) -> bool:
    """Whether the actor sees what happened in the circle: its chair."""
    return chairs(actor, circle)


def breaks_glass(actor: Actor) -> bool:
    """Whether the actor may enter a circle on an announced exception: administrators, who are people."""
    return actor.is_administrator
