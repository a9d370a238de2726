"""What the views of groups share."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.access.prepared import Prepared
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.ui.submitting import add_errors

__all__ = ["actor_of", "add_errors", "content_group", "first_message", "visible_group"]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def visible_group(request: HttpRequest, uid: str) -> Group:
    """The group whose frame the actor may see, or 404."""
    for group in _with_frame(actor_of(request), uid):
        return group
    raise Http404


@Prepared
def _with_frame(actor: Actor, uid: str) -> QuerySet[Group]:
    return _with_circle(Group.objects.visible_to(actor).filter(uid=uid))


def content_group(request: HttpRequest, uid: str) -> Group:
    """The group whose content the actor may see, or 404."""
    return get_object_or_404(_with_circle(Group.objects.content_visible_to(actor_of(request))), uid=uid)


def _with_circle(groups: QuerySet[Group]) -> QuerySet[Group]:
    return groups.select_related("circle__controller__organisation", "region")


def first_message(error: ValidationError) -> str:
    """An action's refusal as one sentence, for pages without a form to show it in."""
    return " ".join(error.messages)
