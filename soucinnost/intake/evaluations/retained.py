"""How long readings of evaluations are kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.intake.evaluations.actions import erase_readings
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.retention.registry import Kind, register


def expired(cutoff: datetime) -> QuerySet[EvaluationReading]:
    """Readings that nobody touched since before the cut-off, saved ones too: what they became is in the strategy."""
    return EvaluationReading.objects.filter(changed_at__lt=cutoff)


def register_kinds() -> None:
    """Register readings with retention; safe to call again."""
    register(
        Kind(
            key="intake.evaluation", label=_("Čtení vyhodnocení strategií"), default_months=6, afterwards="erase",
            basis=_("Pracovní podoba: co se nestalo součástí strategie, se dál nepotřebuje; uložený dokument je u ní"),
            expired=expired, dispose=erase_readings, organisation_path="organisation__uid",
        )
    )
