"""What views of public versions start with."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.forms import WithdrawForm, WordsForm
from soucinnost.publishing.models import Preparation
from soucinnost.publishing.rules import may_prepare
from soucinnost.publishing.selectors.page import open_preparation, read_page


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def prepared_meeting(request: HttpRequest, uid: str) -> Meeting:
    """A meeting whose public version the reader may prepare: 404 for who may not see it, 403 for who may not."""
    visible = Meeting.objects.visible_to(actor_of(request)).select_related(
        "group", "circle__controller__organisation", "locality__municipality"
    )
    meeting = get_object_or_404(visible, uid=uid)
    require(may_prepare(actor_of(request), meeting))
    return meeting


def preparation_of(request: HttpRequest, meeting: Meeting) -> Preparation:
    """The preparation under way; 404 where there is none."""
    found = open_preparation(actor_of(request), meeting)
    if found is None:
        raise Http404
    return found


def show(request: HttpRequest, meeting: Meeting, status: int = 200, **context: Any) -> HttpResponse:
    """The page of a preparation; ``?jako=seznam`` shows the proposals as a list."""
    page = read_page(actor_of(request), meeting)
    disclose(request, "publishing.viewed", page.uids, object_uid=meeting.uid, circle=meeting.circle.uid)
    shown = {
        "page": page, "meeting": meeting, "preparation": page.preparation, "public": page.public,
        "words_form": WordsForm(), "withdraw_form": WithdrawForm(),
        "as_list": request.GET.get("jako") == "seznam" or request.POST.get("jako") == "seznam",
        "conflicts": [], "refusal": "", **context,
    }
    return render(request, "publishing/prepare.html", shown, status=status)
