"""Claims as pages show them: with source, with what contradicts them, with doubts, the list behind, where else used."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from soucinnost.evidence.models import Claim
from soucinnost.evidence.sources import Source, described
from soucinnost.evidence.wording import repeats_unit, value_text
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.chars import NBSP
from soucinnost.kernel.folding import fold
from soucinnost.kernel.numbers import format_number
from soucinnost.strategy.enums import STRATEGY_SOURCE, UNDERTAKING_SOURCE
from soucinnost.strategy.models import ClaimUse, Goal, Undertaking
from soucinnost.strategy.selectors.amounts import Group, groups_of
from soucinnost.strategy.selectors.contradictions import bases_of, contradicted
from soucinnost.strategy.selectors.doubts import doubts
from soucinnost.strategy.selectors.figures import ListFigures, list_figures
from soucinnost.strategy.selectors.whole import MeasureView, StrategyView


@dataclass(frozen=True)
class Where:
    """A place where a claim is used: how it is called, the name of its address and its uid."""

    label: str
    url_name: str
    uid: str


@dataclass
class ShownClaim:
    """One claim on a page. ``others`` say something else, each with its own source.

    ``known`` is what the page speaks of, so that each of its claims need not say it again.
    """

    claim: Claim
    source: Source
    use: ClaimUse | None = None
    others: list["ShownClaim"] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    listed: ListFigures | None = None
    where: list[Where] = field(default_factory=list)
    known: str = ""

    @property
    def value_text(self) -> str:
        """The number with its unit, kind and total; empty where the claim is words only."""
        return value_text(self.claim) if self.claim.value is not None else ""

    @property
    def percent(self) -> str:
        """„33 %“ where the number is a part of a total; empty elsewhere."""
        value, whole = self.claim.value, self.claim.denominator
        return f"{format_number(value * 100 / whole, 0)}{NBSP}%" if value is not None and whole else ""

    @property
    def topic(self) -> str:
        """What the number counts, with its part; without a label that only repeats the unit in another case form."""
        repeats = repeats_unit(self.claim.label, self.claim.unit) or fold(self.claim.label) == fold(self.known)
        label = "" if repeats else self.claim.label
        share = self.use.share if self.use is not None and fold(self.use.share) != fold(label) else ""
        return ", ".join(part for part in (label, share) if part)


class Evidence:
    """All claims of a strategy as one reader sees them; sources are read once for the whole page."""

    def __init__(self, actor: Actor, view: StrategyView) -> None:
        self.actor, self.view = actor, view

    @cached_property
    def sources(self) -> dict[int, Source]:
        """Sources by claim."""
        marked = (claim for one in self.view.conflicts for claim in (one.one, one.other))
        return described(self.actor, [*self.view.claims, *marked], own_sources(self.view))

    @cached_property
    def contradicted(self) -> dict[int, list[Claim]]:
        """What else is said, by claim."""
        return contradicted(self.view)

    @cached_property
    def places(self) -> dict[int, list[Where]]:
        """Where each claim is used."""
        found: dict[int, list[Where]] = {}

        def note(uses: Iterable[ClaimUse], where: Where) -> None:
            for use in uses:
                known = found.setdefault(use.claim_id, [])
                if where not in known:
                    known.append(where)

        for goal in self.view.goals:
            for one in goal.indicators:
                where = Where(f"{goal.number} {one.indicator.title}", "strategy:indicator", one.indicator.uid)
                note(one.uses, where)
            for place in goal.measures:
                note(place.uses, Where(f"{place.number} {place.measure.title}", "strategy:measure", place.measure.uid))
                for one in place.indicators:
                    label = f"{place.number} {one.indicator.title}"
                    note(one.uses, Where(label, "strategy:indicator", one.indicator.uid))
        for done in self.view.undertakings:
            note(done.uses, Where(done.undertaking.title, "strategy:undertaking", done.undertaking.uid))
        return found

    def shown(self, claim: Claim, *, use: ClaimUse | None = None, goal: Goal | None = None) -> ShownClaim:
        """One claim with all that belongs to it."""
        source = self.sources.get(claim.pk) or Source(claim.source_label)
        rows = self.view.rows.get(claim.pk)
        return ShownClaim(
            claim, source, use, [self.alone(other) for other in self.contradicted.get(claim.pk, ())],
            doubts(claim, self.view.strategy, goal=goal, source_day=source.day),
            list_figures(claim, rows) if rows else None, self.places.get(claim.pk, []),
        )

    def every(self) -> list[ShownClaim]:
        """All claims in use; what it is a part of is said where every place of it says the same."""
        uses = self.view.uses_by_claim
        return [
            self.shown(claim, use=uses[claim.pk][0] if len({use.share for use in uses[claim.pk]}) == 1 else None)
            for claim in self.view.claims
        ]

    def alone(self, claim: Claim) -> ShownClaim:
        """A claim with its source only, beside another one."""
        return ShownClaim(claim, self.sources.get(claim.pk) or Source(claim.source_label))

    def of_uses(self, uses: Iterable[ClaimUse], *, goal: Goal | None = None) -> list[ShownClaim]:
        """Claims of these uses, each once, in their order."""
        seen: set[int] = set()
        found = []
        for use in uses:
            if use.claim_id not in seen:
                seen.add(use.claim_id)
                found.append(self.shown(use.claim, use=use, goal=goal))
        return found


def strategy_source() -> Source:
    """What a claim that was written straight into a strategy says of where it comes from: it leads nowhere else."""
    return Source(_("zapsáno přímo ve strategii"))


def undertaking_source(one: Undertaking) -> Source:
    """An event or a project as a source."""
    return Source(one.title, reverse("strategy:undertaking", args=[one.uid]))


def own_sources(view: StrategyView) -> dict[tuple[str, str], Source]:
    """Sources that are records of the strategy itself, which its reader sees."""
    done = {(UNDERTAKING_SOURCE, one.undertaking.uid): undertaking_source(one.undertaking) for one in view.undertakings}
    return {(STRATEGY_SOURCE, view.strategy.uid): strategy_source(), **done}


def evidence_of(actor: Actor, view: StrategyView) -> Evidence:
    """The evidence of a view that was read for ``actor``; made once for each view."""
    held = view.__dict__.get("_evidence")
    if not isinstance(held, Evidence) or held.actor is not actor:
        held = Evidence(actor, view)
        view.__dict__["_evidence"] = held
    return held


def own_uses(place: MeasureView) -> list[ClaimUse]:
    """Claims that speak of the measure itself, not of an undertaking or an indicator."""
    return [use for use in place.uses if use.undertaking_id is None and use.indicator_id is None]


def sum_checks(uses: Iterable[ClaimUse]) -> list[Group]:
    """Numbers told in parts: where they have a whole it says whether they add up to it, else what they add up to."""
    return [group for group in groups_of(uses) if len(group.told.counted) > 1 or group.told.checks]


def have_different_bases(uses: Iterable[ClaimUse]) -> bool:
    """Whether numbers that stand together are parts of different totals (40 of 120, 15 of 30)."""
    return bases_of("", uses) is not None
