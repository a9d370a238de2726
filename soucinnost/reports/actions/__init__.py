"""All writes of reports."""

from soucinnost.reports.actions.asking import ask_missing, open_call, remind
from soucinnost.reports.actions.calls import close_call, move_call, reopen_call
from soucinnost.reports.actions.drafts import drop_draft, save_draft
from soucinnost.reports.actions.handing import correct, hand_in, hand_in_for, nothing_new

__all__ = [
    "ask_missing", "close_call", "correct", "drop_draft", "hand_in", "hand_in_for", "move_call", "nothing_new",
    "open_call", "remind", "reopen_call", "save_draft",
]
