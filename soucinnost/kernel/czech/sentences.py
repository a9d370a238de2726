"""Dividing Czech text into sentences, aware of abbreviations, titles, initials and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from soucinnost.kernel.chars import UPPER

_END = re.compile(
    rf"[.!?…]+[)“\"\]]*(?=\s+[(„\"\[–•]?\s?[{UPPER}0-9]|\s*$|[{UPPER}][^\W\d_])|\n\s*(?:\n|(?=[-–•*▪]\s))|\n"
)
_SHORT_TEXT = """
p pí pan sl č čp čís ul nám tř např popř příp tzn tzv atd apod aj tj mj resp max min cca odst písm str zák vyhl sb
tel mob ing mgr bc dr judr mudr mvdr phdr rndr paeddr doc prof dis csc drsc et arch por npor ppor kpt mjr plk pplk
prap nprap pprap nstržm stržm rtm insp zodp odp term kap obr tab pozn vč zvl zejm st ml sv hl k o s z v r roč pol čj
mil mld tis hod h
"""
_SHORT = frozenset(_SHORT_TEXT.split())
_LAST_WORD = re.compile(r"([^\W\d_]+|[0-9]+)$")
_NEXT = re.compile(r"\s*[(„\"\[]?([^\W_]+)")
_COUNTED = re.compile(r"(?<!\w)(?:z|ze|celkem|počtu|roku|strana|straně|č\.|čp\.|p\.)\s[0-9]{1,3}$")
_MONTH = re.compile(r"[0-9]{1,2}\.\s?$")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence, without surrounding white space; every line ends one.

    A line that goes on in small letters continues the sentence of the line before.
    """
    start = 0
    for match in _END.finditer(text):
        if match.end() <= start or not _is_end(text, match):
            continue
        end = match.start() if match.group().isspace() else match.end()
        yield from _trimmed(text, start, end)
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _is_end(text: str, match: re.Match[str]) -> bool:
    sign = match.group()
    following = _NEXT.match(text, match.end())
    if sign.isspace():
        return sign.count("\n") > 1 or following is None or not following[1][0].islower()
    if sign[0] != "." or sign.startswith(".."):
        return True
    word = _LAST_WORD.search(text[max(0, match.start() - 24) : match.start()])
    if word is None or following is None:
        return True
    if word[1].isdecimal():
        if following[1][0].isdecimal() or len(word[1]) > 2:
            return not following[1][0].isdecimal()
        if _COUNTED.search(text[max(0, match.start() - 12) : match.start()]):
            return True
        return bool(_MONTH.search(text[max(0, match.start() - 5 - len(word[1])) : match.start() - len(word[1])]))
    return word[1].lower() not in _SHORT and not (len(word[1]) == 1 and word[1].isupper())
