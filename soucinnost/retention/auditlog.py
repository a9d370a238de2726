"""The term of the audit log itself, which lies below this app and cannot register by itself."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.audit.actions import prune
from soucinnost.audit.models import Entry
from soucinnost.kernel.actor import Actor
from soucinnost.retention.models import Rule
from soucinnost.retention.registry import Kind

FIVE_YEARS = 60


def _expired(cutoff: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(at__lt=cutoff)


def _dispose(*, by: Actor, records: QuerySet[Any], cutoff: datetime) -> int:
    """Delete up to the newest checkpoint before ``cutoff``; what lies between it and ``cutoff`` waits for the next."""
    return prune(by=by, older_than=cutoff)


KIND = Kind(
    key="audit.entry",
    label=_("Záznamy o přístupech a změnách"),
    default_months=FIVE_YEARS,
    afterwards=Rule.Afterwards.ERASE,
    basis=_("doba, po kterou lze uplatnit nárok z porušení ochrany osobních údajů"),
    expired=_expired,
    dispose=_dispose,
    in_batches=False,
)
