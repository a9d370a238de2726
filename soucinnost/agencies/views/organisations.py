"""Organisations: list, page, entering and changing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soucinnost.agencies import actions
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.forms import OrganisationForm, UnitForm
from soucinnost.agencies.models import Organisation
from soucinnost.agencies.rules import writes_directory
from soucinnost.agencies.selectors import organisation_page, organisation_view
from soucinnost.agencies.views.common import actor_of, organisation_or_404, require_directory
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors, carried_out


def organisation_list(request: HttpRequest) -> HttpResponse:
    """The directory of organisations by kind and words."""
    kind = request.GET.get("druh", "")
    kind = kind if kind in OrganisationKind.values else ""
    text, with_inactive = request.GET.get("q", "")[:100], request.GET.get("vse") == "1"
    listed = organisation_page(
        actor_of(request), text=text, kind=kind, with_inactive=with_inactive, number=request.GET.get("strana", "1")
    )
    disclose(request, "organisation.listed", [organisation.uid for organisation in listed.records])
    return render(request, "agencies/organisations.html", {
        "listed": listed, "kinds": OrganisationKind.choices, "kind": kind, "q": text, "with_inactive": with_inactive,
        "may_write": writes_directory(actor_of(request)),
    })


def organisation_detail(request: HttpRequest, uid: str) -> HttpResponse:
    """One organisation: contacts, units, people, where it sits."""
    view = organisation_view(actor_of(request), organisation_or_404(request, uid))
    disclose(request, "organisation.viewed", view.uids, object_uid=view.organisation.uid)
    return render(request, "agencies/organisation.html", {"view": view, "organisation": view.organisation})


@no_disclosure("an empty form")
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    require_directory(request)
    form = OrganisationForm(request.POST or None, initial={"name": request.GET.get("nazev", "")[:200]})
    made: list[Organisation] = []
    if carried_out(
        request, form, lambda: made.append(actions.create_organisation(by=actor_of(request), **form.values())),
        _("Organizace je v adresáři."),
    ):
        return redirect("agencies:organisation", made[0].uid)
    if form.is_bound and form.duplicates:
        disclose(request, "organisation.duplicates_shown", [found.uid for found in form.duplicates])
    return render(request, "agencies/organisation_form.html", {"form": form, "organisation": None})


def edit_organisation(request: HttpRequest, uid: str) -> HttpResponse:
    """Change an organisation and its units."""
    organisation = organisation_or_404(request, uid)
    require_directory(request)
    editing = Editing(request, organisation, lambda found, data: OrganisationForm(data, organisation=found))
    form = editing.form
    if editing.carried_out(
        lambda: actions.change_organisation(by=actor_of(request), organisation=organisation, **form.values()),
        _("Uloženo."),
    ):
        return redirect("agencies:organisation", uid)
    found = form.duplicates if form.is_bound else []
    disclose(request, "organisation.viewed", [organisation.uid, *[other.uid for other in found]],
             object_uid=organisation.uid)
    return render(request, "agencies/organisation_form.html", {"form": form, "organisation": organisation})


@require_POST
def set_state(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that an organisation no longer works in the field, or works again."""
    organisation = organisation_or_404(request, uid)
    actions.set_organisation_active(
        by=actor_of(request), organisation=organisation, is_active=request.POST.get("stav") == "pusobi"
    )
    messages.success(request, _("Uloženo."))
    return redirect("agencies:organisation", uid)


@require_POST
def edit_units(request: HttpRequest, uid: str) -> HttpResponse:
    """Add, rename or remove a department."""
    organisation = organisation_or_404(request, uid)
    require_directory(request)
    unit = None
    if request.POST.get("utvar"):
        unit = get_object_or_404(organisation.units, uid=request.POST["utvar"])
    if unit is not None and "odstranit" in request.POST:
        actions.remove_unit(by=actor_of(request), unit=unit)
        messages.success(request, _("Útvar je odstraněný."))
        return redirect("agencies:organisation", uid)
    form = UnitForm(request.POST)
    if form.is_valid():
        try:
            if unit is not None:
                actions.rename_unit(
                    by=actor_of(request), unit=unit, name=form.cleaned_data["name"], before=request.POST.get("bylo")
                )
            else:
                actions.add_unit(by=actor_of(request), organisation=organisation, name=form.cleaned_data["name"])
        except ValidationError as error:
            add_errors(form, error)
    for errors in form.errors.values():
        messages.error(request, f"{_('Útvar nebyl uložen.')} {' '.join(str(text) for text in errors)}")
    if not form.errors:
        messages.success(request, _("Uloženo."))
    return redirect("agencies:organisation", uid)
