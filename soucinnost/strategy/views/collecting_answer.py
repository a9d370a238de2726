"""Pages where an owner's answer is written: signed in, on behalf, by a one-time link; choosing whom to ask."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.disclosure import disclose
from soucinnost.evidence.periods import period_text
from soucinnost.groups.choosing import people_matching
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import OneTimeLink
from soucinnost.strategy import rules
from soucinnost.strategy.actions import collecting as actions
from soucinnost.strategy.collecting_links import ask_of as asked_by
from soucinnost.strategy.enums import CollectionState
from soucinnost.strategy.forms.collecting import NOBODY, person_field
from soucinnost.strategy.models import Ask
from soucinnost.strategy.selectors.owners import owners_of
from soucinnost.strategy.selectors.whole import StrategyView, whole
from soucinnost.strategy.views.collecting import ask_of
from soucinnost.strategy.views.collecting_form import Work, wants_json
from soucinnost.strategy.views.common import actor_of
from soucinnost.ui.editing import Editing


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """The form of an owner: for the owner itself, or on its behalf for who writes the strategy."""
    actor, ask = actor_of(request), ask_of(request, uid)
    require(rules.reads_answer(actor, ask))
    own = rules.speaks_for_owner(actor, ask)
    view = whole(actor, ask.strategy)
    work = Work(actor, ask, people=[] if own else _speakers(actor, ask, view), view=view)
    extra = {"is_closed": not rules.fills_in(actor, ask), "on_behalf": not own}
    if request.method != "POST":
        work.read()
        return _show(request, work, "strategy/collecting/answer.html", **extra)
    work.take(request.POST)  # of a closed collection nothing is kept, and what was typed comes back
    if wants_json(request):
        return work.as_json()
    if work.is_done:
        messages.success(request, _("Odevzdáno. Děkujeme."))
        return redirect("strategy:answered", ask.uid)
    if work.is_kept:
        messages.success(request, _("Rozepsané je uložené. Odevzdané zatím není."))
        return redirect("strategy:answer", ask.uid)
    return _show(request, work, "strategy/collecting/answer.html", **extra)


def _speakers(actor: Actor, ask: Ask, view: StrategyView) -> list[Person]:
    """On whose behalf it can be entered: the person asked, then the owner's people whom the actor knows."""
    found = {ask.person_id: ask.person} if ask.person is not None else {}
    for owner in owners_of(actor, view, ask.collection.period_from, ask.collection.period_to):
        if owner.organisation.pk == ask.organisation_id:
            found |= {one.pk: one for one in owner.people if one.pk not in found}
    return [one for one in found.values() if one is not None]


def by_link(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    """The same form for somebody without an account. Opening shows, keeping keeps, handing in consumes the link.

    Where the lead organisation wants a second factor a link takes an answer and shows none.
    """
    actor = actor_of(request)
    ask = asked_by(actor, link)
    work = Work(actor, ask, link=link, blank=link.circle.controller.requires_mfa)
    extra: dict[str, Any] = {"link": link, "is_closed": not rules.fills_in(actor, ask)}
    if request.method != "POST":
        work.read()
        return _show(request, work, "strategy/collecting/link.html", **extra)
    work.take(request.POST)
    if wants_json(request):
        return work.as_json()
    if work.is_kept:
        extra["kept"] = True
    return _show(request, work, "strategy/collecting/link.html", **extra)


def _show(request: HttpRequest, work: Work, template: str, **extra: Any) -> HttpResponse:
    ask = work.ask
    disclose(request, "strategy.answer_edited", work.uids, object_uid=ask.uid, circle=ask.strategy.circle.uid)
    context = {
        **work.context(), "period": period_text(ask.collection.period_from, ask.collection.period_to),
        "done": work.is_done, **extra,
    }
    return render(request, template, context, status=work.status)


class WhoForm(forms.Form):
    """Whom an owner is asked through."""

    person = forms.ChoiceField()

    def __init__(self, data: Any, *, ask: Ask, people: list[Person]) -> None:
        super().__init__(data)
        self.people = {one.uid: one for one in people}
        field = person_field(ask.organisation, people, ask.person)
        field.label = _("Koho se ptáme")
        if ask.person is None:
            field.initial = NOBODY
        self.fields["person"] = field

    @property
    def chosen(self) -> Person | None:
        """The chosen person; None for nobody."""
        return self.people.get(self.cleaned_data["person"])


@require_http_methods(["GET", "HEAD", "POST"])
def ask_person(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask somebody else of an owner: of those known for it, or found in the directory."""
    actor, ask = actor_of(request), ask_of(request, uid)
    require(rules.writes(actor, ask.strategy))
    text = request.GET.get("kdo", "").strip()[:100]
    found, is_more = people_matching(actor, text) if text else ([], False)
    people = _speakers(actor, ask, whole(actor, ask.strategy))
    picked = request.GET.get("osoba", "")
    if picked:
        extra = get_object_or_404(Person.objects.visible_to(actor), uid=picked)
        people = [extra, *(one for one in people if one.pk != extra.pk)]

    def make(one: Ask, data: Any) -> WhoForm:
        form = WhoForm(data, ask=one, people=people)
        if picked:
            form.fields["person"].initial = picked
        return form

    editing = Editing(request, ask, make, lock=ask.strategy)
    form = editing.form

    if editing.carried_out(
        lambda: actions.change_person(by=actor, ask=ask, person=form.chosen), _("Uloženo. Nová osoba dostane prosbu.")
    ):
        return redirect("strategy:collection", ask.collection.uid)
    shown = [ask.uid, *(one.uid for one in people), *(one.person.uid for one in found)]
    disclose(
        request, "strategy.collection_person_edited", list(dict.fromkeys(shown)), object_uid=ask.uid,
        circle=ask.strategy.circle.uid,
    )
    context = {
        "ask": ask, "strategy": ask.strategy, "collection": ask.collection, "form": form, "people": found,
        "is_more": is_more, "text": text, "is_open": ask.collection.state == CollectionState.OPEN,
    }
    return render(request, "strategy/collecting/person.html", context, status=422 if form.errors else 200)
