"""Pages of code lists: to read; changed by import only."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.audit.disclosure import no_disclosure
from soucinnost.codelists.actions import import_edition
from soucinnost.codelists.forms import EditionForm
from soucinnost.codelists.imports import read_terms
from soucinnost.codelists.models import CodeList
from soucinnost.codelists.rules import imports_lists
from soucinnost.codelists.selectors import edition_on, lists_overview
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import DateError, parse_date
from soucinnost.kernel.tables import to_json


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the middleware built for this request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@no_disclosure("code lists are public")
def list_of_lists(request: HttpRequest) -> HttpResponse:
    """All lists with what is in force today."""
    return render(request, "codelists/lists.html", {
        "lists": lists_overview(), "may_import": imports_lists(actor_of(request)),
    })


@no_disclosure("code lists are public")
def one_list(request: HttpRequest, key: str) -> HttpResponse:
    """One list: the edition in force on a day, and the others."""
    code_list = get_object_or_404(CodeList, key=key)
    today = timezone.localdate()
    wanted, problem, day = request.GET.get("den", "")[:60], "", today
    if wanted:
        try:
            day = parse_date(wanted, today=today)
        except DateError as error:
            problem = error.message_cs
    edition = edition_on(key, day)
    terms = list(edition.terms.select_related("parent")) if edition else []
    return render(request, "codelists/list.html", {
        "code_list": code_list, "edition": edition, "terms": terms, "day": day, "wanted": wanted, "problem": problem,
        "editions": code_list.editions.order_by("-valid_from"), "may_import": imports_lists(actor_of(request)),
    })


@no_disclosure("what is shown came from the reader's own file")
def import_list(request: HttpRequest) -> HttpResponse:
    """Bring an edition: read the file, look at the terms, confirm."""
    if not imports_lists(actor_of(request)):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "codelists/import.html", {"form": EditionForm()})
    form = EditionForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "codelists/import.html", {"form": form})
    values = form.values()
    terms, errors = read_terms(values["table"])
    if "potvrzeno" in request.POST and not errors:
        try:
            result = import_edition(by=actor_of(request), **values)
        except ValidationError as error:
            fields = getattr(error, "error_dict", None)
            for name, found in (fields or {None: error}).items():
                form.add_error(name if name in form.fields else None, found)
            return render(request, "codelists/import.html", {"form": form})
        messages.success(request, _("Vydání je načtené.") if result.is_new else _("Toto vydání už tu je, beze změny."))
        return redirect("codelists:list", values["key"])
    return render(request, "codelists/import_preview.html", {
        "form": form, "values": values, "terms": terms, "errors": errors, "table": to_json(values["table"]),
    })
