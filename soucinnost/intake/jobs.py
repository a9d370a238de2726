"""Thin callers of the actions: reading a large file in the background, and picking up what a crash left."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from soucinnost.access.actors import SystemActor
from soucinnost.intake.actions import read_waiting
from soucinnost.intake.enums import IntakeState
from soucinnost.intake.models import Intake
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.duties import Duty

LEFT_BEHIND = timedelta(minutes=5)


@task()
def read_intake(uid: str) -> bool:
    """Read one file."""
    return read_waiting(by=SystemActor(name="intake"), uid=uid)


def read_left(*, by: Actor) -> str:
    """Read files that no worker took or finished."""
    before = timezone.now() - LEFT_BEHIND
    waiting = Intake.objects.filter(state=IntakeState.WAITING, created_at__lt=before).order_by("created_at", "pk")
    count = sum(read_waiting(by=by, uid=uid) for uid in list(waiting.values_list("uid", flat=True)[:10]))
    return _("Přečteno starých zápisů: %(count)s") % {"count": count} if count else ""


READER = Duty("intake.read", gettext_lazy("Čtení starých zápisů"), timedelta(minutes=5), read_left)
