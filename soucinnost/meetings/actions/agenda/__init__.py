"""The agenda that makes itself, and its changes."""

from soucinnost.meetings.actions.agenda.items import add_item, change_item, order_items, remove_item, shift_item
from soucinnost.meetings.actions.agenda.making import (
    carry_task,
    carry_unfinished,
    drop_task,
    make_agenda,
    schedule_topic,
)
from soucinnost.meetings.actions.agenda.papers import add_paper, remove_paper

__all__ = [
    "add_item", "add_paper", "carry_task", "carry_unfinished", "change_item", "drop_task", "make_agenda",
    "order_items", "remove_item", "remove_paper", "schedule_topic", "shift_item",
]
