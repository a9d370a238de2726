"""Lead organisations: how their papers look and what they ask of their circles."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access import actions
from soucinnost.access.forms import ControllerForm, LogoForm
from soucinnost.access.models import Controller
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.kernel.collation import sorted_cs
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors


def _controller(request: HttpRequest, uid: str) -> Controller:
    visible = Controller.objects.visible_to(request.actor).select_related("organisation")  # type: ignore[attr-defined]
    return get_object_or_404(visible, organisation__uid=uid)


@require_safe
def controllers(request: HttpRequest) -> HttpResponse:
    """Lead organisations that the reader sets."""
    actor = request.actor  # type: ignore[attr-defined]
    if not (actor.is_administrator or actor.managed_organisation_ids):
        raise Http404
    found = Controller.objects.visible_to(actor).select_related("organisation").defer("logo")
    rows = sorted_cs(found, key=lambda controller: controller.organisation.name)
    disclose(request, "controller.listed", [row.organisation.uid for row in rows])
    return render(request, "access/controllers.html", {"controllers": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def controller(request: HttpRequest, uid: str) -> HttpResponse:
    """One lead organisation's settings."""
    found = _controller(request, uid)
    editing = _editing(request, found)
    form = editing.form

    def act() -> Controller:
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        return actions.change_controller(by=request.actor, controller=found, **changes)  # type: ignore[attr-defined]

    if editing.carried_out(act, _("Nastavení je uložené.")):
        return redirect("access:controller", uid=uid)
    return _page(request, found, form, LogoForm())


def _editing(request: HttpRequest, found: Controller, *, sent: bool = True) -> Editing:
    def make(controller: Controller, data: Any) -> ControllerForm:
        return ControllerForm(data, instance=Controller.objects.get(pk=controller.pk))

    uid = found.organisation.uid
    return Editing(request, found, make, about=uid, back=reverse("access:controller", args=[uid]), sent=sent)


def _page(request: HttpRequest, found: Controller, form: ControllerForm, logo_form: LogoForm) -> HttpResponse:
    disclose(request, "controller.viewed", object_uid=found.organisation.uid)
    context = {"controller": found, "form": form, "logo_form": logo_form}
    return render(request, "access/controller.html", context, status=422 if form.errors or logo_form.errors else 200)


@require_POST
def set_logo(request: HttpRequest, uid: str) -> HttpResponse:
    """Upload a logo."""
    found = _controller(request, uid)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.set_logo(by=request.actor, controller=found, upload=form.cleaned_data["logo"])  # type: ignore[attr-defined]
            messages.success(request, _("Logo je uložené."))
            return redirect("access:controller", uid=uid)
        except ValidationError as error:
            add_errors(form, error)
    return _page(request, found, _editing(request, found, sent=False).form, form)


@require_POST
def remove_logo(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove the logo."""
    actions.set_logo(by=request.actor, controller=_controller(request, uid), upload=None)  # type: ignore[attr-defined]
    messages.success(request, _("Logo je odebrané."))
    return redirect("access:controller", uid=uid)


@require_safe
@no_disclosure("the logo of an organisation is public")
def logo(request: HttpRequest, uid: str) -> HttpResponse:
    """The logo as a picture; 404 where there is none."""
    found = Controller.objects.filter(organisation__uid=uid).only("logo").first()
    if found is None or not found.logo:
        raise Http404
    response = HttpResponse(bytes(found.logo), content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
