"""What the actions share."""

from soucinnost.intake.evaluations.models import EvaluationReading

RELATED = ("organisation", "strategy__circle__controller__organisation")


def locked(reading: EvaluationReading) -> EvaluationReading:
    """Read the reading again and keep it from other writers until the transaction ends."""
    found = EvaluationReading.objects.select_for_update(of=("self",)).select_related(*RELATED)
    return found.get(pk=reading.pk)


def circle_of(reading: EvaluationReading) -> str:
    """The circle for the audit; none while the strategy does not exist."""
    return reading.strategy.circle.uid if reading.strategy is not None else ""
