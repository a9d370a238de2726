"""Votes by correspondence."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from soucinnost.access.models import Seat
from soucinnost.ballots.actions.common import BALLOT, VOTE
from soucinnost.ballots.counting import result_of, tally_of
from soucinnost.ballots.enums import BallotState, Channel, Choice, Majority
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.moments import deadline_at
from soucinnost.groups.models import Group
from soucinnost.operations.generator.kept import BATCH, at_hour, keep_first
from soucinnost.operations.generator.sizes import Size
from soucinnost.operations.generator.words import WORK, Dice

CHOICES = (*(Choice.FOR,) * 7, Choice.AGAINST, Choice.ABSTAIN, "")


def make_ballots(
    dice: Dice, size: Size, groups: list[Group], seats: list[list[Seat]], today: date
) -> Iterator[Ballot]:
    """The same number for each group, a quarter of a year apart, the last one running; nine of ten members vote."""
    each = size.ballots // size.groups
    for first in range(0, len(groups), 200):
        some = range(first, min(first + 200, len(groups)))
        made = [
            _with_votes(dice, groups[at], seats[at], back, today) for at in some for back in range(each - 1, -1, -1)
        ]
        ballots = Ballot.objects.bulk_create([ballot for ballot, _votes in made], batch_size=BATCH)
        votes = Vote.objects.bulk_create([vote for _ballot, votes in made for vote in votes], batch_size=BATCH)
        keep_first(BALLOT, [(one, one.created_by_id, one.created_at) for one in ballots])
        keep_first(VOTE, [(one, one.cast_by_id, one.at) for one in votes if one.at is not None])
        yield from ballots


def _with_votes(
    dice: Dice, group: Group, seats: list[Seat], back: int, today: date
) -> tuple[Ballot, list[Vote]]:
    last = today + timedelta(days=5 - 90 * back)
    asked = at_hour(last - timedelta(days=10), 9)
    chair = seats[0].person_id
    ballot = Ballot(
        uid=dice.uid(), group=group, circle_id=group.circle_id, question=f"Skupina souhlasí: {dice.choice(WORK)}.",
        deadline=deadline_at(last).astimezone(UTC), majority=Majority.ALL, state=BallotState.OPEN, created_at=asked,
        created_by_id=chair, asked_at=asked, asked_by_id=chair,
    )
    votes = [_vote(dice, ballot, seat, asked) for seat in seats]
    if back:
        tally = tally_of(vote.choice for vote in votes)
        ballot.state, ballot.closed_at, ballot.closed_by_id = BallotState.CLOSED, ballot.deadline, chair
        ballot.members, ballot.votes_for = tally.members, tally.votes_for
        ballot.votes_against, ballot.votes_abstained = tally.against, tally.abstained
        ballot.result = result_of(tally, ballot.majority, None)
        for vote in votes:
            vote.counts = True
    return ballot, votes


def _vote(dice: Dice, ballot: Ballot, seat: Seat, asked: datetime) -> Vote:
    choice = dice.choice(CHOICES)
    if not choice:
        return Vote(uid=dice.uid(), ballot=ballot, seat=seat)
    return Vote(
        uid=dice.uid(), ballot=ballot, seat=seat, choice=choice, channel=Channel.ACCOUNT, cast_by_id=seat.person_id,
        at=asked + timedelta(hours=dice.randrange(1, 90)),
    )
