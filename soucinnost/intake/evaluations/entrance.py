"""The way to readings of evaluations from strategies."""

from django.urls import reverse
from django.utils.translation import gettext as _

from soucinnost.intake.evaluations.rules import takes_in_any
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.rules import writes


def way_of(actor: Actor, strategy: Strategy | None) -> tuple[str, str] | None:
    """Label and address for who may read an evaluation in: into the strategy, without one into any."""
    address = reverse("evaluations:list")
    if strategy is None:
        return (_("Načíst vyhodnocení"), address) if takes_in_any(actor) else None
    return (_("Načíst z dokumentu"), f"{address}?strategie={strategy.uid}") if writes(actor, strategy) else None
