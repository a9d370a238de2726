"""Writing the tree of a reading into a strategy; what the strategy holds already is not written twice."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from soucinnost.agencies.models import Organisation
from soucinnost.documents.models import Attachment
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.draft import Draft
from soucinnost.intake.evaluations.enums import NumberChoice, TextKind, Way
from soucinnost.intake.evaluations.matching import Existing, Held, figure_key, key_of
from soucinnost.intake.evaluations.problems import figure_of
from soucinnost.intake.sent import Part
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions import activities, assessing, goals, measures
from soucinnost.strategy.actions.stating import Told, state_all
from soucinnost.strategy.models import Assessment, Goal, Measure, Strategy

COUNTED = ("goals", "measures", "activities", "results", "numbers", "evaluations", "assessments", "doubled")


@dataclass
class Writer:
    """One saving: what it writes with, what it made. ``pages`` are pages of lines, 0 where the format knows none."""

    by: Actor
    strategy: Strategy
    draft: Draft
    existing: Existing
    document: Attachment
    pages: dict[int, int]
    stated_on: date
    organisation: Organisation
    made: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    left: list[dict[str, str]] = field(default_factory=list)
    evaluated: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)

    def write(self) -> None:
        """Write everything, in the order of the tree; claims at the end, all at once."""
        for part in self.draft["goals"]:
            goal = self._goal(part)
            for measure in part["measures"]:
                self._measure(goal, measure)
        state_all(by=self.by, strategy=self.strategy, document=self.document, told=self.told)
        for one in self.draft["unplaced"]:
            if one["text"].strip():
                self.left.append({"text": one["text"], "was": one["was"], "reason": one["reason"]})

    def outcome(self) -> dict[str, Any]:
        """What the reading keeps: counts, texts that went nowhere."""
        return {"made": self.made, "left": self.left}

    def _goal(self, part: Part) -> Goal:
        description, evaluation = (_joined(part, kind) for kind in (TextKind.DESCRIPTION, TextKind.EVALUATION))
        goal = self.existing.goals.get(part["match"])
        if goal is None:
            goal = goals.add_goal(by=self.by, strategy=self.strategy, title=part["title"], description=description)
            self.made["goals"] += 1
        elif self._is_free(description, goal.description, part):
            goal = goals.change_goal(by=self.by, goal=goal, description=description)
        text = self._evaluation(part, goal, evaluation)
        if text:
            goal = goals.evaluate_goal(by=self.by, goal=goal, text=text, evaluated_on=self.stated_on)
            self.made["evaluations"] += 1
            self.evaluated.add(goal.uid)
        if goal.uid in self.existing.goals:
            self.existing.goals[goal.uid] = goal  # another goal of the document may mean the same one
        return goal

    def _evaluation(self, part: Part, goal: Goal, told: str) -> str:
        """The evaluation to be written; empty where what the goal has stays. What this document said is added to."""
        held = goal.evaluation
        if not told or not held:
            return told
        if key_of(told) in key_of(held):
            self.made["doubled"] += 1
            return ""
        if part["way"] == Way.APPEND or goal.uid in self.evaluated:
            return f"{held}\n\n{told}"
        if part["way"] == Way.REPLACE:
            return told
        self._leave(part, told)
        return ""

    def _is_free(self, told: str, held: str, part: Part) -> bool:
        """Whether a description is to be written: the strategy has none. One that differs stays with the reading."""
        if told and held and key_of(told) != key_of(held):
            self._leave(part, told)
        self.made["doubled"] += bool(told and held and key_of(told) == key_of(held))
        return bool(told and not held)

    def _leave(self, part: Part, text: str) -> None:
        self.left.append({"text": text, "was": shape.label_of(self.draft, part), "reason": shape.REMOVED})

    def _measure(self, goal: Goal, part: Part) -> None:
        description = _joined(part, TextKind.DESCRIPTION)
        planned = [" ".join(one["text"].split()) for one in part["texts"] if one["kind"] == TextKind.PLANNED]
        planned = [text for text in planned if text]
        held = self.existing.measures.get(part["match"])
        if held is None:
            measure = measures.add_measure(
                by=self.by, goal=goal, title=part["title"], description=description, activities=planned
            )
            held = Held(measure, "")
            self.made["measures"] += 1
            self.made["activities"] += len(planned)
        else:
            self._more(held, part, description, planned)
        for text in part["texts"]:
            if text["kind"] == TextKind.RESULT:
                self._result(held, text)
        self._assess(held.measure, part)

    def _more(self, held: Held, part: Part, description: str, planned: list[str]) -> None:
        """Add to a measure that the strategy has."""
        if self._is_free(description, held.measure.description, part):
            held.measure = measures.change_measure(by=self.by, measure=held.measure, description=description)
        for text in planned:
            if key_of(text) in held.activities:
                self.made["doubled"] += 1
                continue
            activities.add_activity(by=self.by, measure=held.measure, text=text)
            held.activities.add(key_of(text))
            self.made["activities"] += 1

    def _result(self, held: Held, text: Part) -> None:
        words = text["text"].strip()
        page = next((self.pages.get(line, 0) for line, _start, _end in text["spans"]), 0)
        shared: dict[str, Any] = {
            "source_page": str(page) if page else "", "stated_on": self.stated_on, "organisation": self.organisation,
        }
        if words and key_of(words) in held.texts:
            self.made["doubled"] += 1
        elif words:
            self.told.append(Told(held.measure, shared | {"text": words}))
            held.texts.add(key_of(words))
            self.made["results"] += 1
        for number in text["numbers"]:
            if number["choice"] == NumberChoice.TAKEN:
                self._number(held, number, shared)

    def _number(self, held: Held, number: Part, shared: dict[str, Any]) -> None:
        one = figure_of(number)
        key = figure_key(one.value, one.unit, one.label, one.period_from, one.period_to, one.kind)
        if key in held.figures:
            self.made["doubled"] += 1
            return
        self.told.append(Told(held.measure, shared | asdict(one)))
        held.figures.add(key)
        self.made["numbers"] += 1

    def _assess(self, measure: Measure, part: Part) -> None:
        outcome, reason = part["outcome"], part["reason"].strip()
        if not outcome:
            return
        newest = Assessment.objects.filter(measure=measure, activity__isnull=True).order_by("-id").first()
        if newest is not None and newest.outcome == outcome and key_of(newest.reason) == key_of(reason):
            self.made["doubled"] += 1
            return
        assessing.assess(
            by=self.by, measure=measure, outcome=outcome, reason=reason,
            carried_note=part["carried"] if outcome == "carried" else "", assessed_on=self.stated_on,
        )
        self.made["assessments"] += 1


def _joined(part: Part, kind: TextKind) -> str:
    """All texts of a kind, paragraphs one under another."""
    return "\n\n".join(one["text"].strip() for one in part["texts"] if one["kind"] == kind and one["text"].strip())
