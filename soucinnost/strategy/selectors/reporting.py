"""Reading for the evaluation report: the view without closed claims, names beside it, passages and versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils import timezone

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.documents.paper.czech import in_czech
from soucinnost.evidence.models import Claim
from soucinnost.evidence.sources import described
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.evaluation.drafting import Sight, draft
from soucinnost.strategy.evaluation.drafting.council import FITS, Fit, council
from soucinnost.strategy.evaluation.nodes import Report
from soucinnost.strategy.evaluation.rewriting import Written
from soucinnost.strategy.models import ClaimUse, Measure, Passage, ReportVersion, Strategy, Undertaking
from soucinnost.strategy.selectors.names import (
    HELPED_BY,
    HELPERS,
    MONEY,
    PARTNERS,
    helpers_of,
    partners_of,
    read_names,
)
from soucinnost.strategy.selectors.shown import own_sources
from soucinnost.strategy.selectors.whole import StrategyView, whole


def open_view(actor: Actor, strategy: Strategy) -> StrategyView:
    """The strategy without claims that are closed to named seats: the report goes to everybody in the circle."""
    view = whole(actor, strategy).complete()

    def opened(uses: list[ClaimUse]) -> list[ClaimUse]:
        return [use for use in uses if not use.claim.is_closed]

    for goal in view.goals:
        for indicator in goal.indicators:
            indicator.uses = opened(indicator.uses)
        for place in goal.measures:
            place.uses = opened(place.uses)
            for indicator in place.indicators:
                indicator.uses = opened(indicator.uses)
    for done in view.undertakings:
        done.uses = opened(done.uses)
    view.conflicts = [one for one in view.conflicts if not (one.one.is_closed or one.other.is_closed)]
    return view


def sight_of(actor: Actor, view: StrategyView, *, for_team: bool = False) -> Sight:
    """What drafting must know beside the view, in a fixed number of queries.

    ``for_team``: what is drafted will be read by everybody in the circle, not by the actor alone. Then measures of
    another strategy are named only where everybody who sits here sits there too.
    """
    sight = Sight(timezone.localdate())
    names = read_names(
        *partners_of(Measure.objects.filter(strategy=view.strategy)),
        *helpers_of(Undertaking.objects.filter(strategy=view.strategy)),
    )
    for place in view.measures:
        sight.partners[place.measure.pk] = [one.cs for one in names.get((PARTNERS, place.measure.pk), ())]
        sight.funding[place.measure.pk] = [one.cs for one in names.get((MONEY, place.measure.pk), ())]
    for done in view.undertakings:
        sight.helpers[done.undertaking.pk] = [one.cs for one in names.get((HELPERS, done.undertaking.pk), ())]
        sight.money[done.undertaking.pk] = [one.cs for one in names.get((HELPED_BY, done.undertaking.pk), ())]
    assessments = [
        one for place in view.measures
        for one in (place.assessment, *(activity.assessment for activity in place.activities)) if one is not None
    ]
    wanted = {one.baseline_id for one in assessments if one.baseline_id}
    if wanted:
        seen = Claim.objects.visible_to(actor).filter(pk__in=wanted, is_closed=False).select_related("organisation")
        sight.baselines = {one.pk: one for one in seen}
    marked = [claim for one in view.conflicts for claim in (one.one, one.other)]
    claims = {one.pk: one for one in (*view.claims, *marked, *sight.baselines.values())}
    sources = described(actor, claims.values(), own_sources(view))
    sight.sources = {pk: source.label for pk, source in sources.items()}
    _name_documents(view, sight)
    others = {one.carried_to.strategy_id for one in assessments if one.carried_to is not None}
    others |= {one.measure.carried_from.strategy_id for one in view.measures if one.measure.carried_from is not None}
    if view.strategy.previous_id:
        others.add(view.strategy.previous_id)
    if others:
        seen_there = list(Strategy.objects.visible_to(actor).filter(pk__in=others))
        sight.strategies = {one.pk: one.title for one in seen_there}
        opened = [one for one in seen_there if actor.is_system or one.circle_id in actor.circle_ids]
        sight.opened = _shared(view.strategy, opened) if for_team else {one.pk for one in opened}
    return sight


def _shared(strategy: Strategy, listed: Sequence[Strategy]) -> set[int]:
    """Those of the strategies in whose circles everybody sits who sits in this one's today."""
    own: set[int] = set()
    sitting: dict[int, set[int]] = defaultdict(set)
    circles = [strategy.circle_id, *(one.circle_id for one in listed)]
    seats = Seat.objects.on(timezone.localdate()).filter(circle__in=circles)
    for circle, person, standing in seats.values_list("circle", "person", "standing"):
        if circle == strategy.circle_id:
            own.add(person)
        elif standing != Standing.BREAK_GLASS:
            sitting[circle].add(person)
    return {one.pk for one in listed if own <= sitting[one.circle_id]}


def _name_documents(view: StrategyView, sight: Sight) -> None:
    """A claim whose source says nothing is in the document that one of its uses names."""
    uses: Iterable[ClaimUse] = (
        *(use for one in view.measures for use in one.all_uses),
        *(use for one in view.undertakings for use in one.uses),
    )
    for use in uses:
        if use.document is not None and not use.document.is_closed and not sight.sources.get(use.claim_id):
            sight.sources[use.claim_id] = use.document.title or use.document.name


@in_czech
def drafted(actor: Actor, strategy: Strategy) -> Report:
    """The report as drafted from records, without editors' words."""
    view = open_view(actor, strategy)
    return draft(view, sight_of(actor, view))


@in_czech
def drafted_both(actor: Actor, strategy: Strategy, *, for_team: bool = False) -> tuple[Report, list[Report]]:
    """The report and the council's page in all its fits, from one reading; ``for_team`` see ``sight_of``."""
    view = open_view(actor, strategy)
    sight = sight_of(actor, view, for_team=for_team)
    return draft(view, sight), [council(view, sight, fit) for fit in FITS]


@in_czech
def drafted_council(actor: Actor, strategy: Strategy, fits: Iterable[Fit] = FITS) -> list[Report]:
    """The council's page, from the fullest to the shortest."""
    view = open_view(actor, strategy)
    sight = sight_of(actor, view)
    return [council(view, sight, fit) for fit in fits]


def passages_of(actor: Actor, strategy: Strategy) -> dict[str, Passage]:
    """Passages that editors wrote over, by key."""
    found = Passage.objects.visible_to(actor).filter(strategy=strategy).select_related("written_by")
    return {one.key: one for one in found}


def written_of(passages: dict[str, Passage]) -> dict[str, Written]:
    """Passages as the report takes them."""
    return {key: Written(one.text, one.base) for key, one in passages.items()}


def versions_of(actor: Actor, strategy: Strategy) -> list[ReportVersion]:
    """Versions of the report, the newest first, without their content."""
    return list(
        ReportVersion.objects.visible_to(actor).filter(strategy=strategy).select_related("made_by")
        .defer("content").order_by("-number")
    )
