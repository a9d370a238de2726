"""One strategy read as a whole, one query for each kind of record; pages, reports and forms take from it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef

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
    """A measure with all that hangs on it. ``number`` is „2.3“.

    What hangs on it is read for all measures together when somebody first asks (``reading``).
    """

    measure: Measure
    number: str
    reading: "Reading | None" = field(default=None, repr=False, compare=False)

    @cached_property
    def activities(self) -> list[ActivityView]:
        """Planned activities in their order."""
        return self.reading.activities.get(self.measure.pk, []) if self.reading is not None else []

    @cached_property
    def assessment(self) -> Assessment | None:
        """The newest assessment of the whole measure."""
        return self.reading.held.get((self.measure.pk, None)) if self.reading is not None else None

    @cached_property
    def assessments(self) -> list[Assessment]:
        """All assessments of the measure and of its activities, oldest first."""
        return self.reading.assessments.get(self.measure.pk, []) if self.reading is not None else []

    @cached_property
    def uses(self) -> list[ClaimUse]:
        """Claims in force that are used at the measure itself."""
        return self.reading.at_measures.get(self.measure.pk, []) if self.reading is not None else []

    @cached_property
    def undertakings(self) -> list[UndertakingView]:
        """What was done for the measure."""
        return self.reading.done_for.get(self.measure.pk, []) if self.reading is not None else []

    @cached_property
    def indicators(self) -> list[IndicatorView]:
        """What is counted for the measure."""
        return self.reading.counted_for.get(("measure", self.measure.pk), []) if self.reading is not None else []

    @cached_property
    def links(self) -> list[tuple[Measure, str]]:
        """Measures that belong together with this one, and why."""
        return self.reading.links.get(self.measure.pk, []) if self.reading is not None else []

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

    @property
    def told(self) -> list[tuple[Claim, bool]]:
        """Every claim told of the measure in the order of their stating, and whether it was corrected later."""
        return self.reading.told_of(self) if self.reading is not None else []

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
    reading: "Reading | None" = field(default=None, repr=False, compare=False)

    @cached_property
    def indicators(self) -> list[IndicatorView]:
        """What is counted for the goal as a whole."""
        return self.reading.counted_for.get(("goal", self.goal.pk), []) if self.reading is not None else []


@dataclass
class StrategyView:
    """A strategy with everything in it that the reader sees.

    Goals and measures are there at once; each other kind of record is one query, when somebody first asks for it.
    """

    strategy: Strategy
    goals: list[GoalView] = field(default_factory=list)
    reading: "Reading | None" = field(default=None, repr=False, compare=False)

    @cached_property
    def undertakings(self) -> list[UndertakingView]:
        """All that was done, oldest first."""
        return list(self.reading.done.values()) if self.reading is not None else []

    @cached_property
    def rows(self) -> dict[int, list[ListRow]]:
        """Lists behind numbers, by claim."""
        return self.reading.rows if self.reading is not None else {}

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """Claims that a writer marked as contradicting each other (``selectors.figures.contradictions`` gives these
        and those found in numbers)."""
        return self.reading.conflicts if self.reading is not None else []

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
        return sorted((some[0].claim for some in self.uses_by_claim.values()), key=lambda one: one.pk)

    @cached_property
    def uses_by_claim(self) -> dict[int, list[ClaimUse]]:
        """Everywhere a claim is used, by its primary key."""
        found: dict[int, list[ClaimUse]] = {}
        for use in (
            *(use for one in self.measures for use in one.all_uses),
            *(use for one in self.undertakings for use in one.uses),
            *(use for goal in self.goals for one in goal.indicators for use in one.uses),
        ):
            found.setdefault(use.claim_id, []).append(use)
        return found

    def complete(self) -> "StrategyView":
        """Read everything now: what follows asks the database nothing."""
        if self.reading is not None:
            self.reading.complete()
        return self


class Reading:
    """What hangs on a strategy for one reader, each kind in one query, asked for at most once."""

    def __init__(self, actor: Actor, strategy: Strategy, *, only_used: bool = False) -> None:
        self.actor, self.strategy, self.only_used = actor, strategy, only_used
        self.measures: dict[int, Measure] = {}

    def _of(self, model: Any) -> Any:
        return model.objects.visible_to(self.actor).filter(strategy=self.strategy)

    @cached_property
    def assessments(self) -> dict[int, list[Assessment]]:
        """All assessments, oldest first, by measure."""
        found: dict[int, list[Assessment]] = defaultdict(list)
        related = ("activity", "carried_to__strategy", "carried_to__goal", "baseline", "assessed_by")
        for one in self._of(Assessment).select_related(*related).order_by("pk"):
            found[one.measure_id].append(one)
        return dict(found)

    @cached_property
    def held(self) -> dict[tuple[int, int | None], Assessment]:
        """The assessments that hold now."""
        return newest(one for some in self.assessments.values() for one in some)

    @cached_property
    def activities(self) -> dict[int, list[ActivityView]]:
        """Planned activities by measure."""
        found: dict[int, list[ActivityView]] = defaultdict(list)
        for one in self._of(Activity).order_by("position", "pk"):
            found[one.measure_id].append(ActivityView(one, self.held.get((one.measure_id, one.pk))))
        return dict(found)

    @cached_property
    def links(self) -> dict[int, list[tuple[Measure, str]]]:
        """Linked measures with the reason, by measure."""
        found: dict[int, list[tuple[Measure, str]]] = defaultdict(list)
        for link in self._of(MeasureLink).order_by("pk"):
            one, other = self.measures.get(link.one_id), self.measures.get(link.other_id)
            if one is not None and other is not None:
                found[one.pk].append((other, link.note))
                found[other.pk].append((one, link.note))
        return dict(found)

    @cached_property
    def told(self) -> list[ClaimUse]:
        """Uses of all claims that the reader sees, oldest period first; ``is_corrected`` where a later one holds."""
        later = Claim.objects.filter(supersedes=OuterRef("claim"))
        uses = self._of(ClaimUse).filter(claim__in=Claim.objects.visible_to(self.actor)).select_related(
            "claim__organisation", "claim__author", "claim__area", "claim__locality", "document",
            *(("undertaking", "indicator") if self.only_used else ()),
        )
        found = sorted(uses.annotate(is_corrected=Exists(later)), key=lambda use: (*_when(use.claim), use.pk))
        for use in found:
            use.strategy = self.strategy
            if use.measure_id in self.measures:
                use.measure = self.measures[use.measure_id]
        return found

    @cached_property
    def in_force(self) -> list[ClaimUse]:
        """Uses of claims that no later claim supersedes."""
        return [use for use in self.told if not use.is_corrected]  # type: ignore[attr-defined]

    def told_of(self, place: MeasureView) -> list[tuple[Claim, bool]]:
        """Claims of a measure, corrected ones too; see ``MeasureView.told``."""
        done = {one.undertaking.pk for one in place.undertakings}
        counted = {one.indicator.pk for one in place.indicators}
        found = {
            use.claim_id: (use.claim, bool(use.is_corrected)) for use in self.told  # type: ignore[attr-defined]
            if use.measure_id == place.measure.pk or use.undertaking_id in done or use.indicator_id in counted
        }
        return [found[pk] for pk in sorted(found)]

    @cached_property
    def at_measures(self) -> dict[int, list[ClaimUse]]:
        """Uses at measures."""
        return _by(self.in_force, "measure_id")

    @cached_property
    def done(self) -> dict[int, UndertakingView]:
        """What was done, oldest first, with claims and the measures served; a row for each of these."""
        uses, found = _by(self.in_force, "undertaking_id"), dict[int, UndertakingView]()
        if self.only_used:
            named = {use.undertaking_id: use.undertaking for use in self.in_force}
            return {pk: UndertakingView(one, uses[pk]) for pk, one in named.items() if pk is not None and one}
        rows = self._of(Undertaking).select_related("organisation", "area").annotate(served=F("measures"))
        for one in rows.order_by(F("period_from").asc(nulls_first=True), "pk"):
            if one.pk not in found:
                one.strategy = self.strategy
                found[one.pk] = UndertakingView(one, uses.get(one.pk, []))
                for use in found[one.pk].uses:
                    use.undertaking = one
            view = found[one.pk]
            if one.served in self.measures:
                view.measures.append(self.measures[one.served])
        order = {pk: place for place, pk in enumerate(self.measures)}
        for view in found.values():
            view.measures.sort(key=lambda measure: order[measure.pk])
        return found

    @cached_property
    def done_for(self) -> dict[int, list[UndertakingView]]:
        """What was done, by the measure it served."""
        found: dict[int, list[UndertakingView]] = defaultdict(list)
        for one in self.done.values():
            for measure in one.measures:
                found[measure.pk].append(one)
        return dict(found)

    @cached_property
    def counted_for(self) -> dict[tuple[str, int], list[IndicatorView]]:
        """Indicators by the measure or goal they belong to."""
        uses = _by(self.in_force, "indicator_id")
        found: dict[tuple[str, int], list[IndicatorView]] = defaultdict(list)
        every = self._of(Indicator).order_by("position", "pk") if not self.only_used else sorted(
            {use.indicator for use in self.in_force if use.indicator is not None},
            key=lambda one: (one.position, one.pk),
        )
        for one in every:
            one.strategy = self.strategy
            owner = ("measure", one.measure_id) if one.measure_id in self.measures else ("goal", one.goal_id or 0)
            found[owner].append(IndicatorView(one, uses.get(one.pk, [])))
            for use in uses.get(one.pk, ()):
                use.indicator = one
        return dict(found)

    @cached_property
    def rows(self) -> dict[int, list[ListRow]]:
        """Lists behind numbers, by claim."""
        found: dict[int, list[ListRow]] = defaultdict(list)
        seen = self._of(ListRow).filter(claim__in=Claim.objects.visible_to(self.actor))
        for row in seen.select_related("area").order_by("position", "pk"):
            found[row.claim_id].append(row)
        return dict(found)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """Marked contradictions of which the reader sees both sides."""
        seen = Claim.objects.visible_to(self.actor)
        marked = self._of(Conflict).filter(one__in=seen, other__in=seen).select_related(
            "one__organisation", "one__author", "other__organisation", "other__author"
        )
        return list(marked.order_by("pk"))

    def complete(self) -> None:
        """Read every kind."""
        for kind in ("activities", "links", "done_for", "counted_for", "rows", "conflicts"):
            getattr(self, kind)


def _by(uses: Iterable[ClaimUse], name: str) -> dict[int, list[ClaimUse]]:
    found: dict[int, list[ClaimUse]] = defaultdict(list)
    for use in uses:
        if getattr(use, name) is not None:
            found[getattr(use, name)].append(use)
    return dict(found)


def _when(claim: Claim) -> tuple[date, date]:
    last = claim.period_to or claim.period_from or claim.stated_on
    return (claim.period_from or last, last)


def newest(assessments: Iterable[Assessment]) -> dict[tuple[int, int | None], Assessment]:
    """The assessment that holds now, by measure and activity (None for the measure as a whole)."""
    found: dict[tuple[int, int | None], Assessment] = {}
    for one in sorted(assessments, key=lambda one: one.pk):
        found[one.measure_id, one.activity_id] = one
    return found


def whole(actor: Actor, strategy: Strategy, *, only_used: bool = False) -> StrategyView:
    """The strategy as the actor sees it. Somebody without a seat gets an empty one: the frame has no content.

    Two queries, then one for each kind of record that is asked for. ``only_used`` is for registers of claims: what was
    done and what is counted are there only with a claim, and what was done does not say for which measures.
    """
    reading = Reading(actor, strategy, only_used=only_used)
    goals = list(Goal.objects.visible_to(actor).filter(strategy=strategy).order_by("position", "pk"))
    measures = (
        Measure.objects.visible_to(actor).filter(strategy=strategy)
        .select_related("owner", "owner_person", "carried_from__strategy")
        .order_by("goal__position", "position", "pk")
    )
    views = [GoalView(goal, str(number), reading=reading) for number, goal in enumerate(goals, start=1)]
    by_goal = {one.goal.pk: one for one in views}
    for measure in measures:
        goal = by_goal.get(measure.goal_id)
        if goal is None:
            continue
        measure.goal, measure.strategy = goal.goal, strategy
        goal.measures.append(MeasureView(measure, f"{goal.number}.{len(goal.measures) + 1}", reading))
        reading.measures[measure.pk] = measure
    return StrategyView(strategy, views, reading)
