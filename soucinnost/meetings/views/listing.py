"""All meetings, a new one, its time and place, its cancelling."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from soucinnost.access.rules import require, runs
from soucinnost.audit.disclosure import disclose
from soucinnost.groups.models import Group
from soucinnost.groups.rules import is_closed
from soucinnost.meetings.actions.scheduling import cancel_meeting, change_meeting, create_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.forms.prepare import CancelForm, MeetingForm, suggested
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.rules import PLANNED, may_cancel, may_prepare
from soucinnost.meetings.section import links_of
from soucinnost.meetings.selectors.invitation import place_text, when_text
from soucinnost.meetings.selectors.listing import Choice, headline, read_listing
from soucinnost.meetings.views.common import actor_of, visible_meeting
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings of the reader's groups: coming, to finish, past."""
    choice = Choice(
        group=request.GET.get("skupina", ""), state=request.GET.get("stav", ""), year=request.GET.get("rok", "")
    )
    listing = read_listing(actor_of(request), choice, request.GET.get("strana"))
    disclose(request, "meeting.listed", listing.uids)
    chosen = next((group for group in listing.groups if group.uid == choice.group), None)
    links = links_of(actor_of(request), chosen)
    return render(request, "meetings/list.html", {"listing": listing, "headline": headline(listing), "links": links})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Set a meeting of a group; the form starts with the group's usual time and place."""
    actor = actor_of(request)
    groups = Group.objects.content_visible_to(actor).select_related("circle__controller")
    group = get_object_or_404(groups, uid=group_uid)
    require(runs(actor, group.circle))
    if is_closed(group):
        messages.error(request, _("Skupina je ukončená, další jednání už nejde svolat."))
        return redirect("groups:group", uid=group.uid)
    start = suggested(group, timezone.localdate())
    form = MeetingForm(request.POST or None, actor=actor, group=group, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = create_meeting(by=actor, group=group, **_frame(form.cleaned_data))
        except ValidationError as error:
            _errors(form, error)
        else:
            messages.success(request, _("Jednání je svolané, program se sestavil sám."))
            return redirect("meetings:prepare", uid=meeting.uid)
    disclose(request, "group.viewed", [group.uid], object_uid=group.uid, circle=group.circle.uid)
    return render(
        request, "meetings/new.html", {"group": group, "form": form, "suggested": start["day"]}, status=_status(request)
    )


@require_http_methods(["GET", "POST"])
def frame(request: HttpRequest, uid: str) -> HttpResponse:
    """Change the time, place, title and reference of a meeting."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(may_prepare(actor, meeting))
    editing = _editing(request, meeting)
    form = editing.form
    if editing.carried_out(
        lambda: change_meeting(by=actor, meeting=meeting, **_frame(form.cleaned_data)),
        _("Čas a místo jsou uložené."), _errors,
    ):
        return redirect("meetings:prepare", uid=meeting.uid)
    disclose(request, "meeting.viewed", [meeting.uid], object_uid=meeting.uid, circle=meeting.circle.uid)
    return render(
        request, "meetings/new_frame.html",
        {
            "meeting": meeting, "group": meeting.group, "form": form, "cancel": CancelForm(),
            "may_cancel": may_cancel(actor, meeting), "invited": meeting.invited_at is not None,
        },
        status=_status(request),
    )


def _editing(request: HttpRequest, meeting: Meeting, *, sent: bool = True) -> Editing:
    def make(found: Meeting, data: Any) -> MeetingForm:
        start = MeetingForm.start_of(found)
        return MeetingForm(data, actor=actor_of(request), group=found.group, meeting=found, initial=start)

    return Editing(request, meeting, make, back=reverse("meetings:frame", args=[meeting.uid]), sent=sent)


@require_http_methods(["POST"])
def cancel(request: HttpRequest, uid: str) -> HttpResponse:
    """Cancel a meeting with a reason."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(may_cancel(actor, meeting))
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            cancel_meeting(by=actor, meeting=meeting, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Jednání je zrušené."))
            return redirect("meetings:meeting", uid=meeting.uid)
    disclose(request, "meeting.viewed", [meeting.uid], object_uid=meeting.uid, circle=meeting.circle.uid)
    start = _editing(request, meeting, sent=False).form
    return render(
        request, "meetings/new_frame.html",
        {
            "meeting": meeting, "group": meeting.group, "form": start, "cancel": form, "may_cancel": True,
            "invited": meeting.invited_at is not None,
        },
        status=422,
    )


@require_safe
def meeting(request: HttpRequest, uid: str) -> HttpResponse:
    """Lead to the page fit for the state and the reader; a cancelled meeting says here why."""
    actor, found = actor_of(request), visible_meeting(request, uid)
    if found.state == MeetingState.CANCELLED:
        disclose(request, "meeting.viewed", [found.uid], object_uid=found.uid, circle=found.circle.uid)
        return render(
            request, "meetings/cancelled.html",
            {
                "meeting": found, "when": when_text(found), "place": place_text(found),
                "runs": runs(actor, found.circle) and not is_closed(found.group),
            },
        )
    return redirect(page_of(found, runs(actor, found.circle)), uid=found.uid)


def page_of(meeting: Meeting, is_runner: bool) -> str:
    """The name of the page fit for a meeting's state."""
    if meeting.state in PLANNED:
        return "meetings:prepare" if is_runner else "meetings:invitation"
    if meeting.state == MeetingState.RUNNING:
        return "meetings:hold" if is_runner else "meetings:invitation"
    return "meetings:minutes"


def _frame(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {
        "starts_at": cleaned["starts_at"], "ends_at": cleaned["ends_at"], "place": cleaned["where"],
        "title": cleaned["title"], "file_reference": cleaned["file_reference"],
    }


def _errors(form: MeetingForm, error: ValidationError) -> None:
    """Name the fields of the action as the form calls them."""
    if hasattr(error, "error_dict"):
        names = {"starts_at": "starts", "ends_at": "ends", "latitude": "point", "longitude": "point"}
        error = ValidationError({names.get(name, name): problems for name, problems in error.error_dict.items()})
    add_errors(form, error)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
