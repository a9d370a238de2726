"""Answering an invitation: with an account, and for a member who answered otherwise; the public calendar of a group."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from soucinnost.access.rules import require, runs
from soucinnost.accounts.public import public_view
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.kernel.calendars import CONTENT_TYPE, feed_file
from soucinnost.meetings.actions.replies import reply
from soucinnost.meetings.forms.reply import ReplyForm
from soucinnost.meetings.public import public_events, publishing_group
from soucinnost.meetings.rules import may_reply, may_reply_for_others
from soucinnost.meetings.selectors.invitation import place_text, when_text
from soucinnost.meetings.selectors.replies import own_reply, replies_of
from soucinnost.meetings.views.common import actor_of, visible_meeting
from soucinnost.ui.submitting import add_errors


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, uid: str) -> HttpResponse:
    """Answer for oneself."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(may_reply(actor, meeting))
    said = own_reply(actor, meeting)
    initial = {"answer": said.answer, "deputy_name": said.deputy_name, "note": said.note} if said else {}
    form = ReplyForm(request.POST) if request.method == "POST" else ReplyForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            reply(by=actor, meeting=meeting, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Odpověď je zapsaná. Změnit ji můžete až do začátku jednání."))
            return redirect("meetings:invitation", uid=meeting.uid)
    disclose(
        request, "reply.viewed", [said.uid] if said else [], object_uid=meeting.uid, circle=meeting.circle.uid
    )
    context = {"meeting": meeting, "form": form, "when": when_text(meeting), "place": place_text(meeting)}
    return render(request, "meetings/reply.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, uid: str) -> HttpResponse:
    """Who answered what; who runs the circle enters answers that came otherwise."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(runs(actor, meeting.circle))
    found = replies_of(actor, meeting)
    asked = request.GET.get("kdo", "")
    form = ReplyForm(request.POST or None, people=found.rows, initial={"person": asked})
    if request.method == "POST" and form.is_valid():
        require(may_reply_for_others(actor, meeting), _("Jednání už začalo nebo bylo zrušeno."))
        data = form.cleaned_data
        try:
            reply(
                by=actor, meeting=meeting, person=form.person(), answer=data["answer"],
                deputy_name=data["deputy_name"], note=data["note"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Odpověď je zapsaná."))
            return redirect("meetings:replies", uid=meeting.uid)
    disclose(request, "reply.listed", found.uids, object_uid=meeting.uid, circle=meeting.circle.uid)
    context = {
        "meeting": meeting, "replies": found, "form": form, "when": when_text(meeting),
        "enters": may_reply_for_others(actor, meeting),
    }
    return render(request, "meetings/replies.html", context, status=422 if form.errors else 200)


@public_view
@no_disclosure("when and where a group meets, which it publishes")
@require_safe
def public_feed(request: HttpRequest, group_uid: str) -> HttpResponse:
    """A calendar anybody may subscribe to: when and where a group meets, where it says so itself."""
    group = publishing_group(group_uid)
    if group is None:
        raise Http404
    content = feed_file(group.name, public_events(group))
    return HttpResponse(content, content_type=f"{CONTENT_TYPE}; charset=utf-8")
