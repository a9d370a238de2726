"""Whether a message that waited for the mail server still may go."""

from django.db.models import Q
from django.utils import timezone

from soucinnost.access.actors import actor_for_person
from soucinnost.access.models import Seat
from soucinnost.notices.models import Message

#: Kinds of messages that collect what waits for a person.
REMINDER, SUMMARY = "reminder", "summary"
DIGESTS = (REMINDER, SUMMARY)


def is_stale(message: Message) -> bool:
    """Whether a message speaks of a circle from which its reader has gone."""
    if message.kind not in DIGESTS:
        return has_left(message)
    now_in = actor_for_person(message.person).circle_ids
    return message.told.exclude(circle=None).exclude(circle__in=now_in).exists()


def has_left(message: Message) -> bool:
    """Whether the addressee sat in the message's circle and does not any more, nor will.

    Who never sat there (a manager of the lead organisation) is written to for another reason.
    """
    seats = Seat.objects.filter(circle=message.circle_id, person=message.person_id).without_break_glass()
    stays = Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate())
    return message.circle_id is not None and seats.exists() and not seats.filter(stays).exists()
