"""Finding people of a directory in text, in any case form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from soucinnost.kernel.czech.names.forms import NameForms, forms_of
from soucinnost.kernel.czech.names.given import is_given_name_form

if TYPE_CHECKING:
    from soucinnost.kernel.personnames import PersonName

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_GAP = re.compile(r"[ \t\u00a0\u202f]{1,3}\Z|[ \t\u00a0\u202f]?[-‐‑–][ \t\u00a0\u202f]?\Z")
_INITIAL_GAP = re.compile(r"\.?[ \t\u00a0\u202f]{0,2}\Z")


@dataclass(frozen=True, slots=True)
class Known:
    """A place where a known person is named: ``text[start:end]`` is their name, ``index`` their place in the list."""

    start: int
    end: int
    index: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def find_known(text: str, names: Sequence["PersonName"]) -> list[Known]:
    """Return where the people of ``names`` are named, in reading order and without overlaps.

    A surname counts in any case form and of any letter case that begins with a capital, alone or with the given name
    (or its initial) on either side. A different given name beside the surname means somebody else. When the surname
    alone fits several people, the first whose given name stands elsewhere in the text is meant, then the first of the
    list.
    """
    people = [forms_of(name.given, name.surname) for name in names]
    by_form: dict[str, list[int]] = {}
    for index, forms in enumerate(people):
        for form in forms.surname:
            by_form.setdefault(form.lower(), []).append(index)
    tokens = [_Token(match.group(), *match.span()) for match in _WORD.finditer(text)]
    present = {token.text.lower() for token in tokens}
    found: list[Known] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        candidates = by_form.get(token.text.lower(), ()) if token.text[:1].isupper() else ()
        best: Known | None = None
        for index in _by_likelihood(candidates, people, present):
            known = _at(text, tokens, position, names[index], people[index], index)
            if known is not None and (best is None or known.end - known.start > best.end - best.start):
                best = known
        if best is not None and (not found or best.start >= found[-1].end):
            found.append(best)
            while position < len(tokens) and tokens[position].start < best.end:
                position += 1
        else:
            position += 1
    return found


def _by_likelihood(candidates: Sequence[int], people: Sequence[NameForms], present: set[str]) -> list[int]:
    return sorted(
        candidates, key=lambda index: (not any(form.lower() in present for form in people[index].given), index)
    )


def _at(
    text: str, tokens: list[_Token], position: int, name: "PersonName", forms: NameForms, index: int
) -> Known | None:
    """Return the span of the person whose surname stands at ``position``, or None when somebody else is meant."""
    first = last = position
    surname_words = {form.lower() for form in forms.surname}
    while last + 1 < len(tokens) and tokens[last + 1].text.lower() in surname_words and _near(text, tokens, last):
        last += 1
    given = {form.lower() for form in forms.given}
    initials = {word[0].lower() for word in name.given.split() if word}
    before, after = first - 1, last + 1
    if before >= 0 and _touches(text, tokens, before) and tokens[before].text[:1].isupper():
        word = tokens[before].text.lower()
        if word in given or (len(word) == 1 and word in initials):
            while before > 0 and _touches(text, tokens, before - 1) and tokens[before - 1].text.lower() in given:
                before -= 1
            return Known(tokens[before].start, tokens[last].end, index)
        if _is_other(tokens[before].text, given):
            return None
    if after < len(tokens) and _touches(text, tokens, last) and tokens[after].text[:1].isupper():
        word = tokens[after].text.lower()
        if word in given or (len(word) == 1 and word in initials and text[tokens[after].end :][:1] == "."):
            while after + 1 < len(tokens) and _touches(text, tokens, after) and tokens[after + 1].text.lower() in given:
                after += 1
            return Known(tokens[first].start, tokens[after].end, index)
        if _is_other(tokens[after].text, given):
            return None
    return Known(tokens[first].start, tokens[last].end, index)


def _is_other(word: str, given: set[str]) -> bool:
    return bool(given) and is_given_name_form(word) or (len(word) == 1 and bool(given))


def _near(text: str, tokens: list[_Token], position: int) -> bool:
    return bool(_GAP.match(text[tokens[position].end : tokens[position + 1].start]))


def _touches(text: str, tokens: list[_Token], position: int) -> bool:
    between = text[tokens[position].end : tokens[position + 1].start]
    if len(tokens[position].text) == 1:
        return bool(_INITIAL_GAP.match(between))
    return bool(_GAP.match(between)) and "-" not in between
