"""What a strategy holds changes no byte for who sees its frame only, nor a foreign strategy for who does not know it.

The same proof as in ``test_noninterference``: the state with the record is made in a transaction that is taken back.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.core.cache import cache
from django.urls import reverse

from soucinnost.strategy.actions import assessing, proving, tree, undertakings
from soucinnost.strategy.enums import Outcome, UndertakingKind
from soucinnost.strategy.models import Strategy
from tests import factories
from tests.cast import Cast
from tests.meetings.signoff_kit import undone
from tests.security.test_noninterference import _plain
from tests.strategy import kit

SYSTEM = factories.SYSTEM
WORD = "Tajné"


def _addresses(cast: Cast, made: Strategy) -> list[str]:
    found = [reverse(name) for name in ("desk:desk", "strategy:list", "agencies:organisations", "notices:queue")]
    found += [reverse("agencies:organisation", args=[cast.ngo.uid]), reverse("agencies:person", args=[
        cast.person("chair").uid])]
    for name in ("search:search", "search:suggest"):
        found += [f"{reverse(name)}?q={word}" for word in ("tajne", "opatreni", "strategie")]
    names = (
        "strategy", "claims", "contradictions", "owing", "undertakings", "indicators", "evaluation", "council",
        "report_versions", "collections", "rounds", "team",
    )
    return found + [reverse(f"strategy:{name}", args=[made.uid]) for name in names]


def _answers(cast: Cast, role: str, addresses: list[str]) -> dict[str, tuple[int, bytes]]:
    client, found = cast.client(role), {}
    for address in addresses:
        cache.clear()
        answer = client.get(address)
        found[address] = (answer.status_code, _plain(answer.content))
    return found


def _measure(made: Strategy) -> None:
    tree.add_goal(by=SYSTEM, strategy=made, title=f"{WORD} cíle")
    goal = made.goals.order_by("position").first()
    assert goal is not None
    tree.add_measure(by=SYSTEM, goal=goal, title=f"{WORD} opatření", activities=[f"{WORD} aktivity"])


def _claim(made: Strategy) -> None:
    proving.state(
        by=SYSTEM, strategy=made, measure=kit.measures(made)[0], text=f"{WORD} sdělení", period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
    )


def _undertaking(made: Strategy) -> None:
    undertakings.add_undertaking(
        by=SYSTEM, strategy=made, kind=UndertakingKind.EVENT, title=f"{WORD} setkání", measures=kit.measures(made)[:1]
    )


def _assessment(made: Strategy) -> None:
    assessing.assess(
        by=SYSTEM, measure=kit.measures(made)[0], outcome=Outcome.NOT_FULFILLED, reason=f"{WORD} důvody"
    )


HIDDEN: dict[str, Callable[[Strategy], None]] = {
    "goal and measure": _measure, "claim": _claim, "undertaking": _undertaking, "assessment": _assessment,
}


def test_what_a_strategy_holds_changes_no_answer_outside_its_team(
    cast: Cast, walkers: Callable[..., Sequence[str]]
) -> None:
    made = kit.planted(cast)
    addresses = _addresses(cast, made)
    readers = walkers(("manager", "coordinator", "outsider"), ("coordinator",))
    without = {role: _answers(cast, role, addresses) for role in readers}
    for name, hide in HIDDEN.items():
        with undone():
            hide(made)
            for role in readers:
                told = _answers(cast, role, addresses)
                assert [one for one in addresses if told[one] != without[role][one]] == [], (name, role)
            seen = _answers(cast, "chair", addresses)
            assert any(WORD in body.decode(errors="replace") for _status, body in seen.values()), name


def test_a_strategy_of_another_town_changes_no_answer(cast: Cast, walkers: Callable[..., Sequence[str]]) -> None:
    made = kit.planted(cast)
    addresses = _addresses(cast, made)
    readers = walkers(("chair", "member", "coordinator"), ("member",))
    without = {role: _answers(cast, role, addresses) for role in readers}
    with undone():
        foreign = tree.create_strategy(
            by=SYSTEM, organisation=cast.other_town, title=f"{WORD} strategie", period_from=made.period_from,
            period_to=made.period_to, previous=made, takes_seat=False,
        )
        goal = tree.add_goal(by=SYSTEM, strategy=foreign, title="Cíl")
        tree.add_measure(by=SYSTEM, goal=goal, title=f"{WORD} opatření", carried_from=kit.measures(made)[0])
        for role in readers:
            told = _answers(cast, role, addresses)
            assert [one for one in addresses if told[one] != without[role][one]] == [], role
