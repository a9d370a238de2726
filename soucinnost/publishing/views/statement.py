"""The statement on accessibility of the public pages, for administrators."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
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


@dataclass(frozen=True)
class Unwritten:
    """What the form shows before anybody wrote a statement."""

    uid: str = "prohlaseni"
    operator: str = ""
    contact: str = ""
    limits: str = ""
    assessed_on: date = field(default_factory=timezone.localdate)


def _form_of(found: Statement | Unwritten, data: Any) -> StatementForm:
    return StatementForm(data, initial={name: getattr(found, name) for name in StatementForm.base_fields})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Write the statement. Two who write the first one at once do not pass over each other either."""
    actor = actor_of(request)
    require(may_write_statement(actor))
    found = statement()
    editing = Editing(request, found or Unwritten(), _form_of, reread=lambda: statement() or Unwritten())
    form = editing.form
    if editing.carried_out(lambda: write_statement(by=actor, **form.cleaned_data), _("Prohlášení je uložené.")):
        return redirect("portal:accessibility")
    disclose(request, "publishing.statement_edited", [found.uid] if found is not None else [])
    return render(request, "publishing/statement.html", {"form": form}, status=422 if form.errors else 200)
