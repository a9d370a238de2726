"""People: list, page, entering and changing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soucinnost.agencies import actions
from soucinnost.agencies.forms import ContactsForm, PersonForm
from soucinnost.agencies.models import Person
from soucinnost.agencies.rules import edits_contacts, writes_directory
from soucinnost.agencies.selectors import people_page, person_view
from soucinnost.agencies.views.common import actor_of, organisation_names, person_or_404, require_directory
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


def person_list(request: HttpRequest) -> HttpResponse:
    """The people whom the reader may see."""
    text, with_inactive = request.GET.get("q", "")[:100], request.GET.get("vse") == "1"
    listed = people_page(
        actor_of(request), text=text, with_inactive=with_inactive, number=request.GET.get("strana", "1")
    )
    disclose(request, "person.listed", [person.uid for person in listed.records])
    return render(request, "agencies/people.html", {
        "listed": listed, "q": text, "with_inactive": with_inactive, "may_write": writes_directory(actor_of(request)),
    })


def person_detail(request: HttpRequest, uid: str) -> HttpResponse:
    """One person: contacts, places, where they sit."""
    view = person_view(actor_of(request), person_or_404(request, uid))
    disclose(request, "person.viewed", view.uids, object_uid=view.person.uid)
    return render(request, "agencies/person.html", {"view": view, "person": view.person})


@no_disclosure("an empty form")
def new_person(request: HttpRequest) -> HttpResponse:
    """Enter a person, with a place in an organisation where one is given."""
    require_directory(request)
    initial = {"organisation": request.GET.get("organizace", "")[:200]}
    form = PersonForm(request.POST or None, actor=actor_of(request), initial=initial)
    made: list[Person] = []
    if carried_out(request, form, lambda: made.append(_create(request, form)), _("Člověk je v adresáři.")):
        return redirect("agencies:person", made[0].uid)
    if form.is_bound and form.duplicates:
        disclose(request, "person.duplicates_shown", [found.uid for found in form.duplicates])
    return render(request, "agencies/person_form.html", {
        "form": form, "person": None, "organisation_names": organisation_names(request),
    })


def _create(request: HttpRequest, form: PersonForm) -> Person:
    organisation = form.cleaned_data.get("organisation")
    with transaction.atomic():
        person = actions.create_person(by=actor_of(request), **form.values())
        if organisation is not None:
            actions.add_affiliation(
                by=actor_of(request), person=person, organisation=organisation, position=form.cleaned_data["position"]
            )
    return person


def edit_person(request: HttpRequest, uid: str) -> HttpResponse:
    """Change a person."""
    person = person_or_404(request, uid)
    require_directory(request)
    editing = Editing(request, person, lambda found, data: PersonForm(data, actor=actor_of(request), person=found))
    form = editing.form
    if editing.carried_out(
        lambda: actions.change_person(by=actor_of(request), person=person, **form.values()),
        _("Uloženo."),
    ):
        return redirect("agencies:person", uid)
    found = form.duplicates if form.is_bound else []
    disclose(request, "person.viewed", [person.uid, *[other.uid for other in found]], object_uid=person.uid)
    return render(request, "agencies/person_form.html", {"form": form, "person": person, "organisation_names": []})


def edit_contacts(request: HttpRequest, uid: str) -> HttpResponse:
    """Change e-mail, phone and salutation: one's own, or of whom the reader keeps in the directory."""
    person = person_or_404(request, uid)
    if not edits_contacts(actor_of(request), person):
        raise PermissionDenied
    editing = Editing(request, person, lambda found, data: ContactsForm(data, person=found))
    form = editing.form
    if editing.carried_out(
        lambda: actions.change_own_contacts(by=actor_of(request), person=person, **form.cleaned_data),
        _("Uloženo."),
    ):
        return redirect("agencies:person", uid)
    disclose(request, "person.viewed", [person.uid], object_uid=person.uid)
    return render(request, "agencies/contacts_form.html", {"form": form, "person": person})


@require_POST
def set_state(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that a person no longer takes part, or takes part again."""
    person = person_or_404(request, uid)
    try:
        if request.POST.get("stav") == "pusobi":
            actions.reactivate_person(by=actor_of(request), person=person)
        else:
            actions.deactivate_person(by=actor_of(request), person=person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Uloženo."))
    return redirect("agencies:person", uid)
