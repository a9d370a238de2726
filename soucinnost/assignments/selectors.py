"""Reading tasks: a group's, one's own, whose organisation."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from soucinnost.access.models import Circle, Seat
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment, AssignmentQuerySet
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor

RELATED = ("group", "circle__controller", "owner_person", "owner_organisation")


def organisations_in(actor: Actor, circle: Circle, day: date | None = None) -> frozenset[int]:
    """Ids of the organisations for which the actor sits in the circle on ``day`` (today)."""
    seats = Seat.objects.filter(person_id=actor.person_id, circle=circle).on(day or timezone.localdate())
    return frozenset(seats.exclude(organisation=None).values_list("organisation_id", flat=True))


def open_for_group(actor: Actor, group: Group) -> AssignmentQuerySet:
    """Open tasks of a group that the actor may see, those due first on top, those without a day last."""
    return by_due(Assignment.objects.visible_to(actor).filter(group=group, state=AssignmentState.OPEN))


def by_due(assignments: AssignmentQuerySet) -> AssignmentQuerySet:
    """Order by due day (none last), then by number; with what a list shows already joined."""
    return assignments.select_related(*RELATED).order_by(F("due_on").asc(nulls_last=True), "id")


def waiting_for(actor: Actor) -> AssignmentQuerySet:
    """Open tasks that wait for the actor: named, or of an organisation the actor represents in that circle."""
    if actor.person_id is None:
        return Assignment.objects.none()
    today = timezone.localdate()
    represented = Seat.objects.filter(
        person_id=actor.person_id, circle=OuterRef("circle"), organisation=OuterRef("owner_organisation")
    ).on(today)
    mine = Q(owner_person_id=actor.person_id) | (Q(owner_person__isnull=True) & Exists(represented))
    return by_due(Assignment.objects.visible_to(actor).filter(mine, state=AssignmentState.OPEN))


def overdue(assignments: AssignmentQuerySet, day: date | None = None) -> AssignmentQuerySet:
    """Those whose day has passed."""
    return assignments.filter(due_on__lt=day or timezone.localdate())

