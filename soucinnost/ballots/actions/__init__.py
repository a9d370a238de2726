"""All writes of ballots."""

from soucinnost.ballots.actions.asking import ask_again, open_ballot, remind
from soucinnost.ballots.actions.closing import close_ballot, withdraw_ballot
from soucinnost.ballots.actions.preparing import add_paper, change_ballot, prepare_ballot, remove_paper
from soucinnost.ballots.actions.voting import cast_votes, enter_vote

__all__ = [
    "add_paper", "ask_again", "cast_votes", "change_ballot", "close_ballot", "enter_vote", "open_ballot",
    "prepare_ballot", "remind", "remove_paper", "withdraw_ballot",
]
