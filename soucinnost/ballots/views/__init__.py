"""Pages of ballots."""

from soucinnost.ballots.views.leading import close, open_, remind, withdraw
from soucinnost.ballots.views.preparing import edit, new, paper_add, paper_remove
from soucinnost.ballots.views.protocol import protocol
from soucinnost.ballots.views.reading import ballot, group_list
from soucinnost.ballots.views.voting import enter, vote

__all__ = [
    "ballot", "close", "edit", "enter", "group_list", "new", "open_", "paper_add", "paper_remove", "protocol", "remind",
    "vote", "withdraw",
]
