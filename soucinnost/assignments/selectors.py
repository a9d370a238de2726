"""Reading tasks: a group's, one's own, whose organisation, to whom one can go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from soucinnost.access.actors import actor_for_person
from soucinnost.access.enums import Function, Standing
from soucinnost.access.models import Circle, Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.enums import AssignmentState, EventKind
from soucinnost.assignments.models import Assignment, AssignmentEvent, AssignmentQuerySet
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.search import registry as search

RELATED = ("group", "circle__controller", "owner_person", "owner_organisation")

Owner = tuple[Person | None, Organisation | None]
"""Whose a task is: exactly one of the two, as far as handing on goes."""


def circles_with(actor: Actor, *held: str) -> list[int]:
    """Ids of the circles in which the actor sits with any of the functions or standings."""
    return [circle for circle in actor.circle_ids if actor.has(circle, *held)]


def _seats_of(actor: Actor) -> QuerySet[Seat]:
    """Seats the actor holds or stands in for today, extraordinary entries left out."""
    return Seat.objects.filter(pk__in=actor.seat_ids).without_break_glass()


def organisations_in(actor: Actor, circle: Circle) -> frozenset[int]:
    """Ids of the organisations for which the actor sits in the circle today, as a member or as a deputy of one."""
    seats = _seats_of(actor).filter(circle=circle).exclude(organisation=None)
    return frozenset(seats.values_list("organisation_id", flat=True))


def by_due(assignments: AssignmentQuerySet) -> AssignmentQuerySet:
    """Order by due day (none last), then by number; with what a list shows already joined."""
    return assignments.select_related(*RELATED).order_by(F("due_on").asc(nulls_last=True), "id")


def open_for_group(actor: Actor, group: Group) -> AssignmentQuerySet:
    """Open tasks of a group that the actor may see, those due first on top, those without a day last."""
    return by_due(Assignment.objects.visible_to(actor).filter(group=group, state=AssignmentState.OPEN))


def own(actor: Actor) -> AssignmentQuerySet:
    """Tasks of the actor in any state: named, or of an organisation the actor represents in that circle today."""
    if actor.person_id is None:
        return Assignment.objects.none()
    represented = _seats_of(actor).filter(circle=OuterRef("circle"), organisation=OuterRef("owner_organisation"))
    mine = Q(owner_person_id=actor.person_id) | (Q(owner_person__isnull=True) & Exists(represented))
    circles = circles_with(actor, Standing.MEMBER, Standing.DEPUTY)
    return Assignment.objects.visible_to(actor).filter(mine, circle__in=circles)


def waiting_for(actor: Actor) -> AssignmentQuerySet:
    """Open tasks that wait for the actor."""
    return by_due(own(actor).filter(state=AssignmentState.OPEN))


def without_hands(actor: Actor, day: date | None = None) -> AssignmentQuerySet:
    """Open tasks in circles the actor runs whose owner does not sit there, so that they wait for nobody.

    The mandate ended, or the owner never was a member. A task closed to seats among which the owner is not, is such
    a task too.
    """
    today = day or timezone.localdate()
    here = Seat.objects.on(today).without_break_glass().filter(circle=OuterRef("circle"))
    named = Assignment.named_seats.through.objects.filter(assignment_id=OuterRef("pk"))
    of_person = here.filter(person=OuterRef("owner_person"))
    of_organisation = here.filter(organisation=OuterRef("owner_organisation"))
    named_person = named.filter(
        Q(seat__person=OuterRef("owner_person")) | Q(seat__deputies__person=OuterRef("owner_person"))
    )
    named_organisation = named.filter(
        Q(seat__organisation=OuterRef("owner_organisation"))
        | Q(seat__deputies__organisation=OuterRef("owner_organisation"))
    )
    lost_person = ~Exists(of_person) | (Q(is_closed=True) & ~Exists(named_person))
    lost_organisation = ~Exists(of_organisation) | (Q(is_closed=True) & ~Exists(named_organisation))
    lost = (Q(owner_person__isnull=False) & lost_person) | (Q(owner_person__isnull=True) & lost_organisation)
    circles = circles_with(actor, Function.CHAIR, Function.RECORDER)
    return by_due(
        Assignment.objects.visible_to(actor).filter(lost, circle__in=circles, state=AssignmentState.OPEN)
    )


def overdue(assignments: AssignmentQuerySet, day: date | None = None) -> AssignmentQuerySet:
    """Those open whose day has passed."""
    return assignments.filter(state=AssignmentState.OPEN, due_on__lt=day or timezone.localdate())


# -- who can have a task


def _takes_it(person: Person, assignment: Assignment) -> bool:
    actor = actor_for_person(person)
    if not actor.has(assignment.circle_id, Standing.MEMBER, Standing.DEPUTY):
        return False
    return Assignment.objects.visible_to(actor).filter(pk=assignment.pk).exists()


def hands_of(assignment: Assignment, person: Person | None, organisation: Organisation | None) -> list[Person]:
    """Who would find the task on the desk if it belonged to them: they sit in the circle today and may see it."""
    if person is not None:
        return [person] if _takes_it(person, assignment) else []
    seats = Seat.objects.on(timezone.localdate()).without_break_glass().filter(
        circle=assignment.circle, organisation=organisation
    )
    people = {seat.person_id: seat.person for seat in seats.select_related("person").order_by("id")}
    return [one for one in people.values() if _takes_it(one, assignment)]


def present_seats(assignment: Assignment, seats: Iterable[Seat]) -> list[Seat]:
    """Of the seats given, those who see the task: all for an open one, else the named and who stands in for them."""
    if not assignment.is_closed:
        return list(seats)
    named = set(assignment.named_seats.values_list("pk", flat=True))
    return [seat for seat in seats if seat.pk in named or seat.deputy_for_id in named]


# -- where a task came from


@dataclass(frozen=True)
class Trail:
    """Who had the task before, the latest last; whoever returns it gives it to the latest one who still can take it."""

    owners: tuple[Owner, ...]


def trail_of(assignment: Assignment) -> Trail:
    """Follow the history: handing on adds whom it came from, returning takes away, a change in minutes begins anew."""
    owners: list[Owner] = []
    events = AssignmentEvent.objects.filter(assignment=assignment).select_related(
        "from_person", "from_organisation", "to_person", "to_organisation"
    )
    for event in events.order_by("at", "id"):
        before: Owner = (event.from_person, event.from_organisation)
        after: Owner = (event.to_person, event.to_organisation)
        if event.kind == EventKind.RETURNED:
            owners = owners[: owners.index(after)] if after in owners else []
        elif event.kind == EventKind.CHANGED and before != after:
            owners = []
        elif event.kind != EventKind.CHANGED and any(before) and before != after:
            owners.append(before)
    return Trail(tuple(owners))


def origin_url(actor: Actor, assignment: Assignment) -> str:
    """Where the task was given, for who may see that; the app it came from has told the search how it is reached."""
    kind = search.kind(assignment.origin_kind.rpartition(".")[2]) if assignment.origin_uid else None
    if kind is None:
        return ""
    found = kind.queryset(actor).filter(uid=assignment.origin_uid).first()
    if found is None:
        return ""
    return kind.link(found) if kind.link is not None else (kind.url(found.uid) if kind.url is not None else "")
