"""What of a meeting can be done by a one-time link: answer the invitation, remark on the draft."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.audit.disclosure import disclose
from soucinnost.documents.views import send_file
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import end_of_day
from soucinnost.meetings.actions.invitation import INVITATION, invite_again
from soucinnost.meetings.actions.replies import reply
from soucinnost.meetings.actions.signoff import REMARK, add_remark, send_draft_again
from soucinnost.meetings.enums import MeetingState, ReplyAnswer
from soucinnost.meetings.forms.reply import ReplyForm
from soucinnost.meetings.forms.signoff import RemarkForm
from soucinnost.meetings.models import AgendaPaper, Meeting, Reply
from soucinnost.meetings.rules import PLANNED
from soucinnost.meetings.selectors.invitation import place_text, when_text
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.meetings.selectors.prepare import item_rows
from soucinnost.meetings.views.common import actor_of
from soucinnost.notices.actions import consume
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.purposes import Purpose, register
from soucinnost.ui.submitting import add_errors


def _meeting(actor: Actor, link: OneTimeLink) -> Meeting:
    visible = Meeting.objects.visible_to(actor).select_related(
        "group", "circle__controller__organisation", "locality__municipality"
    )
    return get_object_or_404(visible, uid=link.object_uid)


def _is_strict(link: OneTimeLink) -> bool:
    """Whether the lead organisation wants a second factor: then a link takes answers and shows no content."""
    return link.circle.controller.requires_mfa


def answer_invitation(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    """Show the invitation with papers; take the answer, which consumes the link."""
    actor = actor_of(request)
    meeting = _meeting(actor, link)
    strict = _is_strict(link)
    rows = [] if strict else item_rows(actor, meeting)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    done = ""
    if request.method == "POST" and form.is_valid():
        try:
            given = reply(by=actor, meeting=meeting, link=link, **form.cleaned_data)
        except ValidationError as error:
            if getattr(error, "code", "") == "spent":
                raise
            add_errors(form, error)
        except PermissionDenied as error:
            form.add_error(None, str(error))
        else:
            done = _said(given)
    ids = [row.item.uid for row in rows] + [paper.attachment.uid for row in rows for paper in row.papers]
    ids += [carried.assignment.uid for row in rows for carried in row.carried]
    disclose(request, "invitation.viewed", ids, object_uid=meeting.uid, circle=meeting.circle.uid)
    context = {
        "link": link, "meeting": meeting, "rows": rows, "form": form, "done": done, "strict": strict,
        "when": when_text(meeting), "place": place_text(meeting),
    }
    return render(request, "meetings/link_invitation.html", context, status=422 if form.errors else 200)


def _said(given: Reply) -> str:
    """The answer, told back to who gave it."""
    if given.answer == ReplyAnswer.DEPUTY:
        return _("Přijde místo Vás: %(name)s.") % {"name": given.deputy_name}
    return _("Přijdete.") if given.answer == ReplyAnswer.COMING else _("Nepřijdete.")


def paper(request: HttpRequest, link: OneTimeLink, uid: str) -> HttpResponseBase:
    """A paper of an item that the link's person may see."""
    actor = actor_of(request)
    meeting = _meeting(actor, link)
    if _is_strict(link):
        raise Http404
    found = AgendaPaper.objects.visible_to(actor).filter(item__meeting=meeting, attachment__uid=uid)
    return send_file(request, get_object_or_404(found.select_related("attachment")).attachment)


def _reply_until(link: OneTimeLink) -> datetime | None:
    meeting = Meeting.objects.filter(uid=link.object_uid, state__in=PLANNED).first()
    return meeting.starts_at if meeting is not None else None


def _again(act: Any) -> Any:
    def send(*, by: Actor, link: OneTimeLink) -> bool:
        meeting = Meeting.objects.visible_to(by).filter(uid=link.object_uid).first()
        return meeting is not None and bool(act(by=by, meeting=meeting, person=link.person))

    return send


def remark(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    """Show the draft; take one remark on it, which consumes the link."""
    actor = actor_of(request)
    meeting = _meeting(actor, link)
    strict = _is_strict(link)
    view = None if strict else minutes_view(actor, meeting)
    form = RemarkForm(request.POST if request.method == "POST" else None, people=[])
    done = False
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                add_remark(by=actor, meeting=meeting, text=form.cleaned_data["text"])
                consume(by=actor, link=link)
            done = True
        except ValidationError as error:
            if getattr(error, "code", "") == "spent":
                raise
            add_errors(form, error)
        except PermissionDenied:
            form.add_error(None, _("Zápis už k připomínkám není. Text si zkopírujte a odpovězte na e-mail."))
    ids = [entry.uid for entry in view.entries] if view is not None else []
    disclose(request, "minutes.viewed", ids, object_uid=meeting.uid, circle=meeting.circle.uid)
    context = {"link": link, "meeting": meeting, "view": view, "form": form, "done": done, "strict": strict}
    return render(request, "meetings/link_remark.html", context, status=422 if form.errors else 200)


def _remark_until(link: OneTimeLink) -> datetime | None:
    meeting = Meeting.objects.filter(uid=link.object_uid, state=MeetingState.REMARKS).first()
    return end_of_day(meeting.remarks_until) if meeting is not None and meeting.remarks_until else None


def register_purposes() -> None:
    """Register both purposes; safe to call again."""
    register(
        Purpose(
            key=INVITATION, label=gettext_lazy("Odpověď na pozvánku"), answer=answer_invitation,
            open_until=_reply_until, send_again=_again(invite_again), file=paper, model=Meeting,
        )
    )
    register(
        Purpose(
            key=REMARK, label=gettext_lazy("Připomínka k zápisu"), answer=remark, open_until=_remark_until,
            send_again=_again(send_draft_again), model=Meeting,
        )
    )
