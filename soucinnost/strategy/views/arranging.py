"""The order of goals, measures and activities: by mouse, by keyboard and by buttons without any script."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from soucinnost.strategy.actions import ordering, tree
from soucinnost.strategy.selectors.listing import sides_of
from soucinnost.strategy.views.common import (
    actor_of,
    done,
    shown,
    written_activity,
    written_goal,
    written_measure,
    written_strategy,
)


@require_safe
def arrange(request: HttpRequest, uid: str) -> HttpResponse:
    """All goals and measures with what moves them."""
    actor, strategy = actor_of(request), written_strategy(request, uid)
    goals = list(strategy.goals.order_by("position", "pk"))
    sides = sides_of(actor, [strategy]).values()
    rows = [(place, goal, [one for one in sides if one.measure.goal_id == goal.pk]) for place, goal in _counted(goals)]
    shown(request, "order_shown", strategy)
    return render(request, "strategy/arrange.html", {"strategy": strategy, "rows": rows})


def _counted(goals: list[Any]) -> enumerate[Any]:
    return enumerate(goals, start=1)


@require_POST
def goals_order(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a new order of goals from the page's script."""
    actor, strategy = actor_of(request), written_strategy(request, uid)
    uids = request.POST.getlist("order")
    return _answered(lambda: ordering.order_goals(by=actor, strategy=strategy, uids=uids))


@require_POST
def measures_order(request: HttpRequest, goal_uid: str) -> HttpResponse:
    """Take a new order of the measures of a goal."""
    actor, goal = actor_of(request), written_goal(request, goal_uid)
    uids = request.POST.getlist("order")
    return _answered(lambda: ordering.order_measures(by=actor, goal=goal, uids=uids))


@require_POST
def activities_order(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """Take a new order of the activities of a measure."""
    actor, measure = actor_of(request), written_measure(request, measure_uid)
    uids = request.POST.getlist("order")
    return _answered(lambda: ordering.order_activities(by=actor, measure=measure, uids=uids))


@require_POST
def shift_goal(request: HttpRequest, goal_uid: str) -> HttpResponse:
    """Move a goal one place up or down."""
    actor, goal = actor_of(request), written_goal(request, goal_uid)
    done(request, lambda: tree.move_goal(by=actor, goal=goal, position=goal.position + _step(request)))
    return redirect(f"{reverse('strategy:arrange', args=[goal.strategy.uid])}#cile")


@require_POST
def shift_measure(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """Move a measure one place up or down within its goal."""
    actor, found = actor_of(request), written_measure(request, measure_uid)
    position = found.position + _step(request)
    done(request, lambda: tree.move_measure(by=actor, measure=found, goal=found.goal, position=position))
    return redirect(f"{reverse('strategy:arrange', args=[found.strategy.uid])}#cil-{found.goal.uid}")


@require_POST
def shift_activity(request: HttpRequest, activity_uid: str) -> HttpResponse:
    """Move an activity one place up or down."""
    actor, activity = actor_of(request), written_activity(request, activity_uid)
    position = activity.position + _step(request)
    done(request, lambda: tree.move_activity(by=actor, activity=activity, position=position))
    return redirect("strategy:activities", activity.measure.uid)


def _step(request: HttpRequest) -> int:
    return -1 if request.POST.get("kam") == "nahoru" else 1


def _answered(act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=409)
    return HttpResponse(status=204)
