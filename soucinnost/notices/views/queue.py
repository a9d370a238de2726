"""Pages of the outgoing post."""

import io
import zipfile
from email.utils import formataddr
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from soucinnost.access.naming import circle_names
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.folding import fold
from soucinnost.notices import actions, letters
from soucinnost.notices.models import Message, circles_run_by
from soucinnost.notices.rules import may_mark_returned, reads_text, saves_draft, sees_queue, steers
from soucinnost.notices.selectors import outage
from soucinnost.notices.words import kind_label, trouble_label

ROWS = 50
#: Messages in one archive of drafts.
MOST_DRAFTS = 200
MARKS = {
    Message.State.QUEUED: "run", Message.State.SENT: "ok", Message.State.FAILED: "late", Message.State.HELD: "wait",
    Message.State.CANCELLED: "no", Message.State.OUTSIDE: "ok", Message.State.BOUNCED: "late",
}


def _row(actor: Actor, message: Message, names: dict[int, str]) -> dict[str, Any]:
    return {
        "message": message,
        "kind": kind_label(message.kind),
        "mark": MARKS[Message.State(message.state)],
        "trouble": trouble_label(message.error),
        "circle": names.get(message.circle_id or 0, ""),
        "reads": reads_text(actor, message),
        "steers": steers(actor, message),
        "may_mark": may_mark_returned(actor, message),
        "is_draft": message.state in (Message.State.HELD, Message.State.FAILED) and saves_draft(actor, message),
    }


def _names(found: list[Message]) -> dict[int, str]:
    return circle_names([message.circle for message in found if message.circle is not None])


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, what went out, what failed: all of it without texts for administrators, of own circles with them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not sees_queue(actor):
        raise Http404
    state, kind = request.GET.get("stav", ""), request.GET.get("druh", "")
    kinds = _kinds(actor)
    rows = Message.objects.visible_to(actor).select_related("person", "circle__controller__organisation")
    rows = rows.defer("circle__controller__logo").order_by("-created_at", "-pk")
    if state in Message.State.values:
        rows = rows.filter(state=state)
    if kind in dict(kinds):
        rows = rows.filter(kind=kind)
    page = Paginator(rows, ROWS).get_page(request.GET.get("strana"))
    found = list(page)
    names = _names(found)
    disclose(request, "message.listed", [message.uid for message in found])
    waiting = Message.objects.visible_to(actor).filter(state=Message.State.QUEUED)
    states = [("", _("vše")), *Message.State.choices]
    context = {
        "page": page, "rows": [_row(actor, message, names) for message in found], "state": state, "states": states,
        "stuck": not settings.MAIL_ENABLED and waiting.exists(),
        "has_links": bool(circles_run_by(actor)),
        "kind": kind, "kinds": [("", _("vše")), *kinds], "outage": outage(actor) if settings.MAIL_ENABLED else None,
    }
    return render(request, "notices/queue.html", context)


def _kinds(actor: Actor) -> list[tuple[str, str]]:
    """Kinds of the messages the actor may know of, by their labels."""
    known = Message.objects.visible_to(actor).order_by().values_list("kind", flat=True).distinct()
    return sorted(((kind, kind_label(kind)) for kind in known), key=lambda pair: sort_key(pair[1]))


def _message(request: HttpRequest, uid: str) -> Message:
    visible = Message.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return get_object_or_404(visible.select_related("person", "circle__controller__organisation"), uid=uid)


@require_safe
def message(request: HttpRequest, uid: str) -> HttpResponse:
    """One message, with its text to copy."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = _message(request, uid)
    if not reads_text(actor, found):
        raise PermissionDenied(_("Text zprávy čte jen adresát a ten, kdo vede skupinu."))
    disclose(request, "message.viewed", object_uid=found.uid, circle=found.circle.uid if found.circle else "")
    row = _row(actor, found, _names([found]))
    return render(request, "notices/message.html", row)


def _step(request: HttpRequest, uid: str, act: Any, done: str) -> HttpResponse:
    found = _message(request, uid)
    try:
        act(by=request.actor, message=found)  # type: ignore[attr-defined]
        flash.success(request, done)
    except ValidationError as error:
        for text in error.messages:
            flash.error(request, text)
    return redirect("notices:queue")


@require_POST
def try_again(request: HttpRequest, uid: str) -> HttpResponse:
    """Send a failed or held message after all."""
    return _step(request, uid, actions.try_again, _("Zpráva je znovu ve frontě."))


@require_POST
def note_outside(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that a message went out from one's own mailbox."""
    return _step(request, uid, actions.note_outside, _("Je poznamenáno, že zpráva odešla."))


@require_POST
def mark_returned(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that a message came back, or take that back."""
    returned = request.POST.get("stav") != "nevratilo"
    done = _("Je poznamenáno, že se zpráva vrátila.") if returned else _("Poznámka o vrácení je zrušená.")
    return _step(request, uid, partial(actions.mark_returned, returned=returned), done)


def _sender(request: HttpRequest) -> str:
    return formataddr((request.user.person.name, request.user.email))  # type: ignore[union-attr]


@require_safe
def draft(request: HttpRequest, uid: str) -> HttpResponse:
    """One message as a file that a mail program opens ready to send; who runs its circle."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = _message(request, uid)
    if not saves_draft(actor, found):
        raise PermissionDenied(_("Text zprávy čte jen adresát a ten, kdo vede skupinu."))
    disclose(request, "message.drafted", object_uid=found.uid, circle=found.circle.uid if found.circle else "")
    return _download(letters.draft_file(found, sender=_sender(request)), "message/rfc822", f"{found.uid}.eml")


@require_safe
def drafts(request: HttpRequest, about: str) -> HttpResponse:
    """All messages about a record that wait because no mail server is set, as files in one archive."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    waiting = Message.objects.visible_to(actor).filter(
        about=about, circle__in=circles_run_by(actor), state=Message.State.HELD, is_private=False
    )
    found = list(waiting.select_related("person__user").order_by("pk")[:MOST_DRAFTS])
    if not found:
        raise Http404
    sender, packed, names = _sender(request), io.BytesIO(), set()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for message in found:
            name = f"{slugify(fold(message.person.name)) or message.uid}.eml"
            name = name if name not in names else f"{slugify(fold(message.person.name))}-{message.uid}.eml"
            names.add(name)
            archive.writestr(name, letters.draft_file(message, sender=sender))
    disclose(request, "message.drafted", [message.uid for message in found], object_uid=about)
    return _download(packed.getvalue(), "application/zip", "zpravy.zip")


def _download(data: bytes, mime: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def cancel(request: HttpRequest, uid: str) -> HttpResponse:
    """Cancel a message that has not gone out."""
    return _step(request, uid, actions.cancel, _("Zpráva se neodešle."))
