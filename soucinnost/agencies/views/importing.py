"""Importing people and organisations: bring, look, apply."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from soucinnost.agencies import actions
from soucinnost.agencies.forms import ImportForm
from soucinnost.agencies.imports import Candidate, Plan, plan, recognise
from soucinnost.agencies.views.common import actor_of, require_directory
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.kernel.tables import Table, TableError, from_json, to_json, to_text


@dataclass(frozen=True)
class Choice:
    """One row of the preview with what can be chosen; ``value`` is what is chosen now."""

    item: Any
    options: tuple[Candidate, ...]
    value: str


@no_disclosure("a form without records until something is brought")
def import_people(request: HttpRequest) -> HttpResponse:
    """Bring a list, look at what each row would do, apply it. What was brought goes with the form, no file waits."""
    require_directory(request)
    if request.method != "POST":
        return _ask(request, ImportForm())
    if "tabulka" in request.POST:
        return _apply(request)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form)
    return _preview(request, form.table, plan(recognise(form.table), actor_of(request)), {}, [])


def _ask(request: HttpRequest, form: ImportForm) -> HttpResponse:
    return render(request, "agencies/import.html", {"form": form})


def _apply(request: HttpRequest) -> HttpResponse:
    try:
        table = from_json(request.POST["tabulka"])
    except TableError as error:
        form = ImportForm()
        messages.error(request, error.message_cs)
        return _ask(request, form)
    if "zpet" in request.POST:
        return _ask(request, ImportForm(initial={"text": to_text(table)}))
    prepared = plan(recognise(table), actor_of(request))
    choices = {key: request.POST.get(key, "") for key in prepared.defaults()}
    try:
        applied = actions.apply(by=actor_of(request), plan=prepared, choices=choices)
    except ValidationError as error:
        return _preview(request, table, prepared, choices, error.messages)
    messages.success(
        request,
        _("Načteno. Noví lidé: %(created)s, doplnění: %(joined)s, nové organizace: %(organisations)s, "
          "vynechané řádky: %(skipped)s.")
        % {"created": len(applied.created), "joined": len(applied.joined),
           "organisations": len(applied.organisations), "skipped": applied.skipped},
    )
    return redirect("agencies:people" if prepared.people else "agencies:organisations")


def _preview(
    request: HttpRequest, table: Table, prepared: Plan, choices: dict[str, str], errors: list[str]
) -> HttpResponse:
    candidates = [found for item in prepared.people for found in item.candidates]
    candidates += [found for item in prepared.organisations for found in item.candidates]
    offered = {found.value.removeprefix("same:") for found in candidates if found.value.startswith("same:")}
    disclose(request, "directory.import_previewed", sorted(offered))

    def choice(item: Any) -> Choice:
        return Choice(item, item.candidates, choices.get(item.key) or item.default)

    return render(request, "agencies/import_preview.html", {
        "table": to_json(table), "notes": table.notes, "plan": prepared, "errors": errors,
        "people": [choice(item) for item in prepared.people],
        "organisations": [choice(item) for item in prepared.organisations],
    })
