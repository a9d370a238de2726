"""Predicates that more than one app asks."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from soucinnost.access.enums import Function, Standing
from soucinnost.access.models import Circle
from soucinnost.kernel.actor import Actor


def require(allowed: bool, message: str = "") -> None:
    """Raise PermissionDenied (403, or the command line's error) unless ``allowed``."""
    if not allowed:
        raise PermissionDenied(message or str(_("K tomuto kroku nemáte oprávnění.")))


def sits_in(actor: Actor, circle: Circle) -> bool:
    """Whether the actor holds a seat in the circle today."""
    return actor.is_system or actor.has(circle.pk)


def runs(actor: Actor, circle: Circle) -> bool:
    """Whether the actor prepares and runs the circle's meetings: its chair or recorder."""
    return actor.is_system or actor.has(circle.pk, Function.CHAIR, Function.RECORDER)


def chairs(actor: Actor, circle: Circle) -> bool:
    """Whether the actor chairs the circle."""
    return actor.is_system or actor.has(circle.pk, Function.CHAIR)


def reviews(actor: Actor, circle: Circle) -> bool:
    """Whether the actor reviews the circle's minutes."""
    return actor.is_system or actor.has(circle.pk, Function.REVIEWER)


def takes_part(actor: Actor, circle: Circle) -> bool:
    """Whether the actor may contribute (remark, answer, finish a task): a member or a deputy, not break-glass."""
    return actor.is_system or actor.has(circle.pk, Standing.MEMBER, Standing.DEPUTY)


def administers_circle(actor: Actor, circle: Circle) -> bool:
    """Whether the actor sets the frame (members, statutes): chair, recorder or manager of the lead organisation."""
    return runs(actor, circle) or circle.controller.organisation_id in actor.managed_organisation_ids


def may_export(actor: Actor, circle: Circle) -> bool:
    """Whether the actor may take documents out: always who runs the circle, members where the controller says so."""
    return runs(actor, circle) or (sits_in(actor, circle) and circle.controller.members_may_export)


def grants_roles(actor: Actor) -> bool:
    """Whether the actor gives and takes grants: administrators."""
    return actor.is_system or actor.is_administrator


