"""Whether a reminder that waited for the mail server still may go."""

from soucinnost.access.actors import actor_for_person
from soucinnost.notices.models import Message

#: Kinds of messages that collect what waits for a person.
REMINDER, SUMMARY = "reminder", "summary"
DIGESTS = (REMINDER, SUMMARY)


def is_stale(message: Message) -> bool:
    """Whether a reminder speaks of a circle in which its reader sits no more."""
    if message.kind not in DIGESTS:
        return False
    now_in = actor_for_person(message.person).circle_ids
    return message.told.exclude(circle=None).exclude(circle__in=now_in).exists()
