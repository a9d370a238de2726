"""What views of meetings start with."""

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Meeting


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def visible_meeting(request: HttpRequest, uid: str) -> Meeting:
    """A meeting that the reader may see, with its group, circle and place; anything else is 404."""
    visible = Meeting.objects.visible_to(actor_of(request)).select_related(
        "group", "circle__controller__organisation", "locality__municipality", "attendance_scan"
    )
    return get_object_or_404(visible, uid=uid)


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """Put what an action refused to the form's fields; what belongs to no field stands on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        form.add_error(name if name in form.fields else None, problems)
