"""The list of strategies, those that stand in the way of each other, and what follows what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.strategy.models import Assessment, Goal, Measure, Strategy
from soucinnost.strategy.selectors.whole import newest
from soucinnost.territory.models import Area


@dataclass(slots=True)
class Row:
    """A strategy of the list. ``outcomes`` counts its measures by outcome ("" where nobody has said); the frame alone
    has none."""

    strategy: Strategy
    has_content: bool
    chairs: list[Person] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def measures(self) -> int:
        """How many measures there are."""
        return sum(self.outcomes.values())


def visible_rows(actor: Actor, today: date) -> list[Row]:
    """Every strategy whose frame the actor sees, newest period first; four queries for any number of them."""
    strategies = with_circle(Strategy.objects.visible_to(actor))
    rows = [Row(one, actor.is_system or actor.has(one.circle_id)) for one in strategies]
    rows.sort(key=lambda row: (-row.strategy.period_from.toordinal(), sort_key(row.strategy.title), row.strategy.pk))
    by_circle = {row.strategy.circle_id: row for row in rows}
    seats = Seat.objects.on(today).without_break_glass().filter(circle__in=by_circle, is_chair=True)
    for seat in seats.select_related("person").order_by("valid_from", "pk"):
        by_circle[seat.circle_id].chairs.append(seat.person)
    shown = {row.strategy.pk: row for row in rows if row.has_content}
    held = newest(Assessment.objects.visible_to(actor).filter(strategy__in=shown, activity__isnull=True))
    for pk, strategy in Measure.objects.visible_to(actor).filter(strategy__in=shown).values_list("pk", "strategy_id"):
        assessment = held.get((pk, None))
        key = assessment.outcome if assessment is not None else ""
        shown[strategy].outcomes[key] = shown[strategy].outcomes.get(key, 0) + 1
    return rows


def with_circle(strategies: QuerySet[Strategy]) -> QuerySet[Strategy]:
    """With what every page asks of a strategy."""
    return strategies.select_related("circle__controller__organisation", "area", "region", "previous")


def overlapping(
    actor: Actor, *, organisation: Organisation, kind: str, area: Area | None, first: date, last: date,
    besides: Strategy | None = None,
) -> list[Strategy]:
    """Strategies of the same kind and territory that share a day with the period, among those that the actor sees."""
    found = Strategy.objects.visible_to(actor).filter(
        kind=kind, area=area, period_from__lte=last, period_to__gte=first
    )
    if area is None:
        found = found.filter(circle__controller__organisation=organisation)
    if besides is not None and besides.pk is not None:
        found = found.exclude(pk=besides.pk)
    return sorted(found, key=lambda one: (one.period_from, one.pk))


@dataclass(slots=True)
class Side:
    """A measure beside another: its number, title, uid and how it turned out."""

    number: str
    measure: Measure
    assessment: Assessment | None


@dataclass(slots=True)
class Passing:
    """What passes from a measure of the earlier strategy into one of the later. Either side may be unknown."""

    before: Side | None
    after: Side | None
    assessment: Assessment | None = None


@dataclass(slots=True)
class Step:
    """Two strategies one after the other, with what passes between them; None where the reader does not sit."""

    earlier: Strategy
    later: Strategy
    passings: list[Passing] | None


def neighbours(actor: Actor, strategy: Strategy) -> tuple[Strategy | None, list[Strategy], bool]:
    """The strategy before (when its frame is seen), those after it, and whether there is a hidden one before."""
    seen = Strategy.objects.visible_to(actor)
    before = seen.filter(pk=strategy.previous_id).first() if strategy.previous_id is not None else None
    after = list(seen.filter(previous=strategy).order_by("period_from", "pk"))
    return before, after, strategy.previous_id is not None and before is None


def steps(actor: Actor, strategy: Strategy) -> list[Step]:
    """The steps before and after the strategy, earlier first; as many queries for many followers as for one."""
    before, after, _hidden = neighbours(actor, strategy)
    pairs = ([(before, strategy)] if before is not None else []) + [(strategy, later) for later in after]
    read = {one.pk: one for pair in pairs for one in pair if actor.is_system or actor.has(one.circle_id)}
    sides = sides_of(actor, list(read.values()))
    told = Assessment.objects.visible_to(actor).filter(strategy__in=read).select_related("activity", "baseline")
    carried = list(newest(told).values())
    return [
        Step(earlier, later, _passings(earlier, later, sides, carried) if {earlier.pk, later.pk} <= set(read) else None)
        for earlier, later in pairs
    ]


def _passings(
    earlier: Strategy, later: Strategy, every: dict[int, Side], assessments: Iterable[Assessment]
) -> list[Passing]:
    sides = {pk: side for pk, side in every.items() if side.measure.strategy_id in (earlier.pk, later.pk)}
    found: dict[tuple[int | None, int | None], Passing] = {}
    for side in sides.values():
        if side.measure.strategy_id == later.pk and side.measure.carried_from_id in sides:
            before = sides[side.measure.carried_from_id]
            found[before.measure.pk, side.measure.pk] = Passing(before, side)
    carried = {(one.measure_id, one.activity_id): one for one in assessments if one.strategy_id == earlier.pk}
    for assessment in carried.values():
        if assessment.outcome != "carried" or assessment.measure_id not in sides:
            continue
        target = assessment.carried_to_id if assessment.carried_to_id in sides else None
        after = sides[target] if target is not None else None
        place = found.setdefault(
            (assessment.measure_id, target), Passing(sides[assessment.measure_id], after)
        )
        place.assessment = assessment
    for one in found.values():  # a measure that goes on without „carried over“: why it was not met, where that was told
        held = carried.get((one.before.measure.pk, None)) if one.before is not None else None
        if one.assessment is None and held is not None and held.reason:
            one.assessment = held
    return sorted(found.values(), key=_order)


def _order(one: Passing) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return _parts(one.before), _parts(one.after)


def _parts(side: Side | None) -> tuple[int, ...]:
    return tuple(int(part) for part in side.number.split(".")) if side is not None else ()


def sides_of(actor: Actor, strategies: Sequence[Strategy]) -> dict[int, Side]:
    """Measures of the strategies with their numbers, by primary key; those that the actor sees. Three queries."""
    places: dict[int, int] = {}
    counts: dict[int, int] = defaultdict(int)
    goals = Goal.objects.visible_to(actor).filter(strategy__in=strategies).order_by("position", "pk")
    for pk, strategy in goals.values_list("pk", "strategy_id"):
        counts[strategy] += 1
        places[pk] = counts[strategy]
    held = newest(Assessment.objects.visible_to(actor).filter(strategy__in=strategies, activity__isnull=True))
    found: dict[int, Side] = {}
    within: dict[int, int] = defaultdict(int)
    rows: Iterable[Measure] = (
        Measure.objects.visible_to(actor).filter(strategy__in=strategies).order_by("goal__position", "position", "pk")
    )
    for measure in rows:
        within[measure.goal_id] += 1
        number = f"{places[measure.goal_id]}.{within[measure.goal_id]}"
        found[measure.pk] = Side(number, measure, held.get((measure.pk, None)))
    return found
