"""Measures: the page with everything about one, adding, changing, moving, linking, removing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.agencies.models import Organisation
from soucinnost.audit.disclosure import disclose
from soucinnost.evidence.periods import period_text
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import rules
from soucinnost.strategy.actions import tree
from soucinnost.strategy.forms.fields import lines_of, organisation_names
from soucinnost.strategy.forms.tree import LinkForm, MeasureForm, PlaceForm
from soucinnost.strategy.models import Measure, Strategy
from soucinnost.strategy.selectors.listing import Side, sides_of
from soucinnost.strategy.selectors.timeline import course_of
from soucinnost.strategy.views.common import (
    actor_of,
    done,
    read_place,
    shown,
    visible_measure,
    written_goal,
    written_measure,
)
from soucinnost.strategy.words import outcome_shown
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


@require_safe
def measure(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """One measure: what it is, how it turned out, what proves it, what it belongs to, what happened with it."""
    actor, found = actor_of(request), visible_measure(request, measure_uid)
    view, place = read_place(request, found)
    course = course_of(actor, place)
    strategy, events = found.strategy, course.events
    told = [event.claim.uid for event in events if event.claim is not None]
    disclose(
        request, "strategy.measure_viewed", [found.uid, *told], object_uid=found.uid, circle=strategy.circle.uid
    )
    held = place.assessment
    context = {
        "strategy": strategy, "view": view, "place": place, "measure": place.measure, "goal": found.goal,
        "state": outcome_shown(held), "assessment": held, "events": events,
        "partners": course.partners, "funding": course.funding,
        "activities": [(one, outcome_shown(one.assessment)) for one in place.activities],
        "links": [(view.numbers.get(other.pk, ""), other, note) for other, note in place.links],
        "period": period_text(
            found.period_from or strategy.period_from, found.period_to or strategy.period_to
        ),
        "is_own_period": bool(found.period_from or found.period_to),
        "carried_from": _seen(actor, place.measure.carried_from),
        "has_carried_from": found.carried_from_id is not None,
        "carried_to": _seen(actor, held.carried_to if held is not None else None),
        "may_write": rules.writes(actor, strategy), "may_contribute": rules.contributes(actor, strategy),
        "history": sum(1 for one in events if one.assessment is not None and one.assessment.activity_id is None),
    }
    return render(request, "strategy/measure.html", context)


def _seen(actor: Actor, other: Measure | None) -> Measure | None:
    """A measure of another strategy, when the reader sits there."""
    sits_there = other is not None and (actor.is_system or other.strategy.circle_id in actor.circle_ids)
    return other if sits_there else None


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, goal_uid: str) -> HttpResponse:
    """Add a measure with its planned activities to a goal."""
    actor, goal = actor_of(request), written_goal(request, goal_uid)
    strategy = goal.strategy
    form = MeasureForm(request.POST or None, strategy=strategy, earlier=_earlier(request, strategy))

    def act() -> None:
        activities = lines_of(form.cleaned_data["activities"])
        tree.add_measure(by=actor, goal=goal, activities=activities, **form.values())

    if carried_out(request, form, act, _("Opatření je přidáno.")):
        if "dalsi" in request.POST:
            return redirect("strategy:measure_new", goal.uid)
        return redirect(f"{reverse('strategy:strategy', args=[strategy.uid])}#cil-{goal.uid}")
    shown(request, "goal_edited", goal)
    context = {"strategy": strategy, "goal": goal, "form": form, **_suggested(request)}
    return render(request, "strategy/measure_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """Change what the measure says."""
    actor, found = actor_of(request), written_measure(request, measure_uid)
    earlier = _earlier(request, found.strategy, found)

    def make(stored: Measure, data: Any) -> MeasureForm:
        return MeasureForm(data, strategy=found.strategy, measure=stored, earlier=earlier)

    editing = Editing(request, found, make, lock=found.strategy)
    form = editing.form
    if editing.carried_out(lambda: tree.change_measure(by=actor, measure=found, **form.values()), _("Uloženo.")):
        return redirect("strategy:measure", found.uid)
    shown(request, "measure_edited", found)
    context = {"strategy": found.strategy, "measure": found, "form": form, **_suggested(request)}
    return render(request, "strategy/measure_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """Put the measure under another goal or at another place; its evidence goes with it."""
    actor, found = actor_of(request), written_measure(request, measure_uid)
    goals = list(found.strategy.goals.order_by("position", "pk"))

    def make(stored: Measure, data: Any) -> PlaceForm:
        return PlaceForm(data, goals=goals, measure=stored)

    editing = Editing(request, found, make, lock=found.strategy)
    form = editing.form

    def act() -> None:
        goal = form.cleaned_data["goal"]
        position = form.cleaned_data["position"] or goal.measures.count() + 1
        tree.move_measure(by=actor, measure=found, goal=goal, position=position)

    if editing.carried_out(act, _("Opatření je přesunuto, čísla se posunula. Doklady a hodnocení šly s ním.")):
        return redirect("strategy:measure", found.uid)
    shown(request, "measure_edited", found)
    view, place = read_place(request, found)
    context = {"strategy": found.strategy, "measure": found, "form": form, "place": place, "view": view}
    return render(request, "strategy/measure_move.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """Remove a measure on which nothing hangs."""
    actor, found = actor_of(request), written_measure(request, measure_uid)
    if done(request, lambda: tree.remove_measure(by=actor, measure=found), _("Opatření je odebráno.")):
        return redirect("strategy:strategy", found.strategy.uid)
    return redirect("strategy:measure_edit", found.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, measure_uid: str) -> HttpResponse:
    """Say which measure belongs together with this one."""
    actor, found = actor_of(request), written_measure(request, measure_uid)
    sides = [one for one in sides_of(actor, [found.strategy]).values() if one.measure.pk != found.pk]
    form = LinkForm(request.POST or None, sides=sides)

    def act() -> None:
        tree.link_measures(by=actor, one=found, other=form.cleaned_data["other"], note=form.cleaned_data["note"])

    if carried_out(request, form, act, _("Opatření jsou propojená.")):
        return redirect("strategy:measure", found.uid)
    shown(request, "measure_edited", found)
    context = {"strategy": found.strategy, "measure": found, "form": form}
    return render(request, "strategy/measure_link.html", context, status=422 if form.errors else 200)


@require_POST
def unlink(request: HttpRequest, measure_uid: str, other_uid: str) -> HttpResponse:
    """Take a link back."""
    actor, found = actor_of(request), written_measure(request, measure_uid)
    other = get_object_or_404(Measure.objects.visible_to(actor).filter(strategy=found.strategy), uid=other_uid)
    done(request, lambda: tree.unlink_measures(by=actor, one=found, other=other), _("Propojení je zrušeno."))
    return redirect("strategy:measure", found.uid)


def _earlier(request: HttpRequest, strategy: Strategy, measure: Measure | None = None) -> list[Side]:
    """Measures that one of the strategy may continue: of the strategy before, and the one that it continues now."""
    strategies = [strategy.previous] if strategy.previous is not None else []
    held = measure.carried_from if measure is not None else None
    if held is not None and held.strategy_id not in {one.pk for one in strategies}:
        strategies.append(held.strategy)
    found = sides_of(actor_of(request), strategies) if strategies else {}
    if held is not None and held.pk not in found:
        found[held.pk] = Side("", Measure(pk=held.pk, title=_("opatření jiné strategie")), None)
    return list(found.values())


def _suggested(request: HttpRequest) -> dict[str, Any]:
    return {"organisation_names": organisation_names(Organisation.objects.visible_to(actor_of(request)))}

