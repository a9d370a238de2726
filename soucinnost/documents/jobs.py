"""Thin callers of the actions: checks in the background, cleaning, the term of removed files."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from soucinnost.access.actors import SystemActor
from soucinnost.documents.actions import check_waiting, clean_strays, erase_attachments, forget_checks
from soucinnost.documents.models import Attachment, FileCheck
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.duties import Duty
from soucinnost.retention.models import Rule
from soucinnost.retention.registry import Kind

CHECKS_KEPT = timedelta(days=7)
LEFT_BEHIND = timedelta(minutes=5)


@task()
def check_large(uid: str) -> bool:
    """Check one large file for personal data."""
    return check_waiting(by=SystemActor(name="documents"), uid=uid)


def check_left(*, by: Actor) -> str:
    """Check files that no worker took or finished; forget old checks."""
    forget_checks(by=by, before=timezone.now() - CHECKS_KEPT)
    left = FileCheck.objects.filter(state=FileCheck.State.WAITING, asked_at__lt=timezone.now() - LEFT_BEHIND)
    count = sum(check_waiting(by=by, uid=uid) for uid in list(left.values_list("attachment__uid", flat=True)[:10]))
    return _("Zkontrolováno souborů: %(count)s") % {"count": count} if count else ""


def clean_files(*, by: Actor) -> str:
    """One round of the cleaner of files that no record knows."""
    removed = clean_strays(by=by)
    return _("Smazáno opuštěných souborů: %(count)s") % {"count": removed} if removed else ""


def _removed_before(cutoff: datetime) -> QuerySet[Attachment]:
    return Attachment.objects.filter(removed_at__lt=cutoff)


CHECKER = Duty("documents.checks", gettext_lazy("Kontroly souborů na osobní údaje"), timedelta(minutes=5), check_left)
CLEANER = Duty("documents.strays", gettext_lazy("Úklid opuštěných souborů"), timedelta(days=1), clean_files)

REMOVED_FILES = Kind(
    key="documents.removed",
    label=gettext_lazy("Odebrané přílohy"),
    default_months=12,
    afterwards=Rule.Afterwards.ERASE,
    basis=gettext_lazy("omyl při odebrání lze rok napravit, déle se soubor nepotřebuje"),
    expired=_removed_before,
    dispose=erase_attachments,
    organisation_path="circle__controller__organisation__uid",
)
