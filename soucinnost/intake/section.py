"""The way to old minutes from the meetings of a group."""

from django.urls import reverse
from django.utils.translation import gettext as _

from soucinnost.groups.models import Group
from soucinnost.intake.rules import may_take_in
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import circles_run_by


def link_of(actor: Actor, group: Group | None) -> tuple[str, str] | None:
    """Label and address of old minutes for who may read them in: of the group, without one of all groups."""
    if group is None:
        return (_("Starší zápisy"), reverse("intake:groups")) if circles_run_by(actor) else None
    if not may_take_in(actor, group):
        return None
    return _("Starší zápisy"), reverse("intake:list", args=[group.uid])
