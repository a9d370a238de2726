"""Goals and measures as they are being read, and what becomes of them at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from soucinnost.intake.evaluations.parsing.evaluation import Goal, Measure, Piece, Reason, Unplaced
from soucinnost.intake.evaluations.parsing.language import planned_score, split_planned
from soucinnost.intake.evaluations.parsing.traced import Source, Traced, join_all


@dataclass(slots=True)
class Entry:
    """An item of a list; further lines and items below it are joined to its text."""

    text: Traced
    bullet: str = ""
    number: int = 0
    indent: int = 0
    in_cell: bool = False


@dataclass(slots=True)
class MeasureDraft:
    """A measure as it is being read; ``told`` are items of which is not yet said whether they are plans."""

    number: str = ""
    title: Traced = field(default_factory=Traced)
    planned: list[Entry] = field(default_factory=list)
    results: list[Entry] = field(default_factory=list)
    told: list[Entry] = field(default_factory=list)
    status: list[Traced] = field(default_factory=list)


@dataclass(slots=True)
class GoalDraft:
    """A goal as it is being read."""

    number: str = ""
    title: Traced = field(default_factory=Traced)
    description: list[Traced] = field(default_factory=list)
    measures: list[MeasureDraft] = field(default_factory=list)
    evaluation: list[Traced] = field(default_factory=list)


def finished(
    source: Source, drafts: Sequence[GoalDraft], left: Sequence[tuple[Traced, Reason]]
) -> tuple[tuple[Goal, ...], list[Unplaced]]:
    """Return the goals with their texts and what was left, as pieces that know their spans."""
    goals = tuple(
        Goal(
            goal.number,
            source.piece(goal.title),
            source.piece(join_all(goal.description)),
            tuple(_finished_measure(source, measure) for measure in goal.measures),
            source.piece(join_all(goal.evaluation)),
        )
        for goal in drafts
    )
    listed = [Unplaced(text.text, source.spans(text.where), reason) for text, reason in left]
    return goals, listed


def _item(source: Source, entry: Entry) -> Piece:
    """Return an item without the comma or semicolon that parts it from the next."""
    text = entry.text.text.rstrip(" ,;")
    piece = source.piece(entry.text)
    return Piece(text, piece.spans) if text else piece


def _finished_measure(source: Source, measure: MeasureDraft) -> Measure:
    planned, results = list(measure.planned), list(measure.results)
    if measure.told:
        split = split_planned([entry.text.text for entry in measure.told])
        planned += measure.told[:split]
        results += measure.told[split:]
    if planned and not results:
        planned, results = _reports_at_end(planned)
    return Measure(
        measure.number,
        source.piece(measure.title),
        tuple(_item(source, entry) for entry in planned if entry.text),
        tuple(source.piece(entry.text) for entry in results if entry.text),
        source.piece(join_all(measure.status, ", ")),
    )


def _reports_at_end(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Part plans from reports that follow them without a label of their own."""
    split = split_planned([entry.text.text for entry in entries])
    if split and all(planned_score(entry.text.text) < -1.5 for entry in entries[split:]):
        return entries[:split], entries[split:]
    return entries, []
