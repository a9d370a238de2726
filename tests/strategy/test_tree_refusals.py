"""What the tree of a strategy does not take: too much, too long, of another strategy, of somebody who is no more."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from soucinnost.strategy.actions import activities, common, frame, goals, measures, pasting, tree, undertakings
from soucinnost.strategy.actions.assessing import assess
from soucinnost.strategy.enums import Outcome, StrategyState
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.outline import Outline, read_outline
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import Cast
from tests.strategy import kit
from tests.strategy.kit import refused
from tests.strategy.proving_kit import state, year

pytestmark = pytest.mark.django_db

FULL: dict[str, tuple[Any, str, int, Callable[[Any, Strategy], Any], str]] = {
    "goals": (goals, "MOST_GOALS", 1, lambda by, made: tree.add_goal(by=by, strategy=made, title="Cíl"), "Cílů"),
    "measures": (
        measures, "MOST_MEASURES", 2,
        lambda by, made: tree.add_measure(by=by, goal=made.goals.get(), title="Opatření"), "Opatření",
    ),
    "activities": (
        activities, "MOST_ACTIVITIES", 2,
        lambda by, made: tree.add_activity(by=by, measure=kit.measures(made)[0], text="Besedy"), "Plánovaných aktivit",
    ),
    "pasted goals": (
        pasting, "MOST_GOALS", 1,
        lambda by, made: pasting.add_outline(by=by, strategy=made, outline=read_outline("Cíl 1: Klid")), "Cílů",
    ),
    "pasted measures": (
        pasting, "MOST_MEASURES", 2,
        lambda by, made: pasting.add_outline(
            by=by, strategy=made, outline=read_outline("Cíl 1: Klid\nOpatření 1.1: Hlídky")
        ), "Opatření",
    ),
    "undertakings": (
        undertakings, "MOST_UNDERTAKINGS", 0,
        lambda by, made: undertakings.add_undertaking(by=by, strategy=made, kind="event", title="Beseda"), "Akcí",
    ),
    "indicators": (
        undertakings, "MOST_INDICATORS", 0,
        lambda by, made: undertakings.add_indicator(by=by, measure=kit.measures(made)[0], title="Kurzy", unit="kurzů"),
        "Ukazatelů",
    ),
}


@pytest.mark.parametrize("what", FULL)
def test_a_full_strategy_takes_no_more(cast: Cast, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    module, name, most, act, said = FULL[what]
    made, recorder = kit.planted(cast, shape=(2,)), cast.actor("recorder")
    monkeypatch.setattr(module, name, most)
    assert refused(lambda: act(recorder, made)) == f"{said} může být nejvýše {most}."
    monkeypatch.setattr(module, name, most + 1)
    act(recorder, made)


def test_what_is_too_long_says_how_long_it_may_be(cast: Cast) -> None:
    made, by = kit.planted(cast, shape=(1,)), cast.actor("recorder")
    goal, long = made.goals.get(), "Slovo " * common.MOST_TEXT
    assert refused(
        lambda: tree.change_goal(by=by, goal=goal, title="x" * (common.MOST_TITLE + 1)), "title"
    ) == "Text má nejvýše 500 znaků."
    assert refused(
        lambda: tree.change_goal(by=by, goal=goal, description=long), "description"
    ) == "Text má nejvýše 20000 znaků."
    assert "nejvýše 60" in refused(
        lambda: tree.approve(
            by=cast.actor("chair"), strategy=made, approved_on=kit.FIRST, approved_by="Rada", resolution="7" * 61
        ), "resolution",
    )


def test_a_kind_that_is_none_and_backward_days_are_said_at_once(cast: Cast) -> None:
    fields: dict[str, Any] = {"kind": "party", "period_from": kit.LAST, "period_to": kit.FIRST}
    assert "party" in refused(lambda: kit.strategy(cast, **fields), "kind")
    assert refused(lambda: kit.strategy(cast, **fields), "period_to") == "Období končí dřív, než začíná."


def test_a_list_without_a_goal_and_a_measure_adds_nothing(cast: Cast) -> None:
    made = kit.planted(cast, shape=(1,))
    assert refused(
        lambda: pasting.add_outline(by=cast.actor("recorder"), strategy=made, outline=Outline())
    ) == "V seznamu není žádný cíl ani opatření."


def test_parts_of_another_strategy_are_not_taken(cast: Cast) -> None:
    made, other = kit.planted(cast, shape=(1,)), kit.planted(cast, shape=(1,), title="Jiná strategie")
    by, (one,), (foreign,) = cast.actor("recorder"), kit.measures(made), kit.measures(other)
    assert refused(
        lambda: tree.link_measures(by=by, one=one, other=foreign), "other"
    ) == "Propojit lze jen opatření téže strategie."
    assert refused(
        lambda: undertakings.add_undertaking(by=by, strategy=made, kind="event", title="Beseda", measures=[foreign]),
        "measures",
    ) == "Opatření musejí být z téže strategie."


def test_who_is_no_more_is_not_newly_named(cast: Cast) -> None:
    made, by = kit.planted(cast, shape=(1,)), cast.actor("recorder")
    (measure,), gone = kit.measures(made), factories.person(is_active=False)
    assert refused(
        lambda: tree.change_measure(by=by, measure=measure, owner_person=gone), "owner_person"
    ) == "Tato osoba už nepůsobí. Vyberte jinou."
    closed = factories.organisation("Zaniklý spolek", is_active=False)
    assert "Zaniklý spolek" in refused(
        lambda: undertakings.add_undertaking(by=by, strategy=made, kind="event", title="x", organisation=closed),
        "organisation",
    )


def test_an_indicator_is_counted_in_one_of_the_known_ways(cast: Cast) -> None:
    (measure,) = kit.measures(kit.planted(cast, shape=(1,)))
    assert refused(
        lambda: undertakings.add_indicator(
            by=cast.actor("recorder"), measure=measure, title="Kurzy", unit="kurzů", counting="guess"
        ), "counting",
    ) == "Takový způsob počítání není."


def test_a_goal_with_counted_numbers_stays_and_is_not_evaluated_ahead(cast: Cast) -> None:
    made, by = kit.planted(cast, shape=(0,)), cast.actor("recorder")
    goal = made.goals.get()
    indicator = undertakings.add_indicator(by=by, goal=goal, title="Kurzy", unit="kurzů")
    state(made, indicator=indicator, value=3, **year(2025))
    assert refused(lambda: tree.remove_goal(by=by, goal=goal)) == "Cíl má ukazatele s údaji, odebrat ho nejde."
    tomorrow = factories.today() + timedelta(days=1)
    assert refused(
        lambda: tree.evaluate_goal(by=by, goal=goal, text="Daří se.", evaluated_on=tomorrow), "evaluated_on"
    ) == "Den hodnocení je v budoucnosti."


def test_a_measure_is_not_carried_into_what_it_continues(cast: Cast) -> None:
    early, late = (kit.measures(kit.planted(cast, shape=(1,)))[0] for _one in range(2))
    tree.change_measure(by=kit.SYSTEM, measure=late, carried_from=early)
    assert "kruh" in refused(
        lambda: assess(
            by=cast.actor("chair"), measure=late, outcome=Outcome.CARRIED_OVER, reason="Nestihlo se.", carried_to=early
        ), "carried_to",
    )


def test_an_approval_noted_again_corrects_it(cast: Cast) -> None:
    made, chair = kit.strategy(cast), cast.actor("chair")
    for resolution in ("12/2022", "13/2022"):
        made = frame.approve(
            by=chair, strategy=made, approved_on=kit.FIRST, approved_by=" Zastupitelstvo  města ", resolution=resolution
        )
    assert (made.state, made.approved_by, made.resolution) == (
        StrategyState.APPROVED, "Zastupitelstvo města", "13/2022"
    )
    kept = Version.objects.filter(kind="strategy", object_uid=made.uid).order_by("number")
    assert [version.data["resolution"] for version in kept] == ["", "12/2022", "13/2022"]


def test_only_a_draft_that_nothing_follows_is_removed(cast: Cast) -> None:
    made, chair = kit.planted(cast, shape=(1,)), cast.actor("chair")
    frame.approve(by=chair, strategy=made, approved_on=kit.FIRST, approved_by="Rada")
    assert "teprve připravuje" in refused(lambda: frame.remove_strategy(by=chair, strategy=made))
    frame.reopen_draft(by=chair, strategy=made)
    follower = kit.planted(cast, shape=(1,), previous=made, period_from=date(2027, 1, 1), period_to=date(2031, 12, 31))
    assert "navazuje jiná" in refused(lambda: frame.remove_strategy(by=chair, strategy=made))
    chair = cast.actor("chair")  # who sits in the follower now too
    frame.change_strategy(by=chair, strategy=follower, previous=None)
    tree.change_measure(by=chair, measure=kit.measures(follower)[0], carried_from=kit.measures(made)[0])
    assert "navazuje jiná" in refused(lambda: frame.remove_strategy(by=chair, strategy=made))
    frame.remove_strategy(by=chair, strategy=follower)
    frame.remove_strategy(by=chair, strategy=made)
    assert not Strategy.objects.exists()
