"""Building the actor: who asks, with what seats, today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from soucinnost.access.enums import Function, GrantRole, Standing
from soucinnost.access.models import Grant, Seat
from soucinnost.accounts.models import User
from soucinnost.agencies.models import Person


@dataclass(frozen=True)
class PersonActor:
    """Somebody signed in (or acted for by a command). Seats and grants are those valid today."""

    user_id: int | None
    person_id: int | None
    person_uid: str
    functions: Mapping[int, frozenset[str]]
    seat_ids: frozenset[int]
    coordinated_region_ids: frozenset[int]
    managed_organisation_ids: frozenset[int]
    is_administrator: bool
    channel: str = "web"
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
    if seat.is_chair:
        held.add(str(Function.CHAIR))
    if seat.is_recorder:
        held.add(str(Function.RECORDER))
    if seat.is_reviewer:
        held.add(str(Function.REVIEWER))
    return held


def actor_for_person(person: Person, *, channel: str = "web", day: object = None) -> PersonActor:
    """Build the actor of a person from the seats and grants valid on ``day`` (today when not given).

    A deputy sees what is closed to the seat stood in for, as long as that seat itself is valid.
    """
    today = day or timezone.localdate()
    functions: dict[int, set[str]] = {}
    seat_ids: set[int] = set()
    for seat in Seat.objects.filter(person=person).on(today).select_related("deputy_for"):  # type: ignore[attr-defined]
        if seat.standing == Standing.DEPUTY:
            principal = seat.deputy_for
            if principal is None or principal.valid_from > today or (principal.valid_to and principal.valid_to < today):
                continue
            seat_ids.add(principal.pk)
        functions.setdefault(seat.circle_id, set()).update(_functions(seat))
        seat_ids.add(seat.pk)
    regions, organisations, administrator = set(), set(), False
    for grant in Grant.objects.filter(person=person, valid_from__lte=today):
        if grant.valid_to is not None and grant.valid_to < today:
            continue
        if grant.role == GrantRole.ADMINISTRATOR:
            administrator = True
        elif grant.role == GrantRole.COORDINATOR and grant.region_id is not None:
            regions.add(grant.region_id)
        elif grant.organisation_id is not None:
            organisations.add(grant.organisation_id)
    return PersonActor(
        user_id=person.user_id,
        person_id=person.pk,
        person_uid=person.uid,
        functions={circle: frozenset(held) for circle, held in functions.items()},
        seat_ids=frozenset(seat_ids),
        coordinated_region_ids=frozenset(regions),
        managed_organisation_ids=frozenset(organisations),
        is_administrator=administrator,
        channel=channel,
    )


def actor_for_user(user: User, *, channel: str = "web") -> PersonActor | PublicActor:
    """Build the actor of an account; an inactive one, or one without a person, is the public."""
    if not user.is_active:
        return PublicActor(channel=channel)
    person = Person.objects.filter(user=user).first()
    if person is None:
        return PublicActor(channel=channel)
    return actor_for_person(person, channel=channel)
