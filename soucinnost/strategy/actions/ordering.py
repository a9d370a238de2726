"""A whole new order of goals, of the measures of a goal, of the activities of a measure."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.common import (
    keep_measure,
    keep_renumbered,
    number_again,
    numbers,
    still_there,
    writable,
)
from soucinnost.strategy.models import Goal, Measure, Strategy


@transaction.atomic
def order_goals(*, by: Actor, strategy: Strategy, uids: Sequence[str]) -> None:
    """Put all goals of the strategy in this order; ValidationError when there are others by now."""
    strategy = writable(by, strategy)
    before = numbers(strategy)
    number_again(_in_order(strategy.goals.all(), uids))
    keep_renumbered(by, strategy, before)
    record(by=by, verb="strategy.goals_ordered", object_uid=strategy.uid, circle=strategy.circle.uid)


@transaction.atomic
def order_measures(*, by: Actor, goal: Goal, uids: Sequence[str]) -> None:
    """Put all measures of the goal in this order."""
    strategy = writable(by, goal.strategy)
    goal, before = still_there(goal), numbers(strategy)
    number_again(_in_order(goal.measures.all(), uids))
    keep_renumbered(by, strategy, before)
    record(by=by, verb="strategy.measures_ordered", object_uid=goal.uid, circle=strategy.circle.uid)


@transaction.atomic
def order_activities(*, by: Actor, measure: Measure, uids: Sequence[str]) -> None:
    """Put all planned activities of the measure in this order."""
    strategy = writable(by, measure.strategy)
    measure = still_there(measure)
    number_again(_in_order(measure.activities.all(), uids))
    keep_measure(by, measure)
    record(by=by, verb="strategy.activities_ordered", object_uid=measure.uid, circle=strategy.circle.uid)


def _in_order(parts: Any, uids: Sequence[str]) -> list[Any]:
    held = {part.uid: part for part in parts}
    if sorted(held) != sorted(uids):
        raise ValidationError(_("Pořadí mezitím někdo změnil. Načtěte stránku znovu."))
    return [held[uid] for uid in uids]
