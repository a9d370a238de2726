"""What is meant by the words of an evaluation: territory, and goals and measures of an existing strategy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError

from soucinnost.evidence.models import Claim
from soucinnost.intake.evaluations.draft import Draft, measures_of
from soucinnost.intake.sent import Part
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold
from soucinnost.strategy.models import Activity, ClaimUse, Goal, Measure, Strategy
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.fields import AreaField
from soucinnost.territory.models import Area

ALIKE, NEAR = 0.88, 0.55
"""How alike titles are that mean the same: by themselves, and where the number is the same too."""
KINDS = (AreaKind.REGION, AreaKind.DISTRICT, AreaKind.ORP, AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT)
_BEFORE = ("území ", "uzemi ", "město ", "mesto ", "města ", "obec ", "obce ", "statutární město ", "městská část ")


def area_field() -> AreaField:
    """The field of the territory: a name in any case form, or a code."""
    return AreaField(required=False, loosely=True, kinds=KINDS)


def area_of(text: str) -> tuple[Area | None, str]:
    """The territory that the words mean, else a sentence that says why none; neither for no words."""
    tried = " ".join(text.split())
    shorter = next((tried[len(word):] for word in _BEFORE if tried.lower().startswith(word)), "")
    refused = ""
    for words in (tried, shorter):
        if not words and refused:
            continue
        try:
            return area_field().clean(words), ""
        except ValidationError as error:
            refused = refused or " ".join(error.messages)
    return None, refused


@dataclass
class Held:
    """What an existing measure holds already, folded, so that the same is not written twice."""

    measure: Measure
    number: str
    activities: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    figures: set[tuple[Any, ...]] = field(default_factory=set)


@dataclass
class Existing:
    """The tree of the strategy that a reading goes into, by uid."""

    goals: dict[str, Goal] = field(default_factory=dict)
    measures: dict[str, Held] = field(default_factory=dict)

    def number_of(self, goal: Goal) -> str:
        """The number of a goal: its place."""
        return str(list(self.goals).index(goal.uid) + 1)


def key_of(text: str) -> str:
    """A text as it is compared: without case, marks and spaces."""
    return "".join(char for char in fold(text) if char.isalnum())


def figure_key(value: Any, unit: str, label: str, first: Any, last: Any, kind: str) -> tuple[Any, ...]:
    """A number as it is compared."""
    return (value.normalize(), key_of(unit), key_of(label), first, last, str(kind))


def existing_of(actor: Actor, strategy: Strategy | None) -> Existing:
    """Read what the strategy holds; four queries at any size, none without a strategy."""
    found = Existing()
    if strategy is None:
        return found
    for goal in Goal.objects.visible_to(actor).filter(strategy=strategy).order_by("position", "pk"):
        found.goals[goal.uid] = goal
    places = {goal.pk: place for place, goal in enumerate(found.goals.values(), start=1)}
    counts: dict[int, int] = {}
    by_pk: dict[int, Held] = {}
    measures = Measure.objects.visible_to(actor).filter(strategy=strategy).select_related("goal", "strategy")
    for measure in measures.order_by("goal__position", "goal_id", "position", "pk"):
        counts[measure.goal_id] = counts.get(measure.goal_id, 0) + 1
        held = Held(measure, f"{places[measure.goal_id]}.{counts[measure.goal_id]}")
        found.measures[measure.uid] = by_pk[measure.pk] = held
    for pk, text in Activity.objects.filter(measure__in=list(by_pk)).values_list("measure_id", "text"):
        by_pk[pk].activities.add(key_of(text))
    uses = ClaimUse.objects.filter(measure__in=list(by_pk), claim__in=Claim.objects.visible_to(actor))
    for use in uses.select_related("claim"):
        _hold(by_pk[use.measure_id or 0], use.claim)
    return found


def _hold(held: Held, claim: Claim) -> None:
    if claim.text:
        held.texts.add(key_of(claim.text))
    if claim.value is not None:
        held.figures.add(
            figure_key(claim.value, claim.unit, claim.label, claim.period_from, claim.period_to, claim.kind)
        )


def fill_matches(draft: Draft, existing: Existing) -> None:
    """Fill in which goal and measure of the strategy each of the reading is, by number and title; each at most once.

    Choices that point into another strategy are forgotten, those that a person made stay.
    """
    goals = [(uid, existing.number_of(goal), goal.title) for uid, goal in existing.goals.items()]
    measures = [(uid, held.number, held.measure.title) for uid, held in existing.measures.items()]
    _fill(draft["goals"], goals)
    _fill([measure for _goal, measure in measures_of(draft)], measures)


def _fill(parts: Sequence[Part], offered: Sequence[tuple[str, str, str]]) -> None:
    known = {uid for uid, _number, _title in offered}
    for part in parts:
        part["match"] = part["match"] if part["match"] in known else ""
    taken = {part["match"] for part in parts}
    for part in parts:
        if not part["match"]:
            part["match"] = _best(part, [one for one in offered if one[0] not in taken])
            taken.add(part["match"])


def _best(part: Part, offered: Iterable[tuple[str, str, str]]) -> str:
    title = key_of(part["title"])
    if not title:
        return ""
    scored = []
    for uid, number, known in offered:
        matcher = SequenceMatcher(None, title, key_of(known), autojunk=False)
        likeness = matcher.ratio() if matcher.quick_ratio() >= NEAR else 0.0
        if likeness >= ALIKE or (likeness >= NEAR and number == part["number"].rstrip(".")):
            scored.append((likeness, uid))
    return max(scored)[1] if scored else ""
