"""Queueing messages to people."""

from django.conf import settings

from soucinnost.access.models import Circle
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import Message


def queue(
    *, by: Actor, person: Person, kind: str, subject: str, body: str, circle: Circle | None = None
) -> Message | None:
    """Queue one message inside the caller's transaction; None when the person has no address.

    Without a mail server the message is held, so that its text can be copied and sent from one's own mailbox.
    """
    if not person.email:
        return None
    state = Message.State.QUEUED if settings.MAIL_ENABLED else Message.State.HELD
    return Message.objects.create(
        circle=circle, person=person, address=person.email, kind=kind, subject=" ".join(subject.split())[:200],
        body=body, state=state,
    )
