"""Deciding which headings make the tree: what is a goal, what a measure, what only mentions them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from soucinnost.intake.evaluations.parsing.tokens import Kind, Token
from soucinnost.intake.evaluations.parsing.vocabulary import (
    ACTIVITY_RANK,
    GOAL_RANK,
    MEASURE_RANK,
    SUBGOAL_RANK,
    Head,
    Role,
    is_closing,
    is_ending,
    is_sign_off,
    parts_of,
)

_TITLE = 300
_CONTENT = 80
_REOPENED = 25


@dataclass(frozen=True, slots=True)
class Levels:
    """Which ranks of headings are goals and measures in this document; -1 when it has none."""

    goal: int = -1
    measure: int = -1


def settle(tokens: Sequence[Token]) -> tuple[list[Token], Levels]:
    """Return the tokens with only true headings left as such, and the levels of goals and measures."""
    found = [_unlisted(token) for token in tokens]
    found = _with_styles(_without_repeats(_with_bare(_without_repeats(_without_lone(found)))))
    levels = _levels(found)
    return _without_closing(found, levels), levels


def _without_closing(tokens: list[Token], levels: Levels) -> list[Token]:
    """Make strays of the headings that end goals: those of a style as high as goals have, and one closing word.

    A heading without a style ends them only where no other heading or label follows, and where it stands once; thanks
    and signatures do where nothing but paragraphs follows.
    """
    tree = [place for place, token in enumerate(tokens) if _is_head(token) or token.kind is Kind.LABEL]
    if not tree:
        return tokens
    style = _style_of_goals(tokens, levels)
    closing = [place for place, token in enumerate(tokens) if token.kind is Kind.TEXT and is_closing(token.text.text)]
    told = list(tokens)
    said = tree[-1] + (0 if tokens[tree[-1]].text else 1)  # what the last heading or label announces stays with it
    tail = max([said, *(place for place, token in enumerate(tokens) if token.kind is not Kind.TEXT)])
    leave = next((place for place in range(tail + 1, len(tokens)) if is_sign_off(tokens[place].text.text)), -1)
    for place, token in enumerate(tokens):
        is_high = 0 < token.heading <= style and token.kind is Kind.TEXT
        if place > tree[0] and is_high or closing == [place] and place > tree[-1] or place == leave:
            told[place] = replace(token, kind=Kind.STRAY)
    return told


def _style_of_goals(tokens: Sequence[Token], levels: Levels) -> int:
    """Return the level of the style that goals have; 0 without one, or where measures have it too."""
    styles: dict[int, set[int]] = {}
    for token in tokens:
        if _is_head(token) and token.head is not None:
            styles.setdefault(token.head.rank, set()).add(token.heading)
    style = max(styles.get(levels.goal, {0}))
    return 0 if any(0 < below <= style for below in styles.get(levels.measure, ())) else style


def _unlisted(token: Token) -> Token:
    """A line of a table of contents is no heading."""
    if token.kind in {Kind.HEAD, Kind.ITEM} and token.head is not None and token.head.listed:
        return replace(token, kind=Kind.STRAY, text=token.mark.joined(token.text), mark=type(token.mark)(), head=None)
    return token


def _without_lone(tokens: list[Token]) -> list[Token]:
    """Read „Cíl:“ as a label where goals have numbers, and „Opatření:“ as one where measures have."""
    numbered = {token.head.rank for token in tokens if _is_head(token) and token.head and token.head.number}
    told = []
    for token in tokens:
        head = token.head
        if _is_head(token) and head is not None and not head.number and not token.in_cell:
            if numbered and (head.rank in numbered or head.rank < min(numbered) or not token.text):
                role = Role.DESCRIPTION if head.rank <= SUBGOAL_RANK else Role.PLANNED
                token = replace(token, kind=Kind.LABEL, role=role, head=None)
            elif not token.text and head.rank >= MEASURE_RANK:
                token = replace(token, kind=Kind.LABEL, role=Role.PLANNED, head=None)
        told.append(token)
    return told


def _is_head(token: Token) -> bool:
    return token.kind is Kind.HEAD and token.head is not None


def _without_repeats(tokens: list[Token]) -> list[Token]:
    """Keep, of headings with the same number, the one with most text below it; the others are told as strays."""
    keys: dict[tuple[int, str, str], list[int]] = {}
    goal = ""
    for place, token in enumerate(tokens):
        head = token.head
        if not _is_head(token) or head is None or not head.number:
            continue
        dotted = len(parts_of(head.number)) > 1
        if head.rank < MEASURE_RANK and not (head.rank == SUBGOAL_RANK and dotted):
            goal = head.number if head.rank == GOAL_RANK or not dotted else goal
        keys.setdefault(
            (head.rank, ".".join(parts_of(head.number)), "" if dotted or head.rank < SUBGOAL_RANK else goal), []
        ).append(place)
    told = list(tokens)
    for places in keys.values():
        if len(places) < 2:
            continue
        best = max(places, key=lambda place: (_content(tokens, place), -place))
        for place in places:
            if place != best and not _goes_on(tokens, place, best):
                told[place] = _stray(tokens[place], place > best, tokens[best])
    return told


def _goes_on(tokens: Sequence[Token], place: int, best: int) -> bool:
    """Return whether a repeated heading opens more of the same: a row of a table, a chapter on results after plans."""
    if tokens[place].in_cell:
        return True
    holds_measures = any(
        _is_head(token) and token.head is not None and token.head.rank >= MEASURE_RANK
        for token in tokens[place + 1 : place + 3]
    )
    head = tokens[place].head
    is_whole = head is not None and head.rank >= MEASURE_RANK or holds_measures
    return is_whole and same_title(tokens[place], tokens[best]) and _content(tokens, place) >= _REOPENED


def same_title(token: Token, other: Token) -> bool:
    """Return whether two headings are called the same, or one of them has only its number."""
    first, second = (one.text.text.casefold().rstrip(" .:") for one in (token, other))
    return first == second or not first or not second


def _stray(token: Token, is_behind: bool, best: Token) -> Token:
    """A goal named again behind its chapter brings its evaluation; other repeats belong to nothing."""
    head = token.head
    if is_behind and head is not None and head.rank < MEASURE_RANK:
        same = token.text.text.casefold().rstrip(" .") == best.text.text.casefold().rstrip(" .")
        mark = token.mark.joined(token.text) if same else token.mark
        text = type(token.text)() if same else token.text
        return replace(token, kind=Kind.LABEL, role=Role.EVALUATION, mark=mark, text=text)
    return replace(token, kind=Kind.STRAY, text=token.mark.joined(token.text), mark=type(token.mark)(), head=None)


def _content(tokens: Sequence[Token], place: int) -> int:
    """Return how much stands below a heading, other headings aside, before the next one of its rank or higher."""
    head = tokens[place].head
    total = 0
    for token in tokens[place + 1 :]:
        if _is_head(token):
            if head is not None and token.head is not None and token.head.rank <= head.rank:
                break
            continue
        if token.kind is Kind.STRAY:
            break
        total += len(token.text.text)
    return total


def _with_bare(tokens: list[Token]) -> list[Token]:
    """Make headings of items whose numbers continue the tree: „1.1 …“ under goal 1, „1.“ above them."""
    worded = {token.head.rank for token in tokens if _is_head(token) and token.head and token.head.number}
    has_goals = bool({rank for rank in worded if rank <= SUBGOAL_RANK and rank < MEASURE_RANK})
    has_measures = MEASURE_RANK in worded or SUBGOAL_RANK in worded and len(worded) > 1
    told = list(tokens)
    current: tuple[str, ...] = ()
    for place, token in enumerate(tokens):
        head = token.head
        if _is_head(token) and head is not None and head.rank < MEASURE_RANK:
            current = parts_of(head.number)
        if token.kind is not Kind.ITEM or head is None or len(token.text.text) > _TITLE or token.in_cell:
            continue
        parts = parts_of(head.number)
        if not has_goals and len(parts) == 1 and parts != current and _leads(tokens, place, parts):
            told[place] = replace(token, kind=Kind.HEAD, head=replace(head, rank=GOAL_RANK))
            current = parts
        elif not has_measures and current and len(parts) == len(current) + 1 and parts[:-1] == current:
            told[place] = replace(token, kind=Kind.HEAD, head=replace(head, rank=MEASURE_RANK))
    return told


def _leads(tokens: Sequence[Token], place: int, parts: tuple[str, ...]) -> bool:
    """Return whether the next number below goes on with ``parts``: „1.“ before „1.1“."""
    for token in tokens[place + 1 :]:
        head = token.head
        if head is None or token.kind not in {Kind.ITEM, Kind.HEAD}:
            continue
        below = parts_of(head.number)
        if len(below) > len(parts):
            return below[: len(parts)] == parts
        if token.kind is Kind.HEAD and head.rank == MEASURE_RANK:
            return True
        if token.heading or not tokens[place].heading:
            return False
    return False


def _with_styles(tokens: list[Token]) -> list[Token]:
    """Where no goal has a number or a word, take headings by their styles: the level above measures is goals."""
    ranks = {token.head.rank for token in tokens if _is_head(token) and token.head}
    if any(rank < MEASURE_RANK for rank in ranks):
        return tokens
    styled = [token for token in tokens if token.heading and _may_head(token)]
    levels = sorted({token.heading for token in styled})
    if MEASURE_RANK in ranks:
        below = min((token.heading for token in tokens if _is_head(token) and token.heading), default=99)
        above = [level for level in levels if level < below]
        return _styled(tokens, {above[-1]: GOAL_RANK}) if above else tokens
    if len(levels) < 2:
        return tokens
    return _styled(tokens, {levels[-2]: GOAL_RANK, levels[-1]: MEASURE_RANK})


def _may_head(token: Token) -> bool:
    return token.kind in {Kind.TEXT, Kind.ITEM} and 0 < len(token.text.text) < _TITLE and not is_ending(token.text.text)


def _styled(tokens: Sequence[Token], ranks: dict[int, int]) -> list[Token]:
    return [
        replace(token, kind=Kind.HEAD, head=Head(ranks[token.heading], token.head.number if token.head else "", 0))
        if token.heading in ranks and _may_head(token)
        else token
        for token in tokens
    ]


def _levels(tokens: Sequence[Token]) -> Levels:
    """Return which ranks are goals and measures: measures by their word, goals the level right above them."""
    places: dict[int, list[int]] = {}
    for place, token in enumerate(tokens):
        if _is_head(token) and token.head is not None:
            places.setdefault(token.head.rank, []).append(place)
    ranks = sorted(places)
    if not ranks:
        return Levels()
    if len(ranks) == 1:
        return Levels(measure=ranks[0]) if ranks[0] >= MEASURE_RANK else Levels(goal=ranks[0])
    measure = MEASURE_RANK if MEASURE_RANK in places else next(
        (rank for rank in (SUBGOAL_RANK, ACTIVITY_RANK, GOAL_RANK) if rank in places and rank > ranks[0]), ranks[-1]
    )  # fmt: skip
    if {GOAL_RANK, SUBGOAL_RANK, MEASURE_RANK} <= set(places):
        inside = sum(_content(tokens, place) for place in places[MEASURE_RANK]) / len(places[MEASURE_RANK])
        if inside < _CONTENT:
            return Levels(goal=GOAL_RANK, measure=SUBGOAL_RANK)
    above = [rank for rank in ranks if rank < measure]
    return Levels(goal=above[-1] if above else -1, measure=measure)
