"""Ballots: votes by correspondence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from soucinnost.api.shapes.common import Given, Ref, Uid, organisation_ref, person_ref
from soucinnost.api.shapes.files import FileShape, file_shapes
from soucinnost.ballots.enums import BallotState, Choice
from soucinnost.ballots.models import Ballot, BallotPaper, Vote

MOST_VOTES = 50


class BallotChoice(Given):
    """Which ballots: of one group, in one state."""

    group: Uid | None = None
    state: Literal[tuple(BallotState.values)] | None = None  # type: ignore[valid-type]


class BallotShape(Schema):
    """A ballot. ``deadline`` is the moment from which no vote is taken; numbers and ``result`` are there once it ended.

    ``waits`` says that a vote of the person is still missing.
    """

    uid: str
    group: Ref
    question: str
    state: str
    deadline: datetime
    majority: str
    asked_at: datetime | None
    closed_at: datetime | None
    result: str | None
    members: int | None
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    quorum: int | None
    waits: bool


class OwnVoteShape(Schema):
    """A voting paper that the person may fill: an own seat's, or that of a member stood in for.

    ``is_taken`` says that the member has voted in person, so that the deputy may not.
    """

    paper: str
    member: Ref
    is_deputising: bool
    is_taken: bool
    choice: str | None


class VoteShape(Schema):
    """How a member voted; ``choice`` is missing where no vote came, ``counts`` says whether the seat lasted."""

    member: Ref
    organisation: Ref | None
    choice: str | None
    cast_by: Ref | None
    channel: str
    counts: bool


class BallotDetail(BallotShape):
    """A ballot with its papers; ``own`` while it can be voted on, ``votes`` by name once it ended."""

    explanation: str
    withdrawn_reason: str
    files: list[FileShape]
    own: list[OwnVoteShape]
    votes: list[VoteShape]


class NewVote(Given):
    """A choice on one voting paper."""

    paper: Uid
    choice: Literal[tuple(Choice.values)]  # type: ignore[valid-type]


class NewVotes(Given):
    """Choices on the person's voting papers; the last one before the deadline holds."""

    votes: list[NewVote] = Field(min_length=1, max_length=MOST_VOTES)


def _values(ballot: Ballot, waits: bool) -> dict[str, Any]:
    return {
        "uid": ballot.uid, "group": Ref(uid=ballot.group.uid, name=ballot.group.name), "question": ballot.question,
        "state": ballot.state, "deadline": ballot.deadline, "majority": ballot.majority, "asked_at": ballot.asked_at,
        "closed_at": ballot.closed_at, "result": ballot.result or None, "members": ballot.members,
        "votes_for": ballot.votes_for, "votes_against": ballot.votes_against,
        "votes_abstained": ballot.votes_abstained, "quorum": ballot.quorum, "waits": waits,
    }


def ballot_shape(ballot: Ballot, *, waits: bool) -> BallotShape:
    """A ballot, read with its group."""
    return BallotShape(**_values(ballot, waits))


def _member(vote: Vote) -> Ref:
    return Ref(uid=vote.seat.person.uid, name=vote.seat.person.name)


def ballot_detail(
    ballot: Ballot, *, waits: bool, papers: Sequence[BallotPaper], own: Sequence[Vote], votes: Sequence[Vote]
) -> BallotDetail:
    """A ballot with what its page shows."""
    mine = [
        OwnVoteShape(
            paper=vote.uid, member=_member(vote), is_deputising=vote.is_deputising,  # type: ignore[attr-defined]
            is_taken=vote.is_taken, choice=vote.choice or None,  # type: ignore[attr-defined]
        )
        for vote in own
    ]
    shown = [
        VoteShape(
            member=_member(vote), organisation=organisation_ref(vote.seat.organisation), choice=vote.choice or None,
            cast_by=person_ref(vote.cast_by), channel=vote.channel, counts=bool(vote.counts),
        )
        for vote in votes
    ]
    return BallotDetail(
        **_values(ballot, waits), explanation=ballot.explanation, withdrawn_reason=ballot.withdrawn_reason,
        files=file_shapes([paper.attachment for paper in papers]), own=mine, votes=shown,
    )
