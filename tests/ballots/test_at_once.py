"""Two at once: votes for one seat, a vote against the close, two closings. On both databases."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from soucinnost.ballots.actions import cast_votes, close_ballot
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.groups.models import Topic
from tests.ballots.kit import opened, paper_of, vote
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run all at once; returns what each gave or raised, in the order of ``acts``."""
    ready, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait(60)
            results[place] = act()
        except Exception as error:  # noqa: BLE001 - whatever happened is the result
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


def voting(cast: Cast, ballot: Ballot, role: str, choice: str, seat: str = "") -> Callable[[], Any]:
    """Ready to vote."""
    actor, uid = cast.actor(role), paper_of(cast, ballot, seat or role).uid
    return lambda: cast_votes(by=actor, ballot=ballot, choices={uid: choice})


def test_member_and_deputy_at_once() -> None:
    """Whoever comes first, the member's vote stands; the seat has one vote."""
    cast = make_cast()
    ballot = opened(cast)
    by_member, by_deputy = together(
        voting(cast, ballot, "member", "for"), voting(cast, ballot, "deputy", "against", seat="member")
    )
    assert not isinstance(by_member, Exception)
    assert not isinstance(by_deputy, Exception) or isinstance(by_deputy, ValidationError)
    paper = paper_of(cast, ballot, "member")
    assert (paper.choice, paper.cast_by) == ("for", cast.person("member"))
    assert Vote.objects.filter(ballot=ballot).count() == 4


def test_four_at_once_lose_nothing() -> None:
    cast = make_cast()
    ballot = opened(cast)
    results = together(*(voting(cast, ballot, role, "for") for role in ("chair", "recorder", "reviewer", "member")))
    assert not [one for one in results if isinstance(one, Exception)]
    assert set(Vote.objects.values_list("choice", flat=True)) == {"for"}


def test_a_changed_vote_while_the_ballot_is_closed() -> None:
    """Either the change came before and is counted, or after and is refused; never in between."""
    cast = make_cast()
    ballot = opened(cast)
    vote(cast, ballot, dict.fromkeys(("chair", "recorder", "reviewer", "member"), "for"))
    chair = cast.actor("chair")
    changed, closed, again = together(
        voting(cast, ballot, "member", "against"), lambda: close_ballot(by=chair, ballot=ballot),
        lambda: close_ballot(by=chair, ballot=ballot),
    )
    assert not isinstance(closed, Exception) and not isinstance(again, Exception)
    frozen = Ballot.objects.get()
    said = paper_of(cast, ballot, "member").choice
    assert said == ("for" if isinstance(changed, ValidationError) else "against")
    assert frozen.votes_for == 3 + (said == "for") and frozen.votes_against == int(said == "against")
    assert Topic.objects.count() == 1
