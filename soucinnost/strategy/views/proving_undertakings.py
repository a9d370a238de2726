"""Pages of what was done and of what is counted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.strategy import rules
from soucinnost.strategy.actions import undertakings as actions
from soucinnost.strategy.enums import UndertakingKind
from soucinnost.strategy.forms.proving_undertakings import IndicatorForm, UndertakingForm
from soucinnost.strategy.models import Goal, Indicator, Measure, Strategy, Undertaking
from soucinnost.strategy.selectors.figures import undertaking_totals, undertaking_year
from soucinnost.strategy.selectors.names import HELPED_BY, HELPERS, helpers_of, read_names
from soucinnost.strategy.selectors.whole import IndicatorView, StrategyView, UndertakingView, whole
from soucinnost.strategy.views.proving_common import actor_of, address_of, organisation_names, part_of, strategy_of
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out

OWNERS: dict[str, Any] = {"measure": Measure, "goal": Goal}


@require_safe
def undertaking_list(request: HttpRequest, uid: str) -> HttpResponse:
    """What was done, by kind and year, with numbers that may be added and with what nobody said."""
    actor = actor_of(request)
    strategy = strategy_of(request, uid)
    view = whole(actor, strategy)
    kinds = [(kind, sum(1 for one in view.undertakings if one.undertaking.kind == kind)) for kind in UndertakingKind]
    present = [kind for kind, count in kinds if count]
    asked = request.GET.get("druh", "")
    kind = asked if asked in present else (present[0] if present else "")
    if not asked and UndertakingKind.EVENT in present:
        kind = UndertakingKind.EVENT
    years, everything = undertaking_totals(view.undertakings, kind)
    chosen = request.GET.get("rok", "")
    if chosen:
        years = [one for one in years if str(one.year or "") == chosen] or years
    disclose(
        request, "strategy.undertakings_listed", [one.undertaking.uid for one in view.undertakings],
        object_uid=strategy.uid, circle=strategy.circle.uid,
    )
    context = {
        "strategy": strategy, "view": view, "kind": kind, "years": years, "everything": everything,
        "kinds": [(one, UndertakingKind(one).label, count) for one, count in kinds if count],
        "kind_label": UndertakingKind(kind).label if kind else "", "may_add": rules.contributes(actor, strategy),
    }
    return render(request, "strategy/undertakings.html", context)


def _done(view: StrategyView, record: Undertaking) -> UndertakingView:
    return next(one for one in view.undertakings if one.undertaking.pk == record.pk)


@require_safe
def undertaking(request: HttpRequest, uid: str) -> HttpResponse:
    """One project or event: its numbers, their lists, which measures it serves."""
    actor = actor_of(request)
    record = part_of(request, Undertaking, uid)
    strategy: Strategy = record.strategy
    view = whole(actor, strategy)
    done = _done(view, record)
    disclose(
        request, "strategy.undertaking_viewed", [use.claim.uid for use in done.uses], object_uid=record.uid,
        circle=strategy.circle.uid,
    )
    places = [one for one in view.measures if one.measure.pk in {measure.pk for measure in done.measures}]
    names = read_names(*helpers_of([record.pk]))
    context = {
        "strategy": strategy, "view": view, "done": done, "undertaking": record, "places": places,
        "partners": names.get((HELPERS, record.pk), []), "funding": names.get((HELPED_BY, record.pk), []),
        "year": undertaking_year(done), "may_add": rules.contributes(actor, strategy),
        "may_write": rules.writes(actor, strategy),
    }
    return render(request, "strategy/undertaking.html", context)


@require_http_methods(["GET", "POST"])
def undertaking_new(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down what was done."""
    actor = actor_of(request)
    strategy = strategy_of(request, uid)
    require(rules.contributes(actor, strategy))
    view = whole(actor, strategy)
    asked = {one.measure.uid for one in view.measures} & {request.GET.get("opatreni", "")}
    form = UndertakingForm(
        request.POST if request.method == "POST" else None, measures=view.measures, initial={"measures": list(asked)}
    )
    made: list[Undertaking] = []

    def act() -> None:
        made.append(actions.add_undertaking(by=actor, strategy=strategy, **form.values()))

    if carried_out(request, form, act, _("Uloženo. Teď můžete přidat čísla.")):
        return redirect("strategy:undertaking", uid=made[0].uid)
    disclose(request, "strategy.undertaking_edited", [], object_uid=strategy.uid, circle=strategy.circle.uid)
    context = {"strategy": strategy, "form": form, "organisation_names": organisation_names()}
    return render(request, "strategy/undertaking_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def undertaking_edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Change what is written of an undertaking."""
    actor = actor_of(request)
    record = part_of(request, Undertaking, uid)
    strategy: Strategy = record.strategy
    require(rules.writes(actor, strategy))
    view = whole(actor, strategy)

    def make(one: Undertaking, data: Any) -> UndertakingForm:
        return UndertakingForm(data, measures=view.measures, undertaking=one)

    editing = Editing(request, record, make, lock=strategy)

    def act() -> None:
        actions.change_undertaking(by=actor, undertaking=record, **editing.form.values())

    if editing.carried_out(act, _("Uloženo.")):
        return redirect("strategy:undertaking", uid=record.uid)
    disclose(request, "strategy.undertaking_edited", [record.uid], object_uid=record.uid, circle=strategy.circle.uid)
    form = editing.form
    context = {
        "strategy": strategy, "form": form, "undertaking": record, "organisation_names": organisation_names()
    }
    return render(request, "strategy/undertaking_form.html", context, status=422 if form.errors else 200)


@require_POST
def undertaking_remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove an undertaking without claims."""
    record = part_of(request, Undertaking, uid)
    try:
        actions.remove_undertaking(by=actor_of(request), undertaking=record)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("strategy:undertaking", uid=record.uid)
    messages.success(request, _("Odebráno."))
    return redirect("strategy:undertakings", uid=record.strategy.uid)


# -- indicators


def _counted(view: StrategyView, record: Indicator) -> tuple[IndicatorView, str, Goal | None]:
    """The indicator with the number of its place and its goal."""
    counted = [(one, goal.number, goal.goal) for goal in view.goals for one in goal.indicators]
    counted += [
        (one, place.number, goal.goal) for goal in view.goals for place in goal.measures for one in place.indicators
    ]
    return next(found for found in counted if found[0].indicator.pk == record.pk)


def _of_goal(view: StrategyView, record: Indicator) -> list[IndicatorView]:
    """Indicators of the same goal, this one among them."""
    return next((one.indicators for one in view.goals if one.goal.pk == record.goal_id), [])


@require_safe
def indicator_list(request: HttpRequest, uid: str) -> HttpResponse:
    """All indicators of a strategy with their tables and charts."""
    actor = actor_of(request)
    strategy = strategy_of(request, uid)
    view = whole(actor, strategy)
    every = [(goal.number, one) for goal in view.goals for one in goal.indicators]
    every += [(place.number, one) for place in view.measures for one in place.indicators]
    disclose(
        request, "strategy.indicators_listed", [one.indicator.uid for _number, one in every], object_uid=strategy.uid,
        circle=strategy.circle.uid,
    )
    context = {"strategy": strategy, "view": view, "every": every}
    return render(request, "strategy/indicators.html", context)


@require_safe
def indicator(request: HttpRequest, uid: str) -> HttpResponse:
    """One indicator: years, parts, plan apart, and the claims behind each number."""
    actor = actor_of(request)
    record = part_of(request, Indicator, uid)
    strategy: Strategy = record.strategy
    view = whole(actor, strategy)
    counted, number, goal = _counted(view, record)
    place = next((one for one in view.measures if one.measure.pk == record.measure_id), None)
    beside = place.indicators if place is not None else _of_goal(view, record)
    shown = {use.claim.uid: None for one in (counted, *beside) for use in one.uses}
    disclose(request, "strategy.indicator_viewed", list(shown), object_uid=record.uid, circle=strategy.circle.uid)
    context = {
        "strategy": strategy, "view": view, "counted": counted, "number": number, "goal": goal, "indicator": record,
        "place": place, "beside": beside,
        "may_add": rules.contributes(actor, strategy), "may_write": rules.writes(actor, strategy),
    }
    return render(request, "strategy/indicator.html", context)


@require_http_methods(["GET", "POST"])
def indicator_new(request: HttpRequest, kind: str, uid: str) -> HttpResponse:
    """Say what is counted year by year for a measure or a goal."""
    actor = actor_of(request)
    owner = part_of(request, OWNERS[kind], uid)
    strategy: Strategy = owner.strategy
    require(rules.writes(actor, strategy))
    form = IndicatorForm(request.POST if request.method == "POST" else None)
    made: list[Indicator] = []

    def act() -> None:
        made.append(actions.add_indicator(by=actor, **{kind: owner}, **form.cleaned_data))

    if carried_out(request, form, act, _("Ukazatel je založený. Teď můžete přidat čísla.")):
        return redirect("strategy:indicator", uid=made[0].uid)
    disclose(request, "strategy.indicator_edited", [owner.uid], object_uid=owner.uid, circle=strategy.circle.uid)
    context = {"strategy": strategy, "owner": owner, "form": form, "back": address_of(owner)}
    return render(request, "strategy/indicator_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def indicator_edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Change an indicator."""
    actor = actor_of(request)
    record = part_of(request, Indicator, uid)
    strategy: Strategy = record.strategy
    require(rules.writes(actor, strategy))
    editing = Editing(request, record, lambda one, data: IndicatorForm(data, indicator=one), lock=strategy)

    def act() -> None:
        actions.change_indicator(by=actor, indicator=record, **editing.form.cleaned_data)

    if editing.carried_out(act, _("Uloženo.")):
        return redirect("strategy:indicator", uid=record.uid)
    disclose(request, "strategy.indicator_edited", [record.uid], object_uid=record.uid, circle=strategy.circle.uid)
    form = editing.form
    context = {"strategy": strategy, "form": form, "indicator": record, "back": address_of(record)}
    return render(request, "strategy/indicator_form.html", context, status=422 if form.errors else 200)


@require_POST
def indicator_remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove an indicator without numbers."""
    seen = Indicator.objects.visible_to(actor_of(request)).select_related(
        "strategy__circle__controller__organisation", "measure__strategy", "goal__strategy"
    )
    record = get_object_or_404(seen, uid=uid)
    owner = record.measure or record.goal
    try:
        actions.remove_indicator(by=actor_of(request), indicator=record)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("strategy:indicator", uid=record.uid)
    messages.success(request, _("Ukazatel je odebraný."))
    return redirect(address_of(owner))
