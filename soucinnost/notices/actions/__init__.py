"""All writes of the app: messages, one-time links, calendar feeds."""

from soucinnost.notices.actions.feeds import end_feed, start_feed
from soucinnost.notices.actions.links import consume, erase_links, make_link, revoke_link, revoke_links
from soucinnost.notices.actions.messages import (
    PAUSES,
    cancel,
    deliver,
    deliver_due,
    dispose,
    drop_drafts,
    expired,
    forget_texts,
    note_drafts_sent,
    note_outside,
    queue,
    try_again,
)

__all__ = [
    "PAUSES",
    "cancel",
    "consume",
    "deliver",
    "deliver_due",
    "dispose",
    "drop_drafts",
    "end_feed",
    "erase_links",
    "expired",
    "forget_texts",
    "make_link",
    "note_drafts_sent",
    "note_outside",
    "queue",
    "revoke_link",
    "revoke_links",
    "start_feed",
    "try_again",
]
