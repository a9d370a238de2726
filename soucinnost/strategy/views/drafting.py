"""Pages of rounds of remarks: the list, opening, the table with answers, its file, moving, closing."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import may_export, require
from soucinnost.audit.disclosure import disclose
from soucinnost.documents.views import disposition
from soucinnost.strategy import rules
from soucinnost.strategy.actions import drafting as actions
from soucinnost.strategy.enums import AnswerKind, StrategyState
from soucinnost.strategy.forms.drafting import RoundDueForm, RoundForm
from soucinnost.strategy.models import Round
from soucinnost.strategy.remarks_paper import FORMATS, remarks_file
from soucinnost.strategy.selectors.drafting import remarks_of, rounds_of, waiting_in
from soucinnost.strategy.views.common import OF_STRATEGY, actor_of, content_strategy, written_strategy
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


def visible_round(request: HttpRequest, uid: str) -> Round:
    """A round that the actor sees, or 404."""
    seen = Round.objects.visible_to(actor_of(request)).select_related("opened_by", *OF_STRATEGY)
    return get_object_or_404(seen, uid=uid)


def led_round(request: HttpRequest, uid: str) -> Round:
    """A round of a strategy that the actor writes; 403 for who only reads it."""
    found = visible_round(request, uid)
    require(rules.writes(actor_of(request), found.strategy))
    return found


@require_safe
def rounds(request: HttpRequest, uid: str) -> HttpResponse:
    """Rounds of a strategy, and comments outside of them."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    found = rounds_of(actor, strategy)
    rows = remarks_of(actor, strategy, within=None)
    disclose(
        request, "strategy.rounds_listed", [*(one.uid for one in found), *(row.remark.uid for row in rows)],
        object_uid=strategy.uid, circle=strategy.circle.uid,
    )
    running = any(one.closed_on is None for one in found)
    context = {
        "strategy": strategy, "rows": rows, "today": timezone.localdate(),
        "rounds": [
            {
                "round": one, "count": len(remarks),
                "waiting": sum(1 for remark in remarks if remark.answer_kind == AnswerKind.WAITING),
            }
            for one in found for remarks in [list(one.remarks.all())]
        ],
        "may_write": rules.writes(actor, strategy), "may_remark": rules.contributes(actor, strategy),
        "may_open": rules.writes(actor, strategy) and strategy.state == StrategyState.DRAFT and not running,
        "is_draft": strategy.state == StrategyState.DRAFT, "person": actor.person_id,
    }
    return render(request, "strategy/drafting/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest, uid: str) -> HttpResponse:
    """Open a round."""
    actor, strategy = actor_of(request), written_strategy(request, uid)
    form = RoundForm(request.POST or None)
    made: list[Round] = []

    def act() -> None:
        made.append(actions.open_round(by=actor, strategy=strategy, **{
            name: form.cleaned_data[name] for name in ("due_on", "title", "note")
        }))

    text = _("Kolo připomínek je otevřené, tým o něm dostane zprávu.") if settings.MAIL_ENABLED else _(
        "Kolo připomínek je otevřené. Odesílání pošty není nastavené, texty k odeslání jsou v odchozí poště."
    )
    if carried_out(request, form, act, text):
        return redirect("strategy:round", made[0].uid)
    disclose(
        request, "strategy.round_drafted", [strategy.uid], object_uid=strategy.uid, circle=strategy.circle.uid
    )
    context = {"strategy": strategy, "form": form}
    return render(request, "strategy/drafting/round_new.html", context, status=422 if form.errors else 200)


@require_safe
def round_page(request: HttpRequest, uid: str) -> HttpResponse:
    """The table of remarks with their answers."""
    return _page(request, visible_round(request, uid))


def _page(
    request: HttpRequest, found: Round, *, due_form: RoundDueForm | None = None, asks: str = "", status: int = 200
) -> HttpResponse:
    actor, strategy = actor_of(request), found.strategy
    everything = remarks_of(actor, strategy, within=found)
    kind = request.GET.get("stav", "")
    kind = kind if kind in AnswerKind.values else ""
    rows = [row for row in everything if not kind or row.remark.answer_kind == kind]
    disclose(
        request, "strategy.round_viewed", [found.uid, *(row.remark.uid for row in rows)], object_uid=found.uid,
        circle=strategy.circle.uid,
    )
    context = {
        "strategy": strategy, "round": found, "rows": rows, "all": len(everything), "waiting": waiting_in(everything),
        "is_open": found.closed_on is None, "today": timezone.localdate(), "kind": kind, "kinds": AnswerKind.choices,
        "may_write": rules.writes(actor, strategy), "may_remark": rules.contributes(actor, strategy),
        "exports": may_export(actor, strategy.circle), "person": actor.person_id, "asks": asks,
        "due_form": due_form or _moving(request, found, sent=False).form, "due_opened": due_form is not None,
    }
    return render(request, "strategy/drafting/round.html", context, status=status)


def _moving(request: HttpRequest, found: Round, *, sent: bool = True) -> Editing:
    def make(one: Round, data: Any) -> RoundDueForm:
        return RoundDueForm(data, initial={"due_on": one.due_on})

    back = reverse("strategy:round", args=[found.uid])
    return Editing(request, found, make, lock=found.strategy, back=back, sent=sent)


@require_POST
def round_move(request: HttpRequest, uid: str) -> HttpResponse:
    """Set another last day."""
    found = led_round(request, uid)
    editing = _moving(request, found)
    form = editing.form
    if editing.carried_out(
        lambda: actions.move_round(by=actor_of(request), round_=found, due_on=form.cleaned_data["due_on"]),
        _("Termín je uložený."),
    ):
        return redirect("strategy:round", uid)
    return _page(request, found, due_form=form, status=422)


@require_POST
def round_close(request: HttpRequest, uid: str) -> HttpResponse:
    """Close it; with remarks that wait it is asked first."""
    found = led_round(request, uid)
    try:
        actions.close_round(by=actor_of(request), round_=found, sure="jiste" in request.POST)
    except ValidationError as error:
        return _page(request, found, asks=" ".join(error.messages), status=422)
    text = _("Kolo je uzavřené. Kdo připomínkoval, dostane zprávu.") if settings.MAIL_ENABLED else _(
        "Kolo je uzavřené. Odesílání pošty není nastavené, texty k odeslání jsou v odchozí poště."
    )
    messages.success(request, text)
    return redirect("strategy:round", uid)


@require_POST
def round_reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Take remarks again."""
    found = led_round(request, uid)
    try:
        actions.reopen_round(by=actor_of(request), round_=found)
        messages.success(request, _("Kolo připomínek znovu běží."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("strategy:round", uid)


@require_safe
def round_paper(request: HttpRequest, uid: str, fmt: str) -> HttpResponse:
    """The table as a file."""
    actor, found = actor_of(request), visible_round(request, uid)
    if fmt not in FORMATS:
        raise Http404
    require(may_export(actor, found.strategy.circle))
    rows = remarks_of(actor, found.strategy, within=found)
    content = remarks_file(found.strategy, found, rows, fmt, created=timezone.now())
    disclose(
        request, "strategy.round_downloaded", [found.uid, *(row.remark.uid for row in rows)], object_uid=found.uid,
        circle=found.strategy.circle.uid,
    )
    response = HttpResponse(content, content_type=FORMATS[fmt])
    response["Content-Disposition"] = disposition(f"Vypořádání připomínek {found.strategy.short_name}.{fmt}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
