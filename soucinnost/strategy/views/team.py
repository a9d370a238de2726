"""The team of a strategy: who sits there, giving and ending seats."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.actors import actor_for_person
from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.agencies.rules import writes_directory
from soucinnost.audit.disclosure import disclose
from soucinnost.groups.choosing import details_of, people_matching
from soucinnost.groups.selectors import seat_order
from soucinnost.strategy import rules
from soucinnost.strategy.actions import team as actions
from soucinnost.strategy.forms.fields import organisation_names
from soucinnost.strategy.forms.frame import SeatForm
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.views.common import actor_of, done, visible_strategy
from soucinnost.strategy.words import roles_of
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import carried_out


@require_safe
def team(request: HttpRequest, uid: str) -> HttpResponse:
    """Seats of today, and those that are coming or over."""
    actor, strategy = actor_of(request), visible_strategy(request, uid)
    require(rules.sees_team(actor, strategy))
    today = timezone.localdate()
    seats = list(
        Seat.objects.visible_to(actor).filter(circle=strategy.circle).without_break_glass()
        .select_related("person__user", "organisation", "deputy_for__person")
    )
    seats.sort(key=seat_order)
    disclose(
        request, "strategy.team_listed", [seat.uid for seat in seats], object_uid=strategy.uid,
        circle=strategy.circle.uid,
    )
    context = {
        "strategy": strategy, "current": _rows(seats, today, 0), "coming": _rows(seats, today, 1),
        "past": _rows(seats, today, -1), "may_seat": rules.seats_team(actor, strategy),
        "may_take_seat": rules.takes_seat(actor, strategy),
    }
    return render(request, "strategy/team.html", context)


def _rows(seats: list[Seat], today: date, when: int) -> list[tuple[Seat, str]]:
    return [(seat, roles_of(seat)) for seat in seats if _when(seat, today) == when]


def _when(seat: Seat, today: date) -> int:
    """-1 over, 0 today, 1 coming."""
    if seat.valid_to is not None and seat.valid_to < today:
        return -1
    return 1 if seat.valid_from > today else 0


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, uid: str) -> HttpResponse:
    """Choose a person, then say for whom and what."""
    actor, strategy = actor_of(request), visible_strategy(request, uid)
    require(rules.seats_team(actor, strategy))
    asked = request.GET.get("osoba", "")
    if not asked:
        return _choose(request, strategy)
    person = get_object_or_404(Person.objects.visible_to(actor), uid=asked)
    own = person.affiliations.select_related("organisation").order_by("pk").first()
    initial = {"organisation": own.organisation if own is not None else None}
    form = SeatForm(request.POST or None, initial=initial)

    def act() -> None:
        actions.give_team_seat(by=actor, strategy=strategy, person=person, **form.cleaned_data)

    if carried_out(request, form, act, _("Místo v týmu je zapsáno.")):
        return redirect("strategy:team", strategy.uid)
    disclose(request, "person.chosen", [person.uid], object_uid=person.uid, circle=strategy.circle.uid)
    context = {
        "strategy": strategy, "person": person, "details": details_of(person), "form": form, **_suggested(request)
    }
    return render(request, "strategy/seat_give.html", context, status=422 if form.errors else 200)


def _choose(request: HttpRequest, strategy: Strategy) -> HttpResponse:
    actor, text = actor_of(request), request.GET.get("kdo", "").strip()[:100]
    people, is_more = people_matching(actor, text)
    disclose(request, "people.offered", [one.person.uid for one in people], circle=strategy.circle.uid)
    context = {
        "strategy": strategy, "people": people, "is_more": is_more, "text": text,
        "writes_directory": writes_directory(actor),
    }
    return render(request, "strategy/seat_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uid: str, seat_uid: str) -> HttpResponse:
    """Change functions, organisation or days of a seat."""
    actor, strategy, seat = _seat(request, uid, seat_uid)

    def make(found: Seat, data: Any) -> SeatForm:
        return SeatForm(data, seat=found)

    editing = Editing(request, seat, make, lock=strategy, back=reverse("strategy:seat", args=[strategy.uid, seat.uid]))
    form = editing.form

    def act() -> None:
        actions.change_team_seat(by=actor, strategy=strategy, seat=seat, **form.cleaned_data)

    if editing.carried_out(act, _("Uloženo.")):
        return _after(request, strategy)
    disclose(request, "strategy.seat_edited", [seat.uid], object_uid=seat.uid, circle=strategy.circle.uid)
    over = seat.valid_to is not None and seat.valid_to < timezone.localdate()
    context = {"strategy": strategy, "seat": seat, "form": form, "is_over": over, **_suggested(request)}
    return render(request, "strategy/seat.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, uid: str, seat_uid: str) -> HttpResponse:
    """End a seat today; today is its last day."""
    actor, strategy, seat = _seat(request, uid, seat_uid)
    today = max(timezone.localdate(), seat.valid_from)
    done(
        request, lambda: actions.end_team_seat(by=actor, strategy=strategy, seat=seat, last_day=today),
        _("Místo v týmu dnešním dnem končí."),
    )
    return _after(request, strategy)


@require_POST
def take(request: HttpRequest, uid: str) -> HttpResponse:
    """Let the manager sit down in the team."""
    actor, strategy = actor_of(request), visible_strategy(request, uid)
    require(rules.manages(actor, strategy))
    done(
        request, lambda: actions.take_seat(by=actor, strategy=strategy),
        _("Máte místo v týmu. Je zapsáno, kdo a kdy si ho vzal."),
    )
    return redirect("strategy:strategy", strategy.uid)


def _seat(request: HttpRequest, uid: str, seat_uid: str) -> tuple[Any, Strategy, Seat]:
    actor, strategy = actor_of(request), visible_strategy(request, uid)
    require(rules.seats_team(actor, strategy))
    seats = Seat.objects.visible_to(actor).filter(circle=strategy.circle).without_break_glass()
    return actor, strategy, get_object_or_404(seats.select_related("person", "organisation", "circle"), uid=seat_uid)


def _after(request: HttpRequest, strategy: Strategy) -> HttpResponse:
    """Go where the actor still may: whoever gave the own seat away sees less than before."""
    actor = actor_of(request)
    person = Person.objects.get(pk=actor.person_id or 0)
    now = actor_for_person(person)
    seen = Strategy.objects.visible_to(now).filter(pk=strategy.pk).exists()
    if seen and rules.sees_team(now, strategy):
        return redirect("strategy:team", strategy.uid)
    return redirect("strategy:list")


def _suggested(request: HttpRequest) -> dict[str, Any]:
    return {"organisation_names": organisation_names(Organisation.objects.visible_to(actor_of(request)))}

