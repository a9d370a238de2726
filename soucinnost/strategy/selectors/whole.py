"""One strategy read as a whole, in a fixed number of queries; pages, reports and forms take from it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.models import (
    Activity,
    Assessment,
    ClaimUse,
    Conflict,
    Goal,
    Indicator,
    ListRow,
    Measure,
    MeasureLink,
    Strategy,
    Undertaking,
)


@dataclass
class ActivityView:
    """A planned activity with the newest assessment of its own, when it has one."""

    activity: Activity
    assessment: Assessment | None = None


@dataclass
class UndertakingView:
    """What was done once, with its claims and the measures it serves."""

    undertaking: Undertaking
    uses: list[ClaimUse] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


@dataclass
class IndicatorView:
    """An indicator with its claims in force, oldest period first; plans among them (see ``claim.kind``)."""

    indicator: Indicator
    uses: list[ClaimUse] = field(default_factory=list)


@dataclass
class MeasureView:
    """A measure with all that hangs on it. ``number`` is „2.3“. ``assessment`` is the newest of the whole measure."""

    measure: Measure
    number: str
    activities: list[ActivityView] = field(default_factory=list)
    assessment: Assessment | None = None
    uses: list[ClaimUse] = field(default_factory=list)
    undertakings: list[UndertakingView] = field(default_factory=list)
    indicators: list[IndicatorView] = field(default_factory=list)
    links: list[tuple[Measure, str]] = field(default_factory=list)

    @cached_property
    def all_uses(self) -> list[ClaimUse]:
        """Every claim that says something of the measure, each once: its own, of undertakings and of indicators."""
        found: dict[int, ClaimUse] = {}
        for use in (
            *self.uses, *(use for one in self.undertakings for use in one.uses),
            *(use for one in self.indicators for use in one.uses),
        ):
            found.setdefault(use.claim_id, use)
        return list(found.values())

    @cached_property
    def last_use(self) -> ClaimUse | None:
        """The use of the claim that was stated last, of a plan only where nobody said what happened."""
        return max(
            self.all_uses, key=lambda use: (use.claim.kind != ClaimKind.PLAN, use.claim.stated_on, use.claim.pk),
            default=None,
        )

    @property
    def last_evidence(self) -> Claim | None:
        """The claim of ``last_use``; None when nobody has told anything."""
        return self.last_use.claim if self.last_use is not None else None


@dataclass
class GoalView:
    """A goal with its measures and indicators of its own. ``number`` is „2“."""

    goal: Goal
    number: str
    measures: list[MeasureView] = field(default_factory=list)
    indicators: list[IndicatorView] = field(default_factory=list)


@dataclass
class StrategyView:
    """A strategy with everything in it that the reader sees. ``rows`` are lists behind numbers, by claim.

    ``conflicts`` are claims that a writer marked as contradicting each other (``selectors.figures.contradictions``
    gives these and those found in numbers).
    """

    strategy: Strategy
    goals: list[GoalView] = field(default_factory=list)
    undertakings: list[UndertakingView] = field(default_factory=list)
    rows: dict[int, list[ListRow]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    @cached_property
    def measures(self) -> list[MeasureView]:
        """All measures in their order."""
        return [measure for goal in self.goals for measure in goal.measures]

    @cached_property
    def numbers(self) -> dict[int, str]:
        """Numbers of measures („2.3“) by primary key."""
        return {one.measure.pk: one.number for one in self.measures}

    @cached_property
    def claims(self) -> list[Claim]:
        """All claims in force that the strategy uses, each once, in the order they were stated."""
        uses = (
            *(use for one in self.measures for use in one.all_uses),
            *(use for one in self.undertakings for use in one.uses),
            *(use for goal in self.goals for one in goal.indicators for use in one.uses),
        )
        return sorted({use.claim_id: use.claim for use in uses}.values(), key=lambda one: one.pk)


def uses_in_force(actor: Actor, strategy: Strategy) -> list[ClaimUse]:
    """Uses of claims that the reader sees and that no later claim supersedes, oldest period first."""
    visible = Claim.objects.visible_to(actor).filter(superseded_by__isnull=True)
    uses = ClaimUse.objects.visible_to(actor).filter(strategy=strategy, claim__in=visible).select_related(
        "claim__organisation", "claim__author", "claim__area", "claim__locality", "document"
    )
    return sorted(uses, key=lambda use: (*_when(use.claim), use.pk))


def _when(claim: Claim) -> tuple[date, date]:
    last = claim.period_to or claim.period_from or claim.stated_on
    return (claim.period_from or last, last)


def newest(assessments: Iterable[Assessment]) -> dict[tuple[int, int | None], Assessment]:
    """The assessment that holds now, by measure and activity (None for the measure as a whole)."""
    found: dict[tuple[int, int | None], Assessment] = {}
    for one in sorted(assessments, key=lambda one: one.pk):
        found[one.measure_id, one.activity_id] = one
    return found


def whole(actor: Actor, strategy: Strategy) -> StrategyView:
    """Read the strategy as the actor sees it. Somebody without a seat gets an empty one: the frame has no content."""
    parts: dict[str, Any] = {"strategy": strategy}
    goals = list(Goal.objects.visible_to(actor).filter(**parts).order_by("position", "pk"))
    measures = (
        Measure.objects.visible_to(actor).filter(**parts)
        .select_related("owner", "owner_person", "carried_from__strategy")
        .prefetch_related("partners", "funding").order_by("goal__position", "position", "pk")
    )
    view = StrategyView(strategy, [GoalView(goal, str(number)) for number, goal in enumerate(goals, start=1)])
    by_goal = {one.goal.pk: one for one in view.goals}
    by_measure: dict[int, MeasureView] = {}
    for measure in measures:
        goal = by_goal.get(measure.goal_id)
        if goal is None:
            continue
        measure.goal, measure.strategy = goal.goal, strategy
        place = MeasureView(measure, f"{goal.number}.{len(goal.measures) + 1}")
        goal.measures.append(place)
        by_measure[measure.pk] = place
    held = newest(
        Assessment.objects.visible_to(actor).filter(**parts)
        .select_related("carried_to__strategy", "carried_to__goal", "baseline", "assessed_by")
    )
    for place in by_measure.values():
        place.assessment = held.get((place.measure.pk, None))
    for activity in Activity.objects.visible_to(actor).filter(**parts).order_by("position", "pk"):
        if activity.measure_id in by_measure:
            by_measure[activity.measure_id].activities.append(
                ActivityView(activity, held.get((activity.measure_id, activity.pk)))
            )
    _hang_evidence(actor, view, by_goal, by_measure)
    for link in MeasureLink.objects.visible_to(actor).filter(**parts).select_related("one", "other"):
        for this, that in ((link.one, link.other), (link.other, link.one)):
            if this.pk in by_measure:
                by_measure[this.pk].links.append((that, link.note))
    return view


def _hang_evidence(
    actor: Actor, view: StrategyView, by_goal: dict[int, GoalView], by_measure: dict[int, MeasureView]
) -> None:
    uses = uses_in_force(actor, view.strategy)
    undertakings = (
        Undertaking.objects.visible_to(actor).filter(strategy=view.strategy).select_related("organisation", "area")
        .prefetch_related("measures", "partners", "funding").order_by("period_from", "pk")
    )
    done = {one.pk: UndertakingView(one, measures=list(one.measures.all())) for one in undertakings}
    counted = {
        one.pk: IndicatorView(one)
        for one in Indicator.objects.visible_to(actor).filter(strategy=view.strategy).order_by("position", "pk")
    }
    for use in uses:
        if use.undertaking_id in done:
            done[use.undertaking_id].uses.append(use)
        if use.indicator_id in counted:
            counted[use.indicator_id].uses.append(use)
        if use.measure_id in by_measure:
            by_measure[use.measure_id].uses.append(use)
    for one in done.values():
        view.undertakings.append(one)
        for measure in one.measures:
            if measure.pk in by_measure:
                by_measure[measure.pk].undertakings.append(one)
    for figure in counted.values():
        if figure.indicator.measure_id in by_measure:
            by_measure[figure.indicator.measure_id].indicators.append(figure)
        elif figure.indicator.goal_id in by_goal:
            by_goal[figure.indicator.goal_id].indicators.append(figure)
    rows: dict[int, list[ListRow]] = defaultdict(list)
    listed = ListRow.objects.visible_to(actor).filter(
        strategy=view.strategy, claim__in={use.claim_id for use in uses}
    )
    for row in listed.select_related("area").order_by("position", "pk"):
        rows[row.claim_id].append(row)
    view.rows = dict(rows)
    seen = Claim.objects.visible_to(actor)
    marked = Conflict.objects.visible_to(actor).filter(strategy=view.strategy, one__in=seen, other__in=seen)
    view.conflicts = list(
        marked.select_related("one__organisation", "one__author", "other__organisation", "other__author").order_by("pk")
    )
