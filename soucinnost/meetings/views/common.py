"""What views of meetings start with."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from soucinnost.access.prepared import Prepared
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Meeting


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def visible_meeting(request: HttpRequest, uid: str) -> Meeting:
    """A meeting that the reader may see, with its group, circle and place; anything else is 404."""
    for meeting in _with_place(actor_of(request), uid):
        return meeting
    raise Http404


@Prepared
def _with_place(actor: Actor, uid: str) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(actor).filter(uid=uid).select_related(
        "group", "circle__controller__organisation", "locality__municipality", "attendance_scan",
        "imported__attachment", "imported__by_person",
    )
