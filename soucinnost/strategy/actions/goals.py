"""Goals of a strategy: adding, changing, moving, removing, evaluating."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.common import (
    GOAL_KIND,
    keep_goal,
    keep_renumbered,
    long_text,
    moved,
    number_again,
    numbers,
    refuse_unknown,
    still_there,
    tidy,
    writable,
)
from soucinnost.strategy.findable import GOAL, lose
from soucinnost.strategy.models import ClaimUse, Goal, Indicator, Strategy
from soucinnost.versions.actions import erase

MOST_GOALS = 100
GOAL_FIELDS = frozenset({"title", "description"})


@transaction.atomic
def add_goal(*, by: Actor, strategy: Strategy, title: str, description: str = "") -> Goal:
    """Add a goal to the end. Chair and recorder."""
    strategy = writable(by, strategy)
    held = strategy.goals.count()
    if held >= MOST_GOALS:
        raise ValidationError(_("Cílů může být nejvýše %(limit)s.") % {"limit": MOST_GOALS})
    goal = Goal(strategy=strategy, position=held + 1)
    _set(goal, {"title": title, "description": description})
    goal.save()
    keep_goal(by, goal)
    record(by=by, verb="strategy.goal_added", object_uid=goal.uid, circle=strategy.circle.uid, ids=[strategy.uid])
    return goal


@transaction.atomic
def change_goal(*, by: Actor, goal: Goal, **changes: Any) -> Goal:
    """Change title or description of a goal; the wording before is kept."""
    refuse_unknown(changes, GOAL_FIELDS, "goal")
    strategy = writable(by, goal.strategy)
    goal = still_there(goal)
    _set(goal, changes)
    goal.save()
    keep_goal(by, goal)
    record(by=by, verb="strategy.goal_changed", object_uid=goal.uid, circle=strategy.circle.uid, ids=[strategy.uid])
    return goal


@transaction.atomic
def move_goal(*, by: Actor, goal: Goal, position: int) -> Goal:
    """Move a goal to a place (1 is first); its measures follow and all numbers close up."""
    strategy = writable(by, goal.strategy)
    goal, before = still_there(goal), numbers(strategy)
    number_again(moved(strategy.goals.order_by("position", "pk"), goal, position))
    keep_renumbered(by, strategy, before)
    keep_goal(by, goal)
    record(by=by, verb="strategy.goal_moved", object_uid=goal.uid, circle=strategy.circle.uid, ids=[strategy.uid])
    return goal


@transaction.atomic
def remove_goal(*, by: Actor, goal: Goal) -> None:
    """Remove a goal without measures and without counted indicators; the numbers of the others close up."""
    strategy = writable(by, goal.strategy)
    goal = still_there(goal)
    held = goal.measures.count()
    if held:
        raise ValidationError(
            ngettext(
                "Pod cílem je %(held)s opatření. Nejdřív ho přesuňte pod jiný cíl, nebo odeberte.",
                "Pod cílem je %(held)s opatření. Nejdřív je přesuňte pod jiný cíl, nebo odeberte.", held,
            ) % {"held": held}
        )
    counted = Indicator.objects.filter(goal=goal)
    if ClaimUse.objects.filter(indicator__in=counted).exists():
        raise ValidationError(_("Cíl má ukazatele s údaji, odebrat ho nejde."))
    before, uid = numbers(strategy), goal.uid
    goal.delete()
    erase(kind=GOAL_KIND, object_uids=[uid])
    lose(GOAL, uid)
    number_again(list(strategy.goals.order_by("position", "pk")))
    keep_renumbered(by, strategy, before)
    record(by=by, verb="strategy.goal_removed", object_uid=uid, circle=strategy.circle.uid, ids=[strategy.uid])


@transaction.atomic
def evaluate_goal(*, by: Actor, goal: Goal, text: str, evaluated_on: date | None = None) -> Goal:
    """Write the evaluation of a goal (today unless a day is given); an empty text takes it back."""
    strategy = writable(by, goal.strategy)
    goal = still_there(goal)
    day = evaluated_on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"evaluated_on": _("Den hodnocení je v budoucnosti.")})
    goal.evaluation = long_text(text, "text")
    goal.evaluated_on = day if goal.evaluation else None
    goal.save(update_fields=["evaluation", "evaluated_on"])
    keep_goal(by, goal)
    record(by=by, verb="strategy.goal_evaluated", object_uid=goal.uid, circle=strategy.circle.uid, ids=[strategy.uid])
    return goal


def _set(goal: Goal, values: dict[str, Any]) -> None:
    if "title" in values:
        goal.title = tidy(values["title"], "title", _("Vyplňte název cíle."))
    if "description" in values:
        goal.description = long_text(values["description"], "description")
