"""Deciding about covers: by a button in the text, by a list, by marking a place, by typing words."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.folding import fold
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.actions import deciding
from soucinnost.publishing.actions.deciding import Outcome
from soucinnost.publishing.enums import Decision
from soucinnost.publishing.forms import PlaceForm, WordsForm, choices_in
from soucinnost.publishing.models import Cover, Preparation
from soucinnost.publishing.selectors.page import NEXT
from soucinnost.publishing.selectors.proposals import parts_of
from soucinnost.publishing.text import joined
from soucinnost.publishing.views.common import actor_of, preparation_of, prepared_meeting, show
from soucinnost.ui.submitting import add_errors


@require_POST
def decide(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the decisions of a form; a script gets them back as data, a page leads on to the next proposal."""
    meeting = prepared_meeting(request, uid)
    preparation = preparation_of(request, meeting)
    try:
        outcome = _decided(request, preparation)
    except ValidationError as error:
        if _asks_for_data(request):
            return JsonResponse({"message": " ".join(error.messages)}, status=422)
        return show(request, meeting, status=422, refusal=" ".join(error.messages))
    if _asks_for_data(request):
        return _as_data(request, preparation, outcome)
    if not outcome.is_clean:
        return show(request, meeting, status=409, conflicts=outcome.conflicts, gone=outcome.gone)
    return _onward(request, meeting, preparation, outcome)


def _decided(request: HttpRequest, preparation: Preparation) -> Outcome:
    by, data = actor_of(request), request.POST
    outcome = deciding.decide(by=by, preparation=preparation, choices=choices_in(data))
    if data.get("vsude"):
        cover = Cover.objects.visible_to(by).filter(preparation=preparation, uid=data["vsude"]).first()
        if cover is None:
            raise ValidationError(_("Tento návrh mezitím někdo změnil. Podívejte se na něj prosím znovu."))
        more = deciding.hide_everywhere(by=by, preparation=preparation, cover=cover)
    elif data.get("vse") in {"skryt", "drive"}:
        more = deciding.hide_waiting(
            by=by, preparation=preparation, seen=data.get("cekajici", "").split(), as_before=data["vse"] == "drive"
        )
    else:
        return outcome
    return Outcome((*outcome.changed, *more.changed), outcome.conflicts, outcome.gone)


def _asks_for_data(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _as_data(request: HttpRequest, preparation: Preparation, outcome: Outcome) -> JsonResponse:
    text = joined(parts_of(preparation))
    covers = list(preparation.covers.all())
    waiting = sum(cover.decision == Decision.WAITING for cover in covers)
    said = "" if waiting else _("Rozhodnuto je o všem. Pokračujte náhledem.")
    if not outcome.is_clean:
        circle = preparation.meeting.circle.uid
        disclose(request, "publishing.viewed", [preparation.uid], object_uid=preparation.meeting.uid, circle=circle)
        said = _("O tomto místě mezitím rozhodl někdo jiný. Platí jeho volba, změnit ji můžete novým stiskem.")
    told = {
        "covers": [_data_of(cover, text, covers) for cover in (*outcome.changed, *outcome.conflicts)],
        "waiting": waiting, "hidden": sum(cover.decision == Decision.HIDE for cover in covers),
        "kept": sum(cover.decision == Decision.KEEP for cover in covers), "message": said,
        "failed": not outcome.is_clean,
    }
    return JsonResponse(told, status=201 if outcome.is_clean else 409)


def _data_of(cover: Cover, text: str, covers: list[Cover]) -> dict[str, Any]:
    words = fold(text[cover.start : cover.end])
    others = sum(
        fold(text[one.start : one.end]) == words and one.decision != Decision.HIDE for one in covers
        if one.pk != cover.pk
    )
    return {
        "uid": cover.uid, "decision": cover.decision, "state": str(Decision(cover.decision).label),
        "next": str(NEXT[Decision(cover.decision)]), "others": others,
    }


def _onward(request: HttpRequest, meeting: Meeting, preparation: Preparation, outcome: Outcome) -> HttpResponse:
    """To the next proposal that waits, behind the last one decided; when nothing waits, the place stays."""
    count = len(outcome.changed)
    if count > 1 or request.POST.get("vsude") or request.POST.get("jako"):
        said = ngettext("Uloženo, změněno %(n)s místo.", "Uloženo, změněno míst: %(n)s.", count) % {"n": count}
        messages.success(request, said)
    query = "?jako=seznam" if request.POST.get("jako") == "seznam" else ""
    after = max((cover.start for cover in outcome.changed), default=-1)
    waiting = preparation.covers.filter(decision=Decision.WAITING)
    following = waiting.filter(start__gt=after).first() or waiting.first() or (outcome.changed or (None,))[-1]
    place = f"#z-{following.uid}" if following is not None else ""
    return redirect(reverse("publishing:meeting", args=[meeting.uid]) + query + place)


@require_POST
def hide_place(request: HttpRequest, uid: str) -> HttpResponse:
    """Hide what was marked in the text."""
    meeting = prepared_meeting(request, uid)
    preparation = preparation_of(request, meeting)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return show(request, meeting, status=422, refusal=_("Označte v textu slova, která se mají skrýt."))
    try:
        outcome = deciding.hide_place(by=actor_of(request), preparation=preparation, **form.cleaned_data)
    except ValidationError as error:
        return show(request, meeting, status=422, refusal=" ".join(error.messages))
    hidden = outcome.changed[0]
    return redirect(f"{reverse('publishing:meeting', args=[uid])}?skryto={hidden.uid}#z-{hidden.uid}")


@require_POST
def hide_words(request: HttpRequest, uid: str) -> HttpResponse:
    """Hide typed words."""
    meeting = prepared_meeting(request, uid)
    preparation = preparation_of(request, meeting)
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            outcome = deciding.hide_words(by=actor_of(request), preparation=preparation, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            hidden = sum(cover.decision == Decision.HIDE for cover in outcome.changed)
            offered = len(outcome.changed) - hidden
            messages.success(request, _("Skryto míst: %(n)s.") % {"n": hidden})
            if offered:
                messages.info(request, _("Jiné tvary čekají jako návrhy: %(n)s.") % {"n": offered})
            query = "?jako=seznam" if request.POST.get("jako") == "seznam" else ""
            return redirect(reverse("publishing:meeting", args=[uid]) + query)
    return show(request, meeting, status=422, words_form=form)
