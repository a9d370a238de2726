"""From what the parser understood to the form that a person corrects."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from soucinnost.documents.reading import Line
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.draft import Draft
from soucinnost.intake.evaluations.enums import TextKind
from soucinnost.intake.evaluations.parsing import Evaluation, Goal, Measure, Offered, Piece, Reason, Span, find_numbers
from soucinnost.intake.sent import Part
from soucinnost.kernel.folding import fold
from soucinnost.strategy.enums import Outcome

_EVALUATED = re.compile(r"^(?:závěrečné )?(?:vyhodnocení|zhodnocení|hodnocení)\s+(?=(?:strategie|koncepce)\b)", re.I)
Spans = list[list[int]]
_OUTCOMES = (
    ("nesplnen", Outcome.NOT_FULFILLED), ("neplnen", Outcome.NOT_FULFILLED), ("nerealiz", Outcome.NOT_FULFILLED),
    ("castecn", Outcome.PARTLY), ("zcasti", Outcome.PARTLY), ("prubez", Outcome.ONGOING),
    ("prechaz", Outcome.CARRIED_OVER), ("prevad", Outcome.CARRIED_OVER), ("trva", Outcome.ONGOING),
    ("splnen", Outcome.FULFILLED),
)
"""Beginnings of words in a bare state of a measure, the first that stands in it holds."""


def draft_of(evaluation: Evaluation) -> Draft:
    """Return the form filled with what was read."""
    draft = shape.empty()
    told = evaluation.strategy
    draft |= {"title": title_of(told.title.text), "territory": told.territory.text, "period": told.period.text}
    draft["frame"] = {
        "title": _spans(told.title.spans), "territory": _spans(told.territory.spans),
        "period": _spans(told.period.spans),
    }
    last = told.period.last
    for goal in evaluation.goals:
        draft["goals"].append(_goal(draft, goal, last))
    draft["marks"] = _spans(evaluation.marks)
    for one in evaluation.unplaced:
        text = shape.new_text(draft, one.text, spans=_spans(one.spans))
        draft["unplaced"].append(shape.unplaced_of(text, str(one.reason), left=one.reason is Reason.PAGE))
    draft["problems"] = [{"message": one.message_cs, "lines": list(one.lines)} for one in evaluation.problems]
    if not draft["goals"]:
        draft["goals"].append(shape.new_goal(draft))
        draft["goals"][0]["measures"].append(shape.new_measure(draft))
    return draft


def draft_of_lines(lines: Sequence[Line]) -> Draft:
    """Return a form in which every line waits to be placed by hand."""
    draft = shape.blank()
    for line in lines:
        words = " ".join(line.text.split())
        if words:
            text = shape.new_text(draft, words, spans=[[line.number, 0, len(line.text)]])
            draft["unplaced"].append(shape.unplaced_of(text, str(Reason.OTHER)))
    return draft


def _goal(draft: Draft, goal: Goal, last: int | None) -> Part:
    made = shape.new_goal(draft, goal.title.text, number=goal.number, spans=_spans(goal.title.spans))
    kinds = ((goal.description, TextKind.DESCRIPTION), (goal.evaluation, TextKind.EVALUATION))
    made["texts"] = [_text(draft, piece, kind, made) for piece, kind in kinds if piece]
    made["measures"] = [_measure(draft, measure, last) for measure in goal.measures]
    return made


def _measure(draft: Draft, measure: Measure, last: int | None) -> Part:
    spans = _spans((*measure.title.spans, *measure.status.spans))
    status = measure.status.text
    made = shape.new_measure(draft, measure.title.text, number=measure.number, spans=spans, status=status)
    made["outcome"] = outcome_of(status)
    made["texts"] = [_text(draft, piece, TextKind.PLANNED, made) for piece in measure.planned]
    for piece in measure.results:
        text = _text(draft, piece, TextKind.RESULT, made)
        text["numbers"] = numbers_in(draft, piece.text, last)
        made["texts"].append(text)
    return made


def _text(draft: Draft, piece: Piece, kind: TextKind, owner: Part) -> Part:
    return shape.new_text(draft, piece.text, kind, owner["key"], spans=_spans(piece.spans))


def title_of(text: str) -> str:
    """What the evaluated document is called: „Vyhodnocení Strategie…“ is of a „Strategie…“, where the form is sure."""
    return _EVALUATED.sub("", text)


def outcome_of(status: str) -> str:
    """The state of a measure that a bare word names („splněno“); empty where it names none."""
    folded = fold(status)
    return next((str(outcome) for stem, outcome in _OUTCOMES if stem in folded), "")


def numbers_in(draft: Draft, text: str, last_year: int | None) -> list[Part]:
    """Numbers of a text, offered: none of them is taken."""
    return [_number(draft, text, one) for one in find_numbers(text, last_year=last_year)]


def _number(draft: Draft, text: str, one: Offered) -> Part:
    quote = f"{text[max(0, one.start - 45):one.start]}⟦{text[one.start:one.end]}⟧{text[one.end:one.end + 30]}"
    label = one.label if one.until is None else f"{one.label} ({plain(one.value)}–{plain(one.until)})"
    return shape.new_number(
        draft, value=plain(one.value), unit=one.unit[:40], label=" ".join(label.split())[:200], kind=str(one.kind),
        whole=plain(one.denominator), period=one.period, quote=" ".join(quote.split()),
    )


def plain(value: Any) -> str:
    """A number as it is typed: „1234,5“; empty for none."""
    if value is None:
        return ""
    written = f"{value:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace(".", ",")


def _spans(spans: Iterable[Span]) -> Spans:
    return [[span.line, span.start, span.end] for span in spans]
