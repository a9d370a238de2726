"""Asking for reports from the page of preparing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from soucinnost.access.rules import require
from soucinnost.meetings.actions.reporting import ask_for_reports
from soucinnost.meetings.models import AgendaItem
from soucinnost.meetings.rules import may_prepare
from soucinnost.meetings.views.common import actor_of, visible_meeting
from soucinnost.reports.words import asked_text


@require_POST
def ask(request: HttpRequest, uid: str, item_uid: str) -> HttpResponse:
    """Ask the organisations for reports to an item."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(may_prepare(actor, meeting))
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    found = get_object_or_404(items.select_related("meeting__group", "report_call"), uid=item_uid)
    try:
        call = ask_for_reports(by=actor, item=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, asked_text(call.for_day))
    return redirect(reverse("meetings:prepare", args=[meeting.uid]) + f"#b-{found.uid}")
