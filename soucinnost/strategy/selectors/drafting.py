"""Reading rounds of remarks: remarks in the order of the tree with what they speak of and how they were answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from soucinnost.kernel.actor import Actor
from soucinnost.strategy.enums import AnswerKind
from soucinnost.strategy.models import Goal, Measure, Remark, Round, Strategy

ANSWER_SHAPES = {
    AnswerKind.WAITING: "wait", AnswerKind.ACCEPTED: "ok", AnswerKind.PARTLY: "part", AnswerKind.REJECTED: "no",
    AnswerKind.EXPLAINED: "run",
}
RELATED = ("goal", "measure", "author", "organisation", "answered_by", "round")


@dataclass(frozen=True)
class Target:
    """What a remark can speak of: the whole (empty key), a goal, a measure, with its number and title."""

    key: str
    number: str
    title: str
    goal: Goal | None = None
    measure: Measure | None = None

    @property
    def label(self) -> str:
        """„1.1 Title“."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class RemarkRow:
    """A remark with the number its goal or measure has now; ``target`` None where it is no more."""

    remark: Remark
    target: Target | None
    shape: str

    @property
    def about(self) -> str:
        """What it speaks of: as it is called now, else as it was called then."""
        if self.target is not None and self.target.key:
            return self.target.label
        return self.remark.about


def targets_of(actor: Actor, strategy: Strategy) -> list[Target]:
    """The goals and measures in their order; two queries."""
    measures: dict[int, list[Measure]] = {}
    for measure in Measure.objects.visible_to(actor).filter(strategy=strategy).order_by("position", "pk"):
        measures.setdefault(measure.goal_id, []).append(measure)
    found = []
    goals = Goal.objects.visible_to(actor).filter(strategy=strategy).order_by("position", "pk")
    for number, goal in enumerate(goals, start=1):
        found.append(Target(f"cil.{goal.uid}", str(number), goal.title, goal=goal))
        for place, measure in enumerate(measures.get(goal.pk, ()), start=1):
            found.append(Target(f"opatreni.{measure.uid}", f"{number}.{place}", measure.title, measure=measure))
    return found


def rounds_of(actor: Actor, strategy: Strategy) -> list[Round]:
    """Rounds of a strategy, the newest first, with their remarks."""
    found = Round.objects.visible_to(actor).filter(strategy=strategy).select_related("opened_by")
    return list(found.prefetch_related("remarks").order_by("-pk"))


def remarks_of(actor: Actor, strategy: Strategy, *, within: Round | None) -> list[RemarkRow]:
    """Remarks of a round (None: comments outside of rounds) in the order of the tree, the whole first."""
    found = Remark.objects.visible_to(actor).filter(strategy=strategy, round=within).select_related(*RELATED)
    return placed(found, targets_of(actor, strategy))


def placed(remarks: Iterable[Remark], targets: list[Target]) -> list[RemarkRow]:
    """Remarks with their places in the tree."""
    goals = {one.goal.pk: (place, one) for place, one in enumerate(targets, start=1) if one.goal is not None}
    measures = {one.measure.pk: (place, one) for place, one in enumerate(targets, start=1) if one.measure is not None}
    rows = []
    for remark in remarks:
        place, target = 0, None
        if remark.measure_id is not None:
            place, target = measures.get(remark.measure_id, (len(targets) + 1, None))
        elif remark.goal_id is not None:
            place, target = goals.get(remark.goal_id, (len(targets) + 1, None))
        elif remark.about:
            place = len(targets) + 1
        rows.append((place, remark.pk, RemarkRow(remark, target, ANSWER_SHAPES[AnswerKind(remark.answer_kind)])))
    return [row for _place, _pk, row in sorted(rows, key=lambda one: one[:2])]


def waiting_in(rows: Iterable[RemarkRow]) -> int:
    """How many remarks wait for their answer."""
    return sum(1 for row in rows if row.remark.answer_kind == AnswerKind.WAITING)
