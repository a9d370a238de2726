"""Planned activities of a measure, and how a measure or an activity turned out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.strategy.actions import tree
from soucinnost.strategy.actions.assessing import assess as assess_action
from soucinnost.strategy.forms.tree import ActivityForm, AssessmentForm
from soucinnost.strategy.models import Activity, Assessment, Measure, Strategy
from soucinnost.strategy.selectors.listing import Side, sides_of
from soucinnost.strategy.views.common import (
    actor_of,
    done,
    read_place,
    shown,
    written_activity,
    written_measure,
)
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """The planned activities in their order; POST adds one."""
    actor, measure = actor_of(request), written_measure(request, measure_uid)
    form = ActivityForm(request.POST or None)
    if carried_out(
        request, form, lambda: tree.add_activity(by=actor, measure=measure, text=form.cleaned_data["text"]),
        _("Aktivita je přidána."),
    ):
        return redirect("strategy:activities", measure.uid)
    shown(request, "measure_edited", measure)
    context = {
        "strategy": measure.strategy, "measure": measure, "form": form,
        "activities": list(measure.activities.order_by("position", "pk")),
    }
    return render(request, "strategy/activities.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, activity_uid: str) -> HttpResponse:
    """Change the words of an activity."""
    actor, activity = actor_of(request), written_activity(request, activity_uid)

    def make(found: Activity, data: Any) -> ActivityForm:
        return ActivityForm(data, initial={"text": found.text})

    editing = Editing(request, activity, make, lock=activity.strategy)
    form = editing.form
    if editing.carried_out(
        lambda: tree.change_activity(by=actor, activity=activity, text=form.cleaned_data["text"]), _("Uloženo.")
    ):
        return redirect("strategy:measure", activity.measure.uid)
    shown(request, "activity_edited", activity)
    context = {"strategy": activity.strategy, "measure": activity.measure, "activity": activity, "form": form}
    return render(request, "strategy/activity.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, activity_uid: str) -> HttpResponse:
    """Remove an activity that was neither assessed nor proved."""
    actor, activity = actor_of(request), written_activity(request, activity_uid)
    done(request, lambda: tree.remove_activity(by=actor, activity=activity), _("Aktivita je odebrána."))
    return redirect("strategy:activities", activity.measure.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """Say how the measure, or the activity named in the address, turned out."""
    actor, measure = actor_of(request), written_measure(request, measure_uid)
    asked = request.GET.get("aktivita", "")
    activity = get_object_or_404(measure.activities, uid=asked) if asked else None
    view, place = read_place(request, measure)
    later, claims = _later(request, measure.strategy), [use.claim for use in place.all_uses]

    def make(found: Measure, data: Any) -> AssessmentForm:
        return AssessmentForm(data, held=_held(found, activity), later=later, claims=claims)

    editing = Editing(request, measure, make, lock=measure.strategy)
    form = editing.form

    def act() -> None:
        assess_action(by=actor, measure=measure, activity=activity, **form.values())

    if editing.carried_out(act, _("Hodnocení je zapsáno. Dřívější zůstávají v průběhu opatření.")):
        return redirect("strategy:measure", measure.uid)
    shown(request, "measure_edited", measure)
    context = {
        "strategy": measure.strategy, "measure": measure, "activity": activity, "form": form, "number": place.number,
        "view": view,
    }
    return render(request, "strategy/assess.html", context, status=422 if form.errors else 200)


def _held(measure: Measure, activity: Activity | None) -> Assessment | None:
    """The assessment that holds now, whoever wrote it."""
    return measure.assessments.filter(activity=activity).order_by("pk").last()


def _later(request: HttpRequest, strategy: Strategy) -> list[Side]:
    """Measures into which something may pass: those of strategies that follow, as far as the actor sits there."""
    actor = actor_of(request)
    following = list(Strategy.objects.content_visible_to(actor).filter(previous=strategy))
    return list(sides_of(actor, following).values()) if following else []
