"""Papers of a meeting: made for one reader, noted in the audit before a byte leaves."""

import logging

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from soucinnost.access.rules import may_export, require, runs
from soucinnost.audit.disclosure import disclose
from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.telling import pdf_that_tells
from soucinnost.documents.storage import StorageError
from soucinnost.documents.views import disposition
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.papers import attendance_paper, invitation_paper, minutes_paper, tasks_workbook
from soucinnost.meetings.papers.archive import archive_package, attachments_of
from soucinnost.meetings.papers.common import file_name
from soucinnost.meetings.rules import PLANNED
from soucinnost.meetings.selectors.invitation import shared_view
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.meetings.selectors.prepare import item_rows
from soucinnost.meetings.views.common import actor_of, visible_meeting

logger = logging.getLogger(__name__)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"invitation": ("docx", "pdf"), "attendance": ("docx", "pdf"), "minutes": ("docx", "pdf"), "tasks": ("xlsx",)}
WORDS = {"invitation": "Pozvánka", "attendance": "Prezenční listina", "minutes": "Zápis", "tasks": "Úkoly"}


@require_safe
def paper(request: HttpRequest, uid: str, kind: str, fmt: str) -> HttpResponse:
    """Send one paper of a meeting with what this reader may see.

    ``?pro=vsechny`` leaves out what is closed to some seats, for a paper that goes to everybody in the circle.
    """
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    if fmt not in FORMATS.get(kind, ()) or (kind in {"minutes", "tasks"} and not _was_held(meeting)):
        raise Http404
    require(may_export(actor, meeting.circle))
    reader = shared_view(actor) if request.GET.get("pro") == "vsechny" else actor
    content, mime = _content(reader, meeting, kind, fmt)
    disclose(
        request, f"paper.{kind}_downloaded", _ids(reader, meeting, kind), object_uid=meeting.uid,
        circle=meeting.circle.uid,
    )
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = disposition(file_name(WORDS[kind], meeting, fmt))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _was_held(meeting: Meeting) -> bool:
    return meeting.state not in PLANNED and meeting.state != MeetingState.CANCELLED


def _content(reader: Actor, meeting: Meeting, kind: str, fmt: str) -> tuple[bytes, str]:
    if kind == "tasks":
        return tasks_workbook(reader, meeting), XLSX
    if kind == "attendance":
        made = attendance_paper(meeting)
    else:
        made = invitation_paper(reader, meeting) if kind == "invitation" else minutes_paper(reader, meeting)
    return (write_docx(made), DOCX) if fmt == "docx" else (pdf_that_tells(made), "application/pdf")


def _ids(reader: Actor, meeting: Meeting, kind: str) -> list[str]:
    if kind == "attendance":
        return [seat.uid for seat in seats_on(meeting.group, timezone.localtime(meeting.starts_at).date())]
    if kind != "invitation":
        return minutes_view(reader, meeting).uids
    return [
        uid for row in item_rows(reader, meeting) for uid in (
            row.item.uid, *(one.attachment.uid for one in row.papers), *(one.assignment.uid for one in row.carried),
        )
    ]


@require_safe
def archive(request: HttpRequest, uid: str) -> HttpResponseBase:
    """Send the archive package of locked minutes to who runs the circle."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(runs(actor, meeting.circle))
    if meeting.state != MeetingState.FINAL:
        raise Http404
    try:
        package = archive_package(actor, meeting)
    except StorageError:
        logger.exception("archive package of meeting %s", meeting.uid)
        messages.error(request, _("Některá příloha je poškozená nebo chybí, balíček nevznikl."))
        return redirect("meetings:minutes", uid=meeting.uid)
    ids = _ids(actor, meeting, "minutes") + [attachment.uid for attachment in attachments_of(actor, meeting)]
    disclose(request, "meeting.archived", ids, object_uid=meeting.uid, circle=meeting.circle.uid)
    response = FileResponse(package, content_type="application/zip")
    response["Content-Disposition"] = disposition(file_name("Archivní balíček", meeting, "zip"))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
