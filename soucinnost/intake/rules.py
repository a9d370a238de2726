"""Who may read old minutes in, correct them and save them."""

from soucinnost.access.rules import runs
from soucinnost.groups.models import Group
from soucinnost.intake.enums import IntakeState
from soucinnost.intake.models import Intake
from soucinnost.kernel.actor import Actor


def may_take_in(actor: Actor, group: Group) -> bool:
    """Read old minutes of a group in: who runs it, also after it has ended, for its history lasts."""
    return runs(actor, group.circle)


def may_correct(actor: Actor, intake: Intake) -> bool:
    """Correct what was read and save it as a meeting: who runs the circle, until it is saved or thrown away."""
    return runs(actor, intake.circle) and intake.state == IntakeState.READY


def may_discard(actor: Actor, intake: Intake) -> bool:
    """Throw a reading away: who runs the circle, until it is saved."""
    return runs(actor, intake.circle) and intake.state not in {IntakeState.SAVED, IntakeState.DISCARDED}
