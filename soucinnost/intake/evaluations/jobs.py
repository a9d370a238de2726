"""Thin callers of the actions: reading a large file in the background, and picking up what a crash left."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from soucinnost.access.actors import SystemActor
from soucinnost.intake.evaluations.actions import read_waiting
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.intake.jobs import LEFT_BEHIND
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.duties import Duty


@task()
def read_evaluation(uid: str) -> bool:
    """Read one file."""
    return read_waiting(by=SystemActor(name="intake"), uid=uid)


def read_left(*, by: Actor) -> str:
    """Read files that no worker took or finished."""
    before = timezone.now() - LEFT_BEHIND
    waiting = EvaluationReading.objects.filter(state=ReadingState.WAITING, created_at__lt=before)
    uids = list(waiting.order_by("created_at", "pk").values_list("uid", flat=True)[:10])
    count = sum(read_waiting(by=by, uid=uid) for uid in uids)
    return _("Přečteno vyhodnocení: %(count)s") % {"count": count} if count else ""


READER = Duty(
    "intake.read_evaluations", gettext_lazy("Čtení vyhodnocení strategií"), timedelta(minutes=5), read_left
)
