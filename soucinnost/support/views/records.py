"""Consultations, materials handed on, training needs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.agencies.models import Organisation
from soucinnost.audit.disclosure import disclose
from soucinnost.support import actions, rules
from soucinnost.support.enums import ConsultationKind, NeedState
from soucinnost.support.forms import ConsultationForm, HandoverForm, NeedForm, StatementForm
from soucinnost.support.models import Consultation, Handover, TrainingNeed
from soucinnost.support.selectors import lists
from soucinnost.support.selectors.needs import by_theme, needs_book, needs_of
from soucinnost.support.views.common import (
    actor_of,
    attempt,
    keepers_or_404,
    organisation_names,
    step,
    workbook,
)
from soucinnost.support.words import NEED_SHAPES
from soucinnost.ui.editing import Editing

PER_PAGE = 50


def _form_page(request: HttpRequest, form: Any, record: Any, **context: Any) -> HttpResponse:
    context |= {"form": form, "record": record, "organisation_names": organisation_names(actor_of(request))}
    return render(request, "support/form.html", context, status=422 if form.errors else 200)


# -- consultations


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Consultations and visits, the latest first."""
    actor, kind = actor_of(request), request.GET.get("druh", "")
    keepers_or_404(request)
    chosen: dict[str, Any] = {
        "words": request.GET.get("q", "")[:100], "kind": kind if kind in ConsultationKind.values else "",
        "open_only": bool(request.GET.get("ceka")),
    }
    found = lists.consultations(actor, **chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strana"))
    disclose(request, "consultation.listed", [one.uid for one in page])
    context = {
        "page": page, "total": len(found), "chosen": chosen, "kinds": ConsultationKind.choices,
        "today": timezone.localdate(),
    }
    return render(request, "support/consultations.html", context)


def _consultation(request: HttpRequest, uid: str) -> Consultation:
    related = ("keeper", "organisation", "person", "area", "given_by")
    return get_object_or_404(Consultation.objects.visible_to(actor_of(request)).select_related(*related), uid=uid)


@require_safe
def consultation(request: HttpRequest, uid: str) -> HttpResponse:
    """One record."""
    found = _consultation(request, uid)
    disclose(request, "consultation.viewed", object_uid=found.uid)
    context = {"one": found, "keeps": rules.keeps(actor_of(request), found), "today": timezone.localdate()}
    return render(request, "support/consultation.html", context)


@require_http_methods(["GET", "POST"])
def new_consultation(request: HttpRequest) -> HttpResponse:
    """Write a consultation down."""
    actor, keepers = actor_of(request), keepers_or_404(request)
    initial = {"held_on": timezone.localdate()}
    form = ConsultationForm(request.POST or None, actor=actor, keepers=keepers, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.write_consultation, by=actor, **form.values())
        if made is not None:
            messages.success(request, _("Zapsáno."))
            return redirect("support:consultation", uid=made.uid)
    disclose(request, "support.viewed", [one.uid for one in keepers])
    return _form_page(
        request, form, None, heading=_("Zapsat konzultaci nebo návštěvu"), back="support:consultations",
        keepers=keepers,
    )


@require_http_methods(["GET", "POST"])
def edit_consultation(request: HttpRequest, uid: str) -> HttpResponse:
    """Change what is written."""
    actor, found = actor_of(request), _consultation(request, uid)
    if not rules.keeps(actor, found):
        raise PermissionDenied
    editing = Editing(
        request, found, lambda record, data: ConsultationForm(data, actor=actor, keepers=[], record=record)
    )
    form = editing.form

    def act() -> Consultation:
        values = {**form.values(), "given_by": form.cleaned_data["given_by"] or found.given_by}
        return actions.change_consultation(by=actor, consultation=found, **values)

    if editing.carried_out(act):
        return redirect("support:consultation", uid=found.uid)
    disclose(request, "consultation.viewed", object_uid=found.uid)
    return _form_page(request, form, found, heading=_("Upravit záznam"), back="support:consultations", keepers=[1])


@require_POST
def follow_up(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that what was to follow has been done."""
    found = _consultation(request, uid)
    step(request, _("Vyřízeno."), actions.follow_up, consultation=found)
    return redirect("support:consultation", uid=found.uid)


@require_POST
def remove_consultation(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove a record made by mistake."""
    step(request, _("Záznam je odebrán."), actions.remove_consultation, consultation=_consultation(request, uid))
    return redirect("support:consultations")


# -- materials


@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    """Materials handed on, the latest first."""
    keepers_or_404(request)
    found = Handover.objects.visible_to(actor_of(request)).select_related("keeper", "organisation", "attachment")
    page = Paginator(found.order_by("-handed_on", "-pk"), PER_PAGE).get_page(request.GET.get("strana"))
    disclose(request, "handover.listed", [one.uid for one in page])
    return render(request, "support/handovers.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new_handover(request: HttpRequest) -> HttpResponse:
    """Note a material that was handed on."""
    actor, keepers = actor_of(request), keepers_or_404(request)
    initial = {"handed_on": timezone.localdate()}
    form = HandoverForm(request.POST or None, request.FILES or None, actor=actor, keepers=keepers, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.write_handover, by=actor, **form.values())
        if made is not None:
            messages.success(request, _("Zapsáno."))
            return redirect("support:handovers")
    disclose(request, "support.viewed", [one.uid for one in keepers])
    return _form_page(request, form, None, heading=_("Zapsat předaný materiál"), back="support:handovers",
                      keepers=keepers)


@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, uid: str) -> HttpResponse:
    """One note; who keeps it changes it here."""
    actor = actor_of(request)
    visible = Handover.objects.visible_to(actor).select_related("keeper", "organisation", "attachment")
    found = get_object_or_404(visible, uid=uid)
    keeps = rules.keeps(actor, found)
    if request.method == "POST" and not keeps:
        raise PermissionDenied
    editing = Editing(request, found, lambda record, data: HandoverForm(
        data, request.FILES if data else None, actor=actor, keepers=[], record=record
    ))
    form = editing.form
    if editing.carried_out(lambda: actions.change_handover(by=actor, handover=found, **form.values())):
        return redirect("support:handovers")
    disclose(request, "handover.viewed", object_uid=found.uid)
    context = {"one": found, "form": form, "keeps": keeps, "organisation_names": organisation_names(actor)}
    return render(request, "support/handover.html", context, status=422 if form.errors else 200)


@require_POST
def remove_handover(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove a note made by mistake."""
    found = get_object_or_404(Handover.objects.visible_to(actor_of(request)), uid=uid)
    step(request, _("Záznam je odebrán."), actions.remove_handover, handover=found)
    return redirect("support:handovers")


# -- training needs


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Training needs with their sums by theme."""
    actor = actor_of(request)
    keepers_or_404(request)
    state, theme = request.GET.get("stav", ""), request.GET.get("tema", "")
    everything = needs_of(actor, state=state)
    found = [one for one in everything if not theme or (one.theme is not None and one.theme.key == theme)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strana"))
    disclose(request, "need.listed", [one.uid for one in found])
    themes = {one.theme.key: str(one.theme) for one in everything if one.theme is not None}
    context = {
        "page": page, "rows": [(one, NEED_SHAPES[NeedState(one.state)]) for one in page], "themes": themes,
        "sums": by_theme(found), "total": len(found), "state": state, "theme": theme, "states": NeedState.choices,
        "states_own": bool(actor.managed_organisation_ids), "query": request.GET.urlencode(),
    }
    return render(request, "support/needs.html", context)


@require_safe
def export_needs(request: HttpRequest) -> HttpResponse:
    """The chosen needs that the reader collects, as XLSX."""
    actor = actor_of(request)
    keepers_or_404(request)
    chosen = needs_of(actor, state=request.GET.get("stav", ""), theme=request.GET.get("tema", ""))
    kept = [one for one in chosen if rules.keeps(actor, one)]
    disclose(request, "need.exported", [one.uid for one in kept])
    return workbook(needs_book(kept, created=timezone.now()), "potreby-vzdelavani.xlsx")


@require_http_methods(["GET", "POST"])
def new_need(request: HttpRequest) -> HttpResponse:
    """Write down what an organisation needs."""
    actor, keepers = actor_of(request), keepers_or_404(request)
    form = NeedForm(request.POST or None, actor=actor, keepers=keepers)
    if request.method == "POST" and form.is_valid() and (
        attempt(form, actions.write_need, by=actor, **form.values()) is not None
    ):
        messages.success(request, _("Zapsáno."))
        return redirect("support:needs")
    disclose(request, "support.viewed", [one.uid for one in keepers])
    return _form_page(request, form, None, heading=_("Zapsat potřebu vzdělávání"), back="support:needs",
                      keepers=keepers)


@require_http_methods(["GET", "POST"])
def new_statement(request: HttpRequest) -> HttpResponse:
    """State a need of one's own organisation to the region."""
    actor = actor_of(request)
    own = list(Organisation.objects.filter(pk__in=actor.managed_organisation_ids).select_related(
        "area__parent__parent__parent"
    ))
    if not own:
        raise Http404
    collectors = {one.uid: one for organisation in own for one in lists.collectors_for(organisation)}
    form = StatementForm(request.POST or None, actor=actor, keepers=list(collectors.values()), own=own)
    if request.method == "POST" and form.is_valid() and (
        attempt(form, actions.state_need, by=actor, **form.values()) is not None
    ):
        messages.success(request, _("Ohlášeno kraji."))
        return redirect("support:needs")
    disclose(request, "support.viewed", [one.uid for one in own])
    return _form_page(request, form, None, heading=_("Ohlásit potřebu kraji"), back="support:needs",
                      keepers=list(collectors.values()), to_region=True)


@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, uid: str) -> HttpResponse:
    """One need; who may change it does so here."""
    actor = actor_of(request)
    visible = TrainingNeed.objects.visible_to(actor).select_related("keeper", "organisation", "theme")
    found = get_object_or_404(visible, uid=uid)
    changes = rules.changes_need(actor, found)
    if request.method == "POST" and not changes:
        raise PermissionDenied
    shape: Any = NeedForm if rules.keeps(actor, found) else StatementForm
    editing = Editing(request, found, lambda record, data: shape(data, actor=actor, keepers=[], record=record))
    form = editing.form
    if editing.carried_out(lambda: actions.change_need(by=actor, need=found, **form.values())):
        return redirect("support:needs")
    disclose(request, "need.viewed", object_uid=found.uid)
    context = {
        "one": found, "form": form, "changes": changes, "shape": NEED_SHAPES[NeedState(found.state)],
        "organisation_names": organisation_names(actor),
    }
    return render(request, "support/need.html", context, status=422 if form.errors else 200)


@require_POST
def remove_need(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove a need made by mistake."""
    found = get_object_or_404(TrainingNeed.objects.visible_to(actor_of(request)), uid=uid)
    step(request, _("Záznam je odebrán."), actions.remove_need, need=found)
    return redirect("support:needs")
