"""The signed-in home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from soucinnost.audit.disclosure import disclose
from soucinnost.desk.selectors import my_groups, next_meeting, waiting
from soucinnost.groups.hooks import meeting_months
from soucinnost.meetings.selectors.invitation import agenda_lines, place_text


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, the next meeting, my groups."""
    actor = request.actor
    things, meeting, groups = waiting(actor), next_meeting(actor), my_groups(actor)
    today = timezone.localdate()
    months = meeting_months(actor, [row["group"] for row in groups], today)
    for row in groups:
        row["months"] = months.get(row["group"].pk, [])
    shown = [one.uid for one in things] + [row["group"].uid for row in groups]
    disclose(request, "desk.viewed", shown + ([meeting.uid] if meeting else []))
    return render(
        request,
        "desk/desk.html",
        {
            "things": things, "overdue": sum(one.status == "late" for one in things), "meeting": meeting,
            "place": place_text(meeting) if meeting else "",
            "agenda": agenda_lines(actor, meeting) if meeting else [], "groups": groups, "today": today,
        },
    )
