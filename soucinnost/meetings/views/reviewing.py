"""The control of tasks in the live minutes."""

import json

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soucinnost.audit.disclosure import disclose
from soucinnost.meetings.actions.reviewing import note_task
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.rules import may_write
from soucinnost.meetings.selectors.reviewing import task_json, task_of
from soucinnost.meetings.views.common import actor_of


@require_POST
def task(request: HttpRequest, uid: str, assignment: str) -> JsonResponse:
    """Note what became of a task: ``{"done": true|false, "text": …}``; gives its state and words for the minutes."""
    actor = actor_of(request)
    visible = Meeting.objects.visible_to(actor).select_related("group", "circle__controller")
    meeting = get_object_or_404(visible, uid=uid)
    if not may_write(actor, meeting):
        raise PermissionDenied
    found = task_of(actor, meeting, assignment)
    if found is None:
        raise Http404
    try:
        asked = json.loads(request.body)
        is_done, text = bool(asked["done"]), str(asked.get("text", ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"message": _("Požadavku nebylo rozumět.")}, status=400)
    try:
        said = note_task(by=actor, meeting=meeting, assignment=found, is_done=is_done, text=text)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    disclose(request, "minutes.changes_viewed", [found.uid], circle=meeting.circle.uid)
    found.refresh_from_db()
    return JsonResponse({"task": task_json(actor, found, writes=True), "said": said})
