"""Whatever is done in whatever order: a closed ballot equals a recount by hand, and no vote is counted that should not.

Each example runs in a savepoint of its own that is taken back.
"""

from collections import Counter
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soucinnost.ballots.actions import cast_votes, close_ballot, enter_vote, withdraw_ballot
from soucinnost.ballots.duties import look_after_ballots
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.groups.models import Topic
from tests.ballots.kit import VOTING, end_seat, opened, paper_of, past
from tests.cast import Cast
from tests.factories import SYSTEM

pytestmark = pytest.mark.django_db

CHOICES = ("for", "against", "abstain")
STEP = st.one_of(
    st.tuples(st.just("vote"), st.sampled_from((*VOTING, "deputy", "outsider")), st.sampled_from(CHOICES)),
    st.tuples(st.just("enter"), st.sampled_from(VOTING), st.sampled_from(CHOICES)),
    st.tuples(st.just("leave"), st.sampled_from(("member", "reviewer")), st.just("")),
    st.tuples(st.just("close"), st.sampled_from(("chair", "member")), st.just("")),
    st.tuples(st.just("late"), st.just(""), st.just("")),
    st.tuples(st.just("duty"), st.just(""), st.just("")),
    st.tuples(st.just("withdraw"), st.sampled_from(("chair", "member")), st.just("")),
)


class Expected:
    """The same told by hand: what each seat says, who said it by own hand, who has left."""

    def __init__(self) -> None:
        self.said = dict.fromkeys(VOTING, "")
        self.own: set[str] = set()
        self.by_member: set[str] = set()
        self.left: set[str] = set()
        self.is_late = False

    def vote(self, role: str, choice: str) -> None:
        seat = "member" if role == "deputy" else role
        self.said[seat] = choice
        self.own.add(seat)
        if role != "deputy":
            self.by_member.add(seat)

    def may_vote(self, role: str) -> bool:
        seat = "member" if role == "deputy" else role
        blocked = role == "outsider" or seat in self.left or (role == "deputy" and seat in self.by_member)
        return not (self.is_late or blocked)

    def may_enter(self, role: str) -> bool:
        return role != "recorder" and role not in self.left and role not in self.own

    def counts(self) -> Counter[str]:
        return Counter(choice for seat, choice in self.said.items() if seat not in self.left)


def take(cast: Cast, ballot: Ballot, expected: Expected, step: tuple[str, str, str]) -> bool:
    """Try one step; returns whether it went. What went must have been allowed, and the other way round."""
    kind, role, choice = step
    try:
        with transaction.atomic():
            _act(cast, ballot, expected, kind, role, choice)
    except (PermissionDenied, ValidationError):
        went = False
    else:
        went = True
    if kind == "vote":
        assert went == expected.may_vote(role), step
        if went:
            expected.vote(role, choice)
    if kind == "enter":
        assert went == expected.may_enter(role), step
        if went:
            expected.said[role] = choice
            expected.by_member.add(role)
    return went


def _act(cast: Cast, ballot: Ballot, expected: Expected, kind: str, role: str, choice: str) -> Any:
    if kind == "vote":
        paper = paper_of(cast, ballot, "chair" if role == "outsider" else "member" if role == "deputy" else role)
        return cast_votes(by=cast.actor(role), ballot=ballot, choices={paper.uid: choice})
    if kind == "enter":
        day = Ballot.objects.get(pk=ballot.pk).asked_at.date()  # type: ignore[union-attr]
        paper = paper_of(cast, ballot, role)
        return enter_vote(by=cast.actor("recorder"), ballot=ballot, vote=paper, choice=choice, received_on=day)
    if kind == "leave":
        expected.left.add(role)
        return end_seat(cast, role, days=3)
    if kind == "late":
        expected.is_late = True
        return past(ballot, days=1)
    if kind == "duty":
        return look_after_ballots(by=SYSTEM)
    if kind == "withdraw":
        return withdraw_ballot(by=cast.actor(role), ballot=ballot, reason="Přepracuje se.")
    return close_ballot(by=cast.actor(role), ballot=ballot)


def check(ballot: Ballot, expected: Expected) -> None:
    """Compare the frozen ballot with the count by hand."""
    counts = expected.counts()
    members = len(VOTING) - len(expected.left)
    assert (ballot.members, ballot.votes_for, ballot.votes_against, ballot.votes_abstained) == (
        members, counts["for"], counts["against"], counts["abstain"],
    )
    counted = Counter(Vote.objects.filter(ballot=ballot, counts=True).values_list("choice", flat=True))
    assert counted == +counts
    voted = members - counts[""]
    assert expected.is_late or voted == members, "closed early although somebody's vote was missing"
    if voted < max(1, members // 2 + 1):
        assert ballot.result == "no_quorum"
    else:
        assert (ballot.result == "adopted") == (counts["for"] * 2 > members)
    assert Topic.objects.filter(pk=ballot.topic_id or 0).exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEP, min_size=4, max_size=16))
def test_a_closed_ballot_equals_a_recount(cast: Cast, steps: list[tuple[str, str, str]]) -> None:
    with transaction.atomic():
        point = transaction.savepoint()
        ballot, expected = opened(cast), Expected()
        Ballot.objects.filter(pk=ballot.pk).update(asked_at=past(ballot, days=0).asked_at)
        for step in steps:
            take(cast, ballot, expected, step)
            now = Ballot.objects.get(pk=ballot.pk)
            if now.state == "closed":
                check(now, expected)
            if now.state != "open":
                assert not take(cast, ballot, Finished(), ("vote", "chair", "for"))
                break
        transaction.savepoint_rollback(point)


class Finished(Expected):
    """After the end nobody votes."""

    def may_vote(self, role: str) -> bool:
        return False


def test_every_way_to_the_end_is_walked(cast: Cast) -> None:
    """The steps above do reach each end: the machine is not idle."""
    ends = set()
    for walk in (
        [("vote", role, "for") for role in VOTING] + [("close", "chair", "")],
        [("vote", "chair", "for"), ("late", "", ""), ("close", "chair", "")],
        [("leave", "member", ""), ("vote", "chair", "against"), ("vote", "recorder", "for"),
         ("enter", "reviewer", "against"), ("close", "chair", "")],
        [("withdraw", "chair", "")],
    ):
        with transaction.atomic():
            point = transaction.savepoint()
            ballot, expected = opened(cast), Expected()
            past(ballot, days=0)
            for step in walk:
                assert take(cast, ballot, expected, step), step
            end = Ballot.objects.get(pk=ballot.pk)
            if end.state == "closed":
                check(end, expected)
            ends.add(end.result or end.state)
            transaction.savepoint_rollback(point)
    assert ends == {"adopted", "no_quorum", "rejected", "withdrawn"}
