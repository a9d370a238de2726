"""What drafting must know beside the view: names behind many-to-many relations, sources, what this reader sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from soucinnost.evidence.models import Claim
from soucinnost.kernel.typography import typo
from soucinnost.strategy.evaluation.nodes import Words
from soucinnost.strategy.models import Measure, Strategy


@dataclass
class Sight:
    """Read once (``selectors.reporting.sight_of``). All keys are primary keys.

    ``partners`` and ``funding`` are of measures, ``helpers`` and ``money`` of undertakings. ``sources`` name the
    record of a claim. ``strategies`` are titles of other strategies that the reader may see, ``opened`` those whose
    measures may be named too: the frame of a strategy is seen by more people than what stands in it. ``baselines`` are
    claims in which something begins that is carried over.
    """

    today: date
    partners: dict[int, list[str]] = field(default_factory=dict)
    funding: dict[int, list[str]] = field(default_factory=dict)
    helpers: dict[int, list[str]] = field(default_factory=dict)
    money: dict[int, list[str]] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    strategies: dict[int, str] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    baselines: dict[int, Claim] = field(default_factory=dict)

    def strategy(self, other: Strategy) -> Words:
        """Another strategy by its title where the reader sees it there, else as „jiná strategie“."""
        hidden = _("jiná strategie")
        title = self.strategies.get(other.pk)
        return Words(typo(title) if title else hidden, neutral=hidden)

    def measure(self, other: Measure) -> tuple[Words, ...]:
        """A measure of another strategy, named only where the reader sees what stands in that strategy."""
        named = self.strategy(other.strategy)
        if other.strategy_id not in self.opened:
            return (named,)
        return (named, Words(f": {typo(other.title)}", neutral="\u200b"))
