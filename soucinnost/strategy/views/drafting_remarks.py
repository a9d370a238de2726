"""Remarks: making one from the tree or a measure, by a one-time link, changing, taking back, answering."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import consume
from soucinnost.notices.models import OneTimeLink
from soucinnost.strategy import drafting_letters as letters
from soucinnost.strategy import rules
from soucinnost.strategy.actions import drafting as actions
from soucinnost.strategy.enums import AnswerKind
from soucinnost.strategy.forms.drafting import AnswerRemarkForm, LinkRemarksForm, RemarkForm, RemarkTextForm
from soucinnost.strategy.models import Remark, Round
from soucinnost.strategy.selectors.drafting import RELATED, placed, targets_of
from soucinnost.strategy.views.common import OF_STRATEGY, actor_of, content_strategy, done
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors, carried_out


def visible_remark(request: HttpRequest, uid: str) -> Remark:
    """A remark that the actor sees, or 404."""
    seen = Remark.objects.visible_to(actor_of(request)).select_related(*RELATED, *OF_STRATEGY)
    return get_object_or_404(seen, uid=uid)


def own_remark(request: HttpRequest, uid: str) -> Remark:
    """A remark of the actor's own; 403 for anybody else's."""
    remark = visible_remark(request, uid)
    actor = actor_of(request)
    require(rules.contributes(actor, remark.strategy) and rules.wrote(actor, remark))
    return remark


def back_of(remark: Remark) -> Any:
    """Where the remark stands: the table of its round, or the comments."""
    if remark.round is not None:
        return redirect("strategy:round", remark.round.uid)
    return redirect("strategy:rounds", remark.strategy.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def remark_new(request: HttpRequest, uid: str) -> HttpResponse:
    """Remark on the whole, a goal or a measure (``?cil=``, ``?opatreni=``)."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    require(rules.contributes(actor, strategy))
    targets = targets_of(actor, strategy)
    running = Round.objects.visible_to(actor).filter(strategy=strategy, closed_on__isnull=True).first()
    chosen = next(
        (f"{name}.{request.GET[name]}" for name in ("opatreni", "cil") if request.GET.get(name)), ""
    )
    form = RemarkForm(request.POST or None, targets=targets, running=running, chosen=chosen)
    made: list[Remark] = []

    def act() -> None:
        within = running if running is not None and form.cleaned_data.get("within") == running.uid else None
        target = form.target
        made.append(actions.add_remark(
            by=actor, strategy=strategy, text=form.cleaned_data["text"], round_=within,
            goal=target.goal if target else None, measure=target.measure if target else None,
        ))

    if carried_out(request, form, act, _("Připomínka je uložená.")):
        return back_of(made[0])
    disclose(
        request, "strategy.remark_drafted", [strategy.uid], object_uid=strategy.uid, circle=strategy.circle.uid
    )
    context = {"strategy": strategy, "form": form, "running": running}
    return render(request, "strategy/drafting/remark_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remark_answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Answer a remark; when somebody was faster, both answers are shown."""
    actor, remark = actor_of(request), visible_remark(request, uid)
    require(rules.writes(actor, remark.strategy))

    def make(one: Remark, data: Any) -> AnswerRemarkForm:
        return AnswerRemarkForm(data, remark=one)

    editing = Editing(request, remark, make, lock=remark.strategy)
    form = editing.form

    def act() -> None:
        actions.answer_remark(
            by=actor, remark=remark, kind=form.cleaned_data["answer_kind"], answer=form.cleaned_data["answer"]
        )

    if editing.carried_out(act, _("Vypořádání je uložené.")):
        following = _following(actor, remark) if "dalsi" in request.POST else None
        return redirect("strategy:remark_answer", following.uid) if following is not None else back_of(remark)
    disclose(
        request, "strategy.remark_edited", [remark.uid], object_uid=remark.uid, circle=remark.strategy.circle.uid
    )
    context = {
        "strategy": remark.strategy, "remark": remark, "form": form,
        "row": placed([remark], targets_of(actor, remark.strategy))[0],
    }
    return render(request, "strategy/drafting/remark_answer.html", context, status=422 if form.errors else 200)


def _following(actor: Actor, remark: Remark) -> Remark | None:
    """The next remark that waits, in the order of the table."""
    waiting = Remark.objects.visible_to(actor).filter(
        strategy=remark.strategy, round=remark.round, answer_kind=AnswerKind.WAITING
    ).exclude(pk=remark.pk)
    rows = placed(waiting.select_related("goal", "measure"), targets_of(actor, remark.strategy))
    return rows[0].remark if rows else None


@require_http_methods(["GET", "HEAD", "POST"])
def remark_edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Say one's own remark otherwise."""
    actor, remark = actor_of(request), own_remark(request, uid)

    def make(one: Remark, data: Any) -> RemarkTextForm:
        return RemarkTextForm(data, initial={"text": one.text})

    editing = Editing(request, remark, make, lock=remark.strategy)
    form = editing.form
    if editing.carried_out(
        lambda: actions.change_remark(by=actor, remark=remark, text=form.cleaned_data["text"]),
        _("Připomínka je uložená."),
    ):
        return back_of(remark)
    disclose(
        request, "strategy.remark_edited", [remark.uid], object_uid=remark.uid, circle=remark.strategy.circle.uid
    )
    context = {"strategy": remark.strategy, "remark": remark, "form": form}
    return render(request, "strategy/drafting/remark_edit.html", context, status=422 if form.errors else 200)


@require_POST
def remark_remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take one's own remark back."""
    remark = own_remark(request, uid)
    done(
        request, lambda: actions.remove_remark(by=actor_of(request), remark=remark), _("Připomínka je odebraná.")
    )
    return back_of(remark)


def by_link(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    """Remarks of somebody without an account. Opening shows the draft's goals and measures, sending consumes."""
    actor = actor_of(request)
    found = letters.round_of(actor, link)
    targets = targets_of(actor, found.strategy)
    is_open, is_done = found.closed_on is None, False
    form = LinkRemarksForm(request.POST if request.method == "POST" else None, targets=targets)
    if form.is_bound and not is_open:
        form.add_error(None, _("Kolo se mezitím uzavřelo, nic se neuložilo. Text si zkopírujte."))
    elif form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                for target, text in form.said():
                    actions.add_remark(
                        by=actor, strategy=found.strategy, text=text, round_=found,
                        goal=target.goal if target else None, measure=target.measure if target else None,
                    )
                consume(by=actor, link=link)
            is_done = True
        except ValidationError as error:
            if getattr(error, "code", "") == "spent":
                raise
            add_errors(form, error)
    disclose(request, "strategy.round_viewed", [found.uid], object_uid=found.uid, circle=found.strategy.circle.uid)
    context = {
        "link": link, "round": found, "strategy": found.strategy, "form": form, "targets": targets, "done": is_done,
        "is_open": is_open,
    }
    failed = form.is_bound and not is_done
    return render(request, "strategy/drafting/link.html", context, status=422 if failed else 200)
