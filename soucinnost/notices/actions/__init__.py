"""All writes of the app: messages, one-time links, calendar feeds, reminders and what people chose of them."""

from soucinnost.notices.actions.digests import write_reminders, write_summaries
from soucinnost.notices.actions.feeds import end_feed, start_feed
from soucinnost.notices.actions.links import consume, erase_links, make_link, revoke_link, revoke_links
from soucinnost.notices.actions.messages import (
    PAUSES,
    cancel,
    close_to_addressees,
    deliver,
    deliver_due,
    dispose,
    drop_unsent,
    expired,
    forget_texts,
    mark_returned,
    note_drafts_sent,
    note_outside,
    queue,
    try_again,
)
from soucinnost.notices.actions.preferences import choose, silence

__all__ = [
    "PAUSES",
    "cancel",
    "close_to_addressees",
    "choose",
    "consume",
    "deliver",
    "deliver_due",
    "dispose",
    "drop_unsent",
    "end_feed",
    "erase_links",
    "expired",
    "forget_texts",
    "make_link",
    "mark_returned",
    "note_drafts_sent",
    "note_outside",
    "queue",
    "revoke_link",
    "revoke_links",
    "silence",
    "start_feed",
    "try_again",
    "write_reminders",
    "write_summaries",
]
