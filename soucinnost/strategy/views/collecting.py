"""Pages of collections: the list, opening one, who owes, what was handed in, moving, reminding, closing."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.evidence.periods import period_text
from soucinnost.strategy import rules
from soucinnost.strategy.actions import collecting as actions
from soucinnost.strategy.enums import CollectionState
from soucinnost.strategy.forms.collecting import CollectionForm, DueForm, WhomForm
from soucinnost.strategy.models import Ask, Collection, Strategy
from soucinnost.strategy.selectors.collecting import (
    RELATED,
    collections_of,
    differences,
    handed_in,
    spoken_for,
    standing_of,
)
from soucinnost.strategy.selectors.owing import running_year
from soucinnost.strategy.selectors.owners import owners_of, unowned
from soucinnost.strategy.selectors.whole import whole
from soucinnost.strategy.views.common import OF_STRATEGY, actor_of, content_strategy, written_strategy
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors


def collection_of(request: HttpRequest, uid: str) -> Collection:
    """A collection that the actor sees, or 404."""
    seen = Collection.objects.visible_to(actor_of(request)).select_related("asked_by", *OF_STRATEGY)
    return get_object_or_404(seen, uid=uid)


def led_collection(request: HttpRequest, uid: str) -> Collection:
    """A collection of a strategy that the actor writes; 403 for who only reads it."""
    found = collection_of(request, uid)
    require(rules.writes(actor_of(request), found.strategy))
    return found


def ask_of(request: HttpRequest, uid: str) -> Ask:
    """An ask that the actor sees, or 404."""
    related = (*RELATED, *OF_STRATEGY)
    return get_object_or_404(Ask.objects.visible_to(actor_of(request)).select_related(*related), uid=uid)


@require_safe
def collection_list(request: HttpRequest, uid: str) -> HttpResponse:
    """Collections of a strategy."""
    actor, strategy = actor_of(request), content_strategy(request, uid)
    found = collections_of(actor, strategy)
    disclose(
        request, "strategy.collections_listed", [one.uid for one in found], object_uid=strategy.uid,
        circle=strategy.circle.uid,
    )
    rows = [
        {"collection": one, "asked": len(asks), "done": sum(1 for ask in asks if ask.handed_in_at is not None)}
        for one in found for asks in [list(one.asks.all())]
    ]
    context = {
        "strategy": strategy, "rows": rows, "may_write": rules.writes(actor, strategy),
        "today": timezone.localdate(),
    }
    return render(request, "strategy/collecting/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def collection_new(request: HttpRequest, uid: str) -> HttpResponse:
    """Open a collection: the period and the day, then whom each owner is asked through."""
    actor, strategy = actor_of(request), written_strategy(request, uid)
    year = running_year(strategy, timezone.localdate())
    sent = request.method == "POST"
    form = CollectionForm(request.POST if sent else None, initial={"period": str(year)})
    valid = sent and form.is_valid()
    start, end = form.cleaned_data["period"] if valid else _usual(strategy, year)
    view = whole(actor, strategy)
    owners = owners_of(actor, view, start, end)
    whom = WhomForm(request.POST if sent else None, owners=owners)
    chosen = request.POST.get("obdobi_lidi", "") == _key(start, end)
    if valid and not chosen and "otevrit" in request.POST:
        whom = WhomForm(owners=owners)
        form.add_error(None, _("Období je jiné, než pro jaké jste vybírali lidi. Zkontrolujte je a otevřete znovu."))
    elif valid and "otevrit" in request.POST and whom.is_valid():
        made = _open(request, strategy, form, whom)
        if made is not None:
            return redirect("strategy:collection", made.uid)
    shown = [strategy.uid, *(person.uid for owner in owners for person in owner.people)]
    disclose(
        request, "strategy.collection_drafted", list(dict.fromkeys(shown)), object_uid=strategy.uid,
        circle=strategy.circle.uid,
    )
    context = {
        "strategy": strategy, "form": form, "whom": whom, "period": period_text(start, end), "key": _key(start, end),
        "unowned": unowned(view, start, end), "mail": settings.MAIL_ENABLED,
    }
    return render(request, "strategy/collecting/new.html", context, status=422 if sent and form.errors else 200)


def _usual(strategy: Strategy, year: int) -> tuple[Any, Any]:
    today = timezone.localdate()
    return today.replace(year=year, month=1, day=1), today.replace(year=year, month=12, day=31)


def _key(start: Any, end: Any) -> str:
    return f"{start:%Y%m%d}-{end:%Y%m%d}"


def _open(request: HttpRequest, strategy: Strategy, form: CollectionForm, whom: WhomForm) -> Collection | None:
    data = form.cleaned_data
    start, end = data["period"]
    try:
        made = actions.open_collection(
            by=actor_of(request), strategy=strategy, period_from=start, period_to=end, due_on=data["due_on"],
            title=data["title"], note=data["note"], people=whom.people(),
        )
    except ValidationError as error:
        names = {"period_from": "period", "period_to": "period"}
        if hasattr(error, "error_dict"):
            error = ValidationError({names.get(name, name): some for name, some in error.error_dict.items()})
        add_errors(form, error)
        return None
    text = _("Sběr je otevřený, prosby odcházejí e-mailem.") if settings.MAIL_ENABLED else _(
        "Sběr je otevřený. Odesílání pošty není nastavené, texty k odeslání jsou v odchozí poště."
    )
    messages.success(request, text)
    return made


@require_safe
def collection(request: HttpRequest, uid: str) -> HttpResponse:
    """Who handed in, who owes, where numbers differ; for who writes the strategy also what can be done about it."""
    return _page(request, collection_of(request, uid))


def _page(
    request: HttpRequest, found: Collection, *, due_form: DueForm | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    standing = standing_of(actor, found)
    differing = differences(standing)
    mine = spoken_for(actor, found.strategy, [row.ask for row in standing.rows])
    ids = [found.uid, *(row.ask.uid for row in standing.rows), *(one.uid for diff in differing for one in diff.claims)]
    disclose(
        request, "strategy.collection_viewed", list(dict.fromkeys(ids)), object_uid=found.uid,
        circle=found.strategy.circle.uid,
    )
    context = {
        "strategy": found.strategy, "collection": found, "standing": standing, "differences": differing,
        "mine": mine, "leads": rules.writes(actor, found.strategy), "is_open": found.state == CollectionState.OPEN,
        "today": timezone.localdate(), "period": period_text(found.period_from, found.period_to),
        "due_form": due_form or _moving(request, found, sent=False).form, "due_opened": due_form is not None,
        "all": len(standing.rows),
        "missed": [
            row for row in standing.rows if found.state == CollectionState.CLOSED and row.places and not row.is_done
        ],
    }
    return render(request, "strategy/collecting/collection.html", context, status=status)


def _moving(request: HttpRequest, found: Collection, *, sent: bool = True) -> Editing:
    def make(one: Collection, data: Any) -> DueForm:
        return DueForm(data, initial={"due_on": one.due_on})

    back = reverse("strategy:collection", args=[found.uid])
    return Editing(request, found, make, lock=found.strategy, back=back, sent=sent)


@require_POST
def collection_move(request: HttpRequest, uid: str) -> HttpResponse:
    """Set another due day; those who owe are told."""
    found = led_collection(request, uid)
    editing = _moving(request, found)
    form = editing.form
    if editing.carried_out(
        lambda: actions.move_collection(by=actor_of(request), collection=found, due_on=form.cleaned_data["due_on"]),
        _("Termín je uložený. Kdo dluží, dostane nový."),
    ):
        return redirect("strategy:collection", uid)
    return _page(request, found, due_form=form, status=422)


def _step(request: HttpRequest, uid: str, act: Callable[[Collection], str]) -> HttpResponse:
    found = led_collection(request, uid)
    try:
        messages.success(request, act(found))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("strategy:collection", uid)


@require_POST
def collection_remind(request: HttpRequest, uid: str) -> HttpResponse:
    """Remind those who owe."""

    def act(found: Collection) -> str:
        told = actions.remind(by=actor_of(request), collection=found)
        return ngettext("Připomenuto %(count)s člověku.", "Připomenuto %(count)s lidem.", told) % {"count": told}

    return _step(request, uid, act)


@require_POST
def collection_ask(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask owners that own a measure only since."""

    def act(found: Collection) -> str:
        asked = actions.ask_missing(by=actor_of(request), collection=found)
        text = ngettext("Dotázána %(count)s další organizace.", "Dotázáno %(count)s dalších organizací.", asked)
        return text % {"count": asked}

    return _step(request, uid, act)


@require_POST
def collection_close(request: HttpRequest, uid: str) -> HttpResponse:
    """Close it."""

    def act(found: Collection) -> str:
        actions.close_collection(by=actor_of(request), collection=found)
        return _("Sběr je uzavřený. Co přijde pozdě, můžete zapsat Vy.")

    return _step(request, uid, act)


@require_POST
def collection_reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Take answers again."""

    def act(found: Collection) -> str:
        actions.reopen_collection(by=actor_of(request), collection=found)
        return _("Sběr znovu běží.")

    return _step(request, uid, act)


@require_safe
def answered(request: HttpRequest, uid: str) -> HttpResponse:
    """What an owner handed in: its claims, for the whole team."""
    actor, ask = actor_of(request), ask_of(request, uid)
    strategy = ask.strategy
    rows = handed_in(actor, ask, whole(actor, strategy).numbers)
    shown = [ask.uid, *(claim.uid for row in rows for claim in row.claims)]
    disclose(request, "strategy.answer_viewed", shown, object_uid=ask.uid, circle=strategy.circle.uid)
    context = {
        "strategy": strategy, "ask": ask, "collection": ask.collection, "rows": rows,
        "fills_in": rules.fills_in(actor, ask),
        "period": period_text(ask.collection.period_from, ask.collection.period_to),
    }
    return render(request, "strategy/collecting/answered.html", context)
