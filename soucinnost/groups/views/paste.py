"""Adding many members: paste a list, look at what each row would do, apply it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from soucinnost.access.rules import require
from soucinnost.agencies.imports import Candidate, Plan, PlannedOrganisation, PlannedPerson, plan, recognise
from soucinnost.agencies.rules import writes_directory
from soucinnost.audit.disclosure import disclose
from soucinnost.groups import actions, rules
from soucinnost.groups.actions import Added
from soucinnost.groups.forms import PasteForm
from soucinnost.groups.forms.mandates import SinceForm, back_to_list
from soucinnost.groups.models import Group
from soucinnost.groups.views.common import actor_of, visible_group
from soucinnost.kernel.tables import Table, TableError, from_json, to_json


@dataclass(frozen=True)
class Choice:
    """One row of the preview with what can be chosen; ``value`` is what is chosen now."""

    item: Any
    options: tuple[Candidate, ...]
    value: str


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for a list, show what it would do, do it. The list goes with the form; no file waits on the server."""
    actor, group = actor_of(request), visible_group(request, uid)
    require(rules.sets_frame(actor, group) and writes_directory(actor))
    if request.method == "POST" and "tabulka" in request.POST:
        return _apply(request, group)
    form = PasteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        since = SinceForm(initial={"valid_from": form.cleaned_data["valid_from"]})
        return _preview(request, group, form.table, since, {}, [])
    return _ask(request, group, form)


def _ask(request: HttpRequest, group: Group, form: PasteForm) -> HttpResponse:
    disclose(request, "group.paste_form_shown", [group.uid], object_uid=group.uid, circle=group.circle.uid)
    return render(request, "groups/paste.html", {"group": group, "form": form})


def _apply(request: HttpRequest, group: Group) -> HttpResponse:
    try:
        table = from_json(request.POST["tabulka"])
    except TableError as error:
        messages.error(request, error.message_cs)
        return _ask(request, group, PasteForm())
    if "zpet" in request.POST:
        return _ask(request, group, PasteForm(initial=back_to_list(table, request.POST)))
    since = SinceForm(request.POST)
    prepared = plan(recognise(table), actor_of(request))
    choices = {key: request.POST.get(key, "") for key in prepared.defaults()}
    if not since.is_valid():
        return _preview(request, group, table, since, choices, [])
    try:
        added = actions.add_members(
            by=actor_of(request), group=group, plan=prepared, choices=choices,
            valid_from=since.cleaned_data["valid_from"],
        )
    except ValidationError as error:
        return _preview(request, group, table, since, choices, error.messages)
    messages.success(request, _told(added))
    return redirect("groups:mandates", group.uid)


def _told(added: Added) -> str:
    return _("Nové mandáty: %(given)s, ve skupině už: %(already)s, vynechané řádky: %(left_out)s.") % {
        "given": len(added.mandates), "already": added.already, "left_out": added.left_out,
    }


def _preview(
    request: HttpRequest, group: Group, table: Table, since: SinceForm, choices: dict[str, str], errors: list[str]
) -> HttpResponse:
    prepared: Plan = plan(recognise(table), actor_of(request))
    items: list[PlannedPerson | PlannedOrganisation] = [*prepared.people, *prepared.organisations]
    offered = {
        candidate.value.removeprefix("same:")
        for item in items for candidate in item.candidates if candidate.value.startswith("same:")
    }
    disclose(request, "group.paste_previewed", sorted(offered), object_uid=group.uid, circle=group.circle.uid)

    def choice(item: Any) -> Choice:
        return Choice(item, item.candidates, choices.get(item.key) or item.default)

    context = {
        "group": group, "table": to_json(table), "notes": table.notes, "plan": prepared, "errors": errors,
        "since": since, "people": [choice(item) for item in prepared.people],
        "organisations": [choice(item) for item in prepared.organisations],
    }
    return render(request, "groups/paste_preview.html", context)
