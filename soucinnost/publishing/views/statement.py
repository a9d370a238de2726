"""The statement on accessibility of the public pages, for administrators."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.publishing.actions.stating import write_statement
from soucinnost.publishing.forms import StatementForm
from soucinnost.publishing.models import Statement
from soucinnost.publishing.public import statement
from soucinnost.publishing.rules import may_write_statement
from soucinnost.publishing.views.common import actor_of
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


def _form_of(found: Statement, data: Any) -> StatementForm:
    return StatementForm(data, initial={name: getattr(found, name) for name in StatementForm.base_fields})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Write the statement."""
    require(may_write_statement(actor_of(request)))
    found = statement()
    actor, said = actor_of(request), _("Prohlášení je uložené.")
    if found is None:
        form = StatementForm(request.POST or None)
        is_done = carried_out(request, form, lambda: write_statement(by=actor, **form.cleaned_data), said)
    else:
        editing = Editing(request, found, _form_of)
        form = editing.form
        is_done = editing.carried_out(lambda: write_statement(by=actor, **form.cleaned_data), said)
    if is_done:
        return redirect("portal:accessibility")
    disclose(request, "publishing.statement_edited", [found.uid] if found is not None else [])
    return render(request, "publishing/statement.html", {"form": form}, status=422 if form.errors else 200)
