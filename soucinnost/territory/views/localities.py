"""Localities: list, page, describing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.kernel.collation import sorted_cs
from soucinnost.kernel.folding import fold
from soucinnost.territory import actions
from soucinnost.territory.forms import LocalityForm
from soucinnost.territory.models import Locality
from soucinnost.territory.registry import panels
from soucinnost.territory.rules import writes_localities
from soucinnost.territory.selectors import PER_PAGE, parents_of, scheme_of_locality
from soucinnost.territory.views.common import actor_of
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


def _require(request: HttpRequest) -> None:
    if not writes_localities(actor_of(request)):
        raise PermissionDenied


def _locality(request: HttpRequest, uid: str) -> Locality:
    visible = Locality.objects.visible_to(actor_of(request))
    return get_object_or_404(visible.select_related("municipality__parent__parent__parent"), uid=uid)


def locality_list(request: HttpRequest) -> HttpResponse:
    """All localities by words of the name or the municipality."""
    text = request.GET.get("q", "")[:100]
    words = fold(text).split()
    visible = Locality.objects.visible_to(actor_of(request)).select_related("municipality")
    found = visible.defer("boundary", "municipality__boundary")
    rows = [place for place in found if all(word in fold(f"{place.name} {place.municipality.name}") for word in words)]
    page = Paginator(sorted_cs(rows, key=lambda place: place.name), PER_PAGE).get_page(request.GET.get("strana"))
    disclose(request, "locality.listed", [place.uid for place in page])
    return render(request, "territory/localities.html", {
        "page": page, "total": len(rows), "q": text, "may_write": writes_localities(actor_of(request)),
    })


def locality_detail(request: HttpRequest, uid: str) -> HttpResponse:
    """One locality: where it is, what is said of it, and what apps above add."""
    locality = _locality(request, uid)
    added = panels(actor_of(request), locality)
    shown = [locality.uid, *[uid for panel in added for uid in panel.uids]]
    disclose(request, "locality.viewed", shown, object_uid=locality.uid)
    return render(request, "territory/locality.html", {
        "locality": locality, "parents": [*parents_of(locality.municipality), locality.municipality],
        "scheme": scheme_of_locality(locality), "panels": added, "may_write": writes_localities(actor_of(request)),
    })


@no_disclosure("an empty form")
def new_locality(request: HttpRequest) -> HttpResponse:
    """Describe a locality."""
    _require(request)
    form = LocalityForm(
        request.POST or None, request.FILES or None, initial={"municipality": request.GET.get("obec", "")[:20]}
    )
    made: list[Locality] = []
    if carried_out(
        request, form, lambda: made.append(actions.create_locality(by=actor_of(request), **form.values())),
        _("Lokalita je zapsaná."),
    ):
        return redirect("territory:locality", made[0].uid)
    return render(request, "territory/locality_form.html", {"form": form, "locality": None})


def edit_locality(request: HttpRequest, uid: str) -> HttpResponse:
    """Change a locality."""
    locality = _locality(request, uid)
    _require(request)
    editing = Editing(
        request, locality, lambda found, data: LocalityForm(data, request.FILES if data else None, locality=found)
    )
    form = editing.form
    if editing.carried_out(
        lambda: actions.change_locality(by=actor_of(request), locality=locality, **form.values()),
        _("Uloženo."),
    ):
        return redirect("territory:locality", uid)
    disclose(request, "locality.viewed", [locality.uid], object_uid=locality.uid)
    return render(request, "territory/locality_form.html", {"form": form, "locality": locality})


@require_POST
def delete_locality(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove a locality that nothing uses."""
    locality = _locality(request, uid)
    _require(request)
    try:
        actions.remove_locality(by=actor_of(request), locality=locality)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("territory:locality", uid)
    messages.success(request, _("Lokalita je odstraněná."))
    return redirect("territory:localities")
