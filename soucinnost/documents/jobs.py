"""Thin callers of the actions, and the term of removed files."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.documents.actions import clean_strays, erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.duties import Duty
from soucinnost.retention.models import Rule
from soucinnost.retention.registry import Kind


def clean_files(*, by: Actor) -> str:
    """One round of the cleaner of files that no record knows."""
    removed = clean_strays(by=by)
    return _("Smazáno opuštěných souborů: %(count)s") % {"count": removed} if removed else ""


def _removed_before(cutoff: datetime) -> QuerySet[Attachment]:
    return Attachment.objects.filter(removed_at__lt=cutoff)


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
