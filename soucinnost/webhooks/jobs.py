"""Thin callers of the actions: the background job of one telling and the regular round."""

from django.utils.translation import gettext as _
from django_tasks import task

from soucinnost.access.actors import SystemActor
from soucinnost.kernel.actor import Actor
from soucinnost.webhooks import actions


@task()
def send_delivery(uid: str) -> bool:
    """Try one telling."""
    return actions.deliver(by=SystemActor(name="webhooks"), uid=uid)


def send_due(*, by: Actor) -> str:
    """Tell what is due: first tries that no worker took, and repeated ones."""
    sent = actions.deliver_due(by=by)
    return _("Doručených oznámení: %(count)s") % {"count": sent} if sent else ""
