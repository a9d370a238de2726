"""Mandates: giving, changing, ending. Each writes its seat through ``access``."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access import actions as access
from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.groups import rules
from soucinnost.groups.actions.common import lock, must_be_open
from soucinnost.groups.models import Group, Mandate
from soucinnost.groups.selectors import is_in_hands
from soucinnost.kernel.actor import Actor
from soucinnost.versions.actions import keep, snapshot

SEAT_FIELDS = frozenset({"organisation", "valid_from", "valid_to", "is_chair", "is_recorder", "is_reviewer", "note"})
MANDATE_FIELDS = frozenset({"basis", "reports"})


@transaction.atomic
def give_mandate(
    *, by: Actor, group: Group, person: Person, organisation: Organisation | None, valid_from: date,
    valid_to: date | None = None, is_chair: bool = False, is_recorder: bool = False, is_reviewer: bool = False,
    deputy_for: Mandate | None = None, basis: str = "", reports: bool = False, note: str = "",
) -> Mandate:
    """Give a person a seat in the group, from a first to a last day (included).

    A person may hold several mandates at once, each for another organisation. A deputy stands in for a member's
    mandate and sees what that member sees while that mandate lasts. Raises ValidationError, PermissionDenied.
    """
    group = lock(group)
    require(rules.sets_frame(by, group))
    must_be_open(group)
    _check_person(person, valid_to)
    _check_days(valid_from, valid_to)
    if deputy_for is not None:
        _check_principal(by, group, person, deputy_for, valid_from, valid_to)
    _check_overlap(group, person, organisation, deputy_for, valid_from, valid_to)
    seat = access.give_seat(
        by=by, circle=group.circle, person=person, organisation=organisation, valid_from=valid_from,
        valid_to=valid_to, deputy_for=deputy_for.seat if deputy_for else None, is_chair=is_chair,
        is_recorder=is_recorder, is_reviewer=is_reviewer, note=note,
    )
    mandate = Mandate(group=group, seat=seat, basis=" ".join(basis.split()), reports=reports)
    mandate.full_clean()
    mandate.save()
    _keep(by, mandate)
    record(by=by, verb="mandate.given", object_uid=mandate.uid, circle=group.circle.uid, ids=[person.uid])
    return mandate


@transaction.atomic
def change_mandate(*, by: Actor, mandate: Mandate, **changes: Any) -> Mandate:
    """Change days, functions, organisation, ground or reporting of a mandate; what is not named stays.

    Refused when nobody would be left to look after the group.
    """
    unknown = set(changes) - SEAT_FIELDS - MANDATE_FIELDS
    if unknown:
        raise TypeError(f"a mandate has no changeable {', '.join(sorted(unknown))}")
    group, mandate = _locked(mandate)
    require(rules.sets_frame(by, group))
    must_be_open(group)
    seat = mandate.seat
    valid_from, valid_to = changes.get("valid_from", seat.valid_from), changes.get("valid_to", seat.valid_to)
    _check_days(valid_from, valid_to)
    principal = seat.deputy_for.mandate if seat.deputy_for is not None else None
    if principal is not None:
        _check_principal(by, group, seat.person, principal, valid_from, valid_to)
    organisation = changes.get("organisation", seat.organisation)
    _check_overlap(group, seat.person, organisation, principal, valid_from, valid_to, besides=seat)
    of_seat = {field: value for field, value in changes.items() if field in SEAT_FIELDS}
    if of_seat:
        access.change_seat(by=by, seat=seat, **of_seat)
        _end_deputies(by, seat)
    for field in MANDATE_FIELDS.intersection(changes):
        setattr(mandate, field, changes[field])
    mandate.basis = " ".join(mandate.basis.split())
    mandate.full_clean()
    mandate.save()
    _must_stay_in_hands(by, group, seat)
    _keep(by, mandate)
    record(by=by, verb="mandate.changed", object_uid=mandate.uid, circle=group.circle.uid, ids=[seat.person.uid])
    return mandate


@transaction.atomic
def end_mandate(*, by: Actor, mandate: Mandate, last_day: date) -> Mandate:
    """End a mandate on its last day, which still counts; deputies of it end with it.

    Refused when nobody would be left to look after the group the day after.
    """
    group, mandate = _locked(mandate)
    require(rules.sets_frame(by, group))
    _end(by, mandate, last_day)
    _must_stay_in_hands(by, group, mandate.seat)
    record(by=by, verb="mandate.ended", object_uid=mandate.uid, circle=group.circle.uid, ids=[mandate.seat.person.uid])
    return mandate


@transaction.atomic
def withdraw_mandate(*, by: Actor, mandate: Mandate) -> None:
    """Take back a mandate that has not begun yet, with the deputies named for it."""
    group, mandate = _locked(mandate)
    require(rules.sets_frame(by, group))
    uid, person_uid = mandate.uid, mandate.seat.person.uid
    access.withdraw_seat(by=by, seat=mandate.seat)
    record(by=by, verb="mandate.withdrawn", object_uid=uid, circle=group.circle.uid, ids=[person_uid])


@transaction.atomic
def hand_over_chair(*, by: Actor, group: Group, to: Mandate) -> Mandate:
    """Give the chair to another member, at once; whoever chaired stays a member. Manager or chair."""
    group = lock(group)
    require(rules.closes(by, group))
    must_be_open(group)
    today = timezone.localdate()
    heir = Mandate.objects.select_related("seat__person").get(pk=to.pk)
    seat = heir.seat
    sits = seat.valid_from <= today and (seat.valid_to is None or seat.valid_to >= today)
    if heir.group_id != group.pk or seat.standing != Standing.MEMBER or not sits:
        raise ValidationError({"to": _("Předsedat může jen člen, jehož mandát dnes platí.")})
    chairs = Mandate.objects.filter(group=group, seat__is_chair=True).exclude(pk=heir.pk).select_related("seat")
    if not seat.is_chair:
        access.change_seat(by=by, seat=seat, is_chair=True)
        _keep(by, heir)
    for former in chairs:
        if former.seat.valid_to is None or former.seat.valid_to >= today:
            access.change_seat(by=by, seat=former.seat, is_chair=False)
            _keep(by, former)
    _must_stay_in_hands(by, group, seat)
    record(by=by, verb="group.chair_handed_over", object_uid=group.uid, circle=group.circle.uid, ids=[heir.uid])
    return heir


def end_all(*, by: Actor, group: Group, last_day: date) -> int:
    """End every mandate that lasts beyond ``last_day``; part of closing a group. Returns how many ended."""
    lasting = Mandate.objects.filter(group=group, seat__standing=Standing.MEMBER).filter(
        Q(seat__valid_to__isnull=True) | Q(seat__valid_to__gt=last_day)
    )
    ended = 0
    for mandate in lasting.select_related("seat__person", "seat__circle"):
        _end(by, mandate, max(last_day, mandate.seat.valid_from))
        ended += 1
    return ended


def _end(by: Actor, mandate: Mandate, last_day: date) -> None:
    access.end_seat(by=by, seat=mandate.seat, last_day=last_day)
    _end_deputies(by, mandate.seat)
    _keep(by, mandate)


def _locked(mandate: Mandate) -> tuple[Group, Mandate]:
    group = lock(mandate.group)
    fresh = Mandate.objects.select_related(
        "seat__person", "seat__organisation", "seat__circle", "seat__deputy_for__mandate__seat"
    ).get(pk=mandate.pk)
    return group, fresh


def _check_person(person: Person, valid_to: date | None) -> None:
    if not person.is_active and (valid_to is None or valid_to >= timezone.localdate()):
        raise ValidationError({"person": _("Tato osoba je v adresáři vedena jako neaktivní.")})


def _check_days(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from is None:
        raise ValidationError({"valid_from": _("Uveďte první den mandátu.")})
    if valid_to is not None and valid_to < valid_from:
        raise ValidationError({"valid_to": _("Mandát nemůže skončit dřív, než začne.")})


def _check_principal(
    by: Actor, group: Group, person: Person, principal: Mandate, valid_from: date, valid_to: date | None
) -> None:
    seat = principal.seat
    if principal.group_id != group.pk:
        raise ValidationError({"deputy_for": _("Zastupovaný člen není v této skupině.")})
    if seat.standing != Standing.MEMBER:
        raise ValidationError({"deputy_for": _("Zástupce nemůže mít dalšího zástupce. Vyberte člena.")})
    if seat.person_id == person.pk:
        raise ValidationError({"deputy_for": _("Nikdo nemůže zastupovat sám sebe.")})
    if by.person_id == person.pk:
        message = _("Zástup si nikdo nedává sám. Požádejte jiného z těch, kdo skupinu vedou.")
        raise ValidationError({"deputy_for": message})
    if not _overlap(seat.valid_from, seat.valid_to, valid_from, valid_to):
        raise ValidationError({"deputy_for": _("V těchto dnech zastupovaný člen mandát nemá.")})


def _overlap(from_a: date, to_a: date | None, from_b: date, to_b: date | None) -> bool:
    """Whether two stretches of days, both ends included, have a day in common."""
    return (to_a is None or from_b <= to_a) and (to_b is None or from_a <= to_b)


def _check_overlap(
    group: Group, person: Person, organisation: Organisation | None, principal: Mandate | None, valid_from: date,
    valid_to: date | None, besides: Seat | None = None,
) -> None:
    """One person sits once for one organisation on one day; as a deputy once for one member."""
    seats = Seat.objects.filter(circle=group.circle_id, person=person, organisation=organisation).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
    )
    if principal is None:
        seats = seats.filter(standing=Standing.MEMBER)
    else:
        seats = seats.filter(standing=Standing.DEPUTY, deputy_for=principal.seat_id)
    if valid_to is not None:
        seats = seats.filter(valid_from__lte=valid_to)
    if besides is not None:
        seats = seats.exclude(pk=besides.pk)
    if seats.exists():
        raise ValidationError({"person": _("Tato osoba už v některém z těchto dnů stejný mandát má.")})


def _end_deputies(by: Actor, seat: Seat) -> None:
    """A deputy's mandate never outlasts the one stood in for."""
    if seat.valid_to is None:
        return
    later = Seat.objects.filter(deputy_for=seat).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=seat.valid_to))
    for deputy in later.select_related("person", "circle"):
        if deputy.valid_from <= seat.valid_to:
            access.end_seat(by=by, seat=deputy, last_day=seat.valid_to)
        elif deputy.valid_from > timezone.localdate():
            access.withdraw_seat(by=by, seat=deputy)
        else:
            access.end_seat(by=by, seat=deputy, last_day=deputy.valid_from)


def _must_stay_in_hands(by: Actor, group: Group, seat: Seat) -> None:
    """Refuse a change after which nobody with an account could administer the group."""
    if by.is_system:
        return
    today = timezone.localdate()
    day_after = seat.valid_to + timedelta(days=1) if seat.valid_to is not None and seat.valid_to >= today else today
    if not (is_in_hands(group, today) and is_in_hands(group, day_after)):
        raise ValidationError(
            _("O skupinu by se neměl kdo starat. Nejdřív určete jiného předsedu nebo zapisovatele s účtem.")
        )


def _keep(by: Actor, mandate: Mandate) -> None:
    keep(by=by, obj=mandate, kind="mandate", data={**snapshot(mandate.seat), **snapshot(mandate)})
