"""What the tests of strategies start from."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from soucinnost.access.actions import give_seat
from soucinnost.access.models import Seat
from soucinnost.audit.models import Entry
from soucinnost.documents.models import Attachment
from soucinnost.evidence.actions import state_claim
from soucinnost.evidence.models import Claim
from soucinnost.notices.models import Message
from soucinnost.search.models import IndexEntry
from soucinnost.strategy.actions import team, tree
from soucinnost.strategy.models import ClaimUse, Goal, Measure, Strategy
from soucinnost.versions.models import Version
from tests import factories
from tests.cast import Cast

FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)
SYSTEM = factories.SYSTEM
FRAME_ONLY = ("manager", "coordinator")
"""Who sees that the cast's strategy exists and nothing in it."""
STRANGERS = ("former", "outsider", "administrator", "solo", "public")
"""Who does not learn of it."""


def strategy(cast: Cast, *, by: Any = SYSTEM, **frame: Any) -> Strategy:
    """A strategy of the cast's town with its team: chair, recorder, reviewer and member as themselves.

    The deputy stands in for the member, the former member's seat ended yesterday. Manager and coordinator see the
    frame only.
    """
    frame.setdefault("title", "Strategie prevence kriminality")
    frame.setdefault("area", cast.town.area)
    frame.setdefault("period_from", FIRST)
    frame.setdefault("period_to", LAST)
    made = tree.create_strategy(by=by, organisation=cast.town, takes_seat=False, **frame)
    seat_team(cast, made)
    return made


def seat_team(cast: Cast, made: Strategy) -> dict[str, Seat]:
    """Seat the cast in the strategy's circle; the seats by role."""
    since = factories.today() - factories.LONG_AGO

    def give(role: str, organisation: Any, **fields: Any) -> Seat:
        return team.give_team_seat(
            by=SYSTEM, strategy=made, person=cast.person(role), organisation=organisation, valid_from=since, **fields
        )

    seats = {
        "chair": give("chair", cast.town, is_chair=True),
        "recorder": give("recorder", cast.town, is_recorder=True),
        "reviewer": give("reviewer", cast.police),
        "member": give("member", cast.ngo),
        "former": give("former", cast.ngo, valid_to=factories.today() - timedelta(days=1)),
    }
    seats["deputy"] = give_seat(
        by=SYSTEM, circle=made.circle, person=cast.person("deputy"), organisation=cast.ngo, valid_from=since,
        deputy_for=seats["member"],
    )
    return seats


def plant(cast: Cast, made: Strategy, shape: Sequence[int] = (2, 2), activities: int = 2, **fields: Any) -> list[Goal]:
    """Goals with as many measures as ``shape`` says, each owned by the cast's NGO, with planned activities."""
    fields.setdefault("owner", cast.ngo)
    goals = []
    for number, count in enumerate(shape, start=1):
        goal = tree.add_goal(by=SYSTEM, strategy=made, title=f"Cíl {number}")
        for place in range(1, count + 1):
            texts = [f"Aktivita {number}.{place} {one}" for one in range(1, activities + 1)]
            tree.add_measure(by=SYSTEM, goal=goal, title=f"Opatření {number}.{place}", activities=texts, **fields)
        goals.append(goal)
    return goals


def planted(cast: Cast, shape: Sequence[int] = (2, 2), **frame: Any) -> Strategy:
    """A strategy with its team and tree."""
    made = strategy(cast, **frame)
    plant(cast, made, shape)
    return made


def measures(made: Strategy) -> list[Measure]:
    """All measures in the order of the tree."""
    return list(
        Measure.objects.filter(strategy=made).select_related("strategy", "goal").order_by("goal__position", "position")
    )


def shape_of(made: Strategy) -> list[tuple[str, list[str]]]:
    """The tree as titles, for comparing."""
    return [
        (goal.title, [one.title for one in goal.measures.order_by("position")])
        for goal in made.goals.order_by("position")
    ]


def claim(cast: Cast, measure: Measure, **fields: Any) -> Claim:
    """A claim that proves the measure, stated in the strategy's circle."""
    fields.setdefault("text", "Proběhly dva kurzy pro seniory.")
    made = state_claim(
        by=SYSTEM, circle=measure.strategy.circle, source_kind="strategy.strategy", source_uid=measure.strategy.uid,
        organisation=cast.ngo, **fields,
    )
    ClaimUse.objects.create(strategy=measure.strategy, claim=made, measure=measure)
    return made


BESIDE = (Entry, Message, Version, Claim, Seat, Attachment, IndexEntry)
"""What actions of strategies write beside the tables of strategies."""


def written() -> list[list[tuple[Any, ...]]]:
    """Every row of the tables of strategies and how many there are beside them."""
    tables = apps.get_app_config("strategy").get_models(include_auto_created=True)
    found = [list(model._base_manager.order_by("pk").values_list()) for model in tables]
    return [*found, [(model._base_manager.count(),) for model in BESIDE]]


def refused(act: Callable[[], Any], field: str = "") -> str:
    """What an action says when it refuses, on one line, at ``field`` where it names one; nothing was written."""
    before = written()
    with pytest.raises(ValidationError) as caught:
        act()
    assert written() == before
    said = caught.value.message_dict[field] if field else caught.value.messages
    return " ".join(" ".join(said).split())
