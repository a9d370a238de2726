"""The page on which a meeting is held and its minutes are written, and what its script asks for."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from soucinnost.access.models import Seat
from soucinnost.access.rules import reviews, runs
from soucinnost.accounts.public import public_view
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.documents.richtext import RichTextError, clean_html
from soucinnost.kernel.ids import new_uid
from soucinnost.meetings.actions.answers import answer_question
from soucinnost.meetings.actions.presence import Attendance, add_guest, set_presence
from soucinnost.meetings.actions.running import Ended, end_meeting, finish_editing, start_meeting
from soucinnost.meetings.actions.sync import perform
from soucinnost.meetings.enums import EntryKind, MeetingState, PresenceStatus
from soucinnost.meetings.forms.hold import AnswerForm, GuestForm, PresenceForm
from soucinnost.meetings.models import Entry, Meeting, Presence
from soucinnost.meetings.rules import PLANNED, may_answer_for_others, may_end, may_start, may_write
from soucinnost.meetings.script import joined
from soucinnost.meetings.selectors.live import (
    directory_for,
    meeting_with_state,
    since_of,
    state_for,
    token_of,
    uids_in,
    uids_of,
)
from soucinnost.meetings.selectors.minutes import presence_lines
from soucinnost.meetings.selectors.replies import answers_by_presence
from soucinnost.meetings.selectors.suggesting import suggestions
from soucinnost.meetings.selectors.whereabouts import note_writing
from soucinnost.meetings.views.common import actor_of
from soucinnost.meetings.words import words

MAX_OPERATIONS = 50


def _meeting(request: HttpRequest, uid: str) -> Meeting:
    visible = Meeting.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return get_object_or_404(visible.select_related("group", "circle__controller"), uid=uid)


@require_GET
@never_cache
def hold(request: HttpRequest, uid: str) -> HttpResponse:
    """The live minutes: writers write, other members read along. Before the start, the button that starts.

    Once locked, who may have written finds here what never left this browser, to copy it; others go on to the minutes.
    """
    actor = request.actor  # type: ignore[attr-defined]
    meeting = get_object_or_404(meeting_with_state(actor, uid))
    writers = runs(actor, meeting.circle) or reviews(actor, meeting.circle)
    if meeting.state == MeetingState.CANCELLED or (meeting.state == MeetingState.FINAL and not writers):
        return redirect("meetings:minutes", uid=uid)
    if meeting.state in PLANNED:
        disclose(request, "meeting.viewed", [meeting.uid], circle=meeting.circle.uid)
        return render(request, "meetings/hold_start.html", {"meeting": meeting, "may_start": may_start(actor, meeting)})
    state = state_for(actor, meeting, token=token_of(actor, meeting))
    data = _page_data(request, meeting, state)
    disclose(
        request, "minutes.viewed", [meeting.uid, *uids_of(state), *uids_in(data["directory"])],
        circle=meeting.circle.uid,
    )
    context = {
        "meeting": meeting, "may_write": state["may_write"], "may_end": may_end(actor, meeting),
        "running": meeting.state == MeetingState.RUNNING, "data": data,
        "is_locked": meeting.state == MeetingState.FINAL, "ending": _ending(meeting, state),
        "script": reverse("meetings:script", args=[joined()[1]]),
        "presence_forms": _presence_forms(presence_lines(actor, meeting)) if state["may_write"] else [],
        "guest_form": GuestForm(),
    }
    return render(request, "meetings/hold.html", context)


def _page_data(request: HttpRequest, meeting: Meeting, state: dict[str, Any]) -> dict[str, Any]:
    """Everything the page's script starts from."""
    names = ("sync", "changes", "key", "paste", "suggest", "minutes", "hold", "remark")
    addresses = {name: reverse(f"meetings:{name}", args=[meeting.uid]) for name in names}
    return {
        "reader": request.user.uid, "meeting": meeting.uid, "key": get_token(request),  # type: ignore[union-attr]
        "day": timezone.localtime(meeting.starts_at).date().isoformat(),
        "urls": {
            **addresses, "sign_in": reverse("account_login"),
            "task": reverse("meetings:task", args=[meeting.uid, "UKOL"]),
        },
        "directory": directory_for(meeting) if state["may_write"] else {"people": [], "places": [], "seats": []},
        "replies": answers_by_presence(actor_of(request), meeting) if state["may_write"] else {},
        "words": words(), "state": state, "zone": settings.TIME_ZONE,
    }


def _ending(meeting: Meeting, state: dict[str, Any]) -> dict[str, Any]:
    """What is asked about before a meeting ends: nobody noted as there, members of whom nothing is noted, or the first
    half of its time not over yet.
    """
    there = {PresenceStatus.PRESENT, PresenceStatus.DEPUTY, PresenceStatus.GUEST}
    until = meeting.starts_at + (meeting.ends_at - meeting.starts_at) / 2
    return {
        "nobody": not any(line["status"] in there for line in state["presences"]),
        "unknown": [
            line["name"] for line in state["presences"]
            if line["status"] == PresenceStatus.UNKNOWN and not line["guest"]
        ],
        "early": timezone.now() < until, "until": until,
    }


def _presence_forms(lines: tuple[Any, ...], data: Any = None) -> list[PresenceForm]:
    return [
        PresenceForm(
            data, line=line,
            initial={
                "status": line.status, "deputy_name": line.deputy_name,
                "arrived": line.arrived_at.strftime("%-H.%M") if line.arrived_at else "",
                "left": line.left_at.strftime("%-H.%M") if line.left_at else "",
            },
        )
        for line in lines
    ]


@public_view
@require_safe
@no_disclosure("a script without records")
def script(request: HttpRequest, digest: str) -> HttpResponse:
    """The script of the live minutes in one file; its address changes with it, so it may be kept for good."""
    text, current = joined()
    if digest != current:
        raise Http404
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_POST
def start(request: HttpRequest, uid: str) -> HttpResponse:
    """Start the meeting and go to its live minutes."""
    meeting = _meeting(request, uid)
    try:
        start_meeting(by=request.actor, meeting=meeting)  # type: ignore[attr-defined]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("meetings:meeting", uid=uid)
    return redirect("meetings:hold", uid=uid)


def _say(request: HttpRequest, ended: Ended) -> None:
    if ended.tasks_given:
        text = ngettext("Zadán %(count)s úkol.", "Zadáno úkolů: %(count)s.", ended.tasks_given)
        messages.success(request, text % {"count": ended.tasks_given})
    if ended.tasks_waiting:
        text = ngettext(
            "%(count)s úkol nemá, kdo ho splní, nebo má nečitelný termín. Zatím nikomu nepřišel.",
            "Úkolů, které nemají řešitele nebo čitelný termín: %(count)s. Zatím nikomu nepřišly.", ended.tasks_waiting,
        )
        messages.warning(request, text % {"count": ended.tasks_waiting})
    if ended.conflicts:
        text = ngettext(
            "V zápisu čeká %(count)s dvojí znění. Vyberte, které platí, než zápis podepíšete.",
            "V zápisu čekají dvojí znění, počet: %(count)s. Vyberte, která platí, než zápis podepíšete.",
            ended.conflicts,
        )
        messages.warning(request, text % {"count": ended.conflicts})


@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """End the meeting, say what was given and what waits, go on to the draft."""
    meeting = _meeting(request, uid)
    try:
        ended = end_meeting(by=request.actor, meeting=meeting)  # type: ignore[attr-defined]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("meetings:meeting", uid=uid)
    _say(request, ended)
    return redirect("meetings:minutes", uid=uid)


@require_POST
def done(request: HttpRequest, uid: str) -> HttpResponse:
    """After editing a draft: pass on what changed and go to its reading page."""
    meeting = _meeting(request, uid)
    try:
        _say(request, finish_editing(by=request.actor, meeting=meeting))  # type: ignore[attr-defined]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("meetings:hold", uid=uid)
    return redirect("meetings:minutes", uid=uid)


@require_POST
def presence(request: HttpRequest, uid: str) -> HttpResponse:
    """Presence without script: the whole list at once, and one guest."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = _meeting(request, uid)
    if not may_write(actor, meeting):
        raise PermissionDenied
    lines = presence_lines(actor, meeting)
    forms = _presence_forms(lines, request.POST)
    valid = [form.is_valid() for form in forms]
    rows = {row.uid: row for row in Presence.objects.visible_to(actor).filter(meeting=meeting)}
    for form in forms:
        if form.is_valid():
            try:
                set_presence(
                    by=actor, meeting=meeting, presence=rows[form.line.uid], attendance=Attendance(**form.cleaned_data)
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
                valid.append(False)
    guest_form = GuestForm(request.POST)
    if request.POST.get("name") and guest_form.is_valid():
        add_guest(
            by=actor, meeting=meeting, uid=new_uid(), name=guest_form.cleaned_data["name"],
            organisation_name=guest_form.cleaned_data["organisation"],
        )
    if all(valid):
        messages.success(request, _("Přítomnost je uložena."))
        return redirect("meetings:hold", uid=uid)
    disclose(
        request, "minutes.presence_viewed", [meeting.uid, *(line.uid for line in lines)], circle=meeting.circle.uid
    )
    context = {"meeting": meeting, "presence_forms": forms, "guest_form": GuestForm()}
    return render(request, "meetings/hold_presence.html", context)


@require_POST
@no_disclosure("says only what became of the writer's own lines, unless others' changes were merged into them")
def sync(request: HttpRequest, uid: str) -> HttpResponse:
    """Take operations from a writer's browser. Each has its own outcome; a bad one does not hold up the others."""
    meeting = _meeting(request, uid)
    try:
        asked = json.loads(request.body)
    except ValueError:
        return JsonResponse({"message": _("Požadavku nebylo rozumět.")}, status=400)
    operations = asked.get("operations") if isinstance(asked, dict) else None
    if not isinstance(operations, list) or len(operations) > MAX_OPERATIONS:
        return JsonResponse({"message": _("Požadavku nebylo rozumět.")}, status=400)
    actor = request.actor  # type: ignore[attr-defined]
    results = [perform(by=actor, meeting=meeting, raw=raw).as_json() for raw in operations]
    merged = [result["uid"] for result in results if result["text"] is not None]
    if merged:
        disclose(request, "minutes.changes_viewed", merged, circle=meeting.circle.uid)
    if isinstance(asked.get("here"), str) and may_write(actor, meeting):
        note_writing(actor, meeting, asked["here"])
    return JsonResponse({"results": results, "now": timezone.now().isoformat()})


@require_GET
@never_cache
def changes(request: HttpRequest, uid: str) -> HttpResponse:
    """What changed since the state named by ``stav``; 304 after three queries when nothing did."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = get_object_or_404(meeting_with_state(actor, uid))
    known = request.GET.get("stav", "")
    token = token_of(actor, meeting)
    if known == token:
        return HttpResponseNotModified()
    state = state_for(actor, meeting, token=token, since=since_of(known))
    disclose(request, "minutes.changes_viewed", [meeting.uid, *uids_of(state)], circle=meeting.circle.uid)
    return JsonResponse(state)


@require_GET
@never_cache
@no_disclosure("gives the reader's own form key")
def key(request: HttpRequest, uid: str) -> HttpResponse:
    """Who is signed in and the key for forms: asked after a session ended, before anything is sent again."""
    return JsonResponse({"reader": request.user.uid, "key": get_token(request)})  # type: ignore[union-attr]


@require_POST
@no_disclosure("gives back the writer's own clipboard")
def paste(request: HttpRequest, uid: str) -> HttpResponse:
    """Clean what was pasted from Word, Excel or Outlook, so that the writer sees at once what will be kept."""
    if not may_write(request.actor, _meeting(request, uid)):  # type: ignore[attr-defined]
        raise PermissionDenied
    try:
        return JsonResponse({"html": clean_html(request.body.decode(errors="replace"))})
    except RichTextError as error:
        return JsonResponse({"message": str(error)}, status=413)


@require_GET
@never_cache
def suggest(request: HttpRequest, uid: str) -> HttpResponse:
    """Organisations and people beyond the group, for completing who has a task."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = _meeting(request, uid)
    if not may_write(actor, meeting):
        raise PermissionDenied
    found = suggestions(actor, request.GET.get("q", ""))
    disclose(request, "minutes.suggested", [row["uid"] for row in found], circle=meeting.circle.uid)
    return JsonResponse({"found": found})


@require_POST
def answer(request: HttpRequest, uid: str, entry: str) -> HttpResponse:
    """Answer a question; what cannot be taken comes back with its text."""
    actor = request.actor  # type: ignore[attr-defined]
    meeting = _meeting(request, uid)
    question = get_object_or_404(
        Entry.objects.visible_to(actor).standing().select_related("meeting"), meeting=meeting, uid=entry,
        kind=EntryKind.QUESTION,
    )
    seats = answering_seats(meeting) if may_answer_for_others(actor, meeting) else None
    form = AnswerForm(request.POST, seats=seats)
    status = 422
    if form.is_valid():
        person_uid = form.cleaned_data.get("person", "")
        person = next((seat.person for seat in seats or [] if seat.person.uid == person_uid), None)
        try:
            answer_question(by=actor, entry=question, text=form.cleaned_data["text"], person=person)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except PermissionDenied:
            form.add_error(None, _("Zápis je mezitím uzamčený, odpovědi se už nepřijímají. Text Vám zůstal."))
            status = 403
        else:
            messages.success(request, _("Odpověď je uložena."))
            return redirect(f"{reverse('meetings:minutes', args=[meeting.uid])}#r-{question.uid}")
    disclose(request, "minutes.viewed", [question.uid], circle=meeting.circle.uid)
    context = {"meeting": meeting, "entry": question, "form": form}
    return render(request, "meetings/hold_answer.html", context, status=status)


def answering_seats(meeting: Meeting) -> list[Seat]:
    """Seats of today for whom an answer may be entered."""
    seats = Seat.objects.filter(circle=meeting.circle).on(timezone.localdate()).without_break_glass()
    seats = seats.select_related("person")
    return list(seats.order_by("person__surname", "person__given_name"))
