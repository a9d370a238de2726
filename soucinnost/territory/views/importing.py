"""Importing lists and boundaries: bring, look, apply."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from soucinnost.audit.disclosure import no_disclosure
from soucinnost.territory import actions
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.forms import ImportForm
from soucinnost.territory.rules import imports_territory
from soucinnost.territory.views.common import actor_of
from soucinnost.territory.waiting import keep_waiting, take

SHOWN = 200


@no_disclosure("what is shown came from the reader's own file")
def import_territory(request: HttpRequest) -> HttpResponse:
    """Bring a file, see what it would do, and load it whole."""
    if not imports_territory(actor_of(request)):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "territory/import.html", {"form": ImportForm()})
    if "ceka" in request.POST:
        return _load(request)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "territory/import.html", {"form": form})
    file, kind, create = form.cleaned_data["file"], form.cleaned_data["kind"], form.cleaned_data["create"]
    data = file.read()
    report = actions.import_file(
        by=actor_of(request), name=file.name, data=data, kind=kind, create=create, dry_run=True
    )
    waiting = ""
    if report.succeeded and report.created + report.changed:
        waiting = keep_waiting(data, owner=actor_of(request).audit_ref)
    return render(request, "territory/import_preview.html", {
        "report": report, "waiting": waiting, "kind": kind, "create": create, "errors": report.errors[:SHOWN],
        "unmatched": report.unmatched[:SHOWN],
    })


def _load(request: HttpRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    data = take(request.POST["ceka"], owner=actor_of(request).audit_ref)
    if data is None:
        messages.error(request, _("Soubor už nečeká. Nahrajte ho znovu."))
        return redirect("territory:import")
    report = actions.import_file(
        by=actor_of(request), name=request.POST.get("name", "")[:200], data=data,
        kind=kind if kind in AreaKind.values else "", create=request.POST.get("create") == "1",
    )
    if not report.succeeded:
        return render(request, "territory/import_preview.html", {
            "report": report, "waiting": "", "errors": report.errors[:SHOWN], "unmatched": [],
        })
    messages.success(request, _("Načteno. Nové: %(created)s, změněné: %(changed)s, beze změny: %(unchanged)s.") % {
        "created": report.created, "changed": report.changed, "unchanged": report.unchanged})
    return redirect("territory:areas")
