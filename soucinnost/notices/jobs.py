"""Thin callers of the actions: the background job of one message and the regular round."""

from django.utils.translation import gettext as _
from django_tasks import task

from soucinnost.access.actors import SystemActor
from soucinnost.kernel.actor import Actor
from soucinnost.notices import actions


@task()
def send_message(uid: str) -> bool:
    """Send one message."""
    return actions.deliver(by=SystemActor(name="post"), uid=uid)


def send_due(*, by: Actor) -> str:
    """Send what is due: first tries that no worker took, and repeated ones."""
    sent = actions.deliver_due(by=by)
    return _("Odeslaných zpráv: %(count)s") % {"count": sent} if sent else ""
