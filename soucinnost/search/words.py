"""How text is cut into words for the index and for the question; both go the same way."""

import re

from soucinnost.kernel.folding import fold

_WORD = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """Words of a text, lower case, without diacritics, in their order."""
    return _WORD.findall(fold(text))


def packed(text: str) -> str:
    """Words with one space before, between and after, so that " word " finds a whole word and " wor" a beginning."""
    return f" {' '.join(tokens(text))} "


def answers(text: str, wanted: list[str]) -> bool:
    """Whether every wanted word is in the text, the last one as a beginning of a word."""
    found = packed(text)
    return all(f" {word} " in found for word in wanted[:-1]) and f" {wanted[-1]}" in found


def excerpt(text: str, wanted: list[str], width: int = 200) -> list[tuple[str, bool]]:
    """Cut about ``width`` characters around the first wanted word; pairs of text and whether it is a wanted word.

    Empty when no wanted word is in the text: an excerpt from elsewhere would say nothing about the hit.
    """
    line = " ".join(text.split())
    spans = [match.span() for match in _WORD.finditer(line) if _is_wanted(match.group(), wanted)]
    if not spans:
        return []
    start = _cut(line, max(0, spans[0][0] - width // 3), forward=True)
    end = _cut(line, min(len(line), start + width), forward=False)
    pieces: list[tuple[str, bool]] = [("…", False)] if start > 0 else []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        pieces += [(line[at:first], False), (line[first:last], True)]
        at = last
    pieces.append((line[at:end] + ("…" if end < len(line) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _is_wanted(word: str, wanted: list[str]) -> bool:
    parts = tokens(word)
    return any(part in wanted[:-1] or part.startswith(wanted[-1]) for part in parts)


def _cut(line: str, at: int, *, forward: bool) -> int:
    """Move a cut to the nearest space, so that no word is torn; a line without spaces is cut where it is."""
    if at in (0, len(line)):
        return at
    space = line.find(" ", at, at + 40) if forward else line.rfind(" ", max(0, at - 40), at)
    return at if space < 0 else space + (1 if forward else 0)
