"""Goals: adding, changing, evaluating, removing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.strategy.actions import tree
from soucinnost.strategy.forms.tree import EvaluationForm, GoalForm
from soucinnost.strategy.models import Goal
from soucinnost.strategy.views.common import actor_of, done, shown, written_goal, written_strategy
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, uid: str) -> HttpResponse:
    """Add a goal to the end."""
    actor, strategy = actor_of(request), written_strategy(request, uid)
    form = GoalForm(request.POST or None)
    if carried_out(
        request, form, lambda: tree.add_goal(by=actor, strategy=strategy, **_values(form)), _("Cíl je přidán.")
    ):
        if "dalsi" in request.POST:
            return redirect("strategy:goal_new", strategy.uid)
        return redirect("strategy:strategy", strategy.uid)
    shown(request, "edited", strategy)
    context = {"strategy": strategy, "form": form}
    return render(request, "strategy/goal_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, goal_uid: str) -> HttpResponse:
    """Change title and description."""
    actor, goal = actor_of(request), written_goal(request, goal_uid)

    def make(found: Goal, data: Any) -> GoalForm:
        return GoalForm(data, initial={"title": found.title, "description": found.description})

    editing = Editing(request, goal, make, lock=goal.strategy)
    form = editing.form
    if editing.carried_out(lambda: tree.change_goal(by=actor, goal=goal, **_values(form)), _("Uloženo.")):
        return redirect(_in_tree(goal))
    shown(request, "goal_edited", goal)
    context = {"strategy": goal.strategy, "goal": goal, "form": form, "measures": goal.measures.count()}
    return render(request, "strategy/goal.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, goal_uid: str) -> HttpResponse:
    """Write the evaluation of a goal."""
    actor, goal = actor_of(request), written_goal(request, goal_uid)

    def make(found: Goal, data: Any) -> EvaluationForm:
        return EvaluationForm(data, initial={"text": found.evaluation, "evaluated_on": found.evaluated_on})

    editing = Editing(request, goal, make, lock=goal.strategy)
    form = editing.form

    def act() -> None:
        tree.evaluate_goal(
            by=actor, goal=goal, text=form.cleaned_data["text"], evaluated_on=form.cleaned_data["evaluated_on"]
        )

    if editing.carried_out(act, _("Hodnocení je uloženo.")):
        return redirect(_in_tree(goal))
    shown(request, "goal_edited", goal)
    context = {"strategy": goal.strategy, "goal": goal, "form": form}
    return render(request, "strategy/goal_evaluation.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, goal_uid: str) -> HttpResponse:
    """Remove a goal without measures."""
    actor, goal = actor_of(request), written_goal(request, goal_uid)
    if done(request, lambda: tree.remove_goal(by=actor, goal=goal), _("Cíl je odebrán, čísla se posunula.")):
        return redirect("strategy:strategy", goal.strategy.uid)
    return redirect("strategy:goal", goal.uid)


def _values(form: GoalForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("title", "description")}


def _in_tree(goal: Goal) -> str:
    return f"{reverse('strategy:strategy', args=[goal.strategy.uid])}#cil-{goal.uid}"
