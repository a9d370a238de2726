"""The form of an owner in a collection: its measures with what is typed, what is known already, what was before."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from soucinnost.agencies.models import Organisation
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.numbers import format_number
from soucinnost.strategy.answering import SOURCE, Typed, is_changed, says_something, state_of, tidied
from soucinnost.strategy.models import Answer, Ask, ClaimUse, Indicator, Measure
from soucinnost.strategy.selectors.amounts import is_plan, with_numbers
from soucinnost.strategy.selectors.figures import indicator_figures
from soucinnost.strategy.selectors.owners import ran_in
from soucinnost.strategy.selectors.whole import IndicatorView, MeasureView, StrategyView, whole

MOST_KNOWN = 12


@dataclass
class IndicatorPart:
    """An indicator in the form: its last earlier number in words, what is known of this period already."""

    indicator: Indicator
    before: str = ""
    known: list[ClaimUse] = field(default_factory=list)


@dataclass
class MeasurePart:
    """A measure in the form of an owner, with what is typed, what is known and what was there before.

    ``moved_to`` is whose the measure is now, where it is another's. ``orphans`` are numbers typed at indicators that
    are no more.
    """

    place: MeasureView
    indicators: list[IndicatorPart]
    known: list[Claim]
    start: Typed
    answer: Answer | None = None
    is_moved: bool = False
    moved_to: Organisation | None = None
    orphans: list[str] = field(default_factory=list)

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.place.measure

    @property
    def typed(self) -> Typed:
        """What the form begins with: what is typed, else what is known."""
        return tidied(self.answer.typed) if self.answer is not None else self.start

    @property
    def state(self) -> str:
        """The state that a page remembers."""
        return state_of(self.typed)

    @property
    def units(self) -> dict[str, str]:
        """Units of the indicators by their uids."""
        return {one.indicator.uid: one.indicator.unit for one in self.indicators}

    @property
    def is_filled(self) -> bool:
        """Whether anything was written."""
        return self.answer is not None and says_something(self.answer.typed)

    @property
    def is_changed(self) -> bool:
        """Whether something else is typed than was handed in."""
        return self.answer is not None and is_changed(self.answer.typed, self.answer.handed)


@dataclass
class Sheet:
    """The form of an owner: its measures in the order of the tree, moved ones that it had written of included."""

    ask: Ask
    parts: list[MeasurePart]

    @cached_property
    def by_uid(self) -> dict[str, MeasurePart]:
        """Parts by the uid of their measure."""
        return {part.measure.uid: part for part in self.parts}

    @property
    def filled(self) -> int:
        """How many measures something is written of."""
        return sum(1 for part in self.parts if part.is_filled)


def sheet_of(actor: Actor, ask: Ask, view: StrategyView | None = None) -> Sheet:
    """Read the form of an owner; a fixed number of queries. Nothing typed is there for who may not see it."""
    view = view or whole(actor, ask.strategy)
    collection = ask.collection
    start, end = collection.period_from, collection.period_to
    answers = {one.measure_id: one for one in Answer.objects.visible_to(actor).filter(ask=ask)}
    parts = []
    for place in view.measures:
        answer = answers.get(place.measure.pk)
        own = place.measure.owner_id == ask.organisation_id and ran_in(place, view.strategy, start, end)
        if own or (answer is not None and (answer.handed or says_something(answer.typed))):
            part = _part(ask, view, place, answer)
            part.is_moved = place.measure.owner_id != ask.organisation_id
            part.moved_to = place.measure.owner if part.is_moved else None
            parts.append(part)
    return Sheet(ask, parts)


def _part(ask: Ask, view: StrategyView, place: MeasureView, answer: Answer | None) -> MeasurePart:
    start, end = ask.collection.period_from, ask.collection.period_to
    own = answer.uid if answer is not None else ""
    indicators, figures = [], {}
    for counted in place.indicators:
        part = _indicator(view, counted, start, end, own)
        indicators.append(part)
        mine = own_number(part, ask)
        if mine is not None:
            figures[counted.indicator.uid] = {
                "value": format_number(mine.value), "kind": mine.kind,
                "whole": format_number(mine.denominator) if mine.denominator is not None else "", "note": "",
            }
    counted_claims = {use.claim_id for one in indicators for use in one.known}
    known = [
        use.claim for use in place.all_uses
        if use.claim_id not in counted_claims and not _is_own(use.claim, own) and not is_plan(use)
        and _speaks_of(use.claim, start, end)
    ]
    uids = {one.indicator.uid for one in indicators}
    typed = answer.figures if answer is not None else {}
    orphans = [row.get("value", "") for uid, row in typed.items() if uid not in uids and row.get("value")]
    return MeasurePart(
        place, indicators, known[-MOST_KNOWN:], tidied({"figures": figures}), answer, orphans=orphans
    )


def _indicator(view: StrategyView, counted: IndicatorView, start: date, end: date, own: str) -> IndicatorPart:
    part = IndicatorPart(counted.indicator)
    figures = indicator_figures(counted, view.strategy, start)
    for one in figures.periods:
        total, last = one.actual.total, one.end or one.start
        if total is not None and last is not None and last < start:
            part.before = f"{one.label}: {total.text} {counted.indicator.unit}"
    part.known = [
        use for use in with_numbers(counted.uses)
        if not is_plan(use) and not _is_own(use.claim, own) and _speaks_of(use.claim, start, end)
    ]
    return part


def _is_own(claim: Claim, answer_uid: str) -> bool:
    return bool(answer_uid) and claim.source_kind == SOURCE and claim.source_uid == answer_uid


def _speaks_of(claim: Claim, start: date, end: date) -> bool:
    """Whether the claim speaks of the period: lies in it, or by its day where it tells none."""
    if claim.period_from is None and claim.period_to is None:
        return claim.value is None and start <= claim.stated_on <= end
    first, last = claim.period_from or claim.period_to, claim.period_to or claim.period_from
    return first is not None and last is not None and start <= first and last <= end


def own_number(part: IndicatorPart, ask: Ask) -> Claim | None:
    """What the owner itself has told of the whole period elsewhere: the form begins with it, it is not told twice."""
    period = (ask.collection.period_from, ask.collection.period_to)
    for use in reversed(part.known):
        claim = use.claim
        told = (claim.period_from, claim.period_to) == period and claim.organisation_id == ask.organisation_id
        if told and not use.share and claim.kind in (ClaimKind.ACTUAL, ClaimKind.APPROXIMATE):
            return claim
    return None
