"""Who may read evaluations in, correct them and save them into a strategy."""

from soucinnost.agencies.models import Organisation
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import circles_run_by
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.rules import creates, creates_any, writes


def may_take_in(actor: Actor, organisation: Organisation, strategy: Strategy | None) -> bool:
    """Read an evaluation in: who writes the strategy it goes into, for a new one managers of the organisation."""
    if strategy is not None:
        return strategy.circle.controller.organisation_id == organisation.pk and writes(actor, strategy)
    return creates(actor, organisation)


def takes_in_any(actor: Actor) -> bool:
    """Whether the actor reads evaluations in at all."""
    return creates_any(actor) or Strategy.objects.filter(circle__in=circles_run_by(actor)).exists()


def may_correct(actor: Actor, reading: EvaluationReading) -> bool:
    """Correct what was read and save it: who may take it in, until it is saved or thrown away."""
    return may_take_in(actor, reading.organisation, reading.strategy) and reading.state == ReadingState.READY


def may_discard(actor: Actor, reading: EvaluationReading) -> bool:
    """Throw a reading away: who may take it in, until it is saved."""
    is_open = reading.state not in {ReadingState.SAVED, ReadingState.DISCARDED}
    return is_open and may_take_in(actor, reading.organisation, reading.strategy)
