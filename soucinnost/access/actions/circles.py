"""Opening circles, giving, changing and ending seats."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.enums import Standing
from soucinnost.access.models import Circle, Controller, Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor


@transaction.atomic
def open_circle(*, by: Actor, organisation: Organisation) -> Circle:
    """Open a circle led by ``organisation``, which becomes its controller."""
    require(by.is_system or organisation.pk in by.managed_organisation_ids)
    controller, _created = Controller.objects.get_or_create(organisation=organisation)
    circle = Circle.objects.create(controller=controller)
    record(by=by, verb="circle.opened", object_uid=circle.uid, circle=circle.uid)
    return circle


@transaction.atomic
def give_seat(
    *, by: Actor, circle: Circle, person: Person, organisation: Organisation | None, valid_from: date,
    valid_to: date | None = None, deputy_for: Seat | None = None, is_chair: bool = False, is_recorder: bool = False,
    is_reviewer: bool = False, note: str = "",
) -> Seat:
    """Give a person a seat. The domain's action has checked that ``by`` may; a deputy needs a seat to stand in for.

    Raises ValidationError when the days are the wrong way round, the seat stood in for is elsewhere or is not a
    member's own: a deputy has no deputy.
    """
    if valid_to is not None and valid_to < valid_from:
        raise ValidationError({"valid_to": _("Mandát nemůže skončit dřív, než začne.")})
    if deputy_for is not None and deputy_for.circle_id != circle.pk:
        raise ValidationError({"deputy_for": _("Zastupovaný člen není v této skupině.")})
    if deputy_for is not None and deputy_for.standing != Standing.MEMBER:
        raise ValidationError({"deputy_for": _("Zastupovat lze jen člena skupiny, ne jeho zástupce.")})
    seat = Seat.objects.create(
        circle=circle, person=person, organisation=organisation, valid_from=valid_from, valid_to=valid_to,
        standing=Standing.DEPUTY if deputy_for else Standing.MEMBER, deputy_for=deputy_for, is_chair=is_chair,
        is_recorder=is_recorder, is_reviewer=is_reviewer, note=note,
    )
    record(by=by, verb="seat.given", object_uid=seat.uid, circle=circle.uid, ids=[person.uid])
    return seat


CHANGEABLE = frozenset({"organisation", "valid_from", "valid_to", "is_chair", "is_recorder", "is_reviewer", "note"})


@transaction.atomic
def change_seat(*, by: Actor, seat: Seat, **changes: object) -> Seat:
    """Change days, functions, organisation or note of a seat. The domain's action has checked that ``by`` may.

    The person and whom a deputy stands in for stay: another person is another seat. Raises ValidationError when
    the days are the wrong way round, TypeError for a field that cannot be changed.
    """
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"a seat has no changeable {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(seat, name, value)
    if seat.valid_to is not None and seat.valid_to < seat.valid_from:
        raise ValidationError({"valid_to": _("Mandát nemůže skončit dřív, než začne.")})
    seat.save(update_fields=sorted(changes))
    record(by=by, verb="seat.changed", object_uid=seat.uid, circle=seat.circle.uid, ids=[seat.person.uid])
    return seat


@transaction.atomic
def end_seat(*, by: Actor, seat: Seat, last_day: date) -> Seat:
    """End a seat on its last day (included). Deputies of the seat lose theirs the same day."""
    if last_day < seat.valid_from:
        raise ValidationError({"valid_to": _("Mandát nemůže skončit dřív, než začal.")})
    seat.valid_to = last_day
    seat.save(update_fields=["valid_to"])
    record(by=by, verb="seat.ended", object_uid=seat.uid, circle=seat.circle.uid, ids=[seat.person.uid])
    return seat


@transaction.atomic
def withdraw_seat(*, by: Actor, seat: Seat) -> None:
    """Take back a seat that has not begun yet. The domain's action has checked that ``by`` may.

    Raises ValidationError when its first day has come (then it is ended, not withdrawn) or a record needs it.
    """
    if seat.valid_from <= timezone.localdate():
        raise ValidationError(_("Mandát už začal. Lze ho jen ukončit."))
    uid, circle_uid, person_uid = seat.uid, seat.circle.uid, seat.person.uid
    try:
        with transaction.atomic():
            seat.delete()
    except ProtectedError as error:
        raise ValidationError(_("S mandátem už počítá jednání, nelze ho vzít zpět.")) from error
    record(by=by, verb="seat.withdrawn", object_uid=uid, circle=circle_uid, ids=[person_uid])
