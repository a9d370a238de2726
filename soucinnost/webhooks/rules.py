"""Who may have a program told, and of what."""

from soucinnost.access.models import Circle
from soucinnost.access.rules import runs
from soucinnost.assignments.models import Assignment
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Meeting


def may_tell(actor: Actor, circle: Circle) -> bool:
    """Have a program told of a circle: its chair and recorder, as people."""
    return actor.person_id is not None and runs(actor, circle)


def sees(actor: Actor, verb: str, object_uid: str) -> bool:
    """Whether the actor may know of what happened: the task or meeting is visible to the actor today."""
    if verb.startswith("assignment."):
        return Assignment.objects.visible_to(actor).filter(uid=object_uid).exists()
    return Meeting.objects.visible_to(actor).filter(uid=object_uid).exists()
