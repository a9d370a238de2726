"""All writes of groups."""

from soucinnost.groups.actions.documents import add_document, remove_document
from soucinnost.groups.actions.frame import change_group, close_group, create_group, note_meetings, reopen_group
from soucinnost.groups.actions.items import (
    add_standing_item,
    change_standing_item,
    move_standing_item,
    remove_standing_item,
    set_standing_items,
)
from soucinnost.groups.actions.mandates import (
    change_mandate,
    end_mandate,
    give_mandate,
    hand_over_chair,
    withdraw_mandate,
)
from soucinnost.groups.actions.members import Added, add_members
from soucinnost.groups.actions.topics import change_topic, raise_topic, settle_topic

__all__ = [
    "Added", "add_document", "add_members", "add_standing_item", "change_group", "change_mandate",
    "change_standing_item", "change_topic", "close_group", "create_group", "end_mandate", "give_mandate",
    "hand_over_chair", "move_standing_item", "note_meetings", "raise_topic", "remove_document",
    "remove_standing_item", "reopen_group", "set_standing_items", "settle_topic", "withdraw_mandate",
]
