"""What the parser understood of an evaluation of a strategy. Each part knows the characters that it was read from.

Nothing is corrected and nothing invented: texts stand as written, put together where pages and lines had divided them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of the original: ``line`` counts from 1, ``start`` and ``end`` are offsets into that line's text."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and where it stood. A text that was divided by the end of a page has several spans."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the numbers of the lines it stood on, each once, in order."""
        return tuple(dict.fromkeys(span.line for span in self.spans))


@dataclass(frozen=True, slots=True)
class Period:
    """The years of the strategy, None where not said; ``text`` as it is shown („2012–2016“)."""

    first: int | None = None
    last: int | None = None
    text: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Strategy:
    """What was evaluated. ``territory`` is in the nominative where that is sure („Ústecký kraj“), else as written.

    Years and territory are mostly read out of the title, so their spans lie within its own.
    """

    title: Piece = Piece()
    territory: Piece = Piece()
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with what was planned in it and what was reported. ``number`` as written without its last dot.

    ``status`` is a bare word on its state („splněno“) where the original keeps one beside the results.
    """

    number: str = ""
    title: Piece = Piece()
    planned: tuple[Piece, ...] = ()
    results: tuple[Piece, ...] = ()
    status: Piece = Piece()


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, its measures and its evaluation."""

    number: str = ""
    title: Piece = Piece()
    description: Piece = Piece()
    measures: tuple[Measure, ...] = ()
    evaluation: Piece = Piece()


class Reason(StrEnum):
    """Why a piece has no place in the tree."""

    BEFORE = "before"
    """Stands above the first goal: other titles, the cover, an introduction."""
    AFTER = "after"
    """Stands behind the last goal: annexes, lists of abbreviations."""
    PAGE = "page"
    """Number of a page, running head or foot."""
    DETAIL = "detail"
    """Belongs to a goal or measure, but to none of the parts that are read: a guarantor, costs, a state."""
    UPPER = "upper"
    """A heading above goals (priority, area)."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A piece that went nowhere; a person places it or leaves it."""

    text: str
    spans: tuple[Span, ...]
    reason: Reason

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the numbers of its lines."""
        return tuple(dict.fromkeys(span.line for span in self.spans))


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person should look at. ``message_cs`` is a Czech sentence."""

    code: str
    message_cs: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation taken apart.

    ``marks`` are the words and signs that gave the structure and are in no text: numbers with their words („Cíl 1:“),
    labels („Plnění:“), bullets, hyphens at ends of lines. Parts, marks and ``unplaced`` together hold every
    character of the original that is not blank.
    """

    strategy: Strategy = Strategy()
    goals: tuple[Goal, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    marks: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Return the measures of all goals."""
        return tuple(measure for goal in self.goals for measure in goal.measures)


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as plain values, in the shape that docs/importing-evaluations.md lists.

    ``period`` is text („2012–2016“, „2015“, empty), ``evaluation`` and ``description`` are strings, paragraphs
    divided by line feeds. A bare state of a measure stands in ``unplaced`` („1.1 splněno“).
    """
    strategy = evaluation.strategy
    return {
        "strategy": {
            "title": strategy.title.text,
            "territory": strategy.territory.text,
            "period": strategy.period.text,
        },
        "goals": [
            {
                "number": goal.number,
                "title": goal.title.text,
                "description": goal.description.text,
                "measures": [
                    {
                        "number": measure.number,
                        "title": measure.title.text,
                        "planned": [piece.text for piece in measure.planned],
                        "results": [piece.text for piece in measure.results],
                    }
                    for measure in goal.measures
                ],
                "evaluation": goal.evaluation.text,
            }
            for goal in evaluation.goals
        ],
        "unplaced": [piece.text for piece in evaluation.unplaced]
        + [f"{measure.number} {measure.status.text}".strip() for measure in evaluation.measures if measure.status],
    }
