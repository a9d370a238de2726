"""What the tests of tasks start from."""

from datetime import timedelta
from typing import Any

from soucinnost.access.models import Seat
from soucinnost.assignments.actions import create_assignment
from soucinnost.assignments.models import Assignment, AssignmentEvent
from tests import factories
from tests.cast import Cast


def task(cast: Cast, owner: str = "member", *, by: str = "chair", **fields: Any) -> Assignment:
    """An open task of the cast's group, given a month ago by ``by`` to the person who plays ``owner``."""
    if owner:
        fields.setdefault("owner_person", cast.person(owner))
    fields.setdefault("given_on", factories.today() - timedelta(days=30))
    fields.setdefault("text", "Doplnit přehled uvolněných míst")
    return create_assignment(by=cast.actor(by), group=cast.group, **fields)


def seat(cast: Cast, role: str) -> Seat:
    """The seat that ``role`` has in the cast's group."""
    return cast.mandates[role].seat


def closed_task(cast: Cast, owner: str = "member", *named: str, **fields: Any) -> Assignment:
    """A task closed to the seats of ``named`` (owner and chair when nobody is given)."""
    seats = [seat(cast, role) for role in named or (owner, "chair")]
    return task(cast, owner, is_closed=True, named_seats=seats, **fields)


def history(assignment: Assignment) -> list[str]:
    """The kinds of steps in order."""
    events = AssignmentEvent.objects.filter(assignment=assignment).order_by("at", "id")
    return list(events.values_list("kind", flat=True))
