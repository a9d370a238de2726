"""Editing the standing items of a group."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.groups import actions, rules
from soucinnost.groups.forms import StandingItemForm
from soucinnost.groups.models import Group, StandingItem
from soucinnost.groups.views.common import actor_of, add_errors, content_group, first_message
from soucinnost.ui.editing import Editing


@require_http_methods(["GET", "HEAD", "POST"])
def items(request: HttpRequest, uid: str) -> HttpResponse:
    """The items in their order; POST adds one to the end."""
    actor, group = actor_of(request), content_group(request, uid)
    require(rules.runs_group(actor, group))
    form = StandingItemForm(request.POST or None, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_standing_item(by=actor, group=group, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Bod je přidán."))
            return redirect("groups:items", group.uid)
    listed = list(group.standing_items.select_related("presenter"))
    disclose(
        request, "standing_items.listed", [item.uid for item in listed], object_uid=group.uid, circle=group.circle.uid
    )
    return render(request, "groups/items.html", {"group": group, "items": listed, "form": form})


@require_POST
def order(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a new order from the page's script: ``order`` names all items."""
    actor, group = actor_of(request), content_group(request, uid)
    require(rules.runs_group(actor, group))
    held = {item.uid: item for item in group.standing_items.select_related("presenter")}
    wanted = request.POST.getlist("order")
    if sorted(wanted) != sorted(held):
        return JsonResponse({"error": _("Body mezitím někdo změnil. Načtěte stránku znovu.")}, status=409)
    values = [
        {"uid": one, "title": held[one].title, "kind": held[one].kind, "minutes": held[one].minutes,
         "presenter": held[one].presenter}
        for one in wanted
    ]
    try:
        actions.set_standing_items(by=actor, group=group, items=values)
    except ValidationError as error:
        return JsonResponse({"error": first_message(error)}, status=400)
    return HttpResponse(status=204)


@require_POST
def move(request: HttpRequest, uid: str, item_uid: str) -> HttpResponse:
    """Move an item one place up or down, without any script."""
    actor, group = actor_of(request), content_group(request, uid)
    require(rules.runs_group(actor, group))
    item = get_object_or_404(group.standing_items.select_related("group"), uid=item_uid)
    place = list(group.standing_items.values_list("pk", flat=True)).index(item.pk) + 1
    step = -1 if request.POST.get("kam") == "nahoru" else 1
    return _done(request, group, lambda: actions.move_standing_item(by=actor, item=item, to=place + step))


@require_POST
def remove(request: HttpRequest, uid: str, item_uid: str) -> HttpResponse:
    """Remove an item."""
    actor, group = actor_of(request), content_group(request, uid)
    require(rules.runs_group(actor, group))
    item = get_object_or_404(group.standing_items.select_related("group"), uid=item_uid)
    return _done(request, group, lambda: actions.remove_standing_item(by=actor, item=item))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uid: str, item_uid: str) -> HttpResponse:
    """Change an item."""
    actor, group = actor_of(request), content_group(request, uid)
    require(rules.runs_group(actor, group))
    item: StandingItem = get_object_or_404(group.standing_items.select_related("group", "presenter"), uid=item_uid)

    def make(found: StandingItem, data: Any) -> StandingItemForm:
        initial = {"title": found.title, "kind": found.kind, "minutes": found.minutes, "presenter": found.presenter}
        return StandingItemForm(data, group=group, initial=initial)

    editing = Editing(request, item, make, lock=group, about=group.uid)
    form = editing.form
    if editing.carried_out(
        lambda: actions.change_standing_item(by=actor, item=item, **form.cleaned_data), _("Uloženo.")
    ):
        return redirect("groups:items", group.uid)
    disclose(request, "standing_item.viewed", [item.uid], object_uid=item.uid, circle=group.circle.uid)
    return render(request, "groups/item.html", {"group": group, "item": item, "form": form})


def _done(request: HttpRequest, group: Group, act) -> HttpResponse:
    try:
        act()
    except ValidationError as error:
        messages.error(request, first_message(error))
    return redirect("groups:items", group.uid)
