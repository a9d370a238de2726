"""The page of a public version, and its beginning."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from soucinnost.publishing.actions import preparing
from soucinnost.publishing.views.common import actor_of, prepared_meeting, show


@require_safe
def meeting(request: HttpRequest, uid: str) -> HttpResponse:
    """The text with its proposals; before it begins, how to begin; after it, what is public."""
    return show(request, prepared_meeting(request, uid))


@require_POST
def start(request: HttpRequest, uid: str) -> HttpResponse:
    """Begin a preparation, or go to the one that was begun."""
    found = prepared_meeting(request, uid)
    try:
        preparing.start(by=actor_of(request), meeting=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Návrhy jsou v textu vyznačené. Rozhodněte o každém z nich."))
    return redirect("publishing:meeting", uid)
