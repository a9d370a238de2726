"""Beginning a strategy, changing its frame, noting its approval, closing and reopening it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.audit.disclosure import no_disclosure
from soucinnost.kernel.collation import sorted_cs
from soucinnost.strategy import rules
from soucinnost.strategy.actions import tree
from soucinnost.strategy.forms.frame import ApprovalForm, StrategyForm
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.views.common import actor_of, content_strategy, done, shown, written_strategy
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors


@no_disclosure("a form without records; organisations are shared knowledge")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Choose whose strategy it is (when the actor manages several organisations), then fill the frame in."""
    actor = actor_of(request)
    require(rules.creates_any(actor))
    led = sorted_cs(Organisation.objects.filter(pk__in=actor.managed_organisation_ids), key=str)
    asked = request.GET.get("organizace", "")
    if not asked and len(led) > 1:
        return render(request, "strategy/choose_organisation.html", {"organisations": led})
    organisation = get_object_or_404(Organisation, uid=asked) if asked else led[0]
    require(rules.creates(actor, organisation))
    initial = {"area": organisation.area}
    form = StrategyForm(request.POST or None, actor=actor, organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            strategy = tree.create_strategy(by=actor, organisation=organisation, **form.frame())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Strategie je založena. Teď do ní vložte cíle a opatření."))
            return redirect("strategy:strategy", strategy.uid)
    context = {"form": form, "organisation": organisation}
    return render(request, "strategy/create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Change the frame."""
    actor, strategy = actor_of(request), written_strategy(request, uid)
    organisation = strategy.circle.controller.organisation

    def make(found: Strategy, data: Any) -> StrategyForm:
        return StrategyForm(data, actor=actor, organisation=organisation, strategy=found)

    editing = Editing(request, strategy, make)
    form = editing.form
    if editing.carried_out(lambda: tree.change_strategy(by=actor, strategy=strategy, **form.frame()), _("Uloženo.")):
        return redirect("strategy:strategy", strategy.uid)
    shown(request, "edited", strategy)
    context = {"form": form, "strategy": strategy, "may_remove": rules.answers_for(actor, strategy)}
    return render(request, "strategy/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, uid: str) -> HttpResponse:
    """Note who approved the strategy, when and by which resolution."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    require(rules.answers_for(actor, strategy))
    editing = Editing(request, strategy, lambda found, data: ApprovalForm(data, strategy=found))
    form = editing.form
    if editing.carried_out(
        lambda: tree.approve(by=actor, strategy=strategy, **form.cleaned_data), _("Schválení je zapsáno.")
    ):
        return redirect("strategy:strategy", strategy.uid)
    shown(request, "edited", strategy)
    context = {"form": form, "strategy": strategy}
    return render(request, "strategy/approval.html", context, status=422 if form.errors else 200)


@require_POST
def state(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that the evaluation is done, or go one state back."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    require(rules.answers_for(actor, strategy))
    if request.POST.get("stav") == "vyhodnocena":
        done(request, lambda: tree.mark_evaluated(by=actor, strategy=strategy), _("Strategie je vyhodnocená."))
    else:
        done(request, lambda: tree.reopen_draft(by=actor, strategy=strategy), _("Strategie je o krok zpět."))
    return redirect("strategy:strategy", strategy.uid)


@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove a draft on which nothing hangs."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    require(rules.answers_for(actor, strategy))
    if done(request, lambda: tree.remove_strategy(by=actor, strategy=strategy), _("Strategie je odebrána.")):
        return redirect("strategy:list")
    return redirect("strategy:edit", strategy.uid)
