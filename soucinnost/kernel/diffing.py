"""What changed between two texts, word by word.

The longest common subsequence of words is computed exactly, by the bit-parallel method of
H. Hyyrö (Bit-parallel LCS-length computation revisited, 2004): one whole number holds a row of the
table, so ten thousand words take a fraction of a second in plain Python.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

Op = Literal["equal", "insert", "delete"]
Change = tuple[Op, str]

_WORD = re.compile(r"\S+\s*|\s+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MAX_CELLS = 400_000_000
"""Above this many cells (bits) of the table whole lines are compared first: 50 MB of memory."""
_ISLAND = 3
"""Letters and digits up to which an unchanged word between two rewritten places is not kept."""


def word_diff(old: str, new: str) -> list[Change]:
    """Return the changes that lead from ``old`` to ``new``.

    Each change is ``(op, text)``; the text is whole words with the whitespace after them. Joining
    the texts of ``equal`` and ``delete`` gives ``old`` exactly, of ``equal`` and ``insert`` gives
    ``new``. Neighbours have different ops, and a deletion stands before its replacement.
    """
    changes = _diff_tokens(_WORD.findall(old), _WORD.findall(new), max_cells=_MAX_CELLS)
    return _merge(_without_islands(_merge(changes)))


def _diff_tokens(old: list[str], new: list[str], *, max_cells: int) -> list[Change]:
    """Diff two lists of words; equal ends are cut off before the table is computed."""
    start = _common_length(old, new)
    rest = _common_length(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - rest], new[start : len(new) - rest]
    changes: list[Change] = [("equal", token) for token in old[:start]]
    if len(old_middle) * len(new_middle) <= max_cells:
        changes += _align(old_middle, new_middle)
    else:
        changes += _diff_long("".join(old_middle), "".join(new_middle), max_cells=max_cells)
    changes += [("equal", token) for token in old[len(old) - rest :]]
    return changes


def _diff_long(old: str, new: str, *, max_cells: int) -> list[Change]:
    """Diff very long texts: whole lines first, then words inside the changed stretches.

    A stretch that is still too long is given as deleted and inserted.
    """
    old_lines, new_lines = _LINE.findall(old), _LINE.findall(new)
    if len(old_lines) * len(new_lines) > max_cells:
        return [("delete", old), ("insert", new)]
    changes: list[Change] = []
    removed: list[str] = []
    added: list[str] = []

    def flush() -> None:
        old_words, new_words = _WORD.findall("".join(removed)), _WORD.findall("".join(added))
        if len(old_words) * len(new_words) <= max_cells:
            changes.extend(_align(old_words, new_words))
        else:
            changes.extend([("delete", "".join(removed)), ("insert", "".join(added))])
        removed.clear()
        added.clear()

    for op, line in _align(old_lines, new_lines):
        if op == "equal":
            flush()
            changes.append((op, line))
        else:
            (removed if op == "delete" else added).append(line)
    flush()
    return changes


def _common_length(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many tokens the two share from the start."""
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length


def _align(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Align two sequences by their longest common subsequence."""
    rows = _rows(old, new)
    changes: list[Change] = []
    i, j = len(old), len(new)
    while i and j:
        bit = i - 1
        if rows[j] >> bit & 1:  # the i-th old token adds nothing to the common subsequence
            i -= 1
            changes.append(("delete", old[i]))
        elif not rows[j - 1] >> bit & 1:  # nor does the j-th new one
            j -= 1
            changes.append(("insert", new[j]))
        else:
            i, j = i - 1, j - 1
            changes.append(("equal", old[i]))
    changes += [("delete", token) for token in reversed(old[:i])]
    changes += [("insert", token) for token in reversed(new[:j])]
    changes.reverse()
    return changes


def _rows(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Return the rows of the table: bit i of row j is 0 where old[i] lengthens the subsequence."""
    ones = (1 << len(old)) - 1
    where: dict[str, int] = {}
    for index, token in enumerate(old):
        where[token] = where.get(token, 0) | 1 << index
    row = ones
    rows = [row]
    for token in new:
        common = row & where.get(token, 0)
        row = ((row + common) | (row - common)) & ones
        rows.append(row)
    return rows


def _merge(changes: Iterable[Change]) -> list[Change]:
    """Join neighbours of one op; between two equal stretches put the deletion first."""
    merged: list[Change] = []
    pending: dict[Op, list[str]] = {"delete": [], "insert": [], "equal": []}

    def flush(*ops: Op) -> None:
        for op in ops:
            if pending[op]:
                merged.append((op, "".join(pending[op])))
                pending[op].clear()

    for op, text in changes:
        if op == "equal":
            flush("delete", "insert")
        else:
            flush("equal")
        pending[op].append(text)
    flush("equal", "delete", "insert")
    return merged


def _without_islands(changes: list[Change]) -> list[Change]:
    """Give up tiny equal stretches between two replacements; they are chance, not continuity."""
    result: list[Change] = []
    for index, (op, text) in enumerate(changes):
        before = [change[0] for change in changes[max(0, index - 2) : index]]
        after = [change[0] for change in changes[index + 1 : index + 3]]
        tiny = sum(map(str.isalnum, text)) <= _ISLAND and "\n" not in text
        if op == "equal" and tiny and before == after == ["delete", "insert"]:
            result += [("delete", text), ("insert", text)]
        else:
            result.append((op, text))
    return result
