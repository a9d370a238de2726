"""The tree as its page shows it: status, owner, last evidence, who owes, what was not done."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from soucinnost.agencies.models import Organisation
from soucinnost.evidence.wording import number_text
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.folding import fold
from soucinnost.strategy.enums import AskState, CollectionState, Outcome, StrategyState
from soucinnost.strategy.models import Ask, Assessment, ClaimUse
from soucinnost.strategy.selectors.owing import Owing, owing, running_year
from soucinnost.strategy.selectors.whole import ActivityView, GoalView, MeasureView, StrategyView

UNMET = (Outcome.PARTLY, Outcome.NOT_FULFILLED, Outcome.CARRIED_OVER)
SHORT = 90
SHORT_REASON = 220
NO_OWNER = "nikdo"


def shortened(text: str, limit: int = SHORT) -> str:
    """The beginning of a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return f"{line[:limit].rpartition(' ')[0] or line[:limit]}…"


def evidence_text(use: ClaimUse) -> str:
    """A claim in a few words: its number with the part it counts, or the beginning of what it says."""
    claim = use.claim
    if claim.value is None:
        return shortened(claim.text)
    part = use.share if fold(use.share) != fold(claim.label) else ""
    return shortened(f"{number_text(claim)} ({part})" if part else number_text(claim))


@dataclass(slots=True)
class Unmet:
    """What was not done, or not whole: the measure itself (``what`` is "") or one activity, with the reason."""

    assessment: Assessment
    what: str

    @property
    def reason(self) -> str:
        """Why, in the first words."""
        return shortened(self.assessment.reason, SHORT_REASON)


@dataclass(slots=True)
class Row:
    """A measure of the tree."""

    place: MeasureView
    unmet: list[Unmet]
    evidence: str = ""
    asked_until: date | None = None
    owes: bool = False

    @property
    def told_on(self) -> date | None:
        """The day of the last evidence."""
        claim = self.place.last_evidence
        return claim.stated_on if claim is not None else None


@dataclass(slots=True)
class Branch:
    """A goal with the rows of it that are shown."""

    goal: GoalView
    rows: list[Row] = field(default_factory=list)


@dataclass
class Tree:
    """The tree under a choice of the reader. ``year`` is the year of which evidence is owed."""

    view: StrategyView
    branches: list[Branch]
    owing: list[Owing]
    year: int

    @cached_property
    def shown(self) -> int:
        """How many measures are shown."""
        return sum(len(branch.rows) for branch in self.branches)

    @property
    def owners(self) -> list[Organisation]:
        """Organisations that answer for a measure, in Czech order."""
        found = {one.measure.owner_id: one.measure.owner for one in self.view.measures if one.measure.owner is not None}
        return sorted((one for one in found.values() if one is not None), key=lambda one: (sort_key(one.name), one.pk))

    @property
    def uids(self) -> list[str]:
        """What the page discloses."""
        rows = [row for branch in self.branches for row in branch.rows]
        told = [row.place.last_evidence.uid for row in rows if row.place.last_evidence is not None]
        return [self.view.strategy.uid, *(row.place.measure.uid for row in rows), *told]


def read_tree(actor: Actor, view: StrategyView, today: date, outcome: str = "", owner: str = "") -> Tree:
    """The tree of measures that turned out as ``outcome`` (``none``: nobody said) and belong to ``owner`` (its uid).

    One query more than the view itself. A draft owes nothing; neither does a strategy that is evaluated.
    """
    year = running_year(view.strategy, today)
    runs = view.strategy.state == StrategyState.APPROVED and view.strategy.period_from <= today
    owed = owing(view, year) if runs else []
    silent = {place.measure.pk for one in owed for place in one.measures}
    asked = _asked(actor, view)
    branches = []
    for goal in view.goals:
        branch = Branch(goal)
        for place in goal.measures:
            if _wanted(place, outcome, owner):
                use = place.last_use
                branch.rows.append(Row(
                    place, _unmet(place), evidence_text(use) if use is not None else "",
                    asked.get(place.measure.owner_id or 0), place.measure.pk in silent,
                ))
        if branch.rows or not (outcome or owner):
            branches.append(branch)
    return Tree(view, branches, owed, year)


def _wanted(place: MeasureView, outcome: str, owner: str) -> bool:
    held = place.assessment.outcome if place.assessment is not None else "none"
    if outcome and held != outcome:
        return False
    organisation = place.measure.owner
    return not owner or (owner == NO_OWNER if organisation is None else owner == organisation.uid)


def _unmet(place: MeasureView) -> list[Unmet]:
    found = []
    if place.assessment is not None and place.assessment.outcome in UNMET:
        found.append(Unmet(place.assessment, ""))
    found += [Unmet(one.assessment, _words(one)) for one in place.activities if _is_unmet(one) and one.assessment]
    return found


def _is_unmet(one: ActivityView) -> bool:
    return one.assessment is not None and one.assessment.outcome in UNMET


def _words(one: ActivityView) -> str:
    return shortened(one.activity.text, 120)


def _asked(actor: Actor, view: StrategyView) -> dict[int, date]:
    """Until when owners are asked for evidence and have not handed it in, by organisation; one query."""
    asks = Ask.objects.visible_to(actor).filter(
        strategy=view.strategy, collection__state=CollectionState.OPEN
    ).exclude(state=AskState.HANDED_IN)
    return dict(asks.order_by("-collection__due_on").values_list("organisation_id", "collection__due_on"))
