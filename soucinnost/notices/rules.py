"""Who reads a message and who decides about it."""

from soucinnost.access.models import Circle
from soucinnost.access.rules import runs
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import Message, circles_run_by


def reads_text(actor: Actor, message: Message) -> bool:
    """Whether the actor reads subject and text: the addressee, and who runs the circle unless the text is private.

    Administrators see that a message waits, not what it says; messages about accounts belong to no circle.
    """
    if actor.person_id is not None and message.person_id == actor.person_id:
        return True
    return not message.is_private and message.circle_id in circles_run_by(actor)


def saves_draft(actor: Actor, message: Message) -> bool:
    """Whether the actor saves the message as a draft for a mailbox of one's own: who runs the circle and reads it."""
    return message.circle_id in circles_run_by(actor) and reads_text(actor, message)


def steers(actor: Actor, message: Message) -> bool:
    """Whether the actor may try a message again or cancel it: administrators and who runs the circle."""
    return actor.is_system or actor.is_administrator or message.circle_id in circles_run_by(actor)


def may_mark_returned(actor: Actor, message: Message) -> bool:
    """Whether the actor may note that a message came back: who runs the circle in whose name it went."""
    return actor.is_system or (message.circle_id in circles_run_by(actor) and reads_text(actor, message))


def sees_queue(actor: Actor) -> bool:
    """Whether the page of the queue has anything for the actor."""
    return actor.is_administrator or bool(circles_run_by(actor))


def may_choose(actor: Actor, person: Person) -> bool:
    """Whether the actor chooses what the person is reminded of: the person, signed in."""
    return actor.is_system or (actor.person_id == person.pk and actor.channel != "link")


def may_silence(actor: Actor, circle: Circle) -> bool:
    """Switch reminders off for a member without an account who asked for it: who runs the circle."""
    return runs(actor, circle)
