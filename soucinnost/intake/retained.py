"""How long readings that nobody finished are kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.intake.actions import erase_intakes
from soucinnost.intake.enums import IntakeState
from soucinnost.intake.models import Intake
from soucinnost.retention.registry import Kind, register


def expired(cutoff: datetime) -> QuerySet[Intake]:
    """Readings not saved as a meeting that nobody touched since before the cut-off."""
    return Intake.objects.exclude(state=IntakeState.SAVED).filter(changed_at__lt=cutoff)


def register_kinds() -> None:
    """Register readings with retention; safe to call again."""
    register(
        Kind(
            key="intake.intake", label=_("Rozpracovaná čtení starých zápisů"), default_months=6, afterwards="erase",
            basis=_("Pracovní podoba: co se nestalo jednáním, se dál nepotřebuje; původní soubor má, kdo ho nahrál"),
            expired=expired, dispose=erase_intakes, organisation_path="circle__controller__organisation__uid",
        )
    )
