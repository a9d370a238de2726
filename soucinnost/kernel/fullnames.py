"""Noticing full names in free text, to warn before it is saved where only counts belong."""

import re
from collections.abc import Iterator

from soucinnost.kernel.chars import NARROW_NBSP, NBSP, UPPER
from soucinnost.kernel.czech.covering.people import full_name_spans
from soucinnost.kernel.czech.names.given import is_given_name_form
from soucinnost.kernel.personaldata import Finding, Kind

_GAP = f"[ {NBSP}{NARROW_NBSP}]"
_WORD = re.compile(rf"(?<![\w@])[{UPPER}][^\W\d_]+(?:-[{UPPER}][^\W\d_]+)*(?![\w@])")
_SPACES_ONLY = re.compile(rf"{_GAP}+")
_PLACE_BEFORE = re.compile(
    rf"(?:ul\.|ulic[eií]|nám\.|náměstí|tříd[aěy]|tř\.|most|škol[ay]|sv\.){_GAP}*$", re.IGNORECASE
)
_LINE_START = re.compile(r"(?:^|[\n\r])[\s•*–\-0-9.)]*$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\r•–—\-(„\"])\s*$")
_SURNAME_FIRST_END = re.compile(rf"{_GAP}*(?:$|[\n\r,;)]|{_GAP}[–—\-]{_GAP})")
_OVA = re.compile(r"ov(?:á|é|ou)$")
_LOOK_BACK = 24
_NOT_SURNAMES_TEXT = """
Pan Paní Pana Panu Pane Pánem Slečna Dále Dne Také Pokud Projekt Program Ing Mgr Bc Dr Policie Město Obec Kraj
Magistrát Úřad Škola Spolek Nadace Charita Diakonie Armáda Praha Brno Ostrava Plzeň
"""
_NOT_SURNAMES = frozenset(_NOT_SURNAMES_TEXT.split())


def find_full_names(text: str) -> list[Finding]:
    """Return places where a given name stands next to a surname, in either order and in any case.

    Given names come from a list of common Czech ones and their usual case forms; a surname is any capitalised word.
    Streets and squares named after somebody are left out. A surname in front counts when it ends in -ová, is in
    capitals, stands inside a sentence or alone on its line: „Dále Petr“ is not a name. What covering of names knows
    beyond that (diminutives, rare given names before a known surname, initials, foreign and long names) is added, and
    a place it has longer is taken whole.
    """
    spans = sorted({*_beside_given(text), *full_name_spans(text)})
    found: list[Finding] = []
    for start, end in spans:
        if found and start < found[-1].end:
            start = found[-1].start
            end = max(end, found.pop().end)
        found.append(Finding(Kind.FULL_NAME, start, end, text[start:end]))
    return found


def _beside_given(text: str) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        length = _name_length(text, words, index)
        if length:
            yield words[index].start(), words[index + length - 1].end()
        index += length or 1


def _name_length(text: str, words: list[re.Match[str]], index: int) -> int:
    """Return of how many words the full name starting at ``words[index]`` consists, 0 for none."""
    run = _run(text, words, index)
    if run < 2:
        return 0
    first, second = words[index], words[index + 1]
    before = text[max(0, first.start() - _LOOK_BACK) : first.start()]
    if first.group() in _NOT_SURNAMES or _PLACE_BEFORE.search(before):
        return 0
    if is_given_name_form(first.group()) and second.group() not in _NOT_SURNAMES:
        middle = run >= 3 and is_given_name_form(second.group())
        return 3 if middle else 2
    if is_given_name_form(second.group()) and _surname_first(text, first, second, before):
        return 2
    return 0


def _run(text: str, words: list[re.Match[str]], index: int) -> int:
    """Return how many capitalised words follow each other from ``index``, three at most."""
    run = 1
    while run < 3 and index + run < len(words):
        between = text[words[index + run - 1].end() : words[index + run].start()]
        if not _SPACES_ONLY.fullmatch(between):
            break
        run += 1
    return run


def _surname_first(text: str, surname: re.Match[str], given: re.Match[str], before: str) -> bool:
    word = surname.group()
    if _OVA.search(word) or word.isupper() or not _SENTENCE_START.search(before):
        return True
    return bool(_LINE_START.search(before) and _SURNAME_FIRST_END.match(text, given.end()))
