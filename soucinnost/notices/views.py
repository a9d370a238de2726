"""Pages of the outgoing post."""

from typing import Any

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from soucinnost.access.naming import circle_names
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.notices import actions
from soucinnost.notices.models import Message
from soucinnost.notices.rules import reads_text, sees_queue, steers
from soucinnost.notices.words import kind_label, trouble_label

ROWS = 50
MARKS = {
    Message.State.QUEUED: "run", Message.State.SENT: "ok", Message.State.FAILED: "late", Message.State.HELD: "wait",
    Message.State.CANCELLED: "no",
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
    }


def _names(found: list[Message]) -> dict[int, str]:
    return circle_names([message.circle for message in found if message.circle is not None])


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, what went out, what failed: all of it without texts for administrators, of own circles with them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not sees_queue(actor):
        raise Http404
    state = request.GET.get("stav", "")
    rows = Message.objects.visible_to(actor).select_related("person", "circle__controller__organisation")
    rows = rows.defer("circle__controller__logo").order_by("-created_at", "-pk")
    if state in Message.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, ROWS).get_page(request.GET.get("strana"))
    found = list(page)
    names = _names(found)
    disclose(request, "message.listed", [message.uid for message in found])
    states = [("", _("vše")), *Message.State.choices]
    context = {
        "page": page, "rows": [_row(actor, message, names) for message in found], "state": state, "states": states,
    }
    return render(request, "notices/queue.html", context)


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
def cancel(request: HttpRequest, uid: str) -> HttpResponse:
    """Cancel a message that has not gone out."""
    return _step(request, uid, actions.cancel, _("Zpráva se neodešle."))
