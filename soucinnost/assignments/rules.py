"""Who may do what with a task."""

from soucinnost.access.rules import runs, takes_part
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.kernel.actor import Actor


def owns(actor: Actor, assignment: Assignment, organisation_ids: frozenset[int] = frozenset()) -> bool:
    """Whether the task is the actor's: named, or belonging to an organisation the actor represents in the circle.

    ``organisation_ids`` are the organisations for which the actor sits in the task's circle today.
    """
    if assignment.owner_person_id is not None:
        return assignment.owner_person_id == actor.person_id
    return assignment.owner_organisation_id in organisation_ids


def may_work_on(actor: Actor, assignment: Assignment, organisation_ids: frozenset[int] = frozenset()) -> bool:
    """Finish, hand on, return, split: the owner while sitting in the circle, and who runs the circle."""
    if runs(actor, assignment.circle):
        return True
    return takes_part(actor, assignment.circle) and owns(actor, assignment, organisation_ids)


def may_acknowledge(actor: Actor, assignment: Assignment, organisation_ids: frozenset[int] = frozenset()) -> bool:
    """Say that one knows of the task: whose it is while sitting in the circle, nobody on their behalf."""
    return takes_part(actor, assignment.circle) and owns(actor, assignment, organisation_ids)


def may_direct(actor: Actor, assignment: Assignment) -> bool:
    """Postpone, cancel, reopen: who runs the circle. The wording changes in the minutes only."""
    return runs(actor, assignment.circle)


def may_remark(actor: Actor, assignment: Assignment) -> bool:
    """Add a note: everybody who takes part in the circle."""
    return takes_part(actor, assignment.circle)


def is_open(assignment: Assignment) -> bool:
    """Whether the task is still to be done."""
    return assignment.state == AssignmentState.OPEN
