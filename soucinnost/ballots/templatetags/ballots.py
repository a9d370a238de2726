"""Words about ballots for templates."""

from django import template

from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.moments import deadline_short
from soucinnost.ballots.protocol import how_text
from soucinnost.ballots.words import counts_text, status_of, tally_of_closed

register = template.Library()


@register.filter
def ballot_kind(ballot: Ballot) -> str:
    """The shape of a ballot's status."""
    return status_of(ballot)[0]


@register.filter
def ballot_word(ballot: Ballot) -> str:
    """The word of a ballot's status."""
    return status_of(ballot)[1]


@register.filter
def ballot_deadline(ballot: Ballot) -> str:
    """The deadline for a line: „7. 12. 2017“, with its hour where it is not the day's end."""
    return deadline_short(ballot.deadline)


@register.filter
def ballot_counts(ballot: Ballot) -> str:
    """The frozen numbers of a closed ballot in one line."""
    tally = tally_of_closed(ballot)
    return counts_text(tally) if tally is not None else ""


@register.filter
def vote_how(vote: Vote) -> str:
    """When and how a vote came."""
    return how_text(vote)
