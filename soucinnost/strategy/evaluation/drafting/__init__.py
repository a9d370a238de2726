"""Drafting the report from a ``StrategyView``: no queries, no clock, no text about any one strategy."""

from __future__ import annotations

from django.utils.translation import gettext as _

from soucinnost.kernel.typography import typo
from soucinnost.strategy.evaluation.drafting import annexes, chapters, frame, goals
from soucinnost.strategy.evaluation.drafting.sight import Sight
from soucinnost.strategy.evaluation.nodes import Part, Report, Source
from soucinnost.strategy.evaluation.phrases import source_of
from soucinnost.strategy.selectors.whole import StrategyView

__all__ = ["Sight", "draft", "sources"]


def draft(view: StrategyView, sight: Sight) -> Report:
    """The whole report as the records stand now."""
    title = _("Vyhodnocení: %(title)s") % {"title": typo(view.strategy.title)}
    parts: list[Part] = [*frame.parts(view, sight)]
    for goal in view.goals:
        parts += goals.parts(goal, view, sight)
    parts += chapters.parts(view, sight)
    parts += annexes.parts(view, sight)
    return Report(title, frame.facts(view, sight), tuple(parts), sources(view, sight))


def sources(view: StrategyView, sight: Sight) -> dict[str, Source]:
    """What notes say, for every claim of the strategy, also marked ones and baselines."""
    marked = (claim for one in view.conflicts for claim in (one.one, one.other))
    return {
        claim.uid: source_of(claim, sight.sources.get(claim.pk, ""))
        for claim in (*view.claims, *marked, *sight.baselines.values())
    }
