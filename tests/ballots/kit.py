"""What the tests of ballots start from: the cast's group whose statutes allow voting by correspondence."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from soucinnost.access.models import Seat
from soucinnost.ballots.actions import cast_votes, open_ballot, prepare_ballot
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.moments import deadline_at
from soucinnost.groups.enums import QuorumKind
from soucinnost.groups.models import Group
from tests import factories
from tests.cast import Cast

QUESTION = "Skupina souhlasí s podáním žádosti o asistenty prevence."
VOTING = ("chair", "recorder", "reviewer", "member")
"""Roles of the cast whose own seats vote."""


def allow(group: Group, quorum: str = QuorumKind.MAJORITY, count: int | None = None) -> Group:
    """Let the statutes of a group allow it."""
    Group.objects.filter(pk=group.pk).update(
        votes_by_correspondence=True, quorum_kind=quorum, quorum_count=count
    )
    return Group.objects.select_related("circle__controller__organisation").get(pk=group.pk)


def in_days(days: int) -> datetime:
    """The end of the day in ``days`` days."""
    return deadline_at(factories.today() + timedelta(days=days))


def prepared(cast: Cast, *, days: int = 7, **fields: Any) -> Ballot:
    """A ballot that only who runs the group sees."""
    group = allow(cast.group)
    fields.setdefault("question", QUESTION)
    fields.setdefault("deadline", in_days(days))
    return prepare_ballot(by=cast.actor("chair"), group=group, **fields)


def opened(cast: Cast, *, days: int = 7, **fields: Any) -> Ballot:
    """A running ballot."""
    ballot = prepared(cast, days=days, **fields)
    open_ballot(by=cast.actor("chair"), ballot=ballot)
    return Ballot.objects.get(pk=ballot.pk)


def paper_of(cast: Cast, ballot: Ballot, role: str) -> Vote:
    """The voting paper of the seat of ``role``."""
    return Vote.objects.get(ballot=ballot, seat=cast.mandates[role].seat_id)


def vote(cast: Cast, ballot: Ballot, choices: Mapping[str, str]) -> None:
    """Let roles vote for themselves."""
    for role, choice in choices.items():
        cast_votes(by=cast.actor(role), ballot=ballot, choices={paper_of(cast, ballot, role).uid: choice})


def all_for(cast: Cast, ballot: Ballot) -> None:
    """Let everybody vote for it."""
    vote(cast, ballot, dict.fromkeys(VOTING, "for"))


def past(ballot: Ballot, *, days: int = 1) -> Ballot:
    """Move a running ballot so that its last day was ``days`` days ago."""
    last = factories.today() - timedelta(days=days)
    Ballot.objects.filter(pk=ballot.pk).update(
        asked_at=timezone.make_aware(datetime.combine(last - timedelta(days=6), time(9))), deadline=deadline_at(last)
    )
    return Ballot.objects.get(pk=ballot.pk)


def end_seat(cast: Cast, role: str, *, days: int = 1) -> None:
    """End a seat ``days`` days ago."""
    last = factories.today() - timedelta(days=days)
    Seat.objects.filter(pk=cast.mandates[role].seat_id).update(valid_to=last)
