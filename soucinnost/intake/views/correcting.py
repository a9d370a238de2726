"""Correcting a reading beside the original, checking it, saving it as a meeting."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import may_export, require
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.intake.actions import doubts_of, save_as_meeting, save_draft, take_step
from soucinnost.intake.draft import Draft, Part, entries_of, from_sent, loose_lines
from soucinnost.intake.enums import IntakeState, PartKind, TaskState
from soucinnost.intake.forms import DiscardForm
from soucinnost.intake.keeping import CONFLICT, Kept
from soucinnost.intake.models import Intake
from soucinnost.intake.page import Page, differences
from soucinnost.intake.problems import day_of, new_names, obstacles
from soucinnost.intake.rules import may_correct, may_discard
from soucinnost.intake.views.common import (
    CHECK,
    SAVE,
    actor_of,
    autosaved,
    carried,
    revision_of,
    visible_intake,
    way_on,
)
from soucinnost.kernel.dates import is_next_meeting
from soucinnost.meetings.selectors.following import next_day_after


@require_http_methods(["GET", "POST"])
def reading(request: HttpRequest, uid: str) -> HttpResponse:
    """The original beside the form. A reading that waits or is done says so."""
    actor, intake = actor_of(request), visible_intake(request, uid)
    if intake.meeting is not None:
        return redirect("meetings:meeting", uid=intake.meeting.uid)
    if request.method == "POST":
        require(may_correct(actor, intake))
        return _sent(request, intake)
    if intake.state != IntakeState.READY:
        return _unready(request, intake)
    return _show(request, intake, intake.draft)


def _sent(request: HttpRequest, intake: Intake) -> HttpResponse:
    draft, base = from_sent(request.POST, intake.draft), revision_of(request)
    save = partial(save_draft, by=actor_of(request), intake=intake, draft=draft, base_revision=base)
    kept = carried(request, lambda: _carry_out(request, intake, draft, base), save)
    if kept.outcome == CONFLICT:
        return _show(request, kept.reading, draft, stored=kept.reading.draft)
    return way_on(request, "intake", kept)


def _carry_out(request: HttpRequest, intake: Intake, draft: Draft, base: int) -> Kept[Intake]:
    actor, wanted = actor_of(request), request.POST.get("do", SAVE)
    if wanted in {SAVE, CHECK}:
        return save_draft(by=actor, intake=intake, draft=draft, base_revision=base)
    picked = [int(line) for line in request.POST.getlist("pick") if line.isascii() and line.isdigit() and len(line) < 8]
    return take_step(by=actor, intake=intake, draft=draft, base_revision=base, wanted=wanted, picked=picked)


@require_POST
@no_disclosure("answers only whether the form was saved")
def autosave(request: HttpRequest, uid: str) -> JsonResponse:
    """Save the form while it is being typed; 409 when somebody saved meanwhile, 403 when it is done with."""
    actor, intake = actor_of(request), visible_intake(request, uid)

    def save() -> Kept[Intake]:
        require(may_correct(actor, intake))
        draft = from_sent(request.POST, intake.draft)
        return save_draft(by=actor, intake=intake, draft=draft, base_revision=revision_of(request))

    return autosaved(save, lambda kept: {"loose": len(loose_lines(kept.draft, kept.lines))})


def _show(request: HttpRequest, intake: Intake, draft: Draft, *, stored: Draft | None = None) -> HttpResponse:
    """The page; ``stored`` is the form that is kept where the one that was sent started from an older one."""
    actor = actor_of(request)
    page = Page(actor, intake, draft)
    people = [one["person"] for one in draft["people"] if one["person"]]
    disclose(
        request, "intake.viewed", [intake.uid, *people, *(one.uid for one in page.mentioned)], object_uid=intake.uid,
        circle=intake.circle.uid,
    )
    return render(
        request, "intake/reading.html",
        {
            "page": page, "intake": intake, "group": intake.group, "draft": draft, "wrong": page.wrong(),
            "differences": differences(draft, stored, page.words) if stored is not None else [],
            "discard": DiscardForm(), "is_conflict": stored is not None, "exports": may_export(actor, intake.circle),
        },
        status=409 if stored is not None else 200,
    )


def _unready(request: HttpRequest, intake: Intake) -> HttpResponse:
    disclose(request, "intake.viewed", [intake.uid], object_uid=intake.uid, circle=intake.circle.uid)
    return render(
        request, "intake/unready.html",
        {
            "intake": intake, "group": intake.group, "discard": DiscardForm(),
            "may_discard": may_discard(actor_of(request), intake),
        },
    )


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, uid: str) -> HttpResponse:
    """What the meeting will be; questions that have to be answered; saving."""
    actor, intake = actor_of(request), visible_intake(request, uid)
    if intake.meeting is not None:
        return redirect("meetings:meeting", uid=intake.meeting.uid)
    require(may_correct(actor, intake))
    refused: list[str] = []
    if request.method == "POST":
        try:
            meeting = save_as_meeting(by=actor, intake=intake, confirmed=set(request.POST.getlist("confirmed")))
        except ValidationError as error:
            refused = error.messages
        except PermissionDenied:
            now = visible_intake(request, uid)
            if now.meeting is not None:  # pressed twice: the first of them saved it
                return redirect("meetings:minutes", uid=now.meeting.uid)
            if not may_correct(actor, now):
                raise
            refused = [_("Někoho nového smí do adresáře založit jen ten, kdo ho vede. Nechte ho jen jménem.")]
        else:
            messages.success(request, _("Jednání je uložené. Nikomu se nic neposlalo."))
            return redirect("meetings:minutes", uid=meeting.uid)
    disclose(request, "intake.viewed", [intake.uid], object_uid=intake.uid, circle=intake.circle.uid)
    return render(
        request, "intake/check.html", _summary(request, intake) | {"refused": refused}, status=422 if refused else 200
    )


def _followed(intake: Intake, entries: list[Part]) -> list[dict[str, Any]]:
    """Tasks that will be among tasks, each with the day that „next meeting“ means; None where that is not known."""
    day = day_of(intake.draft)
    following = next_day_after(intake.group, day) if day is not None else None
    return [
        {**one, "waits": is_next_meeting(one["due"]), "following": following} for one in entries
        if one["kind"] == PartKind.TASK and one["state"] != TaskState.UNKNOWN
    ]


def _summary(request: HttpRequest, intake: Intake) -> dict[str, Any]:
    draft = intake.draft
    entries = [entry for _item, entry in entries_of(draft) if entry["text"].strip()]
    page = Page(actor_of(request), intake, draft)
    return {
        "intake": intake, "group": intake.group, "draft": draft, "page": page, "obstacles": obstacles(draft),
        "doubts": doubts_of(actor_of(request), intake), "new_names": new_names(draft),
        "confirmed": request.POST.getlist("confirmed"),
        "followed": _followed(intake, entries),
        "kept": [one for one in entries if one["kind"] == PartKind.TASK and one["state"] == TaskState.UNKNOWN],
        "decisions": sum(one["kind"] in {PartKind.DECISION, PartKind.CONCLUSION} for one in entries),
        "reports": sum(one["kind"] == PartKind.REPORT for one in entries),
        "people": [one for one in draft["people"] if one["name"]],
    }
