"""The team of a strategy: seats in its circle."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access import actions as access
from soucinnost.access.enums import GrantRole, Standing
from soucinnost.access.models import Grant, Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import rules
from soucinnost.strategy.actions.common import lock, refuse_unknown
from soucinnost.strategy.models import Strategy

SEAT_FIELDS = frozenset({"organisation", "is_chair", "is_recorder", "valid_from", "valid_to"})


@transaction.atomic
def give_team_seat(
    *, by: Actor, strategy: Strategy, person: Person, organisation: Organisation | None = None,
    is_chair: bool = False, is_recorder: bool = False, valid_from: date | None = None, valid_to: date | None = None,
) -> Seat:
    """Give a person a seat in the team from a day (today) to a day. Who writes the strategy, and the manager.

    Raises ValidationError when the person is not active or already sits there in those days.
    """
    strategy = lock(strategy)
    require(rules.seats_team(by, strategy))
    first = valid_from or timezone.localdate()
    if not person.is_active:
        raise ValidationError({"person": _("Tato osoba už nepůsobí. Vyberte jinou.")})
    if organisation is not None and not organisation.is_active:
        raise ValidationError({"organisation": _("Organizace už nepůsobí. Vyberte jinou.")})
    _check_overlap(strategy, person, first, valid_to)
    seat = access.give_seat(
        by=by, circle=strategy.circle, person=person, organisation=organisation, valid_from=first, valid_to=valid_to,
        is_chair=is_chair, is_recorder=is_recorder,
    )
    record(by=by, verb="strategy.seat_given", object_uid=strategy.uid, circle=strategy.circle.uid, ids=[seat.uid])
    return seat


@transaction.atomic
def change_team_seat(*, by: Actor, strategy: Strategy, seat: Seat, **changes: Any) -> Seat:
    """Change organisation, functions or days of a seat; refused when nobody would be left to look after it."""
    refuse_unknown(changes, SEAT_FIELDS, "seat of a team")
    strategy, seat = _seat_of(by, strategy, seat)
    first, last = changes.get("valid_from", seat.valid_from), changes.get("valid_to", seat.valid_to)
    _check_overlap(strategy, seat.person, first, last, besides=seat)
    access.change_seat(by=by, seat=seat, **changes)
    _must_stay_in_hands(by, strategy)
    record(by=by, verb="strategy.seat_changed", object_uid=strategy.uid, circle=strategy.circle.uid, ids=[seat.uid])
    return seat


@transaction.atomic
def end_team_seat(*, by: Actor, strategy: Strategy, seat: Seat, last_day: date | None = None) -> Seat:
    """End a seat on its last day (yesterday unless given, so that it stops giving access at once).

    A seat that began today lasts till its end. Refused when nobody would be left to look after the strategy.
    """
    strategy, seat = _seat_of(by, strategy, seat)
    today = timezone.localdate()
    day = last_day if last_day is not None else date.fromordinal(today.toordinal() - 1)
    if last_day is None and seat.valid_from >= today:
        day = seat.valid_from
    access.end_seat(by=by, seat=seat, last_day=day)
    _must_stay_in_hands(by, strategy)
    record(by=by, verb="strategy.seat_ended", object_uid=strategy.uid, circle=strategy.circle.uid, ids=[seat.uid])
    return seat


@transaction.atomic
def take_seat(*, by: Actor, strategy: Strategy) -> Seat:
    """Let the organisation's manager sit down in the team, as recorder, and as chair where nobody chairs.

    Managers see the frame only; the seat opens the content and is written into the audit and shown in the team.
    """
    strategy = lock(strategy)
    require(rules.manages(by, strategy))
    require(by.person_id is not None)
    today = timezone.localdate()
    has_chair = Seat.objects.on(today).filter(circle=strategy.circle, is_chair=True).exists()
    person = Person.objects.get(pk=by.person_id or 0)
    _check_overlap(strategy, person, today, None)
    seat = access.give_seat(
        by=by, circle=strategy.circle, person=person, organisation=strategy.circle.controller.organisation,
        valid_from=today, is_chair=not has_chair, is_recorder=True,
    )
    record(by=by, verb="strategy.seat_taken", object_uid=strategy.uid, circle=strategy.circle.uid, ids=[seat.uid])
    return seat


def _seat_of(by: Actor, strategy: Strategy, seat: Seat) -> tuple[Strategy, Seat]:
    strategy = lock(strategy)
    require(rules.seats_team(by, strategy))
    return strategy, Seat.objects.select_related("person", "circle").get(pk=seat.pk, circle=strategy.circle)


def _check_overlap(
    strategy: Strategy, person: Person, first: date, last: date | None, besides: Seat | None = None
) -> None:
    """A person sits in a team once at a time."""
    seats = Seat.objects.filter(circle=strategy.circle, person=person, standing=Standing.MEMBER)
    seats = seats.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
    if last is not None:
        seats = seats.filter(valid_from__lte=last)
    if besides is not None:
        seats = seats.exclude(pk=besides.pk)
    if seats.exists():
        raise ValidationError({"person": _("Tato osoba už v týmu strategie v těch dnech je.")})


def _must_stay_in_hands(by: Actor, strategy: Strategy) -> None:
    """Refuse what would leave the strategy without anybody who can sign in and look after it tomorrow."""
    if by.is_system:
        return
    tomorrow = date.fromordinal(timezone.localdate().toordinal() + 1)
    runs = Seat.objects.on(tomorrow).filter(
        Q(is_chair=True) | Q(is_recorder=True), circle=strategy.circle, standing=Standing.MEMBER,
        person__user__is_active=True,
    )
    managed = Grant.objects.on(tomorrow).filter(
        role=GrantRole.MANAGER, organisation=strategy.circle.controller.organisation_id, person__user__is_active=True
    )
    if not runs.exists() and not managed.exists():
        raise ValidationError(_("O strategii by se neměl kdo starat. Nejdřív určete, kdo ji povede nebo bude psát."))
