"""From lines to :class:`Evaluation`: segments, tokens, headings, goals, and an account of every character.

Nothing here raises for a strange layout: what is not understood is listed as unplaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from soucinnost.documents.reading import Line, LineKind
from soucinnost.intake.evaluations.parsing.building import Builder, evaluations_are_results
from soucinnost.intake.evaluations.parsing.cleaning import Segment, segments_of
from soucinnost.intake.evaluations.parsing.displaced import mend_displaced
from soucinnost.intake.evaluations.parsing.drafts import finished
from soucinnost.intake.evaluations.parsing.evaluation import (
    Evaluation,
    Goal,
    Piece,
    Problem,
    Reason,
    Span,
    Strategy,
    Unplaced,
)
from soucinnost.intake.evaluations.parsing.front import read_front
from soucinnost.intake.evaluations.parsing.outline import Levels, settle
from soucinnost.intake.evaluations.parsing.tables import Columns, columns_of, tokens_of_table
from soucinnost.intake.evaluations.parsing.tokens import Kind, Token, manner_of, tokens_of
from soucinnost.intake.evaluations.parsing.traced import Source, Traced
from soucinnost.intake.evaluations.parsing.vocabulary import Role


def parse_evaluation(lines: Sequence[Line | str]) -> Evaluation:
    """Return the evaluation in ``lines`` taken apart. Plain strings are numbered from 1."""
    source = Source(
        [
            line
            if isinstance(line, Line)
            else Line(number, line, LineKind.ROW if "\t" in line.strip() else LineKind.TEXT)
            for number, line in enumerate(lines, 1)
        ]
    )
    segments, pages = segments_of(source)
    tokens, taken = mend_displaced(_tokens(segments))
    tokens, levels = settle(tokens)
    first = _first_of_tree(tokens, levels)
    front = read_front(source, tokens[:first])
    if not front.strategy.title:
        strategy = read_front(source, [Token(Kind.TEXT, page) for page in pages if len(page.text) > 20]).strategy
        front.strategy = strategy if strategy.title else front.strategy
    builder = Builder(levels, evaluations_are_results(tokens, levels))
    left = [
        (token.mark.joined(token.text), Reason.BEFORE)
        for place, token in enumerate(tokens[:first])
        if place not in front.used and (token.text or not token.in_cell)
    ]
    for token in tokens[first:]:
        builder.take(token)
    goals, unplaced = finished(source, builder.goals, builder.left)
    unplaced += [Unplaced(text.text, source.spans(text.where), reason) for text, reason in left if text]
    unplaced += [Unplaced(page.text, source.spans(page.where), Reason.PAGE) for page in pages]
    taken += [token.mark for token in tokens[:first] if token.in_cell and not token.text]
    marks = _spans_of(source, [*builder.marks, *taken])
    return _accounted(source, front.strategy, goals, unplaced, marks)


def _tokens(segments: Sequence[Segment]) -> list[Token]:
    manner = manner_of(segments)
    tokens: list[Token] = []
    known: tuple[int, Columns] = (0, [])
    for is_table, group in groupby(segments, key=_table_of):
        inside = list(group)
        if not is_table:
            known = (0, [])
            tokens += [token for segment in inside for token in tokens_of(segment, manner)]
            continue
        width, columns = columns_of(inside)
        goes_on = not columns and width == known[0] and inside[0].after_page
        tokens += tokens_of_table(inside, known[1] if goes_on else [])
        known = known if goes_on else (width, columns)
    return tokens


def _table_of(segment: Segment) -> int:
    """Return the number of the table that a segment is a row of; tables in plain text have none and get -1."""
    return (segment.table or -1) if segment.cells or segment.table else 0


def _first_of_tree(tokens: Sequence[Token], levels: Levels) -> int:
    """Return where the first goal begins; a heading above goals right before it belongs to what follows."""
    wanted = {rank for rank in (levels.goal, levels.measure) if rank >= 0}
    first = next(
        (
            place
            for place, token in enumerate(tokens)
            if token.kind is Kind.HEAD and token.head and token.head.rank in wanted
        ),
        len(tokens),
    )
    if first == len(tokens) and any(token.kind is Kind.LABEL and token.role is Role.RESULTS for token in tokens):
        return next(
            place for place, token in enumerate(tokens) if token.kind is Kind.LABEL and token.role in _TREE_ROLES
        )
    return first


_TREE_ROLES = frozenset({Role.PLANNED, Role.RESULTS, Role.EVALUATION})


def _spans_of(source: Source, marks: Sequence[Traced]) -> tuple[Span, ...]:
    return source.spans(offset for mark in marks for offset in mark.where)


def _accounted(
    source: Source, strategy: Strategy, goals: tuple[Goal, ...], unplaced: list[Unplaced], marks: tuple[Span, ...]
) -> Evaluation:
    """Return the whole, with every character that went nowhere listed."""
    covered = bytearray(len(source.text))
    pieces = [span for piece in _pieces(strategy, goals) for span in piece.spans]
    pieces += [span for one in unplaced for span in one.spans]
    for start, end in source.offsets([*pieces, *marks]):
        covered[start:end] = b"\1" * (end - start)
    loose = [offset for offset in source.dropped if not covered[offset]]
    for offset in loose:
        covered[offset] = 1
    for start, end in source.uncovered(covered):
        text = Traced(source.text[start:end], tuple(range(start, end)))
        unplaced.append(Unplaced(text.text, source.spans(text.where), Reason.OTHER))
    unplaced.sort(key=lambda one: one.spans)
    whole_marks = tuple(sorted({*marks, *source.spans(loose)}))
    return Evaluation(strategy, goals, tuple(unplaced), whole_marks, tuple(_problems(goals)))


def _pieces(strategy: Strategy, goals: Sequence[Goal]) -> list[Piece]:
    found = [strategy.title]
    for goal in goals:
        found += [goal.title, goal.description, goal.evaluation]
        for measure in goal.measures:
            found += [measure.title, measure.status, *measure.planned, *measure.results]
    return found


def _problems(goals: Sequence[Goal]) -> list[Problem]:
    """Return what a person should look at first."""
    if not goals:
        return [Problem("no_goals", "V dokumentu se nenašel žádný cíl. Zařaďte text ručně.")]
    found = []
    for goal in goals:
        name = f"Cíl {goal.number}".strip()
        if not goal.evaluation:
            found.append(Problem("no_evaluation", f"{name}: hodnocení se nenašlo.", goal.title.lines))
        if not goal.measures:
            found.append(Problem("no_measures", f"{name}: nenašlo se žádné opatření.", goal.title.lines))
        for measure in goal.measures:
            label = f"Opatření {measure.number}".strip()
            if not measure.planned:
                found.append(Problem("no_planned", f"{label}: plánované aktivity se nenašly.", measure.title.lines))
            if not measure.results:
                found.append(Problem("no_results", f"{label}: výsledky se nenašly.", measure.title.lines))
    return found
