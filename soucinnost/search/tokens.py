"""What of a text goes into the full-text index, and what a question asks of it.

One token is one string of letters and digits after a mark. Words bring the keys of ``kernel.czech.matching`` (any
inflected form meets any other there) and, after ``_``, the word itself without diacritics, for beginnings of words.
Tokens after ``__`` say where a record belongs: ``__g17`` to circle 17; ``__c17`` that only who sits in circle 17 can
see it, ``__c0`` that only its own app can say who sees it. They narrow the work; who may see what is asked of the
records themselves all the same. ``__d`` and ``__m`` say which days and months it names.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import is_normalized

from soucinnost.kernel.czech.matching import index_keys, query_keys
from soucinnost.kernel.czech.words import Word, words
from soucinnost.kernel.folding import fold
from soucinnost.search.days import tokens_of_days

MOST_TEXT = 200_000
"""Characters of a record that are searched."""
MOST_BYTES = 600_000
"""Bytes of tokens of a record; PostgreSQL takes no more than a mebibyte."""
MOST_LETTERS = 64
"""Letters of a word that count."""

_SIGNS = re.compile(r"[\W_]+")
_SIMPLE = re.compile(r"[^\W_]+")
# Where a word is more than a run of letters and digits: compounds, numbers with a sign, abbreviations with dots.
_INTRICATE = re.compile(r"[-\u2010\u2011'’]|\d[/.:,]\d|[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]\.|_")
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without characters that no database keeps and nobody sees."""
    return _UNPRINTED.sub(" ", text)


@lru_cache(maxsize=100_000)
def flat(word: str) -> str:
    """A word in small letters and digits without diacritics and signs; empty when there is nothing else in it."""
    return _SIGNS.sub("", fold(word[:MOST_LETTERS]))


@lru_cache(maxsize=100_000)
def stored(word: str) -> frozenset[str]:
    """Tokens under which a word of a text is found."""
    plain = flat(word)
    if not plain:
        return frozenset()
    return frozenset(index_keys(word[:MOST_LETTERS])) | {f"_{plain}"}


@lru_cache(maxsize=10_000)
def asked(word: str) -> frozenset[str]:
    """Tokens one of which a word must have to be found by ``word``; words not of Latin letters are taken as they are.
    """
    plain = flat(word)
    if not plain:
        return frozenset()
    return (frozenset(query_keys(word[:MOST_LETTERS])) if plain.isascii() else frozenset()) or frozenset({f"_{plain}"})


def tokens_of(texts: Iterable[str], places: Iterable[str] = ()) -> str:
    """All tokens of some texts and of where they belong, each once, in a fixed order, with one space between."""
    found = set(places)
    size = sum(map(len, found))
    for text in texts:
        days = tokens_of_days(text) - found
        size += sum(len(token) + 1 for token in days)
        if size > MOST_BYTES:
            return " ".join(sorted(found))
        found |= days
        for word in dict.fromkeys(texts_of(text)):
            new = stored(word) - found
            size += sum(len(token.encode()) + 1 for token in new)
            if size > MOST_BYTES:
                return " ".join(sorted(found))
            found |= new
    return " ".join(sorted(found))


def _is_simple(text: str) -> bool:
    return is_normalized("NFC", text) and not _INTRICATE.search(text)


def texts_of(text: str) -> list[str]:
    """The words of a text without their places: the same as ``words`` says, sooner where a text is simple."""
    return _SIMPLE.findall(text) if _is_simple(text) else [word.text for word in words(text)]


def words_of(text: str) -> list[Word]:
    """The same as ``words`` says, sooner where a text is simple."""
    if not _is_simple(text):
        return words(text)
    return [Word(match.group(), *match.span()) for match in _SIMPLE.finditer(text)]


def units(found: list[Word]) -> list[tuple[int, int, Word]]:
    """Words with the first and the last place they take in the row of words; a compound takes those of its parts."""
    placed: list[tuple[int, int, Word]] = []
    place, at = 0, 0
    while at < len(found):
        whole = found[at]
        at += 1
        parts = []
        while at < len(found) and found[at].end <= whole.end:
            parts.append(found[at])
            at += 1
        count = max(1, len(parts))
        placed.append((place, place + count - 1, whole))
        placed.extend((place + number, place + number, part) for number, part in enumerate(parts))
        place += count
    return placed


def outer(text: str) -> list[tuple[Word, tuple[Word, ...]]]:
    """Words that stand beside each other, each with the parts of a compound."""
    row: list[tuple[Word, list[Word]]] = []
    for word in words(text):
        if row and word.end <= row[-1][0].end:
            row[-1][1].append(word)
        else:
            row.append((word, []))
    return [(word, tuple(parts)) for word, parts in row]
