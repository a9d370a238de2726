"""Correcting a reading beside the original, checking it, saving it into a strategy."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import no_disclosure
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.actions import doubts_of, save_draft, save_into_strategy, set_target, take_step
from soucinnost.intake.evaluations.draft import Draft, from_sent
from soucinnost.intake.evaluations.enums import NumberChoice, ReadingState
from soucinnost.intake.evaluations.matching import area_of
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.intake.evaluations.page import Page, differences
from soucinnost.intake.evaluations.problems import MOST_SHOWN, obstacles, parts_found, personal_in
from soucinnost.intake.evaluations.rules import may_correct, may_discard
from soucinnost.intake.evaluations.views.common import shown, visible_reading
from soucinnost.intake.forms import DiscardForm
from soucinnost.intake.keeping import CONFLICT, Kept
from soucinnost.intake.sent import typed
from soucinnost.intake.views.common import CHECK, SAVE, actor_of, autosaved, carried, revision_of, way_on
from soucinnost.strategy.models import Strategy

TARGET = "target"


@require_http_methods(["GET", "POST"])
def reading(request: HttpRequest, uid: str) -> HttpResponse:
    """The original beside the form. A reading that waits or is done says so."""
    actor, found = actor_of(request), visible_reading(request, uid)
    if request.method == "POST":
        require(may_correct(actor, found))
        return _sent(request, found)
    if found.state == ReadingState.SAVED:
        return _saved(request, found)
    if found.state != ReadingState.READY:
        return _unready(request, found)
    return _show(request, found, found.draft)


def _sent(request: HttpRequest, found: EvaluationReading) -> HttpResponse:
    draft, base = from_sent(request.POST, found.draft), revision_of(request)
    save = partial(save_draft, by=actor_of(request), reading=found, draft=draft, base_revision=base)
    kept = carried(request, lambda: _carry_out(request, found, draft, base), save)
    if kept.outcome == CONFLICT:
        return _show(request, kept.reading, draft, stored=kept.reading.draft)
    return way_on(request, "evaluations", kept)


def _carry_out(
    request: HttpRequest, found: EvaluationReading, draft: Draft, base: int
) -> Kept[EvaluationReading]:
    sent, actor = request.POST, actor_of(request)
    wanted = sent.get("do", SAVE)
    if wanted in {SAVE, CHECK}:
        return save_draft(by=actor, reading=found, draft=draft, base_revision=base)
    if wanted == TARGET:
        uid = typed(sent, "target")
        strategy = Strategy.objects.content_visible_to(actor).select_related("circle__controller__organisation").filter(
            uid=uid
        ).first()
        if uid and strategy is None:
            raise Http404
        return set_target(by=actor, reading=found, draft=draft, base_revision=base, strategy=strategy)
    return take_step(
        by=actor, reading=found, draft=draft, base_revision=base, wanted=wanted, picked=sent.getlist("pick"),
        home=sent.get("place-home", ""), kind=sent.get("place-kind", ""),
    )


@require_POST
@no_disclosure("answers only whether the form was saved")
def autosave(request: HttpRequest, uid: str) -> JsonResponse:
    """Save the form while it is being typed; 409 when somebody saved meanwhile, 403 when it is done with."""
    actor, found = actor_of(request), visible_reading(request, uid)

    def save() -> Kept[EvaluationReading]:
        require(may_correct(actor, found))
        draft = from_sent(request.POST, found.draft)
        return save_draft(by=actor, reading=found, draft=draft, base_revision=revision_of(request))

    return autosaved(save, lambda kept: {
        "loose": len(shape.loose(kept.draft)), "undecided": shape.undecided(kept.draft),
    })


def _show(
    request: HttpRequest, found: EvaluationReading, draft: Draft, *, stored: Draft | None = None
) -> HttpResponse:
    """The page; ``stored`` is the form that is kept where the one that was sent started from an older one."""
    page = Page(actor_of(request), found, draft)
    shown(request, found, [*page.existing.goals, *page.existing.measures])
    return render(
        request, "intake/evaluations/reading.html",
        {
            "page": page, "reading": found, "draft": draft, "discard": DiscardForm(),
            "differences": differences(draft, stored) if stored is not None else [],
            "is_conflict": stored is not None,
        },
        status=409 if stored is not None else 200,
    )


def _unready(request: HttpRequest, found: EvaluationReading) -> HttpResponse:
    shown(request, found)
    return render(
        request, "intake/evaluations/unready.html",
        {"reading": found, "discard": DiscardForm(), "may_discard": may_discard(actor_of(request), found)},
    )


def _saved(request: HttpRequest, found: EvaluationReading) -> HttpResponse:
    """What was made of it, and the texts that went nowhere."""
    shown(request, found)
    left = found.outcome.get("left", [])
    told = [one for one in left if one["reason"] not in {"page", "before"}]
    return render(
        request, "intake/evaluations/saved.html",
        {
            "reading": found, "strategy": found.strategy, "made": found.outcome.get("made", {}), "left": told,
            "aside": [one for one in left if one not in told], "is_new": found.outcome.get("is_new", False),
        },
    )


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, uid: str) -> HttpResponse:
    """What will be in the strategy; questions that have to be answered; saving."""
    actor, found = actor_of(request), visible_reading(request, uid)
    if found.state == ReadingState.SAVED:
        return redirect("evaluations:reading", uid=found.uid)
    require(may_correct(actor, found))
    refused: list[str] = []
    if request.method == "POST":
        try:
            save_into_strategy(
                by=actor, reading=found, confirmed=set(request.POST.getlist("confirmed")),
                base_revision=revision_of(request),
            )
        except ValidationError as error:
            refused = error.messages
        except PermissionDenied:
            found.refresh_from_db(fields=["state"])  # the actor of this request has no seat in what is new
            if found.state != ReadingState.SAVED:
                raise
            return redirect("evaluations:reading", uid=found.uid)  # pressed twice: the first of them saved it
        else:
            messages.success(request, _("Vyhodnocení je uložené ve strategii."))
            return redirect("evaluations:reading", uid=found.uid)
    shown(request, found)
    context = _summary(request, found) | {"refused": refused}
    return render(request, "intake/evaluations/check.html", context, status=422 if refused else 200)


def _summary(request: HttpRequest, found: EvaluationReading) -> dict[str, Any]:
    draft = found.draft
    personal = personal_in(draft)
    taken = [one for _text, one in shape.numbers_of(draft) if one["choice"] == NumberChoice.TAKEN]
    return {
        "reading": found, "draft": draft, "counts": parts_found(draft), "area": area_of(draft["territory"])[0],
        "obstacles": obstacles(draft, found.strategy), "doubts": doubts_of(actor_of(request), found),
        "confirmed": request.POST.getlist("confirmed"), "personal": personal[:MOST_SHOWN],
        "more_personal": max(0, len(personal) - MOST_SHOWN), "taken": taken,
        "kind": dict(Page.kinds).get(draft["kind"], ""),
    }
