"""Handing out attachments."""

import logging
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.audit.disclosure import disclose
from soucinnost.documents import rules, storage
from soucinnost.documents.actions import ask_check, clear_attachment
from soucinnost.documents.actions import take_label as take_label_back
from soucinnost.documents.findings import standing_check
from soucinnost.documents.forms import ClearForm
from soucinnost.documents.models import Attachment, FileCheck
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold
from soucinnost.ui.submitting import add_errors

logger = logging.getLogger(__name__)

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


class DamagedResponse(HttpResponse):
    """The page that says a file is damaged. Its audit row is written once the page is out: nothing was disclosed."""

    def __init__(self, content: str | bytes, *, by: Actor, attachment: Attachment, content_type: str = "") -> None:
        super().__init__(content, status=500, content_type=content_type or None)
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
    return hand_out(request, attachment)


def hand_out(
    request: HttpRequest, attachment: Attachment, *, mime: str = "", damaged: HttpResponse | None = None
) -> HttpResponseBase:
    """The answer with a file whose reader was checked by the caller, noted in the audit.

    ``mime`` says it is something else than it is (programs get bytes), ``damaged`` is what to answer instead of the
    page when the bytes are not those that were stored.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        place = storage.verify(attachment.uid, attachment.sha256)
    except storage.StorageError:
        logger.exception("attachment %s cannot be read as it was stored", attachment.uid)
        if damaged is not None:
            kind = damaged.headers["Content-Type"]
            return DamagedResponse(damaged.content, by=actor, attachment=attachment, content_type=kind)
        page = render_to_string("documents/damaged.html", {"attachment": attachment}, request)
        return DamagedResponse(page, by=actor, attachment=attachment)
    disclose(request, "attachment.downloaded", object_uid=attachment.uid, circle=attachment.circle.uid)
    response = FileResponse(place.open("rb"), content_type=mime or attachment.mime)
    response["Content-Disposition"] = disposition(attachment.name)
    response["Content-Length"] = str(attachment.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


def _checked(request: HttpRequest, uid: str) -> Attachment:
    """A file that the reader may give the label to, or take it from; 404 for who does not see it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    visible = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True)
    attachment = get_object_or_404(visible.select_related("circle__controller", "cleared_by"), uid=uid)
    require(rules.takes_label(actor, attachment))
    return attachment


def _group_of(attachment: Attachment) -> Any:
    """The group whose circle the file belongs to, for the way back; None for circles of something else."""
    return getattr(attachment.circle, "group", None)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, uid: str) -> HttpResponseBase:
    """What looks like personal data in a file, and the statements that give it the label „bez osobních údajů“."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    attachment = _checked(request, uid)
    try:
        found = standing_check(attachment)
    except storage.StorageError:
        page = render_to_string("documents/damaged.html", {"attachment": attachment}, request)
        return DamagedResponse(page, by=actor, attachment=attachment)
    if found is None:
        return _unchecked(request, attachment)
    form = ClearForm(request.POST or None, check=found)
    if request.method == "POST" and form.is_valid():
        try:
            clear_attachment(by=actor, attachment=attachment, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Označeno: bez osobních údajů."))
            return redirect("documents:check", uid)
    disclose(request, "attachment.checked", object_uid=attachment.uid, circle=attachment.circle.uid)
    context = {
        "attachment": attachment, "check": found, "form": form, "clears": rules.clears(actor, attachment),
        "downloads": rules.downloads(actor, attachment), "group": _group_of(attachment),
    }
    return render(request, "documents/check.html", context, status=422 if form.errors else 200)


def _unchecked(request: HttpRequest, attachment: Attachment) -> HttpResponse:
    """The page of a large file that nobody has had checked yet, or whose check runs."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked = FileCheck.objects.visible_to(actor).filter(attachment=attachment).first()
    disclose(request, "attachment.checked", object_uid=attachment.uid, circle=attachment.circle.uid)
    context = {
        "attachment": attachment, "state": asked.state if asked is not None else "",
        "downloads": rules.downloads(actor, attachment), "asked_at": asked.asked_at if asked is not None else None,
        "group": _group_of(attachment),
    }
    return render(request, "documents/unchecked.html", context, status=409 if request.method == "POST" else 200)


@require_POST
def ask_for_check(request: HttpRequest, uid: str) -> HttpResponseBase:
    """Have a large file checked in the background."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    ask_check(by=actor, attachment=_checked(request, uid))
    return redirect("documents:check", uid)


@require_POST
def take_label(request: HttpRequest, uid: str) -> HttpResponseBase:
    """Take the label back."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    take_label_back(by=actor, attachment=_checked(request, uid))
    messages.success(request, _("Štítek je odebraný. Veřejnost soubor od této chvíle nedostane."))
    return redirect("documents:check", uid)
