"""The piece of a text around what was found, with the form that stands there marked."""

from soucinnost.search.questions import Question, places_of

WIDTH = 200
_SLACK = 40


def excerpt(text: str, question: Question, width: int = WIDTH) -> list[tuple[str, bool]]:
    """Cut about ``width`` characters where most of the terms stand together; pairs of text and whether it is a hit.

    Empty when nothing of the question is in the text: an excerpt from elsewhere would say nothing about the hit.
    """
    line = " ".join(text.split())
    spans = _apart(places_of(question, line))
    if not spans:
        return []
    start = _cut(line, max(0, _best(spans, width) - width // 3), forward=True)
    end = _cut(line, min(len(line), start + width), forward=False)
    pieces: list[tuple[str, bool]] = [("…", False)] if start > 0 else []
    at = start
    for first, last, _term in spans:
        if first < at or last > end:
            continue
        pieces += [(line[at:first], False), (line[first:last], True)]
        at = last
    pieces.append((line[at:end] + ("…" if end < len(line) else ""), False))
    return [piece for piece in pieces if piece[0]]


def marked(text: str, question: Question) -> list[tuple[str, bool]]:
    """The whole of a short text in pieces; pairs of text and whether it is a hit."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for first, last, _term in _apart(places_of(question, text)):
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def _apart(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Spans that do not overlap, the earlier and longer one first."""
    kept: list[tuple[int, int, int]] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1], one[2])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _best(spans: list[tuple[int, int, int]], width: int) -> int:
    """Where the stretch with the most different terms begins; the first of them when there are more."""
    best, most = spans[0][0], 0
    for number, (first, _last, _term) in enumerate(spans):
        near = {term for start, end, term in spans[number:] if end <= first + width - width // 3}
        if len(near) > most:
            best, most = first, len(near)
    return best


def _cut(line: str, at: int, *, forward: bool) -> int:
    """Move a cut to the nearest space, so that no word is torn; a line without spaces is cut where it is."""
    if at in (0, len(line)):
        return at
    space = line.find(" ", at, at + _SLACK) if forward else line.rfind(" ", max(0, at - _SLACK), at)
    return at if space < 0 else space + (1 if forward else 0)
