"""What several actions of strategies share: locking, tidy text, places, versions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import findable, rules
from soucinnost.strategy.models import Goal, Measure, Strategy
from soucinnost.versions.actions import keep, snapshot

Part = TypeVar("Part", bound=models.Model)
MOST_TITLE = 500
MOST_TEXT = 20_000
STRATEGY_KIND = "strategy"
GOAL_KIND = "strategy.goal"
MEASURE_KIND = "strategy.measure"


def lock(strategy: Strategy) -> Strategy:
    """Read the strategy again with its controller and keep other writers from it until the transaction ends.

    Whoever writes into a strategy locks it first, then its parts, then the end of the audit chain (ADR 3). Records
    that only name the strategy, as one that follows it does, need not wait.
    """
    related = Strategy.objects.select_related("circle__controller__organisation", "area", "previous")
    return related.select_for_update(of=("self",), no_key=True).get(pk=strategy.pk)


def writable(by: Actor, strategy: Strategy) -> Strategy:
    """Lock the strategy for who writes it; PermissionDenied for everybody else."""
    found = lock(strategy)
    require(rules.writes(by, found))
    return found


def still_there(part: Part) -> Part:
    """Read a part of a strategy again; ValidationError when somebody removed it meanwhile."""
    found = type(part)._base_manager.filter(pk=part.pk).first()
    if found is None:
        raise ValidationError(_("Záznam mezitím někdo odebral. Co jste napsali, zkopírujte si jinam."))
    return found


def tidy(text: str, field: str, missing: str, limit: int = MOST_TITLE) -> str:
    """Return a text on one line; empty it is refused with the sentence ``missing``, too long with its limit."""
    line = " ".join(text.split())
    if not line:
        raise ValidationError({field: missing})
    if len(line) > limit:
        raise ValidationError({field: _("Text má nejvýše %(limit)s znaků.") % {"limit": limit}})
    return line


def long_text(text: str, field: str) -> str:
    """Return a text of several lines without blanks around it, of at most ``MOST_TEXT`` characters."""
    trimmed = text.strip()
    if len(trimmed) > MOST_TEXT:
        raise ValidationError({field: _("Text má nejvýše %(limit)s znaků.") % {"limit": MOST_TEXT}})
    return trimmed


def refuse_unknown(changes: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    """Raise TypeError for a change that the record does not have."""
    unknown = set(changes) - set(known)
    if unknown:
        raise TypeError(f"a {what} has no changeable {', '.join(sorted(unknown))}")


def number_again(parts: Sequence[Any]) -> None:
    """Give the parts the places 1, 2, 3 in this order; only what changes is written."""
    for position, part in enumerate(parts, start=1):
        if part.position != position:
            part.position = position
            part.save(update_fields=["position"])


def moved(parts: Iterable[Any], part: Any, position: int) -> list[Any]:
    """Return the parts with ``part`` at ``position`` (1 is first); out of range means the nearest end."""
    order = [one for one in parts if one.pk != part.pk]
    order.insert(min(max(position, 1), len(order) + 1) - 1, part)
    return order


def numbers(strategy: Strategy) -> dict[int, str]:
    """Return the number of each measure as the tree shows it now („2.3“), by primary key. Two queries."""
    rows = Measure.objects.filter(strategy=strategy).order_by("goal__position", "goal_id", "position", "pk")
    found: dict[int, str] = {}
    goals = Goal.objects.filter(strategy=strategy).order_by("position", "pk").values_list("pk", flat=True)
    places = {goal: place for place, goal in enumerate(goals, start=1)}
    counts: dict[int, int] = {}
    for pk, goal in rows.values_list("pk", "goal_id"):
        counts[goal] = counts.get(goal, 0) + 1
        found[pk] = f"{places[goal]}.{counts[goal]}"
    return found


def keep_strategy(by: Actor, strategy: Strategy) -> None:
    """Keep this state of the frame and let it be found."""
    findable.find_strategy(strategy)
    keep(by=by, obj=strategy, kind=STRATEGY_KIND, data=snapshot(strategy))


def keep_goal(by: Actor, goal: Goal) -> None:
    """Keep this state of a goal and let it be found."""
    findable.find_goal(goal)
    keep(by=by, obj=goal, kind=GOAL_KIND, data=snapshot(goal))


def keep_measure(by: Actor, measure: Measure, number: str = "") -> None:
    """Keep this state of a measure with its number, partners, money and activities; let it be found."""
    findable.find_measure(measure)
    data = snapshot(measure)
    data["number"] = number or numbers(measure.strategy).get(measure.pk, "")
    data["goal_title"] = measure.goal.title
    data["partners"] = sorted(measure.partners.values_list("pk", flat=True))
    data["funding"] = sorted(measure.funding.values_list("pk", flat=True))
    data["activities"] = list(measure.activities.order_by("position", "pk").values_list("text", flat=True))
    keep(by=by, obj=measure, kind=MEASURE_KIND, data=data)


def keep_renumbered(by: Actor, strategy: Strategy, before: Mapping[int, str]) -> None:
    """Keep measures whose number an approved strategy no longer gives: people cite those numbers.

    In a draft numbers come and go with every measure, so only what was moved itself is kept.
    """
    if strategy.state == strategy._meta.get_field("state").default:
        return
    now = numbers(strategy)
    shifted = [pk for pk, number in before.items() if pk in now and now[pk] != number]
    for measure in Measure.objects.filter(pk__in=shifted).select_related("strategy", "goal"):
        keep_measure(by, measure, now[measure.pk])
