"""Thin callers of the actions: making files of report versions in the background, picking up what a crash left."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from soucinnost.access.actors import SystemActor
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.duties import Duty
from soucinnost.strategy.actions.reporting import make_files
from soucinnost.strategy.enums import VersionState
from soucinnost.strategy.models import ReportVersion

LEFT_BEHIND = timedelta(minutes=5)


@task()
def make_report_files(uid: str) -> bool:
    """Make the files of one version."""
    return make_files(by=SystemActor(name="reports"), uid=uid)


def make_left(*, by: Actor) -> str:
    """Make files that no worker finished."""
    before = timezone.now() - LEFT_BEHIND
    waiting = ReportVersion.objects.filter(state=VersionState.WAITING, made_at__lt=before).order_by("made_at", "pk")
    count = sum(make_files(by=by, uid=uid) for uid in list(waiting.values_list("uid", flat=True)[:10]))
    return _("Sestaveno verzí hodnoticích zpráv: %(count)s") % {"count": count} if count else ""


MAKER = Duty("strategy.report_files", gettext_lazy("Soubory hodnoticích zpráv"), timedelta(minutes=5), make_left)
