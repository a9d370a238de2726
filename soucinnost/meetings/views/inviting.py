"""The invitation as its reader sees it, its sending; the scan of the signed attendance sheet."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from soucinnost.access.rules import may_export, require, runs
from soucinnost.agencies.models import Person
from soucinnost.audit.disclosure import disclose
from soucinnost.meetings.actions.attendance import attach_scan, remove_scan
from soucinnost.meetings.actions.invitation import note_invited, send_invitation
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.forms.prepare import ScanForm
from soucinnost.meetings.rules import PLANNED, may_attach_scan, may_invite, may_remove_scan, may_reply
from soucinnost.meetings.selectors.invitation import (
    changes_since_invitation,
    invitation_subject,
    invitation_text,
    papers_for,
    place_text,
    shared_view,
    when_text,
)
from soucinnost.meetings.selectors.prepare import item_rows, recipients_of
from soucinnost.meetings.selectors.replies import own_reply
from soucinnost.meetings.views.common import actor_of, visible_meeting
from soucinnost.notices.models import Message
from soucinnost.ui.submitting import add_errors


@require_safe
def invitation(request: HttpRequest, uid: str) -> HttpResponse:
    """The invitation with the agenda, for members to read; who runs the group also sees its text and sends it."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    rows = item_rows(actor, meeting)
    is_runner = runs(actor, meeting.circle)
    context = {
        "meeting": meeting, "rows": rows, "when": when_text(meeting), "place": place_text(meeting),
        "today": timezone.localdate(), "runs": is_runner, "exports": may_export(actor, meeting.circle),
        "is_planned": meeting.state in PLANNED, "may_invite": may_invite(actor, meeting),
        "is_running": meeting.state == MeetingState.RUNNING, "mail": settings.MAIL_ENABLED,
        "has_closed": any(row.item.is_closed for row in rows),
        "may_reply": may_reply(actor, meeting), "reply": own_reply(actor, meeting),
    }
    recipients: list[Person] = []
    if is_runner:
        invited = recipients_of(meeting)
        recipients = invited.people
        everybody = shared_view(actor)
        is_change = meeting.invited_at is not None
        changes = changes_since_invitation(everybody, meeting)
        context |= {
            "recipients": invited, "changes": changes, "is_change": is_change,
            "subject": invitation_subject(meeting, is_change=is_change),
            "text": invitation_text(everybody, meeting, changes),
            "drafts": Message.objects.visible_to(actor).filter(
                about=meeting.uid, kind="invitation", state=Message.State.HELD
            ).count(),
            "papers": papers_for(everybody, meeting),
        }
    ids = [row.item.uid for row in rows] + [person.uid for person in recipients]
    ids += [paper.attachment.uid for row in rows for paper in row.papers]
    ids += [carried.assignment.uid for row in rows for carried in row.carried]
    disclose(request, "invitation.viewed", ids, object_uid=meeting.uid, circle=meeting.circle.uid)
    return render(request, "meetings/invitation.html", context)


@require_POST
def send(request: HttpRequest, uid: str) -> HttpResponse:
    """Send the invitation, or its change, to everybody."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(may_invite(actor, meeting))
    try:
        sent = send_invitation(by=actor, meeting=meeting, with_papers="podklady" in request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("meetings:prepare", uid=meeting.uid)
    words = ngettext("Pozvánka odchází %(count)s člověku.", "Pozvánka odchází %(count)s lidem.", sent.queued)
    if not settings.MAIL_ENABLED:
        words = ngettext(
            "Připravena %(count)s zpráva. Stáhněte ji, odešlete ze své schránky a poznamenejte to.",
            "Připraveno %(count)s zpráv. Stáhněte je, odešlete ze své schránky a poznamenejte to.", sent.queued,
        )
    messages.success(request, words % {"count": sent.queued})
    if sent.without_address:
        names = ", ".join(sent.without_address)
        messages.warning(request, _("Nemají e-mail, dejte jim vědět jinak: %(names)s.") % {"names": names})
    return redirect("meetings:prepare" if settings.MAIL_ENABLED else "meetings:invitation", uid=meeting.uid)


@require_POST
def note_sent(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that the invitation went out from one's own mailbox or on paper."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(may_invite(actor, meeting))
    try:
        note_invited(by=actor, meeting=meeting)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Je poznamenáno, že pozvánka odešla."))
    return redirect("meetings:prepare", uid=meeting.uid)


@require_POST
def scan(request: HttpRequest, uid: str) -> HttpResponse:
    """Attach the scan of the signed attendance sheet, in place of an earlier one."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(runs(actor, meeting.circle))
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            attach_scan(by=actor, meeting=meeting, upload=form.cleaned_data["upload"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Prezenční listina je přiložená."))
            return redirect("meetings:attendance", uid=meeting.uid)
    return _attendance(request, uid, form, 422)


@require_POST
def scan_remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the scan away."""
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    require(runs(actor, meeting.circle))
    try:
        remove_scan(by=actor, meeting=meeting)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Sken je odebraný."))
    return redirect("meetings:attendance", uid=meeting.uid)


@require_safe
def attendance(request: HttpRequest, uid: str) -> HttpResponse:
    """The attendance sheet: to print before the meeting, with its scan after it."""
    return _attendance(request, uid, ScanForm(), 200)


def _attendance(request: HttpRequest, uid: str, form: ScanForm, status: int) -> HttpResponse:
    actor, meeting = actor_of(request), visible_meeting(request, uid)
    recipients = recipients_of(meeting)
    ids = [seat.uid for seat in recipients.seats]
    ids += [meeting.attendance_scan.uid] if meeting.attendance_scan is not None else []
    disclose(request, "attendance.viewed", ids, object_uid=meeting.uid, circle=meeting.circle.uid)
    return render(
        request, "meetings/attendance.html",
        {
            "meeting": meeting, "form": form, "recipients": recipients, "when": when_text(meeting),
            "place": place_text(meeting), "exports": may_export(actor, meeting.circle),
            "may_scan": may_attach_scan(actor, meeting), "may_remove": may_remove_scan(actor, meeting),
            "is_locked": meeting.state == MeetingState.FINAL and runs(actor, meeting.circle),
        },
        status=status,
    )
