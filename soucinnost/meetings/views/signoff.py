"""Reading minutes and finishing them: remarks, signatures, locking, reopening, dispatch."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from soucinnost.assignments.views import typed_texts
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.meetings import hooks, rules
from soucinnost.meetings.actions import signoff
from soucinnost.meetings.actions.dispatch import note_dispatch, remove_dispatch
from soucinnost.meetings.actions.findings import leave_data
from soucinnost.meetings.findings import undecided_in
from soucinnost.meetings.forms.signoff import (
    ApproveForm,
    DispatchForm,
    LeaveForm,
    RemarkForm,
    ReopenForm,
    ReviewForm,
    ReviewForOtherForm,
    SendDraftForm,
    SettleForm,
    SignForm,
)
from soucinnost.meetings.minutes_page import others, read_page
from soucinnost.meetings.models import Dispatch, Entry, Meeting, MinutesVersion, Remark
from soucinnost.meetings.selectors.invitation import held_text, place_text
from soucinnost.meetings.selectors.sight import seen_versions
from soucinnost.meetings.selectors.signoff import VIEWED, seated, signatures_under
from soucinnost.meetings.selectors.versions import differences, readable_content
from soucinnost.meetings.views.common import visible_meeting
from soucinnost.ui.submitting import add_errors

Allowed = Callable[[Actor, Meeting], bool]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _page(request: HttpRequest, meeting: Meeting, step: str = "", form: Any = None, status: int = 200) -> HttpResponse:
    asked = request.GET.get("od", "")
    since = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    page = read_page(_actor(request), meeting, since=since)
    refused = form
    if form is not None and step in page.forms:
        page.forms[step], refused = form, None
    elif step == "leave_data" and page.leave_form is not None:
        page.leave_form, refused = form, None
    elif form is not None and step in page.settle_forms:
        page.settle_forms[step], refused = form, None
    at_entry = form["entry"].value() if step == "remark" and refused is None and form is not None else ""
    disclose(request, VIEWED, page.uids, object_uid=meeting.uid, circle=meeting.circle.uid)
    context = {
        "meeting": meeting, "page": page, "view": page.view, "forms": page.forms, "step": step, "at_entry": at_entry,
        "refused": refused, "kept": typed_texts(refused) if refused is not None else [], "place": place_text(meeting),
        "open_remarks": sum(remark.settled_at is None for remark in page.remarks), "today": timezone.localdate(),
        "held": held_text(meeting),
        "runs": rules.runs(_actor(request), meeting.circle), "finished": meeting.ended_at is not None,
        "links": hooks.links(_actor(request), meeting),
    }
    return render(request, "meetings/minutes.html", context, status=status)


@require_safe
def minutes(request: HttpRequest, uid: str) -> HttpResponse:
    """The minutes as this reader may see them, and the steps of their sign-off. ``?od=2``: changes since version 2."""
    return _page(request, visible_meeting(request, uid))


def _do(
    request: HttpRequest, uid: str, step: str, allowed: Allowed, form: Form,
    act: Callable[[Meeting, dict[str, Any]], Any], done: Callable[[Any], str],
) -> HttpResponse:
    """Take a step. Refused, the page comes back with what was typed, also when the step is not on offer any more."""
    meeting = visible_meeting(request, uid)
    status = 422
    if not allowed(_actor(request), meeting):
        refusal = _("Tento krok teď udělat nemůžete: zápis je v jiném stavu, nebo krok patří někomu jinému.")
        form.add_error(None, refusal)
        status = 403
    elif form.is_valid():
        try:
            result = act(meeting, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        except PermissionDenied as error:
            form.add_error(None, str(error))
            status = 403
        else:
            if _asks_for_data(request):
                return JsonResponse({"message": done(result)}, status=201)
            messages.success(request, done(result))
            return redirect("meetings:minutes", uid=meeting.uid)
    if _asks_for_data(request):
        return JsonResponse({"message": _refusal(form)}, status=status)
    return _page(request, visible_meeting(request, uid), step, form, status=status)


def _asks_for_data(request: HttpRequest) -> bool:
    """Whether the script of the live minutes asks, which hands in a text that came too late as a remark."""
    return request.headers.get("Accept", "") == "application/json"


def _refusal(form: Form) -> str:
    """What was refused, in one line."""
    return " ".join(str(text) for texts in form.errors.values() for text in texts)


def _said(text: str) -> Callable[[Any], str]:
    return lambda result: text


def _locked_or(text: str) -> Callable[[Meeting], str]:
    """What to say after a signature: it may have been the last one."""
    return lambda meeting: text + (" " + _("Zápis je tím uzamčený.") if meeting.finalised_at is not None else "")


@require_POST
def send_draft(request: HttpRequest, uid: str) -> HttpResponse:
    """Give the draft to members for remarks."""
    return _do(
        request, uid, "send_draft", rules.may_send_draft, SendDraftForm(request.POST),
        lambda meeting, data: signoff.send_draft(by=_actor(request), meeting=meeting, until=data["until"]),
        _said(_("Zápis je u členů k připomínkám.")),
    )


@require_POST
def remark(request: HttpRequest, uid: str) -> HttpResponse:
    """Remark on the draft."""
    actor, meeting = _actor(request), visible_meeting(request, uid)
    form = RemarkForm(request.POST, people=others(actor, meeting, seated(meeting)))

    def act(meeting: Meeting, data: dict[str, Any]) -> None:
        entry = None
        if data["entry"]:
            entry = get_object_or_404(Entry.objects.visible_to(actor), uid=data["entry"], meeting=meeting)
        signoff.add_remark(
            by=actor, meeting=meeting, text=data["text"], entry=entry, person=form.person_of("person")
        )

    return _do(request, uid, "remark", rules.may_remark, form, act, _said(_("Připomínka je uložená.")))


@require_POST
def settle(request: HttpRequest, uid: str, remark_uid: str) -> HttpResponse:
    """Say what was made of a remark."""
    visible = Remark.objects.visible_to(_actor(request)).select_related("meeting")
    one = get_object_or_404(visible, uid=remark_uid, meeting__uid=uid)
    return _do(
        request, uid, one.uid, rules.may_settle_remarks,
        SettleForm(request.POST, auto_id=f"vyporadat-{one.uid}-%s"),
        lambda meeting, data: signoff.settle_remark(
            by=_actor(request), remark=one, accepted=data["accepted"], response=data["response"]
        ),
        _said(_("Připomínka je vypořádaná.")),
    )


@require_POST
def leave(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that what looks like personal data belongs into some lines, and why."""
    actor, meeting = _actor(request), visible_meeting(request, uid)
    form = LeaveForm(request.POST, found=undecided_in(actor, meeting))
    return _do(
        request, uid, "leave_data", rules.may_write, form,
        lambda meeting, data: leave_data(by=actor, meeting=meeting, found=data["lines"], reason=data["reason"]),
        _said(_("Rozhodnutí je zapsané.")),
    )


@require_POST
def sign_recorder(request: HttpRequest, uid: str) -> HttpResponse:
    """Sign as the recorder."""
    return _do(
        request, uid, "sign_recorder", rules.may_sign_as_recorder, SignForm(request.POST),
        lambda meeting, data: signoff.sign_as_recorder(
            by=_actor(request), meeting=meeting, note=data["note"], signed_on=data["signed_on"]
        ),
        _locked_or(_("Zápis je podepsaný.")),
    )


def _read_version(meeting: Meeting, uid: str) -> MinutesVersion:
    """The version that was on the page; an unknown one counts as none that could be signed."""
    found = MinutesVersion.objects.filter(uid=uid, meeting=meeting).first()
    if found is None:
        raise ValidationError(_("Není jasné, kterou verzi podepisujete. Projděte zápis a podepište znovu."))
    return found


@require_POST
def sign_reviewer(request: HttpRequest, uid: str) -> HttpResponse:
    """Sign as a reviewer under the version that was on the page."""
    return _do(
        request, uid, "sign_reviewer", rules.may_sign_as_reviewer, ReviewForm(request.POST),
        lambda meeting, data: signoff.sign_as_reviewer(
            by=_actor(request), meeting=meeting, read_version=_read_version(meeting, data["version"]),
            note=data["note"], signed_on=data["signed_on"],
        ),
        _locked_or(_("Revize je podepsaná.")),
    )


@require_POST
def sign_for(request: HttpRequest, uid: str) -> HttpResponse:
    """Enter a signature that a reviewer gave on paper."""
    left = signoff.reviewers_left(visible_meeting(request, uid))
    form = ReviewForOtherForm(request.POST, people=left)
    return _do(
        request, uid, "sign_for", rules.may_enter_for_others, form,
        lambda meeting, data: signoff.sign_as_reviewer(
            by=_actor(request), meeting=meeting, read_version=_read_version(meeting, data["version"]),
            note=data["note"], signed_on=data["signed_on"], person=form.person_of("person"),
        ),
        _locked_or(_("Revize je zapsaná.")),
    )


@require_POST
def approve(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that the next meeting approved the minutes."""
    return _do(
        request, uid, "approve", rules.may_approve, ApproveForm(request.POST),
        lambda meeting, data: signoff.approve(
            by=_actor(request), meeting=meeting, note=data["note"], approved_on=data["signed_on"]
        ),
        _said(_("Schválení je zapsané, zápis je uzamčený.")),
    )


@require_POST
def lock(request: HttpRequest, uid: str) -> HttpResponse:
    """Lock minutes on which nobody's signature is missing any more."""
    return _do(
        request, uid, "lock", rules.may_lock, Form(request.POST),
        lambda meeting, data: signoff.lock_minutes(by=_actor(request), meeting=meeting), _said(_("Zápis je uzamčený.")),
    )


@require_POST
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Open locked minutes again."""
    return _do(
        request, uid, "reopen", rules.may_reopen, ReopenForm(request.POST),
        lambda meeting, data: signoff.reopen(by=_actor(request), meeting=meeting, reason=data["reason"]),
        _said(_("Zápis je znovu otevřený. Uzamčená verze zůstala v historii.")),
    )


@require_POST
def dispatch(request: HttpRequest, uid: str) -> HttpResponse:
    """Note a dispatch."""
    fields = ("kind", "sent_on", "recipient", "message_id")
    return _do(
        request, uid, "dispatch", rules.may_dispatch, DispatchForm(request.POST),
        lambda meeting, data: note_dispatch(
            by=_actor(request), meeting=meeting, **{name: data[name] for name in fields}
        ),
        _said(_("Odeslání je poznamenané.")),
    )


@require_POST
def dispatch_remove(request: HttpRequest, uid: str, dispatch_uid: str) -> HttpResponse:
    """Take back a note of a dispatch."""
    visible = Dispatch.objects.visible_to(_actor(request)).select_related("meeting")
    one = get_object_or_404(visible, uid=dispatch_uid, meeting__uid=uid)
    return _do(
        request, uid, "dispatch_remove", rules.may_dispatch, Form(request.POST),
        lambda meeting, data: remove_dispatch(by=_actor(request), dispatch=one),
        _said(_("Záznam o odeslání je zrušený.")),
    )


@require_safe
def version(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """One kept version, and how it differs from the one before; its number counts among those the reader knows."""
    meeting, actor = visible_meeting(request, uid), _actor(request)
    versions = seen_versions(actor, meeting)
    if not 0 < number <= len(versions):
        raise Http404
    shown, previous = versions[number - 1], versions[number - 2] if number > 1 else None
    signatures = signatures_under(actor, shown)
    compared = [shown.version, *([previous.version] if previous is not None else [])]
    kept = readable_content(actor, *compared)
    shown_items = [item for items in kept for item in items]
    ids = [*(item["uid"] for item in shown_items), *(line["uid"] for item in shown_items for line in item["entries"])]
    ids += [one.uid for one in signatures]
    disclose(
        request, "minutes.version_viewed", dict.fromkeys(ids), object_uid=shown.uid, circle=meeting.circle.uid
    )
    context = {
        "meeting": meeting, "version": shown, "previous": previous, "items": kept[0],
        "changes": differences(actor, previous.version, shown.version) if previous is not None else [],
        "signatures": signatures,
    }
    return render(request, "meetings/version.html", context)
