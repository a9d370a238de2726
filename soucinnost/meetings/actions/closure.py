"""Who may see what comes out of a line; what came out of it follows at once when that changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from soucinnost.access.models import Seat
from soucinnost.assignments.actions import follow_closure as close_assignments
from soucinnost.evidence.actions import follow_closure as close_claims
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Entry

SOURCE = "meetings.entry"


@dataclass(frozen=True)
class Closure:
    """Whether something is closed, and to which seats it is open."""

    is_closed: bool
    seats: tuple[Seat, ...]


def closure_of(entry: Entry) -> Closure:
    """Who may see what comes out of a line: those who see both the line and its item."""
    closed = [record for record in (entry, entry.item) if record.is_closed]
    if not closed:
        return Closure(False, ())
    allowed = set.intersection(*({seat.pk for seat in record.named_seats.all()} for record in closed))
    return Closure(True, tuple(seat for seat in closed[0].named_seats.all() if seat.pk in allowed))


def spread_closure(*, by: Actor, entries: Iterable[Entry]) -> None:
    """Give tasks (all parts of a split one) and claims of the lines the closure of their line, in the transaction
    of whoever closed or opened the line or its item, so that nothing is seen longer than the line itself.
    """
    for entry in entries:
        closure = closure_of(entry)
        for follow in (close_assignments, close_claims):
            follow(
                by=by, source_kind=SOURCE, source_uid=entry.uid, is_closed=closure.is_closed, named_seats=closure.seats
            )
