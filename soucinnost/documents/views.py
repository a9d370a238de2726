"""Handing out attachments."""

import logging

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import require_GET

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.audit.disclosure import disclose
from soucinnost.documents import rules, storage
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold

logger = logging.getLogger(__name__)

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


class DamagedResponse(HttpResponse):
    """The page that says a file is damaged. Its audit row is written once the page is out: nothing was disclosed."""

    def __init__(self, content: str, *, by: Actor, attachment: Attachment) -> None:
        super().__init__(content, status=500)
        self._by, self._attachment = by, attachment

    def close(self) -> None:
        """Close the answer and write down what was found."""
        super().close()
        record(
            by=self._by, verb="attachment.damaged", object_uid=self._attachment.uid,
            circle=self._attachment.circle.uid,
        )


def disposition(name: str) -> str:
    """Return a Content-Disposition that always saves and never shows, with a plain and a full name (RFC 6266)."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in " .-_") else "_" for char in fold(name))
    return f"attachment; filename=\"{plain or 'soubor'}\"; filename*=UTF-8''{escape_uri_path(name).replace('/', '%2F')}"


@require_GET
def download(request: HttpRequest, uid: str) -> HttpResponseBase:
    """Send one file, verified, as an attachment that no browser runs."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    visible = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True)
    return send_file(request, get_object_or_404(visible.select_related("circle__controller"), uid=uid))


def send_file(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """The answer with a file that the request's actor may see; who may not take it out gets 403."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(rules.downloads(actor, attachment))
    try:
        place = storage.verify(attachment.uid, attachment.sha256)
    except storage.StorageError:
        logger.exception("attachment %s cannot be read as it was stored", attachment.uid)
        page = render_to_string("documents/damaged.html", {"attachment": attachment}, request)
        return DamagedResponse(page, by=actor, attachment=attachment)
    disclose(request, "attachment.downloaded", object_uid=attachment.uid, circle=attachment.circle.uid)
    response = FileResponse(place.open("rb"), content_type=attachment.mime)
    response["Content-Disposition"] = disposition(attachment.name)
    response["Content-Length"] = str(attachment.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response
