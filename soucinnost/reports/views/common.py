"""What all pages of reports need."""

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
