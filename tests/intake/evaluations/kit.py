"""What tests of evaluations share: reading a text, and the account of its characters."""

from __future__ import annotations

from collections.abc import Iterator

from soucinnost.documents.reading import lines_of
from soucinnost.intake.evaluations.parsing import Evaluation, Measure, Piece, Span, parse_evaluation


def parsed(text: str) -> Evaluation:
    """The evaluation in a text."""
    return parse_evaluation(lines_of(text))


def texts(pieces: tuple[Piece, ...]) -> list[str]:
    """What the pieces say."""
    return [piece.text for piece in pieces]


def lists(measure: Measure) -> tuple[list[str], list[str]]:
    """Plans and results of a measure."""
    return texts(measure.planned), texts(measure.results)


def pieces_of(evaluation: Evaluation) -> Iterator[Piece]:
    """All texts that were placed."""
    yield evaluation.strategy.title
    for goal in evaluation.goals:
        yield from (goal.title, goal.description, goal.evaluation)
        for measure in goal.measures:
            yield from (measure.title, measure.status, *measure.planned, *measure.results)


def spans_of(evaluation: Evaluation) -> Iterator[Span]:
    """Where everything stood that was placed, listed or gave the structure."""
    for piece in pieces_of(evaluation):
        yield from piece.spans
    for one in evaluation.unplaced:
        yield from one.spans
    yield from evaluation.marks


def lost(text: str, evaluation: Evaluation) -> list[tuple[int, int, str]]:
    """Characters of the text, by line and offset, that no part of the evaluation knows."""
    lines = {line.number: line.text for line in lines_of(text)}
    left = {(number, place) for number, line in lines.items() for place, char in enumerate(line) if not char.isspace()}
    for span in spans_of(evaluation):
        assert 0 <= span.start < span.end <= len(lines[span.line]), span
        left -= {(span.line, place) for place in range(span.start, span.end)}
    return [(number, place, lines[number][place]) for number, place in sorted(left)]
