"""The keys under which a word is stored in an index and those under which it is looked for.

There are two families. *Strict* keys keep the diacritics (spelled in ASCII), *plain* keys do not. A word in the index
has both; a query typed with diacritics asks for the strict ones, a query without them for the plain ones. So „řada“
does not find „rada“, and „rada“ finds both.
"""

from functools import lru_cache

import simplemma
import snowballstemmer

from soucinnost.kernel.czech.words import words
from soucinnost.kernel.folding import fold

_stem = snowballstemmer.stemmer("czech").stemWord


def _canonical(word: str) -> str:
    return "".join(part.text for part in words(word)[:1]).lower()


def _bases(word: str) -> set[str]:
    lemmas = {simplemma.lemmatize(form, lang="cs").lower() for form in (word, word.capitalize())}
    return lemmas | {_stem(lemma) for lemma in lemmas} | {_stem(word), word}


def _plain(base: str) -> str:
    return "p" + "".join(char for char in fold(base) if char.isascii() and char.isalnum())


def _strict(base: str) -> str:
    return "s" + "".join(char if char.isascii() else f"{ord(char):x}" for char in base if char.isalnum())


@lru_cache(maxsize=100_000)
def index_keys(word: str) -> frozenset[str]:
    """Return the keys under which ``word`` is stored; strings of ``[a-z0-9]``, empty for a text without a word."""
    canonical = _canonical(word)
    bases = _bases(canonical) if canonical else set()
    return frozenset({_plain(base) for base in bases} | {_strict(base) for base in bases})


@lru_cache(maxsize=10_000)
def query_keys(word: str) -> frozenset[str]:
    """Return the keys any of which a stored word must have to be found by ``word``."""
    canonical = _canonical(word)
    if not canonical:
        return frozenset()
    if canonical == fold(canonical):
        return frozenset(_plain(base) for base in _bases(canonical))
    return frozenset(_strict(base) for base in _bases(canonical))


def finds(query: str, word: str) -> bool:
    """Return whether somebody who looks for the one word ``query`` finds the one word ``word``."""
    return not query_keys(query).isdisjoint(index_keys(word))


def same_words(first: str, second: str) -> bool:
    """Return whether both texts are the same words in the same order, in any case form."""
    left, right = ([part.text for part in words(text)] for text in (first, second))
    return bool(left) and len(left) == len(right) and all(map(finds, left, right))
