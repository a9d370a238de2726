"""The signed-in home."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from soucinnost.assignments.forms import FinishForm
from soucinnost.audit.disclosure import disclose
from soucinnost.desk.selectors import my_groups, next_meeting, waiting
from soucinnost.desk.things import Waiting
from soucinnost.groups.rules import creates_any
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.selectors.invitation import agenda_lines, place_text


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, the next meeting, my groups; for who sits nowhere, where to go instead."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    groups, meeting = my_groups(actor), next_meeting(actor)
    found = waiting(actor, groups.mine)
    agenda = agenda_lines(actor, meeting) if meeting is not None else []
    today = timezone.localdate()
    shown = [one.uid for one in found.things if one.uid] + [row.group.uid for row in groups.shown]
    shown += [meeting.uid, *(line.item.uid for line in agenda)] if meeting is not None else []
    disclose(request, "desk.viewed", shown)
    days = (timezone.localtime(meeting.starts_at).date() - today).days if meeting is not None else None
    context = {
        "found": found, "rows": _with_forms(request, found.things),
        "meeting": meeting, "place": place_text(meeting) if meeting is not None else "",
        "agenda": agenda, "groups": groups, "today": today, "days": days, "sits": bool(actor.circle_ids),
        "is_coordinator": bool(actor.coordinated_region_ids), "is_administrator": actor.is_administrator,
        "is_manager": creates_any(actor),
    }
    return render(request, "desk/desk.html", context)


def _with_forms(request: HttpRequest, things: Sequence[Waiting]) -> list[tuple[Waiting, SafeString]]:
    """Each thing with the form that finishes it, empty where it is no task.

    The forms of all tasks differ in nothing but the task's identifier, so one is rendered, for an identifier made up.
    """
    form = SafeString()
    stand_in = new_uid()
    if any(one.assignment is not None for one in things):
        empty = FinishForm(auto_id=f"splnit-{stand_in}-%s")
        context = {"form": empty, "assignment": {"uid": stand_in}, "back": "stul"}
        form = SafeString(render_to_string("assignments/finish_form.html", context, request))
    return [
        (one, mark_safe(form.replace(stand_in, one.uid) if one.assignment is not None else ""))  # noqa: S308
        for one in things
    ]
