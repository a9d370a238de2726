"""Reads of ballots that pages, letters and actions need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.access.prepared import Prepared
from soucinnost.access.rules import may_export
from soucinnost.agencies.models import Person
from soucinnost.ballots.enums import BallotState, Channel
from soucinnost.ballots.models import Ballot, BallotPaper, Vote
from soucinnost.ballots.moments import entering_until, last_day
from soucinnost.ballots.rules import lasts, may_lead
from soucinnost.documents.models import Attachment
from soucinnost.groups.selectors import seat_order
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key


def with_frame(ballots: QuerySet[Ballot]) -> QuerySet[Ballot]:
    """Ballots with what every page of theirs shows."""
    return ballots.select_related("group", "circle__controller__organisation", "topic")


def _with_people(votes: QuerySet[Vote]) -> list[Vote]:
    """Votes with their seats, in the order of minutes; deputies of today stand in ``seat.standing_in``."""
    deputies = Seat.objects.on(timezone.localdate()).filter(standing=Standing.DEPUTY).select_related("person__user")
    found = votes.select_related("seat__person__user", "seat__organisation", "cast_by", "entered_by").prefetch_related(
        Prefetch("seat__deputies", queryset=deputies, to_attr="standing_in")
    )
    return sorted(found, key=lambda vote: seat_order(vote.seat))


def end_day(ballot: Ballot) -> date:
    """The day on which seats must still last: today while the ballot runs, its last day at most."""
    if ballot.closed_at is not None:
        return min(timezone.localdate(ballot.closed_at), last_day(ballot.deadline))
    return min(timezone.localdate(), last_day(ballot.deadline))


def is_valid(ballot: Ballot, vote: Vote) -> bool:
    """Whether the vote's seat lasts from the opening until now."""
    first = timezone.localdate(ballot.asked_at) if ballot.asked_at is not None else timezone.localdate()
    return lasts(vote.seat, first, end_day(ballot))


def all_votes(ballot: Ballot) -> list[Vote]:
    """Every voting paper with its choice, for counting: actions only, never shown to a reader as it is."""
    return _with_people(Vote.objects.filter(ballot=ballot))


def shown_votes(actor: Actor, ballot: Ballot) -> list[Vote]:
    """Votes that the actor may see by name: all of a closed ballot, else the actor's own."""
    return _with_people(Vote.objects.visible_to(actor).filter(ballot=ballot))


def own_votes(actor: Actor, ballot: Ballot) -> list[Vote]:
    """The actor's votes: of own member seats and of members stood in for, whose seats last.

    ``is_deputising`` says that the seat is another's, ``is_taken`` that its member has voted in person, so that the
    deputy may not.
    """
    if actor.is_system or not actor.seat_ids:
        return []
    found = []
    for vote in _with_people(Vote.objects.filter(ballot=ballot, seat__in=actor.seat_ids)):
        if is_valid(ballot, vote):
            vote.is_deputising = vote.seat.person_id != actor.person_id  # type: ignore[attr-defined]
            vote.is_taken = vote.is_deputising and vote.cast_by_id == vote.seat.person_id  # type: ignore[attr-defined]
            found.append(vote)
    return found


@dataclass(frozen=True)
class Turnout:
    """Who has voted and who has not, without how; ``ended`` are seats that ended since the opening."""

    voted: list[Vote]
    silent: list[Vote]
    ended: list[Vote]

    @property
    def count(self) -> int:
        """How many can vote."""
        return len(self.voted) + len(self.silent)

    @property
    def uids(self) -> list[str]:
        """What is shown of it, for the audit."""
        return [vote.uid for vote in (*self.voted, *self.silent, *self.ended)]


def turnout(votes: Iterable[Vote], ballot: Ballot) -> Turnout:
    """Sort voting papers by whether they are filled."""
    found = Turnout([], [], [])
    for vote in votes:
        if not is_valid(ballot, vote):
            found.ended.append(vote)
        elif vote.choice:
            found.voted.append(vote)
        else:
            found.silent.append(vote)
    return found


def turnout_for(actor: Actor, ballot: Ballot) -> Turnout | None:
    """Who has voted in a running ballot, for who leads it; how is left out of what is read. None for everybody else."""
    if not may_lead(actor, ballot):
        return None
    votes = all_votes(ballot)
    filled = Turnout([], [], [])
    for vote in votes:
        has_voted = bool(vote.choice)
        vote.is_enterable = vote.channel in {"", Channel.ENTERED}  # type: ignore[attr-defined]
        vote.choice = ""
        part = filled.ended if not is_valid(ballot, vote) else filled.voted if has_voted else filled.silent
        part.append(vote)
    return filled


def enterable(found: Turnout) -> list[Vote]:
    """Voting papers into which a vote that came otherwise may be written: not those filled by the member's own hand."""
    return [vote for vote in (*found.silent, *found.voted) if vote.is_enterable]  # type: ignore[attr-defined]


def papers_of(actor: Actor, ballot: Ballot) -> list[BallotPaper]:
    """The ballot's papers that the actor may see."""
    files = Attachment.objects.visible_to(actor).filter(removed_at__isnull=True)
    found = BallotPaper.objects.visible_to(actor).filter(ballot=ballot, attachment__in=files)
    return list(found.select_related("attachment"))


def papers_for_mail(reader: Actor, ballot: Ballot) -> list[Attachment]:
    """Papers that may travel with a mail: none where members take nothing out or where a second factor is wanted."""
    if ballot.circle.controller.requires_mfa or not may_export(reader, ballot.circle):
        return []
    return [paper.attachment for paper in papers_of(reader, ballot)]


@dataclass
class Voter:
    """A person with the votes that are theirs: own seats and those stood in for."""

    person: Person
    votes: list[Vote]


def voters(votes: Iterable[Vote]) -> list[Voter]:
    """Members and deputies of the given votes, each person once, in Czech order."""
    found: dict[int, Voter] = {}
    for vote in votes:
        for seat in (vote.seat, *vote.seat.standing_in):  # type: ignore[attr-defined]
            found.setdefault(seat.person_id, Voter(seat.person, [])).votes.append(vote)
    return sorted(found.values(), key=lambda one: (sort_key(one.person.sort_name), one.person.pk))


@dataclass(frozen=True)
class Line:
    """A ballot in a list; ``waits`` says that a vote of the reader is still missing."""

    ballot: Ballot
    waits: bool


def lines(actor: Actor, ballots: Sequence[Ballot]) -> list[Line]:
    """Lines of a list, two queries however many."""
    running = [ballot.pk for ballot in ballots if ballot.state == BallotState.OPEN]
    missing = set()
    if running and actor.seat_ids:
        missing = set(_without_vote(actor, running))
    now = timezone.now()
    return [Line(ballot, ballot.pk in missing and now < ballot.deadline) for ballot in ballots]


@Prepared
def _without_vote(actor: Actor, ballots: Sequence[int]) -> QuerySet[Any, int]:
    empty = Vote.objects.visible_to(actor).filter(ballot__in=ballots, seat__in=actor.seat_ids, choice="")
    return empty.values_list("ballot_id", flat=True)


def waiting_ballots(actor: Actor) -> list[Ballot]:
    """Running ballots in which a vote of the actor is missing, the nearest deadline first."""
    if actor.is_system or not actor.seat_ids:
        return []
    return _waiting(actor, timezone.now())


@Prepared
def _waiting(actor: Actor, now: datetime) -> QuerySet[Ballot]:
    empty = Vote.objects.filter(ballot=OuterRef("pk"), seat__in=actor.seat_ids, choice="")
    found = Ballot.objects.visible_to(actor).filter(Exists(empty), state=BallotState.OPEN, deadline__gt=now)
    return found.select_related("group").order_by("deadline", "pk")


def is_over(ballot: Ballot) -> bool:
    """Whether the time to vote is over."""
    return timezone.now() >= ballot.deadline


def may_close_now(ballot: Ballot, found: Turnout) -> bool:
    """Whether the ballot may be closed: the deadline has passed, or everybody has voted."""
    return ballot.state == BallotState.OPEN and (is_over(ballot) or (not found.silent and bool(found.voted)))


def closes_by_itself(ballot: Ballot, found: Turnout) -> bool:
    """Whether the installation closes it: over and complete, or over and no longer open to votes that came by mail."""
    return is_over(ballot) and (not found.silent or timezone.now() >= entering_until(ballot.deadline))
