"""Mandates of a group: who sits there, since when, until when."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.agencies.rules import writes_directory
from soucinnost.audit.disclosure import disclose
from soucinnost.groups import actions, rules
from soucinnost.groups.choosing import details_of, people_matching, sitting_mandates
from soucinnost.groups.forms import ChairForm, EndForm, MandateForm
from soucinnost.groups.models import Group, Mandate
from soucinnost.groups.page import mandates_by_time
from soucinnost.groups.views.common import actor_of, add_errors, first_message, visible_group
from soucinnost.groups.words import days_words, mandate_details
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import silence as switch_reminders
from soucinnost.notices.rules import may_silence
from soucinnost.notices.selectors import bouncing, preference_of, signs_in
from soucinnost.ui.editing import Editing


@require_safe
def mandates(request: HttpRequest, uid: str) -> HttpResponse:
    """Mandates of today, coming ones, and those that have ended."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.sees_mandates(actor, group))
    found = mandates_by_time(actor, group, timezone.localdate())
    shown = [mandate for listed in found.values() for mandate in listed]
    returned = bouncing(actor, {mandate.seat.person_id for mandate in found["current"]})
    for mandate in shown:
        mandate.details = mandate_details(mandate)  # type: ignore[attr-defined]
        mandate.days = days_words(mandate.seat.valid_from, mandate.seat.valid_to)  # type: ignore[attr-defined]
        mandate.is_bouncing = mandate.seat.person_id in returned  # type: ignore[attr-defined]
    disclose(
        request, "mandates.listed", [mandate.uid for mandate in shown], object_uid=group.uid, circle=group.circle.uid
    )
    may_set = rules.sets_frame(actor, group) and not rules.is_closed(group)
    context = {
        **found, "group": group, "may_set_frame": may_set, "may_paste": may_set and writes_directory(actor),
        "may_hand_over": rules.closes(actor, group) and not rules.is_closed(group), "has_chair": _has_chair(group),
    }
    return render(request, "groups/mandates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, uid: str) -> HttpResponse:
    """Choose a person, then fill the mandate in."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.sets_frame(actor, group))
    asked = request.GET.get("osoba", "")
    if not asked:
        return _choose_person(request, group)
    person = get_object_or_404(Person.objects.visible_to(actor), uid=asked)
    form = MandateForm(request.POST or None, group=group, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_mandate(by=actor, group=group, person=person, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Mandát je zapsán."))
            return redirect("groups:mandates", group.uid)
    disclose(request, "person.chosen", [person.uid], object_uid=person.uid, circle=group.circle.uid)
    context = {"group": group, "person": person, "details": details_of(person), "form": form}
    return render(request, "groups/mandate_give.html", context)


def _choose_person(request: HttpRequest, group: Group) -> HttpResponse:
    actor, text = actor_of(request), request.GET.get("kdo", "").strip()[:100]
    people, is_more = people_matching(actor, text)
    disclose(request, "people.offered", [one.person.uid for one in people], circle=group.circle.uid)
    context = {
        "group": group, "people": people, "is_more": is_more, "text": text, "writes_directory": writes_directory(actor),
    }
    return render(request, "groups/mandate_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uid: str, mandate_uid: str) -> HttpResponse:
    """Change days, functions and ground of a mandate; end it, or take it back before it begins."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.sets_frame(actor, group))
    mandate = _mandate(request, group, mandate_uid)
    editing = _editing(request, group, mandate)
    form = editing.form
    if editing.carried_out(lambda: actions.change_mandate(by=actor, mandate=mandate, **form.values()), _("Uloženo.")):
        return _after(actor, group, mandate)
    return _change_page(request, group, mandate, form, EndForm(prefix="konec"))


def _editing(request: HttpRequest, group: Group, mandate: Mandate, *, sent: bool = True) -> Editing:
    def make(found: Mandate, data: Any) -> MandateForm:
        return MandateForm(data, group=group, person=found.seat.person, mandate=found)

    back = reverse("groups:mandate", args=[group.uid, mandate.uid])
    return Editing(request, mandate, make, lock=group, back=back, sent=sent)


@require_POST
def end(request: HttpRequest, uid: str, mandate_uid: str) -> HttpResponse:
    """End a mandate on its last day."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.sets_frame(actor, group))
    mandate = _mandate(request, group, mandate_uid)
    ending = EndForm(request.POST, prefix="konec")
    if ending.is_valid():
        try:
            actions.end_mandate(by=actor, mandate=mandate, last_day=ending.cleaned_data["last_day"])
        except ValidationError as error:
            add_errors(ending, error)
        else:
            messages.success(request, _("Konec mandátu je zapsán."))
            return _after(actor, group, mandate)
    form = _editing(request, group, mandate, sent=False).form
    return _change_page(request, group, mandate, form, ending)


@require_POST
def withdraw(request: HttpRequest, uid: str, mandate_uid: str) -> HttpResponse:
    """Take back a mandate that has not begun."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.sets_frame(actor, group))
    try:
        actions.withdraw_mandate(by=actor, mandate=_mandate(request, group, mandate_uid))
    except ValidationError as error:
        messages.error(request, first_message(error))
        return redirect("groups:mandate", group.uid, mandate_uid)
    messages.success(request, _("Mandát je vzat zpět."))
    return redirect("groups:mandates", group.uid)


@require_POST
def silence(request: HttpRequest, uid: str, mandate_uid: str) -> HttpResponse:
    """Switch reminders off or on for a member without an account, who asked for it."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(may_silence(actor, group.circle))
    mandate, off = _mandate(request, group, mandate_uid), request.POST.get("stav") != "zapnout"
    try:
        switch_reminders(by=actor, circle=group.circle, person=mandate.seat.person, off=off)
    except ValidationError as error:
        messages.error(request, first_message(error))
    else:
        messages.success(request, _("Připomenutí jsou vypnutá.") if off else _("Připomenutí jsou zapnutá."))
    return redirect("groups:mandate", group.uid, mandate_uid)


@require_http_methods(["GET", "HEAD", "POST"])
def chair(request: HttpRequest, uid: str) -> HttpResponse:
    """Hand the chair over to another member."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.closes(actor, group))
    form, had_chair = ChairForm(request.POST or None, group=group), _has_chair(group)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over_chair(by=actor, group=group, to=form.cleaned_data["to"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Předsednictví je předáno.") if had_chair else _("Předsednictví je určeno."))
            return redirect("groups:group", group.uid)
    disclose(request, "mandates.offered", [group.uid], object_uid=group.uid, circle=group.circle.uid)
    return render(request, "groups/chair.html", {"group": group, "form": form, "has_chair": had_chair})


def _has_chair(group: Group) -> bool:
    """Whether somebody chairs the group today."""
    return any(mandate.seat.is_chair for mandate in sitting_mandates(group, timezone.localdate()))


def _mandate(request: HttpRequest, group: Group, uid: str) -> Mandate:
    related = ("seat__person", "seat__organisation", "seat__deputy_for__person", "group__circle__controller")
    return get_object_or_404(
        Mandate.objects.visible_to(actor_of(request)).filter(group=group).select_related(*related), uid=uid
    )


def _change_page(
    request: HttpRequest, group: Group, mandate: Mandate, form: MandateForm, ending: EndForm
) -> HttpResponse:
    disclose(request, "mandate.viewed", [mandate.uid], object_uid=mandate.uid, circle=group.circle.uid)
    today, person = timezone.localdate(), mandate.seat.person
    silenceable = may_silence(actor_of(request), group.circle) and not signs_in(person)
    context = {
        "group": group, "mandate": mandate, "seat": mandate.seat, "form": form, "ending": ending,
        "reminders": preference_of(person) if silenceable else None,
        "days": days_words(mandate.seat.valid_from, mandate.seat.valid_to),
        "has_begun": mandate.seat.valid_from <= today,
        "has_ended": mandate.seat.valid_to is not None and mandate.seat.valid_to < today,
    }
    return render(request, "groups/mandate_change.html", context)


def _after(actor: Actor, group: Group, mandate: Mandate) -> HttpResponse:
    """Go where the actor still may: whoever gave own functions or the own seat away sees less than before."""
    if mandate.seat.person_id != actor.person_id or rules.manages(actor, group):
        return redirect("groups:mandates", group.uid)
    ended = Mandate.objects.filter(pk=mandate.pk, seat__valid_to__lt=timezone.localdate()).exists()
    return redirect("groups:list") if ended else redirect("groups:group", group.uid)
