"""Taking an evaluation of a strategy apart: pure functions from lines to an evaluation, no models, no database."""

from soucinnost.intake.evaluations.parsing.evaluation import (
    Evaluation,
    Goal,
    Measure,
    Period,
    Piece,
    Problem,
    Reason,
    Span,
    Strategy,
    Unplaced,
    to_json,
)
from soucinnost.intake.evaluations.parsing.numbers import NumberKind, Offered, find_numbers
from soucinnost.intake.evaluations.parsing.parser import parse_evaluation

__all__ = [
    "Evaluation",
    "Goal",
    "Measure",
    "NumberKind",
    "Offered",
    "Period",
    "Piece",
    "Problem",
    "Reason",
    "Span",
    "Strategy",
    "Unplaced",
    "find_numbers",
    "parse_evaluation",
    "to_json",
]
