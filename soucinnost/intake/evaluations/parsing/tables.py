"""From tables to tokens: columns named in a header row, or rows that begin with a label or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from soucinnost.intake.evaluations.parsing.cleaning import BULLET, Segment
from soucinnost.intake.evaluations.parsing.tokens import Kind, Manner, Token, tokens_of
from soucinnost.intake.evaluations.parsing.traced import Traced, join_all
from soucinnost.intake.evaluations.parsing.vocabulary import (
    GOAL_RANK,
    MEASURE_RANK,
    Head,
    Role,
    bare_head_at,
    head_at,
    is_state,
    role_of,
)

Row = list[list[Traced]]
"""A row as cells, each its paragraphs."""

_TREE = (Role.GOAL, Role.MEASURE)
_LISTS = frozenset({Role.PLANNED, Role.RESULTS})


Columns = list[Role | None]


def columns_of(segments: Sequence[Segment]) -> tuple[int, Columns]:
    """Return how wide a table is and what its header says of its columns; none without a header."""
    rows = list(_rows(segments))
    return max(map(len, rows), default=0), next((found for row in rows if (found := _header(row))), [])


def tokens_of_table(segments: Sequence[Segment], inherited: Columns) -> Iterator[Token]:
    """Yield the tokens of one table, whose rows the segments are.

    ``inherited`` are the columns of the table that this one goes on with on a new page.
    """
    columns = list(inherited)
    for number, row in enumerate(_rows(segments)):
        goes_on = bool(inherited) and not number
        full = [cell for cell in row if cell]
        if len(full) == 1 and not (columns and len(row) > 1 and row[0] != full[0]):
            yield from _alone(full[0], columns)
            continue
        found = _header(row)
        if found:
            columns = found
            yield Token(Kind.TEXT, mark=join_all(paragraph for cell in row for paragraph in cell), in_cell=True)
        elif columns and not _begins_with_label(row, columns):
            yield from _of_row(row, columns, goes_on)
        else:
            yield from _labelled(row)


def _begins_with_label(row: Row, columns: Columns) -> bool:
    """Return whether a row under a header is none of its kind: „Hodnocení cíle 1 | …“, „Cíl 2 | Senioři“."""
    if not row[0] or sum(bool(cell) for cell in row) > 2:
        return False
    text = row[0][0].text
    head = head_at(f"{text} X")
    if head is not None and head.rank < MEASURE_RANK and Role.GOAL not in columns:
        return True
    return role_of(text) in {Role.EVALUATION, Role.DESCRIPTION}


def _rows(segments: Sequence[Segment]) -> Iterator[Row]:
    """Yield rows with the paragraphs of their cells put together."""
    row: Row = []
    for segment in segments:
        cells = segment.cells or (segment.text,)
        if row and segment.continues:
            row += [[] for _ in range(len(cells) - len(row))]
            for place, cell in enumerate(cells):
                row[place] += [cell] if cell else []
            continue
        if row:
            yield row
        row = [[cell] if cell else [] for cell in cells]
    yield row


def _header(row: Row) -> Columns:
    """Return what the columns hold when the row is a header: two or more of its cells name what evaluations have."""
    roles = [_column(" ".join(part.text for part in cell)) if cell else None for cell in row]
    known = [role for role in roles if role is not None]
    tree = {Role.MEASURE, Role.GOAL, Role.PLANNED, Role.RESULTS, Role.EVALUATION, Role.MEASURE_EVALUATION, Role.STATE}
    if len(tree & set(known)) < 2 or len(known) * 2 < sum(bool(cell) for cell in row):
        return []
    return _settled(roles)


def _column(text: str) -> Role | None:
    role = role_of(text)
    if role is not None or "/" not in text:
        return role
    return next((found for part in text.split("/") if (found := role_of(part.strip())) is not None), None)


def _settled(roles: Columns) -> Columns:
    """Settle columns whose heads have several meanings: without one for results, the evaluation or the state is it."""
    for stand_in in (Role.MEASURE_EVALUATION, Role.EVALUATION, Role.STATE):
        if Role.RESULTS not in roles and stand_in in roles:
            roles = [Role.RESULTS if role is stand_in else role for role in roles]
    if Role.MEASURE not in roles and roles.count(Role.PLANNED) > 1:
        roles[roles.index(Role.PLANNED)] = Role.MEASURE
    return [Role.EVALUATION if role is Role.MEASURE_EVALUATION else role for role in roles]


def _alone(cell: list[Traced], columns: Columns) -> Iterator[Token]:
    """Yield a row that is one cell across the table: mostly a heading."""
    for paragraph in cell:
        for token in _plain(paragraph):
            bare = token.head if token.kind is Kind.ITEM else None
            if bare is not None and columns and Role.MEASURE in columns:
                rank = GOAL_RANK if bare.rank == GOAL_RANK or Role.NUMBER not in columns else bare.rank
                head = Head(rank, bare.number, bare.end, bare=False)
                yield Token(Kind.HEAD, token.text, token.mark, head, in_cell=True)
            else:
                yield token


def _plain(paragraph: Traced) -> Iterator[Token]:
    segment = Segment(paragraph, paragraph.text)
    for token in tokens_of(segment, Manner()):
        yield Token(token.kind, token.text, token.mark, token.head, token.role, token.bullet, in_cell=True)


def _of_row(row: Row, columns: Columns, goes_on: bool) -> Iterator[Token]:
    """Yield the tokens of a row under its header; an empty cell of goal or measure goes on with the one above.

    ``goes_on``: the row may be the rest of the last one on the page before.
    """
    cells = {place: cell for place, cell in enumerate(row) if cell}
    numbered = [place for place, role in enumerate(columns) if role is Role.NUMBER and place in cells]
    number = join_all([part for place in numbered for part in cells.pop(place)], " ")
    for wanted in _TREE:
        for place, role in enumerate(columns):
            if role is wanted and place in cells:
                yield _tree_cell(wanted, number if wanted is Role.MEASURE else Traced(), cells.pop(place))
                number = Traced() if wanted is Role.MEASURE else number
    if number:
        yield Token(Kind.LABEL, mark=number, role=Role.PLANNED, in_cell=True)
    for place, cell in sorted(cells.items(), key=lambda pair: _order(columns, pair[0])):
        role = columns[place] if place < len(columns) else None
        yield from _of_cell(role or Role.OTHER, cell, goes_on)


def _order(columns: Columns, place: int) -> tuple[int, int]:
    role = columns[place] if place < len(columns) else None
    return (0 if role is Role.PLANNED else 2 if role is Role.EVALUATION else 1), place


def _tree_cell(role: Role, number: Traced, cell: list[Traced]) -> Token:
    """Return the heading that a cell of the column of goals or measures is."""
    whole = join_all(cell, " ")
    rank = GOAL_RANK if role is Role.GOAL else MEASURE_RANK
    found = head_at(whole.text) or bare_head_at(whole.text)
    if found is not None and not number:
        head = Head(rank, found.number, found.end)
        return Token(Kind.HEAD, whole.cut(found.end), whole.cut(0, found.end), head, in_cell=True)
    written = re.sub(r"\s", "", number.text).rstrip(".)")
    inner = head_at(number.text + " X") if number else None
    return Token(Kind.HEAD, whole, number, Head(rank, inner.number if inner else written, 0), in_cell=True)


def _of_cell(role: Role, cell: list[Traced], goes_on: bool = False) -> Iterator[Token]:
    paragraphs = [piece for paragraph in cell for piece in _listed(paragraph, role)]
    if role is Role.RESULTS and all(is_state(piece.text) for piece in paragraphs):
        role = Role.STATE
    if role is Role.STATE and not all(is_state(piece.text) for piece in paragraphs):
        role = Role.RESULTS
    if role is Role.EVALUATION and all(is_state(piece.text) for piece in paragraphs):
        role = Role.STATE
    if role not in _LISTS:
        yield Token(Kind.LABEL, join_all(paragraphs), role=role, in_cell=True)
        return
    yield Token(Kind.LABEL, role=role, in_cell=True)
    for place, piece in enumerate(paragraphs):
        bullet = BULLET.match(piece.text)
        bare = None if bullet else bare_head_at(piece.text)
        end = bullet.end() if bullet else bare.end if bare else 0
        yield Token(
            Kind.ITEM, piece.cut(end), piece.cut(0, end), bullet="cell", after_page=goes_on and not place, in_cell=True
        )


def _listed(paragraph: Traced, role: Role) -> Iterator[Traced]:
    """Part a paragraph of a cell that holds a list on one line: by its bullets, plans also by semicolons."""
    text = paragraph.text
    sign = text[:1]
    if sign in "-–—•▪●*\uf0b7\uf0a7" and text[1:2] == " ":
        starts = [match.start() for match in re.finditer(rf"(?:^|(?<=\s)){re.escape(sign)}(?=\s)", text)]
    elif re.match(r"1[.)]\s", text) and re.search(r"\s2[.)]\s", text):
        starts = _counted(text)
    elif role is Role.PLANNED and text.count(";") and "." not in text.rstrip(" .;"):
        starts = [0, *(match.end() for match in re.finditer(";", text))]
    else:
        starts = [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if piece := paragraph.cut(start, end):
            yield piece


def _counted(text: str) -> list[int]:
    """Return where 1., 2., 3.… begin."""
    starts, wanted = [], 1
    for match in re.finditer(r"(?:^|(?<=\s))([0-9]{1,2})[.)]\s", text):
        if int(match[1]) == wanted:
            starts.append(match.start())
            wanted += 1
    return starts


def _labelled(row: Row) -> Iterator[Token]:
    """Yield a row of a table without a header: its first cell is a label or heading of the others, or all is text."""
    first = join_all(row[0], " ") if row[0] else Traced()
    role = role_of(first.text) if first else None
    others = [paragraph for cell in row[1:] for paragraph in cell]
    head = head_at(first.text + " " + (others[0].text if others else "")) if first else None
    if head is not None and others and head.end >= len(first.text.rstrip()):
        title = join_all(others, " ")
        yield Token(Kind.HEAD, title, first, Head(head.rank, head.number, head.end), in_cell=True)
    elif role is not None and others and role not in {Role.GOAL, Role.MEASURE, Role.NUMBER}:
        yield (
            Token(Kind.LABEL, mark=first, role=role, in_cell=True)
            if role is not Role.OTHER
            else Token(Kind.LABEL, join_all(others), first, role=role, in_cell=True)
        )
        if role in _LISTS:
            yield from list(_of_cell(role, others))[1:]
        elif role is not Role.OTHER:
            yield from (Token(Kind.TEXT, paragraph, in_cell=True) for paragraph in others)
    elif role in {Role.GOAL, Role.MEASURE} and others:
        yield _tree_cell(role or Role.GOAL, Traced(), others)
    else:
        for cell in row:
            for paragraph in cell:
                yield from _plain(paragraph)
