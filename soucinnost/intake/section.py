"""The way to old minutes from the meetings of a group."""

from django.urls import reverse
from django.utils.translation import gettext as _

from soucinnost.groups.models import Group
from soucinnost.intake.rules import may_take_in
from soucinnost.kernel.actor import Actor


def link_of(actor: Actor, group: Group) -> tuple[str, str] | None:
    """Label and address of the group's old minutes, for who may read them in."""
    if not may_take_in(actor, group):
        return None
    return _("Starší zápisy"), reverse("intake:list", args=[group.uid])
