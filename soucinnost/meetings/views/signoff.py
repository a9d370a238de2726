"""Reading minutes and finishing them: remarks, signatures, locking, reopening, dispatch."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from soucinnost.access.rules import may_export
from soucinnost.audit.disclosure import disclose
from soucinnost.meetings import rules
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.dispatch import note_dispatch
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.forms.signoff import (
    DispatchForm,
    RemarkForm,
    ReopenForm,
    SendDraftForm,
    SettleForm,
    SignForm,
)
from soucinnost.meetings.models import Dispatch, Entry, Meeting, MinutesVersion, Remark, Reopening
from soucinnost.meetings.selectors import minutes_view
from soucinnost.meetings.selectors.invitation import place_text
from soucinnost.meetings.selectors.signoff import signature_chain
from soucinnost.meetings.selectors.versions import differences, last_read_version, readable_content


def _meeting(request: HttpRequest, uid: str) -> Meeting:
    visible = Meeting.objects.visible_to(request.actor).select_related(
        "group", "circle__controller__organisation", "locality__municipality", "attendance_scan"
    )
    return get_object_or_404(visible, uid=uid)


def _steps(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """The forms of what this reader can do now."""
    actor = request.actor
    forms: dict[str, Any] = {}
    if rules.may_send_draft(actor, meeting):
        until = timezone.localdate() + timedelta(days=meeting.group.remarks_days)
        forms["send_draft"] = SendDraftForm(initial={"until": until})
    if rules.may_remark(actor, meeting):
        forms["remark"] = RemarkForm()
    if rules.may_sign_as_recorder(actor, meeting):
        forms["sign_recorder"] = SignForm()
    if rules.may_sign_as_reviewer(actor, meeting) and actor.person_id in {
        person.pk for person in signoff.reviewers_left(meeting)
    }:
        forms["sign_reviewer"] = SignForm()
    if rules.may_approve(actor, meeting):
        forms["approve"] = SignForm()
    if rules.may_reopen(actor, meeting):
        forms["reopen"] = ReopenForm()
    if rules.may_dispatch(actor, meeting):
        forms["dispatch"] = DispatchForm()
    return forms


def _page(
    request: HttpRequest, meeting: Meeting, step: str = "", form: Any = None, status: int = 200, problem: str = ""
) -> HttpResponse:
    actor = request.actor
    view = minutes_view(actor, meeting)
    forms = _steps(request, meeting)
    if form is not None:
        forms[step] = form
    versions = list(MinutesVersion.objects.visible_to(actor).filter(meeting=meeting).select_related("by_person"))
    newest = versions[-1] if versions else None
    changes, read_before = [], None
    if newest is not None and "sign_reviewer" in forms:
        read_before = last_read_version(actor, meeting)
        if read_before is not None and read_before.pk != newest.pk:
            changes = differences(actor, read_before, newest)
    remarks = list(
        Remark.objects.visible_to(actor).filter(meeting=meeting).select_related("person", "settled_by", "entry")
    )
    settles = rules.may_settle_remarks(actor, meeting)
    disclose(
        request, "minutes.viewed", [entry.uid for entry in view.entries], object_uid=meeting.uid,
        circle=meeting.circle.uid,
    )
    return render(
        request,
        "meetings/minutes.html",
        {
            "meeting": meeting, "view": view, "forms": forms, "step": step, "problem": problem,
            "place": place_text(meeting), "chain": signature_chain(actor, meeting), "versions": versions,
            "newest": newest, "read_before": read_before, "changes": changes, "remarks": remarks,
            "open_remarks": sum(remark.settled_at is None for remark in remarks),
            "settle_form": SettleForm() if settles else None, "runs": rules.runs(actor, meeting.circle),
            "edits": rules.runs(actor, meeting.circle) and meeting.state not in {
                MeetingState.FINAL, MeetingState.CANCELLED,
            } or (rules.reviews(actor, meeting.circle) and meeting.state == MeetingState.SIGNING),
            "exports": may_export(actor, meeting.circle), "today": timezone.localdate(),
            "reopenings": Reopening.objects.visible_to(actor).filter(meeting=meeting).select_related(
                "by_person", "from_version"
            ),
            "dispatches": Dispatch.objects.visible_to(actor).filter(meeting=meeting),
            "finished": meeting.ended_at is not None,
        },
        status=status,
    )


@require_GET
def minutes(request: HttpRequest, uid: str) -> HttpResponse:
    """The minutes as this reader may see them, and the steps of their sign-off."""
    return _page(request, _meeting(request, uid))


def _do(
    request: HttpRequest, uid: str, step: str, form: Form, act: Callable[[Meeting, dict[str, Any]], Any], done: str
) -> HttpResponse:
    meeting = _meeting(request, uid)
    problem = ""
    if form.is_valid():
        try:
            act(meeting, form.cleaned_data)
        except ValidationError as error:
            problem = " ".join(error.messages)
            if hasattr(error, "error_dict"):
                for field, texts in error.message_dict.items():
                    form.add_error(field if field in form.fields else None, texts)
            else:
                form.add_error(None, error.messages)
        else:
            messages.success(request, done)
            return redirect("meetings:minutes", uid=meeting.uid)
    return _page(request, _meeting(request, uid), step, form, status=422, problem=problem)


@require_POST
def send_draft(request: HttpRequest, uid: str) -> HttpResponse:
    """Give the draft to members for remarks."""
    return _do(
        request, uid, "send_draft", SendDraftForm(request.POST),
        lambda meeting, data: signoff.send_draft(by=request.actor, meeting=meeting, until=data["until"]),
        _("Zápis je u členů k připomínkám."),
    )


@require_POST
def remark(request: HttpRequest, uid: str) -> HttpResponse:
    """Remark on the draft."""

    def act(meeting: Meeting, data: dict[str, Any]) -> None:
        entry = None
        if data["entry"]:
            entry = get_object_or_404(Entry.objects.visible_to(request.actor), uid=data["entry"], meeting=meeting)
        signoff.add_remark(by=request.actor, meeting=meeting, text=data["text"], entry=entry)

    return _do(request, uid, "remark", RemarkForm(request.POST), act, _("Připomínka je uložená."))


@require_POST
def settle(request: HttpRequest, uid: str, remark_uid: str) -> HttpResponse:
    """Say what was made of a remark."""
    visible = Remark.objects.visible_to(request.actor).select_related("meeting")
    one = get_object_or_404(visible, uid=remark_uid, meeting__uid=uid)
    return _do(
        request, uid, f"settle-{one.uid}", SettleForm(request.POST),
        lambda meeting, data: signoff.settle_remark(
            by=request.actor, remark=one, accepted=data["accepted"], response=data["response"]
        ),
        _("Připomínka je vypořádaná."),
    )


@require_POST
def sign_recorder(request: HttpRequest, uid: str) -> HttpResponse:
    """Sign as the recorder."""
    return _do(
        request, uid, "sign_recorder", SignForm(request.POST),
        lambda meeting, data: signoff.sign_as_recorder(
            by=request.actor, meeting=meeting, note=data["note"], signed_on=data["signed_on"]
        ),
        _("Zápis je podepsaný."),
    )


@require_POST
def sign_reviewer(request: HttpRequest, uid: str) -> HttpResponse:
    """Sign as a reviewer under the version that was on the page."""

    def act(meeting: Meeting, data: dict[str, Any]) -> None:
        read = get_object_or_404(
            MinutesVersion.objects.visible_to(request.actor), uid=data["version"], meeting=meeting
        )
        signoff.sign_as_reviewer(
            by=request.actor, meeting=meeting, read_version=read, note=data["note"], signed_on=data["signed_on"]
        )

    return _do(request, uid, "sign_reviewer", SignForm(request.POST), act, _("Revize je podepsaná."))


@require_POST
def approve(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that the next meeting approved the minutes."""
    return _do(
        request, uid, "approve", SignForm(request.POST),
        lambda meeting, data: signoff.approve(
            by=request.actor, meeting=meeting, note=data["note"], approved_on=data["signed_on"]
        ),
        _("Schválení je zapsané, zápis je uzamčený."),
    )


@require_POST
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Open locked minutes again."""
    return _do(
        request, uid, "reopen", ReopenForm(request.POST),
        lambda meeting, data: signoff.reopen(by=request.actor, meeting=meeting, reason=data["reason"]),
        _("Zápis je znovu otevřený. Uzamčená verze zůstala v historii."),
    )


@require_POST
def dispatch(request: HttpRequest, uid: str) -> HttpResponse:
    """Note a dispatch."""
    return _do(
        request, uid, "dispatch", DispatchForm(request.POST),
        lambda meeting, data: note_dispatch(by=request.actor, meeting=meeting, **data),
        _("Odeslání je poznamenané."),
    )


@require_GET
def version(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """One kept version, and how it differs from the one before."""
    meeting = _meeting(request, uid)
    visible = MinutesVersion.objects.visible_to(request.actor).filter(meeting=meeting).select_related("by_person")
    shown = get_object_or_404(visible, number=number)
    previous = visible.filter(number__lt=number).order_by("-number").first()
    items = readable_content(request.actor, shown)
    disclose(
        request, "minutes.version_viewed", [entry["uid"] for item in items for entry in item["entries"]],
        object_uid=shown.uid, circle=meeting.circle.uid,
    )
    return render(
        request,
        "meetings/version.html",
        {
            "meeting": meeting, "version": shown, "previous": previous, "items": items,
            "changes": differences(request.actor, previous, shown) if previous is not None else [],
            "signatures": shown.signatures.select_related("person"),
        },
    )
