"""What views of readings start with."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.intake.models import Intake
from soucinnost.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def visible_intake(request: HttpRequest, uid: str) -> Intake:
    """A reading that the actor may see, with its group, circle and file; anything else is 404."""
    found = Intake.objects.visible_to(actor_of(request)).select_related(
        "group", "circle__controller__organisation", "attachment", "meeting", "changed_by"
    )
    return get_object_or_404(found, uid=uid)
