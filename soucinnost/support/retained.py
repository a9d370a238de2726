"""How long records of methodical support are kept."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.dates import to_prague
from soucinnost.retention.registry import Kind, register
from soucinnost.support.actions.circulars import erase_circulars
from soucinnost.support.actions.consultations import erase_consultations
from soucinnost.support.actions.handovers import erase_handovers
from soucinnost.support.actions.needs import erase_needs
from soucinnost.support.enums import NeedState
from soucinnost.support.models import Circular, Consultation, Handover, TrainingNeed

BASIS = _("spisový a skartační řád organizace; záznam slouží navazujícím žádostem a vyhodnocení")


def _consultations(cutoff: datetime) -> QuerySet[Any]:
    return Consultation.objects.filter(held_on__lt=to_prague(cutoff).date())


def _circulars(cutoff: datetime) -> QuerySet[Any]:
    return Circular.objects.filter(created_at__lt=cutoff).exclude(released_at__gte=cutoff)


def _handovers(cutoff: datetime) -> QuerySet[Any]:
    return Handover.objects.filter(handed_on__lt=to_prague(cutoff).date())


def _needs(cutoff: datetime) -> QuerySet[Any]:
    """Needs with which nothing is to be done any more."""
    done = (NeedState.MET, NeedState.DROPPED)
    return TrainingNeed.objects.filter(stated_on__lt=to_prague(cutoff).date(), state__in=done)


def register_kinds() -> None:
    """Register the kinds with retention; safe to call again."""
    kinds: list[tuple[str, Any, int, Any, Any]] = [
        ("support.consultation", _("Konzultace a metodické návštěvy"), 60, _consultations, erase_consultations),
        ("support.circular", _("Oběžníky a jejich doručení"), 36, _circulars, erase_circulars),
        ("support.handover", _("Předané materiály"), 60, _handovers, erase_handovers),
        ("support.need", _("Naplněné a odpadlé potřeby vzdělávání"), 36, _needs, erase_needs),
    ]
    for key, label, months, expired, dispose in kinds:
        register(
            Kind(
                key=key, label=label, default_months=months, afterwards="erase", basis=BASIS, expired=expired,
                dispose=dispose, organisation_path="keeper__uid",
            )
        )
