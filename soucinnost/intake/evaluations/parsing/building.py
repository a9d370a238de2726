"""Putting tokens into goals and measures: each goes where the heading and the label above it say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from soucinnost.intake.evaluations.parsing.drafts import Entry, GoalDraft, MeasureDraft
from soucinnost.intake.evaluations.parsing.evaluation import Reason
from soucinnost.intake.evaluations.parsing.language import planned_score, split_planned, verbs_of
from soucinnost.intake.evaluations.parsing.outline import Levels
from soucinnost.intake.evaluations.parsing.tokens import Kind, Token
from soucinnost.intake.evaluations.parsing.traced import Traced
from soucinnost.intake.evaluations.parsing.vocabulary import (
    MEASURE_RANK,
    Role,
    is_state,
    parts_of,
)
from soucinnost.kernel.czech.sentences import sentence_spans

_TITLE = 160
_LONG_TITLE = 320
_ENDED = ".!?:;"


class Builder:
    """Takes tokens in order. ``mode`` is the role of the section that running text belongs to, None where unsaid."""

    def __init__(self, levels: Levels, evaluations_are_results: bool) -> None:
        self.levels = levels
        self.evaluations_are_results = evaluations_are_results
        self.goals: list[GoalDraft] = []
        self.measure: MeasureDraft | None = None
        self.goal: GoalDraft | None = None
        self.mode: Role | None = None
        self.before: Role | None = None
        self.left: list[tuple[Traced, Reason]] = []
        self.marks: list[Traced] = []
        self.wants_title = False
        self.inline_result = False

    def take(self, token: Token) -> None:
        """Put one token where it belongs."""
        if token.kind is Kind.HEAD and token.head is not None:
            self._head(token)
        elif token.kind is Kind.STRAY:
            self.mode, self.wants_title = Role.END, False
            self._leave(token.mark.joined(token.text), Reason.AFTER)
        elif token.kind is Kind.LABEL:
            self._label(token)
        elif token.text:
            self.marks.append(token.mark)
            self._text(token)
        else:
            self.marks.append(token.mark)

    def _leave(self, text: Traced, reason: Reason) -> None:
        self.left.append((text, reason))

    def _head(self, token: Token) -> None:
        head = token.head
        rank = head.rank if head else MEASURE_RANK
        if rank == self.levels.goal:
            self._open_goal(token)
        elif rank == self.levels.measure:
            self._open_measure(token)
        elif rank > max(self.levels.measure, self.levels.goal):
            self.marks.append(token.mark)
            self.mode = Role.PLANNED
            self._list(Token(Kind.ITEM, token.text, bullet="head", indent=token.indent), Entry(token.text, "head"))
        else:
            self.mode, self.measure, self.wants_title = Role.END, None, False
            self._leave(token.mark.joined(token.text), Reason.UPPER)

    def _open_goal(self, token: Token) -> None:
        number = token.head.number if token.head else ""
        self.marks.append(token.mark)
        self.measure, self.mode = None, None
        known = next((goal for goal in self.goals if _is_same(goal, number, token)), None)
        if known is not None:
            self.goal, self.wants_title = known, False
            self.marks.append(token.text)
            return
        self.goal = GoalDraft(number)
        self.goals.append(self.goal)
        title, rest = _title_of(token.text)
        self.goal.title = title
        self.wants_title = not title
        if rest:
            self.goal.description.append(rest)

    def _open_measure(self, token: Token) -> None:
        number = token.head.number if token.head else ""
        goal = self._goal()
        self.marks.append(token.mark)
        self.mode = None
        known = next((measure for measure in goal.measures if _is_same(measure, number, token)), None)
        if known is not None:
            self.measure, self.wants_title = known, False
            self.marks.append(token.text)
            return
        self.measure = MeasureDraft(number)
        goal.measures.append(self.measure)
        title, rest = _title_of(token.text)
        self.measure.title = title
        self.wants_title = not title
        if rest:
            self.measure.told.append(Entry(rest))

    def _goal(self) -> GoalDraft:
        if self.goal is None:
            self.goal = GoalDraft()
            self.goals.append(self.goal)
        return self.goal

    def _in_measure(self) -> MeasureDraft:
        """Return the measure that is open; a goal whose plans and results stand under it directly gets one unnamed."""
        if self.measure is None:
            goal = self._goal()
            if goal.measures:
                self.measure = goal.measures[-1]
            else:
                self.measure = MeasureDraft()
                goal.measures.append(self.measure)
        return self.measure

    def _label(self, token: Token) -> None:
        if token.role is (Role.GOAL if self.measure is None else Role.MEASURE) and self.wants_title and token.text:
            self.marks.append(token.mark)
            self._give_title(token.text)  # „Název opatření: Hlídky“ below „Opatření 1.1“
            return
        role = self._settled(token)
        if role is Role.OTHER:
            self._detail(token)
            return
        self.marks.append(token.mark)
        self.wants_title = False
        self.before = self.mode
        judges = role is Role.EVALUATION and self.measure is not None and not _names_goal(token.mark.text)
        if role is Role.STATE or judges and is_state(token.text.text):
            self._state(token)
            return
        if role is Role.EVALUATION:
            self._aim(token)
        if role in {Role.PLANNED, Role.RESULTS}:
            measure = self._in_measure()
            if role is Role.RESULTS and measure.told:
                self._sort_told(measure)
        if role is Role.EVALUATION and self.goal is not None and token.text:
            title = self.goal.title.text.casefold().rstrip(" .")
            if title and token.text.text.casefold().rstrip(" .") == title:
                self.marks.append(token.text)  # „Hodnocení cíle 1: “ and the title once more
                token = Token(Kind.LABEL)
        self.mode = role
        self.inline_result = role is Role.RESULTS and bool(token.text)
        if token.text:
            self._text(token)

    def _settled(self, token: Token) -> Role:
        role = token.role or Role.OTHER
        plain = role is Role.MEASURE_EVALUATION or role is Role.EVALUATION and not _names_goal(token.mark.text)
        if plain and self.evaluations_are_results and not token.in_cell and self.measure is not None:
            return Role.RESULTS
        if role is Role.MEASURE_EVALUATION:
            return Role.EVALUATION
        if role is Role.DESCRIPTION and self.measure is not None:
            return Role.DESCRIPTION if "cíl" in token.mark.text.lower() and not self.measure.told else Role.OTHER
        if role in {Role.GOAL, Role.MEASURE, Role.NUMBER}:
            return Role.OTHER
        return role

    def _detail(self, token: Token) -> None:
        """Leave what belongs to a measure but is no part of it that is read: one paragraph, or all below the label."""
        self._leave(token.mark.joined(token.text), Reason.DETAIL)
        if not token.text and not token.in_cell:
            self.mode = Role.OTHER

    def _state(self, token: Token) -> None:
        measure = self._in_measure()
        if token.text and is_state(token.text.text):
            measure.status.append(token.text)
        elif token.text:
            measure.results.append(Entry(token.text))
        else:
            self.mode = Role.STATE

    def _aim(self, token: Token) -> None:
        """An evaluation that names its goal („Hodnocení cíle 2“) goes to that goal wherever it stands."""
        found = re.search(
            r"(?i)(?:cíl[eů]?|priority|oblasti)\s*(?:č\.\s*)?([0-9]{1,2}(?:\.[0-9]+)?|[IVX]+|[A-H])\b", token.mark.text
        )
        wanted = parts_of(found[1]) if found else ()
        for goal in self.goals:
            if wanted and parts_of(goal.number) == wanted:
                self.goal, self.measure = goal, goal.measures[-1] if goal.measures else None
        self._goal()

    def _text(self, token: Token) -> None:
        """Put an item or a paragraph into the section that is open."""
        text = token.text
        if self.wants_title and token.kind is Kind.TEXT and len(text.text) < _LONG_TITLE:
            self._give_title(text)
            return
        self.wants_title = False
        if self.goal is None or self.mode is Role.END:
            self._leave(text, Reason.AFTER if self.goals else Reason.BEFORE)
        elif self.mode is Role.OTHER:
            self._leave(text, Reason.DETAIL)
        elif self.mode is Role.STATE:
            self._state(token)
            self.mode = self.before
        elif self.mode is Role.EVALUATION:
            self.goal.evaluation.append(text)
        elif self.mode is Role.DESCRIPTION or self.measure is None and self.mode is None and self._has_measures():
            self.goal.description.append(text)
        else:
            self._list(token, _entry(token))

    def _has_measures(self) -> bool:
        return self.levels.measure >= 0

    def _give_title(self, text: Traced) -> None:
        self.wants_title = False
        title, rest = _title_of(text)
        if self.measure is not None:
            self.measure.title = title
            if rest:
                self.measure.told.append(Entry(rest))
        else:
            goal = self._goal()
            goal.title = title
            if rest:
                goal.description.append(rest)

    def _list(self, token: Token, entry: Entry) -> None:
        measure = self._in_measure()
        if self.mode is Role.RESULTS and self._goes_back(measure, token, entry):
            self.mode = Role.PLANNED
        entries = {Role.PLANNED: measure.planned, Role.RESULTS: measure.results}.get(
            self.mode or Role.END, measure.told
        )
        if entries and _belongs_to(entries, entry, token):
            last = entries[-1]
            if self.marks and self.marks[-1] is token.mark:
                self.marks.pop()  # the sign of an item below an item stays in its text
            is_line = token.kind is Kind.TEXT or token.in_cell
            is_wrapped = is_line and entry.text.text[:1].islower() and entry.text.text[:2] != "o "
            last.text = last.text.joined(
                token.mark.joined(entry.text) if token.mark else entry.text, " " if is_wrapped else "\n"
            )
            return
        entries.append(entry)

    def _goes_back(self, measure: MeasureDraft, token: Token, entry: Entry) -> bool:
        """Return whether the next plan begins after the result of the one before: „1. … Plnění: … 2. …“."""
        if not self.inline_result or token.kind is not Kind.ITEM or not measure.planned or token.in_cell:
            return False
        last = measure.planned[-1]
        if entry.bullet != last.bullet:
            return False
        return bool(last.number) and entry.number == last.number + 1 or planned_score(entry.text.text) > 1.0

    @staticmethod
    def _sort_told(measure: MeasureDraft) -> None:
        """Unlabelled items above a label of results are plans, but for reports at their end."""
        split = split_planned([entry.text.text for entry in measure.told]) or len(measure.told)
        measure.planned += measure.told[:split]
        measure.results += measure.told[split:]
        measure.told = []


def _is_same(known: GoalDraft | MeasureDraft, number: str, token: Token) -> bool:
    """Return whether a heading opens again what is known: the same number and title, or a title alone in a table."""
    if not number and not (token.in_cell and token.text):
        return False
    first, second = known.title.text.casefold().rstrip(" .:"), token.text.text.casefold().rstrip(" .:")
    return parts_of(known.number) == parts_of(number) and (first == second or bool(number) and not second)


def _names_goal(label: str) -> bool:
    return re.search(r"(?i)c[íi]l|priorit|oblast|celkov", label) is not None


def _entry(token: Token) -> Entry:
    digits = re.match(r"\(?([0-9]{1,2})[.)]", token.mark.text)
    return Entry(token.text, token.bullet, int(digits[1]) if digits else 0, token.indent, token.in_cell)


def _belongs_to(entries: Sequence[Entry], entry: Entry, token: Token) -> bool:
    """Return whether a line goes on in the item above it: an item below it, a further line of it."""
    last = entries[-1]
    ends = last.text.text.rstrip()[-1:]
    if token.in_cell:
        return token.after_page and not token.mark and entry.text.text[:1].islower() and ends not in _ENDED
    if token.kind is Kind.TEXT:
        if not last.bullet:
            return entry.text.text[:1].islower() and ends not in _ENDED
        if last.bullet == "head":
            return False
        return entry.indent > last.indent and not token.gap or entry.text.text[:1].islower() and ends not in _ENDED
    if token.bullet in {"o", "◦", "○"} and last.bullet not in {"o", "◦", "○"} and last.bullet:
        return True
    first = entries[0]
    if entry.indent > last.indent and last.bullet and entry.indent > first.indent and entry.bullet != "head":
        return True
    return ends == ":" and bool(last.bullet) and entry.bullet != last.bullet


def _title_of(text: Traced) -> tuple[Traced, Traced]:
    """Part a title from what follows it on the same line: sentences with a verb are no title."""
    if len(text.text) <= _TITLE and not re.search(r"[.!?]\s+[^\W\d_]", text.text):
        return text, Traced()
    for number, (start, end) in enumerate(sentence_spans(text.text)):
        verbs = verbs_of(text.text[start:end])
        if number and (verbs.finite or end > 2 * _LONG_TITLE):
            return text.cut(0, start), text.cut(start)
    return text, Traced()


def evaluations_are_results(tokens: Sequence[Token], levels: Levels) -> bool:
    """Return whether „Vyhodnocení:“ stands for results here: at most measures, with no other label for them."""
    plain, results, measures, goals, open_measure = 0, 0, 0, 0, False
    for token in tokens:
        if token.kind is Kind.HEAD and token.head is not None:
            if token.head.rank > levels.measure >= 0:
                continue  # an activity below its measure
            measures += token.head.rank == levels.measure
            goals += token.head.rank == levels.goal
            open_measure = token.head.rank == levels.measure
        elif token.kind is Kind.LABEL and not token.in_cell:
            results += token.role is Role.RESULTS
            is_plain = token.role in {Role.EVALUATION, Role.MEASURE_EVALUATION} and not _names_goal(token.mark.text)
            plain += is_plain and open_measure
            open_measure = open_measure and not is_plain
    return not results and plain > goals and plain * 2 > measures
