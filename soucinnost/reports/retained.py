"""How long reports are kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.reports.actions.erasing import erase_calls, erase_drafts
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call, Draft
from soucinnost.retention.registry import Kind, register


def expired_calls(cutoff: datetime) -> QuerySet[Call]:
    """Closed calls whose meeting and closing lie before the cut-off."""
    day = timezone.localtime(cutoff).date()
    return Call.objects.filter(state=CallState.CLOSED, for_day__lt=day, closed_on__lt=day)


def expired_drafts(cutoff: datetime) -> QuerySet[Draft]:
    """Drafts nobody has touched since the cut-off."""
    return Draft.objects.filter(saved_at__lt=cutoff)


def register_kinds() -> None:
    """Register calls and drafts with retention; safe to call again."""
    register(
        Kind(
            key="reports.call", label=_("Zprávy organizací"), default_months=120, afterwards="erase",
            basis=_("Stejná lhůta jako zápisy z jednání, ke kterým zprávy patří"),
            expired=expired_calls, dispose=erase_calls, organisation_path="circle__controller__organisation__uid",
        )
    )
    register(
        Kind(
            key="reports.draft", label=_("Rozepsané zprávy"), default_months=12, afterwards="erase",
            basis=_("Rozepsaný text nikdo neodevzdal; po roce už nemá účel."),
            expired=expired_drafts, dispose=erase_drafts,
            organisation_path="call__circle__controller__organisation__uid",
        )
    )
