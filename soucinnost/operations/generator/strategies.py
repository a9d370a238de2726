"""Strategies: trees, indicators with numbers by year, statements, events, outcomes; collections and readings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from soucinnost.access.models import Circle, Controller, Seat
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Organisation, Person
from soucinnost.evidence.models import Claim
from soucinnost.operations.generator.collecting import make_collecting
from soucinnost.operations.generator.kept import BATCH, at_hour, keep_first
from soucinnost.operations.generator.people import Land
from soucinnost.operations.generator.readings import make_readings
from soucinnost.operations.generator.sizes import Size
from soucinnost.operations.generator.words import TALK, WORK, Dice
from soucinnost.strategy.actions.common import GOAL_KIND, MEASURE_KIND, STRATEGY_KIND
from soucinnost.strategy.actions.proving import STRATEGY_SOURCE
from soucinnost.strategy.enums import Counting, Outcome, StrategyState, UndertakingKind
from soucinnost.strategy.models import (
    Activity,
    Assessment,
    ClaimUse,
    Goal,
    Indicator,
    Measure,
    Strategy,
    Undertaking,
)
from soucinnost.territory.models import Area
from soucinnost.versions.actions import snapshot
from soucinnost.versions.models import Version

GOALS, MEASURES, ACTIVITIES, STATEMENTS, EVENTS, YEARS = 5, 6, 3, 2, 10, 5
"""In each strategy so many goals, under each so many measures; events and years are of the strategy."""
LARGE = 25
"""Measures under each goal of the last strategy of a set: its report has more than a hundred pages."""
REGIONAL = 42 / 242
"""The part of all strategies that belongs to regions: three for each, beside 200 of towns."""
AT_ONCE = 20
OUTCOMES = (Outcome.FULFILLED, Outcome.ONGOING, Outcome.PARTLY, Outcome.NOT_FULFILLED)
COUNTINGS = (Counting.SUM, Counting.LATEST, Counting.NONE)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Whose a strategy is, where, who sits in its team, which organisations own its measures, so many under a goal."""

    controller: Controller
    area: Area
    people: list[Person]
    owners: list[Organisation]
    measures: int = MEASURES


Kept = dict[int, _Keeper]
"""Keepers by the primary key of their strategy."""


def make_strategies(dice: Dice, size: Size, land: Land, today: date) -> Iterator[Strategy]:
    """Strategies of regions and towns that run now, with evidence of the years that are over."""
    start = date(today.year - 3, 1, 1)
    keepers = _keepers(size, land)
    for first in range(0, len(keepers), AT_ONCE):
        part = keepers[first : first + AT_ONCE]
        some = _frames(dice, part, first, start)
        kept = {one.pk: keeper for one, keeper in zip(some, part, strict=True)}
        measures = _trees(dice, some, kept)
        _evidence(dice, some, measures, kept, today)
        make_collecting(dice, some, measures, kept, today)
        make_readings(dice, some, kept, today)
        yield from some


def _keepers(size: Size, land: Land) -> list[_Keeper]:
    """Who keeps each strategy, regions first."""
    regional = max(1, round(size.strategies * REGIONAL))
    authorities = Organisation.objects.filter(kind=OrganisationKind.REGION).select_related("area").order_by("pk")
    known = {one.organisation_id: one for one in Controller.objects.filter(organisation__in=authorities)}
    found = []
    for number in range(regional):
        authority = authorities[number % len(authorities)]
        controller = known.get(authority.pk) or Controller.objects.create(organisation=authority)
        known[authority.pk] = controller
        at = next((at for at, town in enumerate(land.towns) if town.parent_id == authority.area_id), 0)
        found.append(_Keeper(controller, land.regions[number % len(land.regions)], land.people[at], [authority]))
    of_towns = size.strategies - regional
    for number in range(of_towns):
        at = number % len(land.towns)
        owners, many = [land.leads[at], *land.partners[at]], LARGE if number == of_towns - 1 else MEASURES
        found.append(_Keeper(land.controllers[at], land.towns[at], land.people[at], owners, many))
    return found


def _frames(dice: Dice, keepers: list[_Keeper], first: int, start: date) -> list[Strategy]:
    circles = Circle.objects.bulk_create([Circle(uid=dice.uid(), controller=keeper.controller) for keeper in keepers])
    last = date(start.year + YEARS - 1, 12, 31)
    made = Strategy.objects.bulk_create([
        Strategy(
            uid=dice.uid(), circle=circle, area=keeper.area, region_id=keeper.area.parent_id or keeper.area.pk,
            title=f"Strategie prevence kriminality {keeper.area.name} {first + number}",
            short_name=f"strategie-{first + number}-{start.year}-{last.year}", period_from=start, period_to=last,
            state=StrategyState.APPROVED, approved_on=start - timedelta(days=20), approved_by="zastupitelstvo",
            created_at=at_hour(start - timedelta(days=90), 9),
        )
        for number, (circle, keeper) in enumerate(zip(circles, keepers, strict=True))
    ])
    Seat.objects.bulk_create(
        [
            Seat(
                uid=dice.uid(), circle=strategy.circle, person=person,
                organisation=keeper.owners[at % len(keeper.owners)],
                is_chair=at == 0, is_recorder=at == 1, valid_from=start,
            )
            for strategy, keeper in zip(made, keepers, strict=True)
            for at, person in enumerate(keeper.people)
        ],
        batch_size=BATCH,
    )
    writers = [keeper.people[1].pk for keeper in keepers]
    keep_first(STRATEGY_KIND, [(one, pk, one.created_at) for one, pk in zip(made, writers, strict=True)])
    return made


def _trees(dice: Dice, strategies: list[Strategy], kept: Kept) -> list[Measure]:
    goals = Goal.objects.bulk_create(
        [
            Goal(uid=dice.uid(), strategy=strategy, position=place, title=f"Cíl {place}: {dice.choice(WORK)}")
            for strategy in strategies
            for place in range(1, GOALS + 1)
        ],
        batch_size=BATCH,
    )
    measures = Measure.objects.bulk_create(
        [
            Measure(
                uid=dice.uid(), strategy=goal.strategy, goal=goal, position=place, title=dice.choice(WORK),
                description=dice.choice(TALK), owner=dice.choice(kept[goal.strategy_id].owners),
            )
            for goal in goals
            for place in range(1, kept[goal.strategy_id].measures + 1)
        ],
        batch_size=BATCH,
    )
    planned = Activity.objects.bulk_create(
        [
            Activity(uid=dice.uid(), strategy=one.strategy, measure=one, position=place, text=dice.choice(WORK))
            for one in measures
            for place in range(1, ACTIVITIES + 1)
        ],
        batch_size=BATCH,
    )
    keep_first(GOAL_KIND, [(one, kept[one.strategy_id].people[1].pk, one.strategy.created_at) for one in goals])
    _keep_measures(measures, planned, kept)
    return measures


def _keep_measures(measures: list[Measure], planned: list[Activity], kept: Kept) -> None:
    """First versions of measures as actions keep them: with number, title of the goal and activities."""
    texts = iter(planned)
    rows = []
    for one in measures:
        data = snapshot(one) | {
            "number": f"{one.goal.position}.{one.position}", "goal_title": one.goal.title, "partners": [],
            "funding": [], "activities": [activity.text for activity in islice(texts, ACTIVITIES)],
        }
        rows.append(
            Version(
                kind=MEASURE_KIND, object_uid=one.uid, number=1, at=one.strategy.created_at,
                person_id=kept[one.strategy_id].people[1].pk, data=data,
            )
        )
    Version.objects.bulk_create(rows, batch_size=BATCH)


def _evidence(
    dice: Dice, strategies: list[Strategy], measures: list[Measure], kept: Kept, today: date
) -> None:
    first = strategies[0].period_from.year
    indicators = Indicator.objects.bulk_create(
        [
            Indicator(
                uid=dice.uid(), strategy=one.strategy, measure=one, title="Zapojené osoby", unit="osob",
                counting=dice.choice(COUNTINGS), is_for_council=one.position == 1,
            )
            for one in measures
        ],
        batch_size=BATCH,
    )
    events = Undertaking.objects.bulk_create(
        [
            Undertaking(
                uid=dice.uid(), strategy=strategy, kind=UndertakingKind.EVENT, title=f"Seminář {number}",
                period_from=date(first + number % 3, 5, 1), period_to=date(first + number % 3, 5, 1),
                organisation=kept[strategy.pk].owners[0],
            )
            for strategy in strategies
            for number in range(EVENTS)
        ],
        batch_size=BATCH,
    )
    under: dict[int, list[Measure]] = {}
    for one in measures:
        under.setdefault(one.strategy_id, []).append(one)
    Undertaking.measures.through.objects.bulk_create(
        [
            Undertaking.measures.through(undertaking=event, measure=one)
            for event in events
            for one in dice.sample(under[event.strategy_id], 2)
        ],
        batch_size=BATCH,
    )
    _claims(dice, measures, indicators, events, kept)
    Assessment.objects.bulk_create(
        [
            Assessment(
                uid=dice.uid(), strategy=one.strategy, measure=one, outcome=dice.choice(OUTCOMES),
                reason=dice.choice(TALK), assessed_on=today - timedelta(days=30),
                assessed_by=kept[one.strategy_id].people[0],
            )
            for one in measures
        ],
        batch_size=BATCH,
    )


def _claims(
    dice: Dice, measures: list[Measure], indicators: list[Indicator], events: list[Undertaking], kept: Kept
) -> None:
    """Numbers of three years for each measure, statements, participants of events (every fifth event gave none)."""
    claims: list[Claim] = []
    uses: list[ClaimUse] = []

    def tell(strategy: Strategy, year: int, place: dict[str, Any], **said: Any) -> None:
        keeper = kept[strategy.pk]
        day = date(year + 1, 1, 20)
        claim = Claim(
            uid=dice.uid(), circle=strategy.circle, author=dice.choice(keeper.people),
            organisation=dice.choice(keeper.owners), period_from=date(year, 1, 1),
            period_to=date(year, 12, 31), stated_on=day, source_kind=STRATEGY_SOURCE, source_uid=strategy.uid,
            created_at=at_hour(day, 9), **said,
        )
        claims.append(claim)
        uses.append(ClaimUse(uid=dice.uid(), strategy=strategy, claim=claim, **place))

    first = measures[0].strategy.period_from.year
    for one, indicator in zip(measures, indicators, strict=True):
        for year in range(first, first + 3):
            counted = {"label": indicator.title, "unit": indicator.unit, "value": Decimal(dice.randrange(500))}
            tell(one.strategy, year, {"indicator": indicator}, **counted)
        for _turn in range(STATEMENTS):
            tell(one.strategy, first + dice.randrange(3), {"measure": one}, text=dice.choice(TALK))
    for number, event in enumerate(events):
        if number % 5:
            people = {"label": "účastníci", "unit": "účastníků", "value": Decimal(dice.randrange(10, 150))}
            tell(event.strategy, first + number % EVENTS % 3, {"undertaking": event}, **people)
    Claim.objects.bulk_create(claims, batch_size=BATCH)
    ClaimUse.objects.bulk_create(uses, batch_size=BATCH)
