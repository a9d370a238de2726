"""Two in the same moment, on both databases: no circle comes of two steps that each were right."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from soucinnost.strategy.actions import frame, tree
from soucinnost.strategy.models import Measure, Strategy
from tests.ballots.test_at_once import together
from tests.cast import Cast, make_cast
from tests.strategy import kit

pytestmark = pytest.mark.django_db(transaction=True)
FRAMES = ("První", "Druhá", "Třetí")


def refused(results: list[Any]) -> list[str]:
    """Why those were refused that were; anything else that was raised fails."""
    errors = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, ValidationError) for one in errors), errors
    return [" ".join(one.messages) for one in errors]


def strategies(cast: Cast) -> list[Strategy]:
    return [kit.planted(cast, (1,), title=title) for title in FRAMES]


def test_strategies_made_to_follow_each_other() -> None:
    cast = make_cast()
    made = strategies(cast)
    chair = cast.actor("chair")

    def follow(one: Strategy, other: Strategy) -> Callable[[], Any]:
        return lambda: frame.change_strategy(by=chair, strategy=one, previous=other)

    results = together(*(follow(one, made[place - 1]) for place, one in enumerate(made)))
    told = refused(results)
    assert len(told) == 1 and "kruh" in told[0]
    assert Strategy.objects.filter(previous__isnull=False).count() == 2


def test_measures_made_to_continue_each_other() -> None:
    cast = make_cast()
    one, other, _third = (kit.measures(made)[0] for made in strategies(cast))
    chair = cast.actor("chair")
    results = together(
        lambda: tree.change_measure(by=chair, measure=one, carried_from=other),
        lambda: tree.change_measure(by=chair, measure=other, carried_from=one),
    )
    told = refused(results)
    assert len(told) == 1 and "kruh" in told[0]
    assert Measure.objects.filter(carried_from__isnull=False).count() == 1


def test_a_form_and_a_button_do_not_wait_for_each_other_for_ever() -> None:
    """A form of a measure takes the strategy first, as the button that moves its neighbour does."""
    cast = make_cast()
    made = kit.planted(cast, (2,))
    one, _other = kit.measures(made)

    def saved(title: str) -> Callable[[], Any]:
        client: Client = cast.client("chair")
        return lambda: client.post(f"/strategie/opatreni/{one.uid}/upravit/", {"title": title}).status_code

    def shifted() -> Callable[[], Any]:
        client: Client = cast.client("recorder")
        return lambda: client.post(f"/strategie/opatreni/{one.uid}/posunout/", {"kam": "dolu"}).status_code

    assert together(saved("Jedno"), shifted(), saved("Druhé"), shifted()) == [302] * 4
