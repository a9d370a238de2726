"""What all pages of reports need."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.kernel.actor import Actor
from soucinnost.reports.models import Call


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def visible_call(request: HttpRequest, uid: str) -> Call:
    """The call, or 404."""
    calls = Call.objects.visible_to(actor_of(request)).select_related("group", "circle__controller", "asked_by")
    return get_object_or_404(calls, uid=uid)


def add_errors(form: Form, error: ValidationError) -> None:
    """Show an action's refusal in the form: under its fields where the form has them, else on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        for problem in problems:
            form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, problem)
