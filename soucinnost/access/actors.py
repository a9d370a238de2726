"""Building the actor: who asks, with what seats, today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from soucinnost.access.enums import Function, GrantRole, Standing
from soucinnost.access.models import Grant, Seat, SeatQuerySet
from soucinnost.access.prepared import Prepared
from soucinnost.accounts.models import User
from soucinnost.agencies.models import Person

Town = tuple[str, str]
"""Name and uid of a lead organisation."""


@dataclass(frozen=True)
class PersonActor:
    """Somebody signed in (or acted for by a command). Seats and grants are those valid today.

    ``towns`` are the lead organisations of the circles, ``managed_towns`` those that the person manages.
    """

    user_id: int | None
    person_id: int | None
    person_uid: str
    functions: Mapping[int, frozenset[str]]
    seat_ids: frozenset[int]
    coordinated_region_ids: frozenset[int]
    managed_organisation_ids: frozenset[int]
    is_administrator: bool
    needs_second_factor: bool = False
    channel: str = "web"
    managed_towns: frozenset[Town] = frozenset()
    towns: frozenset[Town] = frozenset()
    kind: str = field(default="person", init=False)
    is_system: bool = field(default=False, init=False)
    is_signed_in: bool = field(default=True, init=False)

    @property
    def audit_ref(self) -> str:
        """How the audit names this actor."""
        return f"person:{self.person_uid}"

    @cached_property
    def circle_ids(self) -> frozenset[int]:
        """Circles in which the actor sits today."""
        return frozenset(self.functions)

    @cached_property
    def colleague_ids(self) -> frozenset[int]:
        """People who hold or held a seat in the actor's circles."""
        return frozenset(Seat.objects.filter(circle__in=self.circle_ids).values_list("person_id", flat=True))

    def has(self, circle_id: int, *functions: str) -> bool:
        """Whether the actor sits in the circle with any of the functions; with none named, sits at all."""
        held = self.functions.get(circle_id)
        if held is None:
            return False
        return not functions or bool(held.intersection(functions))


@dataclass(frozen=True)
class SystemActor:
    """A job, an import or the command line: acts for the installation itself."""

    name: str
    channel: str = "job"
    kind: str = field(default="system", init=False)
    user_id: None = field(default=None, init=False)
    person_id: None = field(default=None, init=False)
    is_system: bool = field(default=True, init=False)
    is_signed_in: bool = field(default=False, init=False)
    is_administrator: bool = field(default=False, init=False)
    seat_ids: frozenset[int] = field(default=frozenset(), init=False)
    circle_ids: frozenset[int] = field(default=frozenset(), init=False)
    colleague_ids: frozenset[int] = field(default=frozenset(), init=False)
    coordinated_region_ids: frozenset[int] = field(default=frozenset(), init=False)
    managed_organisation_ids: frozenset[int] = field(default=frozenset(), init=False)

    @property
    def audit_ref(self) -> str:
        """How the audit names this actor."""
        return f"system:{self.name}"

    def has(self, circle_id: int, *functions: str) -> bool:
        """The installation itself may act in every circle."""
        return True


@dataclass(frozen=True)
class PublicActor:
    """Nobody in particular."""

    channel: str = "web"
    kind: str = field(default="public", init=False)
    user_id: None = field(default=None, init=False)
    person_id: None = field(default=None, init=False)
    is_system: bool = field(default=False, init=False)
    is_signed_in: bool = field(default=False, init=False)
    is_administrator: bool = field(default=False, init=False)
    seat_ids: frozenset[int] = field(default=frozenset(), init=False)
    circle_ids: frozenset[int] = field(default=frozenset(), init=False)
    colleague_ids: frozenset[int] = field(default=frozenset(), init=False)
    coordinated_region_ids: frozenset[int] = field(default=frozenset(), init=False)
    managed_organisation_ids: frozenset[int] = field(default=frozenset(), init=False)
    audit_ref: str = field(default="public", init=False)

    def has(self, circle_id: int, *functions: str) -> bool:
        """The public sits nowhere."""
        return False


def _functions(seat: Seat) -> set[str]:
    held = {str(seat.standing)}
    if seat.standing == Standing.BREAK_GLASS:
        return held
    if seat.is_chair:
        held.add(str(Function.CHAIR))
    if seat.is_recorder:
        held.add(str(Function.RECORDER))
    if seat.is_reviewer:
        held.add(str(Function.REVIEWER))
    return held


def _principal(seat: Seat, today: date) -> Seat | None:
    """The seat a deputy stands in for, when it is a member's in the same circle that day. A deputy has no deputy."""
    principal = seat.deputy_for
    if (
        principal is None
        or principal.standing != Standing.MEMBER
        or principal.circle_id != seat.circle_id
        or principal.valid_from > today
        or (principal.valid_to is not None and principal.valid_to < today)
    ):
        return None
    return principal


@dataclass
class _Seats:
    """What the seats of one person give on one day."""

    functions: dict[int, set[str]] = field(default_factory=dict)
    seat_ids: set[int] = field(default_factory=set)
    towns: set[Town] = field(default_factory=set)
    needs_second_factor: bool = False


def _with_rights(seats: SeatQuerySet, today: date) -> QuerySet[Seat]:
    return (
        seats.on(today)
        .select_related("deputy_for")
        .annotate(
            strict=F("circle__controller__requires_mfa"), closed_at=F("break_glass__closed_at"),
            town=F("circle__controller__organisation__name"), town_uid=F("circle__controller__organisation__uid"),
        )
    )


@Prepared
def _seats_of_person(person: int, today: date) -> QuerySet[Seat]:
    return _with_rights(Seat.objects.filter(person=person), today)


@Prepared
def _seats_of_user(user: int, today: date) -> QuerySet[Seat]:
    return _with_rights(Seat.objects.filter(person__user=user), today).select_related("person")


def _held(seats: Iterable[Any], today: date) -> _Seats:
    held = _Seats()
    for seat in seats:
        if seat.closed_at is not None:
            continue
        if seat.standing == Standing.DEPUTY:
            principal = _principal(seat, today)
            if principal is None:
                continue
            held.seat_ids.add(principal.pk)
        held.functions.setdefault(seat.circle_id, set()).update(_functions(seat))
        held.seat_ids.add(seat.pk)
        held.towns.add((seat.town, seat.town_uid))
        held.needs_second_factor |= seat.strict
    return held


@dataclass
class _Grants:
    """What the grants of one person give on one day."""

    regions: set[int] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)
    towns: set[Town] = field(default_factory=set)
    is_administrator: bool = False
    needs_second_factor: bool = False


@Prepared
def _grants_on(person: int, today: date) -> QuerySet[Grant]:
    return (
        Grant.objects.filter(person=person)
        .on(today)
        .annotate(
            strict=F("organisation__controller__requires_mfa"), leads=F("organisation__controller__pk"),
            town=F("organisation__name"), town_uid=F("organisation__uid"),
        )
    )


def _grants_of(person: Person, today: date) -> _Grants:
    held = _Grants()
    grants: list[Any] = _grants_on(person.pk, today)
    for grant in grants:
        if grant.role == GrantRole.ADMINISTRATOR:
            held.is_administrator = held.needs_second_factor = True
        if grant.leads is not None:
            held.towns.add((grant.town, grant.town_uid))
        held.needs_second_factor |= bool(grant.strict)
    held.regions = {grant.region_id for grant in grants if grant.region_id is not None}
    held.organisations = {grant.organisation_id for grant in grants if grant.organisation_id is not None}
    return held


def actor_for_person(person: Person, *, channel: str = "web", day: date | None = None) -> PersonActor:
    """Build the actor of a person from the seats and grants valid on ``day`` (today when not given).

    A deputy sees what is closed to the member stood in for, as long as that member's own seat is valid. A second
    factor is needed by administrators and wherever the controller of a circle or a managed organisation says so.
    """
    today = day or timezone.localdate()
    return _actor(person, _seats_of_person(person.pk, today), today, channel)


def _actor(person: Person, rows: Iterable[Seat], today: date, channel: str) -> PersonActor:
    seats, grants = _held(rows, today), _grants_of(person, today)
    return PersonActor(
        user_id=person.user_id,
        person_id=person.pk,
        person_uid=person.uid,
        functions={circle: frozenset(held) for circle, held in seats.functions.items()},
        seat_ids=frozenset(seats.seat_ids),
        coordinated_region_ids=frozenset(grants.regions),
        managed_organisation_ids=frozenset(grants.organisations),
        is_administrator=grants.is_administrator,
        needs_second_factor=seats.needs_second_factor or grants.needs_second_factor,
        channel=channel,
        managed_towns=frozenset(grants.towns),
        towns=frozenset(seats.towns),
    )


def actor_in_circle(person: Person, circle_id: int, *, channel: str = "link") -> PersonActor | None:
    """Build the actor of somebody who came by a link into one circle: an ordinary member's or deputy's eyes there.

    Functions (chair, recorder, reviewer), grants and every other circle are left out, whoever the person is: a link
    travels by mail. None when the person sits in the circle no more, or only by break-glass.
    """
    whole = actor_for_person(person)
    held = whole.functions.get(circle_id, frozenset()) & {str(Standing.MEMBER), str(Standing.DEPUTY)}
    if not held:
        return None
    seats = Seat.objects.filter(pk__in=whole.seat_ids, circle=circle_id).values_list("pk", flat=True)
    return PersonActor(
        user_id=None,
        person_id=person.pk,
        person_uid=person.uid,
        functions={circle_id: held},
        seat_ids=frozenset(seats),
        coordinated_region_ids=frozenset(),
        managed_organisation_ids=frozenset(),
        is_administrator=False,
        needs_second_factor=whole.needs_second_factor,
        channel=channel,
    )


def actor_for_user(user: User, *, channel: str = "web") -> PersonActor | PublicActor:
    """Build the actor of an account; an inactive one, or one without a person, is the public."""
    if not user.is_active:
        return PublicActor(channel=channel)
    today = timezone.localdate()
    rows = _seats_of_user(user.pk, today)
    if rows:
        user.person = rows[0].person  # remembered on the account: the frame asks again
    person = getattr(user, "person", None)
    if person is None:
        return PublicActor(channel=channel)
    return _actor(person, rows, today, channel)
