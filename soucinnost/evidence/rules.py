"""Who may state and correct a claim."""

from soucinnost.access.models import Circle
from soucinnost.access.rules import runs, takes_part
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor


def states(actor: Actor, circle: Circle) -> bool:
    """Whether the actor may report something in the circle: its members and deputies."""
    return takes_part(actor, circle)


def corrects(actor: Actor, claim: Claim) -> bool:
    """Whether the actor may supersede a claim: its author while still sitting there, and who runs the circle."""
    if runs(actor, claim.circle):
        return True
    own = actor.person_id is not None and claim.author_id == actor.person_id
    return own and takes_part(actor, claim.circle)
