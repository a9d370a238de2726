"""Thin callers of the actions."""

from django.utils.translation import gettext as _

from soucinnost.kernel.actor import Actor
from soucinnost.retention.actions import run


def dispose_of_expired(*, by: Actor) -> str:
    """One round over all kinds; returns how many records were taken."""
    taken = sum(outcome.taken for outcome in run(by=by))
    return _("Vyřazeno záznamů: %(count)s") % {"count": taken} if taken else ""
