"""Founding a group, setting its frame and statutes, closing and reopening it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.groups import actions, rules
from soucinnost.groups.forms import CloseForm, CreateForm, FrameForm, StatutesForm
from soucinnost.groups.models import Group
from soucinnost.groups.views.common import actor_of, add_errors, first_message, visible_group
from soucinnost.kernel.collation import sorted_cs
from soucinnost.ui.editing import Editing


@no_disclosure("a form without records; organisations are shared knowledge")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Choose which organisation leads (when the actor manages several), then fill the frame in."""
    actor = actor_of(request)
    require(rules.creates_any(actor))
    led = sorted_cs(Organisation.objects.filter(pk__in=actor.managed_organisation_ids), key=str)
    asked = request.GET.get("organizace", "")
    if not asked and len(led) > 1:
        return render(request, "groups/choose_organisation.html", {"organisations": led})
    organisation = get_object_or_404(Organisation, uid=asked) if asked else led[0]
    require(rules.creates(actor, organisation))
    form = CreateForm(request.POST or None, actor=actor, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            group = actions.create_group(
                by=actor, organisation=organisation, takes_seat=form.cleaned_data["takes_seat"], **form.frame()
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Skupina je založena. Teď přidejte členy."))
            return redirect("groups:mandates", group.uid)
    return render(request, "groups/create.html", {"form": form, "organisation": organisation})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Change the frame."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.sets_frame(actor, group))
    organisation = group.circle.controller.organisation
    editing = Editing(
        request, group, lambda found, data: FrameForm(data, actor=actor, organisation=organisation, group=found)
    )
    form = editing.form
    if editing.carried_out(lambda: actions.change_group(by=actor, group=group, **form.frame()), _("Uloženo.")):
        return redirect("groups:group", group.uid)
    return _edit_page(request, "groups/edit.html", group, form)


@require_http_methods(["GET", "HEAD", "POST"])
def statutes(request: HttpRequest, uid: str) -> HttpResponse:
    """Change how the group decides and what its papers look like."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.sets_frame(actor, group))
    editing = Editing(request, group, lambda found, data: StatutesForm(data, group=found))
    form = editing.form
    if editing.carried_out(lambda: actions.change_group(by=actor, group=group, **form.cleaned_data), _("Uloženo.")):
        return redirect("groups:group", group.uid)
    return _edit_page(request, "groups/statutes.html", group, form)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, uid: str) -> HttpResponse:
    """Close the group on a day."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.closes(actor, group))
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_group(by=actor, group=group, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Skupina je ukončena. Zápisy a dokumenty zůstávají."))
            loses_sight = form.cleaned_data["end_mandates"] and not rules.manages(actor, group)
            return redirect("groups:list") if loses_sight else redirect("groups:group", group.uid)
    return _edit_page(request, "groups/close.html", group, form)


@require_POST
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the closing back."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.closes(actor, group))
    try:
        actions.reopen_group(by=actor, group=group)
    except ValidationError as error:
        messages.error(request, first_message(error))
    else:
        messages.success(request, _("Skupina je znovu otevřená."))
    return redirect("groups:group", group.uid)


def _edit_page(request: HttpRequest, template: str, group: Group, form: object) -> HttpResponse:
    disclose(request, "group.edited", [group.uid], object_uid=group.uid, circle=group.circle.uid)
    return render(request, template, {"group": group, "form": form})
