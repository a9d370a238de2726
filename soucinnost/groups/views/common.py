"""What the views of groups share."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def visible_group(request: HttpRequest, uid: str) -> Group:
    """The group whose frame the actor may see, or 404."""
    return get_object_or_404(_with_circle(Group.objects.visible_to(actor_of(request))), uid=uid)


def content_group(request: HttpRequest, uid: str) -> Group:
    """The group whose content the actor may see, or 404."""
    return get_object_or_404(_with_circle(Group.objects.content_visible_to(actor_of(request))), uid=uid)


def _with_circle(groups: QuerySet[Group]) -> QuerySet[Group]:
    return groups.select_related("circle__controller__organisation", "region")


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Show an action's refusal in the form: under its fields where the form has them, else on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        place: Any = name if name in form.fields and name != NON_FIELD_ERRORS else None
        for problem in problems:
            form.add_error(place, problem)


def first_message(error: ValidationError) -> str:
    """An action's refusal as one sentence, for pages without a form to show it in."""
    return " ".join(error.messages)
