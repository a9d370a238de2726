"""What the views of strategies share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import rules
from soucinnost.strategy.models import Activity, Goal, Measure, Strategy
from soucinnost.strategy.selectors.listing import with_circle
from soucinnost.strategy.selectors.whole import MeasureView, StrategyView, whole

OF_STRATEGY = ("strategy__circle__controller__organisation", "strategy__area", "strategy__region", "strategy__previous")


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def visible_strategy(request: HttpRequest, uid: str) -> Strategy:
    """The strategy whose frame the actor may see, or 404."""
    return get_object_or_404(with_circle(Strategy.objects.visible_to(actor_of(request))), uid=uid)


def content_strategy(request: HttpRequest, uid: str) -> Strategy:
    """The strategy whose content the actor may see, or 404."""
    return get_object_or_404(with_circle(Strategy.objects.content_visible_to(actor_of(request))), uid=uid)


def written_strategy(request: HttpRequest, uid: str) -> Strategy:
    """The strategy that the actor writes; 403 for who only reads it, 404 for everybody else."""
    strategy = content_strategy(request, uid)
    require(rules.writes(actor_of(request), strategy))
    return strategy


def visible_measure(request: HttpRequest, uid: str) -> Measure:
    """A measure that the actor sees, or 404."""
    related = ("goal", "owner", "owner_person", "carried_from", *OF_STRATEGY)
    return get_object_or_404(Measure.objects.visible_to(actor_of(request)).select_related(*related), uid=uid)


def written_measure(request: HttpRequest, uid: str) -> Measure:
    """A measure that the actor writes; 403 for who only reads it."""
    measure = visible_measure(request, uid)
    require(rules.writes(actor_of(request), measure.strategy))
    return measure


def written_goal(request: HttpRequest, uid: str) -> Goal:
    """A goal that the actor writes; 403 for who only reads it, 404 for everybody else."""
    goal = get_object_or_404(Goal.objects.visible_to(actor_of(request)).select_related(*OF_STRATEGY), uid=uid)
    require(rules.writes(actor_of(request), goal.strategy))
    return goal


def written_activity(request: HttpRequest, uid: str) -> Activity:
    """A planned activity that the actor writes."""
    activities = Activity.objects.visible_to(actor_of(request)).select_related("measure__goal", *OF_STRATEGY)
    activity = get_object_or_404(activities, uid=uid)
    require(rules.writes(actor_of(request), activity.strategy))
    return activity


def place_of(view: StrategyView, measure: Measure) -> MeasureView:
    """The measure in the strategy that was read; 404 when it is not there any more."""
    for place in view.measures:
        if place.measure.pk == measure.pk:
            return place
    raise Http404


def read_place(request: HttpRequest, measure: Measure) -> tuple[StrategyView, MeasureView]:
    """The strategy of a measure as the actor sees it, and the measure in it."""
    view = whole(actor_of(request), measure.strategy)
    return view, place_of(view, measure)


def shown(request: HttpRequest, verb: str, part: Any) -> None:
    """Declare that a record of a strategy (or the strategy) was shown."""
    strategy = part if isinstance(part, Strategy) else part.strategy
    disclose(request, f"strategy.{verb}", [part.uid], object_uid=part.uid, circle=strategy.circle.uid)


def done(request: HttpRequest, act: Callable[[], Any], said: str = "") -> bool:
    """Carry out a step of a button; a refusal is told on the page that follows. Whether it was done."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    if said:
        messages.success(request, said)
    return True
