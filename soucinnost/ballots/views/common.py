"""What all pages of ballots need."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from soucinnost.ballots.models import Ballot
from soucinnost.ballots.selectors import with_frame
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def visible_ballot(request: HttpRequest, uid: str) -> Ballot:
    """The ballot, or 404."""
    return get_object_or_404(with_frame(Ballot.objects.visible_to(actor_of(request))), uid=uid)


def content_group(request: HttpRequest, uid: str) -> Group:
    """The group whose content the actor may see, or 404."""
    groups = Group.objects.content_visible_to(actor_of(request)).select_related("circle__controller__organisation")
    return get_object_or_404(groups, uid=uid)
