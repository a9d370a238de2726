"""What a number in a text is of, in the words around it."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"[;():!?]\s|[;()]|,\s|\s[-–—]\s")
_STRONG = re.compile(r"[;)]\s?|(?<=[^\W\d_]{4})\.\s(?=[A-ZÁ-Ž])")
_DIGITS = re.compile(r"(?<![\w.])[0-9]")
_NUMBER_WITH_UNIT = re.compile(r"(?<![\w./])(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9][0-9 ,]*\s?[^\W\d_]+")
_LEADING = re.compile(r"^(?:o|a|i|dále|dále pak|a také|také|např\.|tj\.|pak)\s+(?=\S)")
_SHORTEST = 12
_LONGEST = 120


def label_of(text: str, start: int, end: int, first: int, stop: int) -> str:
    """Return what the number ``text[first:stop]`` (with its unit) is of; its sentence is ``text[start:end]``.

    A number alone in brackets is of what stands before them. Another one is of its clause: the words before it up to
    a comma or another number, and those behind it. At most 120 characters.
    """
    opened = text.rfind("(", start, first)
    inside = text[opened + 1 : first] if opened >= 0 and ")" not in text[opened:first] else ""
    if opened >= 0 and ")" not in text[opened:first] and len(inside.strip()) < _SHORTEST:
        return _tidy(_after_last(_STRONG, text[start:opened].rstrip()))
    before = text[start:first]
    left = _after_last(_SEPARATOR, _after_last(_NUMBER_WITH_UNIT, before))
    if len(left.strip()) < _SHORTEST:
        lead = _DIGITS.search(re.sub(r"(?:19|20)[0-9]{2}", "    ", before))
        left = before[: lead.start()] if lead else before
        left = left.rpartition("(")[0] if left.rstrip().endswith("(") else left
    behind = text[stop:end]
    cut = min(
        (found.start() for pattern in (_SEPARATOR, _DIGITS) for found in pattern.finditer(behind)), default=len(behind)
    )
    return _tidy(f"{left.strip()} {behind[:cut].strip()}")


def _after_last(pattern: re.Pattern[str], text: str) -> str:
    place = max((found.end() for found in pattern.finditer(text)), default=0)
    return text[place:] if len(text) - place > 4 else text


def _tidy(label: str) -> str:
    label = " ".join(label.split()).strip(" ,;:.()–-")
    label = _LEADING.sub("", label)
    if len(label) > _LONGEST:
        label = "…" + label[-_LONGEST:].split(" ", 1)[-1]
    return label
