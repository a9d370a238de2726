"""Who may prepare, open, withdraw and close a ballot, vote, and write down votes that came by mail."""

from datetime import date

from soucinnost.access.models import Seat
from soucinnost.access.rules import runs, takes_part
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.models import Ballot
from soucinnost.groups.models import Group
from soucinnost.groups.rules import is_closed
from soucinnost.kernel.actor import Actor


def may_prepare(actor: Actor, group: Group) -> bool:
    """Put a proposal to the vote: chair or recorder of a group that has not ended and whose statutes allow it."""
    return runs(actor, group.circle) and group.votes_by_correspondence and not is_closed(group)


def may_lead(actor: Actor, ballot: Ballot) -> bool:
    """Open, withdraw, close, remind, see who has voted, write down votes that came otherwise: chair or recorder."""
    return runs(actor, ballot.circle)


def may_change(actor: Actor, ballot: Ballot) -> bool:
    """Change the proposal and its papers: who leads it, until it is opened."""
    return may_lead(actor, ballot) and ballot.state == BallotState.PREPARED


def may_vote(actor: Actor, ballot: Ballot) -> bool:
    """Vote: members and deputies who are people; neither the installation nor who entered by break-glass.

    Which votes are theirs is said by ``selectors.own_votes``.
    """
    return actor.person_id is not None and not actor.is_system and takes_part(actor, ballot.circle)


def lasts(seat: Seat, first: date, last: date) -> bool:
    """Whether the seat lasts from the opening to the end of a ballot; others neither vote nor count."""
    return seat.valid_from <= first and (seat.valid_to is None or seat.valid_to >= last)
