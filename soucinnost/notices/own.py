"""Messages of the reader on "my account", and carrying messages of accounts to their person."""

from typing import Any

from django.http import HttpRequest
from django.utils.dates import WEEKDAYS

from soucinnost.access.actors import SystemActor
from soucinnost.accounts.models import User
from soucinnost.accounts.sections import Section
from soucinnost.agencies.models import Person
from soucinnost.notices.actions import queue
from soucinnost.notices.models import Message
from soucinnost.notices.selectors import preference_of
from soucinnost.notices.words import kind_label

SHOWN = 20


def carry_to_user(*, user: User, kind: str, subject: str, body: str, link: str = "") -> None:
    """Queue a message about an account, to the address it signs in with; an account without a person gets none."""
    person = Person.objects.filter(user=user).first()
    if person is not None:
        queue(
            by=SystemActor(name="accounts"), person=person, kind=kind, subject=subject, body=body, link=link,
            address=user.email,
        )


def my_messages(request: HttpRequest) -> dict[str, Any]:
    """The newest messages sent to the reader, with the identifiers shown."""
    actor = request.actor  # type: ignore[attr-defined]
    found = Message.objects.filter(person=actor.person_id) if actor.person_id is not None else Message.objects.none()
    messages = list(found.order_by("-created_at", "-pk")[:SHOWN])
    return {
        "notes": [{"message": message, "kind": kind_label(message.kind)} for message in messages],
        "ids": [message.uid for message in messages],
    }


MESSAGES = Section(key="messages", order=30, template="notices/own.html", values=my_messages)


def my_reminders(request: HttpRequest) -> dict[str, Any]:
    """What the reader chose to be reminded of."""
    person = getattr(request.user, "person", None)
    choice = preference_of(person) if person is not None else None
    return {
        "choice": choice, "weekday": WEEKDAYS[choice.weekday] if choice is not None else "",
        "ids": [choice.uid] if choice is not None and choice.pk else [],
    }


REMINDERS = Section(key="reminders", order=32, template="notices/own_reminders.html", values=my_reminders)
