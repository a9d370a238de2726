"""Places in organisations and standing in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soucinnost.agencies import actions
from soucinnost.agencies.forms import PlaceForm, StandInForm
from soucinnost.agencies.models import Affiliation, Person, StandIn
from soucinnost.agencies.views.common import (
    actor_of,
    organisation_names,
    person_or_404,
    place_or_404,
    require_directory,
)
from soucinnost.audit.disclosure import disclose
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


def new_place(request: HttpRequest, uid: str) -> HttpResponse:
    """Say where a person works."""
    person = person_or_404(request, uid)
    require_directory(request)
    form = PlaceForm(request.POST or None)
    asked = ("organisation", "position", "is_contact", "valid_from", "valid_to")
    if carried_out(
        request, form,
        lambda: actions.add_affiliation(
            by=actor_of(request), person=person, **{name: form.cleaned_data[name] for name in asked}
        ),
        _("Uloženo."),
    ):
        return redirect("agencies:person", uid)
    disclose(request, "person.viewed", [person.uid], object_uid=person.uid)
    return render(request, "agencies/place_form.html", {
        "form": form, "person": person, "place": None, "organisation_names": organisation_names(request),
    })


def edit_place(request: HttpRequest, uid: str) -> HttpResponse:
    """Change a person's place, and who stands in for them there."""
    place = place_or_404(request, uid)
    require_directory(request)
    editing = _editing(request, place)
    form = editing.form
    asked = ("position", "is_contact", "valid_from", "valid_to")
    if editing.carried_out(
        lambda: actions.change_affiliation(
            by=actor_of(request), affiliation=place, unit=form.chosen_unit(),
            **{name: form.cleaned_data[name] for name in asked},
        ),
        _("Uloženo."),
    ):
        return redirect("agencies:person", place.person.uid)
    return _place_page(request, place, form, StandInForm(actor=actor_of(request), place=place))


def _editing(request: HttpRequest, place: Affiliation, *, sent: bool = True) -> Editing:
    back = reverse("agencies:place", args=[place.uid])
    return Editing(request, place, lambda found, data: PlaceForm(data, place=found), back=back, sent=sent)


@require_POST
def add_deputy(request: HttpRequest, uid: str) -> HttpResponse:
    """Say who stands in."""
    place = place_or_404(request, uid)
    require_directory(request)
    form = StandInForm(request.POST, actor=actor_of(request), place=place)
    if carried_out(
        request, form,
        lambda: actions.add_stand_in(
            by=actor_of(request), affiliation=place, person=form.chosen(),
            valid_from=form.cleaned_data["valid_from"], valid_to=form.cleaned_data["valid_to"],
        ),
        _("Uloženo."),
    ):
        return redirect("agencies:place", uid)
    return _place_page(request, place, _editing(request, place, sent=False).form, form)


@require_POST
def remove_deputy(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that somebody no longer stands in."""
    visible = Person.objects.visible_to(actor_of(request))
    stand_in = get_object_or_404(
        StandIn.objects.filter(affiliation__person__in=visible).select_related("affiliation__person", "person"), uid=uid
    )
    place = stand_in.affiliation
    actions.remove_stand_in(by=actor_of(request), stand_in=stand_in)
    messages.success(request, _("Zastupování je zrušené."))
    return redirect("agencies:place", place.uid)


def _place_page(request: HttpRequest, place: Affiliation, form: PlaceForm, deputy_form: StandInForm) -> HttpResponse:
    stand_ins = list(place.stand_ins.select_related("person").order_by("pk"))
    shown = [place.person.uid, *[item.person.uid for item in stand_ins], *deputy_form.people]
    disclose(request, "person.viewed", shown, object_uid=place.person.uid)
    return render(request, "agencies/place_form.html", {
        "form": form, "deputy_form": deputy_form, "person": place.person, "place": place, "stand_ins": stand_ins,
        "organisation_names": [],
    })
