"""Entering the Ústí strategy, its evidence and its successor by the actions users use."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from soucinnost.codelists.models import Term
from soucinnost.codelists.selectors import terms_on
from soucinnost.operations.demo.stage import Stage
from soucinnost.operations.demo.usti.deeds import BASELINE, CONFLICTS, COUNTED, DEEDS, RESULTS, Deed, Told
from soucinnost.operations.demo.usti.tree import (
    GOALS,
    INTRODUCTION,
    LINKS,
    NEXT_GOALS,
    NEXT_TITLE,
    TITLE,
    UNKNOWN,
    Aim,
    Plan,
    Step,
)
from soucinnost.strategy.actions.assessing import assess
from soucinnost.strategy.actions.frame import approve, create_strategy, mark_evaluated
from soucinnost.strategy.actions.goals import add_goal, evaluate_goal
from soucinnost.strategy.actions.measures import add_measure, link_measures
from soucinnost.strategy.actions.proving import Row, mark_conflict, state, use_also
from soucinnost.strategy.actions.team import give_team_seat
from soucinnost.strategy.actions.undertakings import add_indicator, add_undertaking
from soucinnost.strategy.models import Activity, ClaimUse, Indicator, Measure, Strategy, Undertaking
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area

WRITER = "havlikova"
PAPER = "Vyhodnocení Strategie prevence kriminality na území Ústeckého kraje na období 2012–2016"
EVALUATED = date(2017, 3, 31)
TEAM = ("brabec", "machacek", "jandova", "vitkova", "rys")


def strategies(stage: Stage) -> tuple[Strategy, Strategy]:
    """The strategy of 2012–2016 with its evaluation, and the one that follows it; both are returned."""
    old, new = _frames(stage)
    scene = _Scene(stage, old)
    scene.tree()
    scene.evidence()
    baseline = scene.tell(BASELINE, measure=scene.measures["3.1"])
    carried = _successor(stage, new, scene.measures)
    scene.outcomes(carried, baseline)
    mark_evaluated(by=scene.by, strategy=old)
    return old, new


def _frames(stage: Stage) -> tuple[Strategy, Strategy]:
    by, region = stage.actor(WRITER), stage.organisations["uk"]
    old = create_strategy(
        by=by, organisation=region, title=TITLE, short_name="usti-2012-2016", area=stage.area("CZ042"),
        period_from=date(2012, 1, 1), period_to=date(2016, 12, 31),
        introduction=INTRODUCTION,
    )
    new = create_strategy(
        by=by, organisation=region, title=NEXT_TITLE, short_name="usti-2017-2021", area=stage.area("CZ042"),
        period_from=date(2017, 1, 1), period_to=date(2021, 12, 31), previous=old,
    )
    for strategy in (old, new):
        for who in TEAM:
            place = stage.people[who].affiliations.order_by("id").get()
            give_team_seat(
                by=stage.actor(WRITER), strategy=strategy, person=stage.people[who], organisation=place.organisation
            )
        approve(
            by=stage.actor(WRITER), strategy=strategy, approved_on=date(strategy.period_from.year - 1, 12, 14),
            approved_by="Zastupitelstvo Ústeckého kraje",
        )
    return old, new


class _Scene:
    """One strategy being entered: its measures by number, undertakings by key, marked claims by undertaking."""

    def __init__(self, stage: Stage, strategy: Strategy) -> None:
        self.stage, self.strategy, self.by = stage, strategy, stage.actor(WRITER)
        self.terms = {term.key: term for term in terms_on("financing", date(2016, 12, 31))}
        self.steps: dict[str, Step] = {}
        self.measures: dict[str, Measure] = {}
        self.done: dict[str, Undertaking] = {}
        self.marked: dict[tuple[str, str], ClaimUse] = {}

    def money(self, keys: Iterable[str]) -> list[Term]:
        """Sources of money by their keys."""
        return [self.terms[key] for key in keys]

    def tree(self) -> None:
        """Goals, measures, planned activities, what belongs together, findings."""
        for aim in GOALS:
            self._goal(aim)
        for one, other, note in LINKS:
            link_measures(by=self.by, one=self.measures[one], other=self.measures[other], note=note)

    def _goal(self, aim: Aim) -> None:
        known = self.stage.organisations
        goal = add_goal(by=self.by, strategy=self.strategy, title=aim.title, description=aim.description)
        for step in aim.steps:
            self.steps[step.number] = step
            self.measures[step.number] = add_measure(
                by=self.by, goal=goal, title=step.title, owner=known[step.owner],
                partners=[known[key] for key in step.partners], funding=self.money(step.money),
                activities=[plan.text for plan in step.planned],
            )
        evaluate_goal(by=self.by, goal=goal, text="\n\n".join(aim.findings), evaluated_on=EVALUATED)

    def evidence(self) -> None:
        """What was done in words, undertakings with their numbers, indicators, contradictions."""
        for number, told in RESULTS.items():
            for one in told:
                self.tell(one, measure=self.measures[number])
        for deed in DEEDS:
            self._deed(deed)
        for counted in COUNTED:
            indicator = add_indicator(
                by=self.by, measure=self.measures[counted.measure], title=counted.title, unit=counted.unit,
                counting=counted.counting, is_for_council=counted.council,
            )
            for one in counted.told:
                self.tell(one, indicator=indicator)
            if counted.also in self.marked:
                claim = self.marked[counted.also].claim
                use_also(by=self.by, strategy=self.strategy, claim=claim, indicator=indicator)
        for key, first, second, note in CONFLICTS:
            mark_conflict(
                by=self.by, strategy=self.strategy, one=self.marked[key, first].claim,
                other=self.marked[key, second].claim, note=note,
            )

    def _deed(self, deed: Deed) -> None:
        known = self.stage.organisations
        first, last = days_of(deed.when)
        self.done[deed.key] = add_undertaking(
            by=self.by, strategy=self.strategy, kind=deed.kind, title=deed.title, description=deed.description,
            period_from=first, period_to=last, place=deed.place, organisation=known[deed.who] if deed.who else None,
            partners=[known[key] for key in deed.with_], funding=self.money(deed.money),
            measures=[self.measures[number] for number in deed.measures],
        )
        for one in deed.told:
            use = self.tell(one, undertaking=self.done[deed.key], when=deed.when)
            if one.mark:
                self.marked[deed.key, one.mark] = use

    def tell(
        self, one: Told, *, measure: Measure | None = None, undertaking: Undertaking | None = None,
        indicator: Indicator | None = None, when: str = "",
    ) -> ClaimUse:
        """State one claim of the evaluation with its page."""
        first, last = days_of(one.years or when or "2012-2016")
        return state(
            by=self.by, strategy=self.strategy, measure=measure, undertaking=undertaking, indicator=indicator,
            share=one.share, text=one.text, value=one.value, unit=one.unit, label=one.label, denominator=one.of,
            denominator_label=one.of_label, kind=one.kind, period_from=first, period_to=last, stated_on=EVALUATED,
            organisation=self.stage.organisations["uk"], source_label=PAPER, source_page=one.page,
            is_cost=one.cost, is_risk=one.risk,
            rows=[
                Row(label=what, area=_town(town), organisation=who, value=count, is_planned=planned)
                for what, town, who, count, planned in one.rows
            ],
        )

    def outcomes(self, carried: dict[str, Measure], baseline: ClaimUse) -> None:
        """How measures and planned activities turned out; what is carried over starts from its baseline."""
        for number, step in self.steps.items():
            measure = self.measures[number]
            assess(by=self.by, measure=measure, outcome=step.outcome, reason=step.reason, assessed_on=EVALUATED)
            planned = Activity.objects.filter(measure=measure).order_by("position")
            for plan, activity in zip(step.planned, planned, strict=True):
                outcome = _outcome(step, plan)
                if not outcome:
                    continue
                goes_on = outcome == "carried"
                assess(
                    by=self.by, measure=measure, activity=activity, outcome=outcome, reason=plan.reason,
                    carried_to=carried[plan.carried] if goes_on else None,
                    baseline=baseline.claim if goes_on else None, assessed_on=EVALUATED,
                )


def _outcome(step: Step, plan: Plan) -> str:
    """How a planned activity turned out; empty where nobody said."""
    if plan.outcome:
        return "" if plan.outcome == UNKNOWN else plan.outcome
    return step.outcome if step.outcome in ("fulfilled", "ongoing") else ""


def _successor(stage: Stage, strategy: Strategy, before: dict[str, Measure]) -> dict[str, Measure]:
    by, region = stage.actor(WRITER), stage.organisations["uk"]
    found: dict[str, Measure] = {}
    for title, measures in NEXT_GOALS:
        goal = add_goal(by=by, strategy=strategy, title=title)
        for name, number, planned in measures:
            found[name] = add_measure(
                by=by, goal=goal, title=name, owner=region, carried_from=before[number], activities=planned
            )
    return found


def _town(name: str) -> Area | None:
    """A municipality of the region by its name; None without one."""
    if not name:
        return None
    return Area.objects.get(kind=AreaKind.MUNICIPALITY, name=name, parent__parent__nuts="CZ042")


def days_of(when: str) -> tuple[date | None, date | None]:
    """First and last day of „2016“, „2012-2016“ or „2016-05-01/2016-11-30“."""
    if not when:
        return None, None
    if "/" in when:
        first, last = when.split("/")
        return date.fromisoformat(first), date.fromisoformat(last)
    first, _dash, last = when.partition("-")
    year = int(last or first)
    return date(int(first), 1, 1), date(year, 12, monthrange(year, 12)[1])
