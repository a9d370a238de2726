"""What the views of support share."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse

from soucinnost.agencies.models import Organisation
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs
from soucinnost.support.selectors.lists import keepers_of
from soucinnost.ui.submitting import add_errors

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = 400
"""So many organisations are suggested while one types; more are typed."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def keepers_or_404(request: HttpRequest) -> Sequence[Organisation]:
    """Organisations for which the reader keeps records; whoever keeps none is not told that the page exists."""
    found = keepers_of(actor_of(request))
    if not found and not actor_of(request).coordinated_region_ids:
        raise Http404
    return found


def organisation_names(actor: Actor) -> list[str]:
    """Names for the datalist; with more of them than it bears, none: they are typed."""
    visible = Organisation.objects.visible_to(actor).filter(is_active=True)
    names = list(visible.values_list("name", flat=True)[: NAMES + 1])
    return sorted_cs(names) if len(names) <= NAMES else []


def attempt(form: Form, act: Callable[..., Any], **values: Any) -> Any:
    """Call the action; its refusal stands in the form under its fields, and None is returned."""
    try:
        return act(**values)
    except ValidationError as error:
        add_errors(form, error)
        return None


def step(request: HttpRequest, done: Any, act: Callable[..., Any], **values: Any) -> bool:
    """Take a step that has no form of its own; a refusal is said on the next page."""
    try:
        act(by=actor_of(request), **values)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return False
    messages.success(request, done)
    return True


def workbook(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet to be saved."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
