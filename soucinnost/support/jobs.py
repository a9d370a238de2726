"""Thin callers of the actions: sending in the background, and picking up what a crash left."""

from django.utils.translation import gettext as _
from django_tasks import task

from soucinnost.access.actors import SystemActor
from soucinnost.kernel.actor import Actor
from soucinnost.support.actions.sending import dispatch_batch
from soucinnost.support.enums import CircularState
from soucinnost.support.models import Circular


@task()
def send_circular(uid: str) -> int:
    """Queue all mails of a circular, batch by batch, each in its own transaction."""
    return send_all(SystemActor(name="circulars"), uid)


def send_all(by: Actor, uid: str) -> int:
    """Queue what waits; returns how many copies were dealt with."""
    total = 0
    while done := dispatch_batch(by=by, uid=uid):
        total += done
    return total


def send_rest(*, by: Actor) -> str:
    """Go on with circulars that no worker finished."""
    waiting = Circular.objects.filter(state=CircularState.SENDING).order_by("released_at")
    total = sum(send_all(by, uid) for uid in list(waiting.values_list("uid", flat=True)))
    return _("Předáno poště z oběžníků: %(count)s") % {"count": total} if total else ""
