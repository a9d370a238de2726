"""Reading: all ballots of a group, one ballot."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.ballots.models import Ballot
from soucinnost.ballots.rules import may_prepare
from soucinnost.ballots.selectors import lines
from soucinnost.ballots.views.common import actor_of, content_group, visible_ballot
from soucinnost.ballots.views.page import show

PAGE_SIZE = 50


@require_safe
def group_list(request: HttpRequest, group_uid: str) -> HttpResponse:
    """All ballots of a group that the actor may see, the newest first."""
    actor, group = actor_of(request), content_group(request, group_uid)
    found = Ballot.objects.visible_to(actor).filter(group=group).select_related("group").order_by("-created_at", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("strana"))
    disclose(
        request, "ballot.listed", [ballot.uid for ballot in page], object_uid=group.uid, circle=group.circle.uid
    )
    context = {"group": group, "page": page, "rows": lines(actor, list(page)), "prepares": may_prepare(actor, group)}
    return render(request, "ballots/list.html", context)


@require_safe
def ballot(request: HttpRequest, uid: str) -> HttpResponse:
    """One ballot: the proposal, one's own vote, who has voted (for who leads it), the result."""
    return show(request, visible_ballot(request, uid))
