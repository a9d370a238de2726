"""The keys under which a word is stored in an index and those under which it is looked for.

A word of the dictionary has its lemma as key. A query without diacritics is looked up among the forms without them and
asks for the lemmas of all: „rada“ for „rada“ and „řada“, „řada“ for itself.
Other words have stems, in two families: *strict* keys (``s…``) keep the diacritics, spelled in ASCII; *plain* keys
(``p…``) do not. A word in the index has both; a query with diacritics asks for the strict ones, one without them for
the plain ones.
"""

import re
from functools import lru_cache
from itertools import islice, product

from soucinnost.kernel.czech.matching.dictionary import IMPERATIVE
from soucinnost.kernel.czech.matching.letters import plain, spelled
from soucinnost.kernel.czech.matching.readings import (
    as_abbreviation,
    by_paradigm,
    guessed,
    is_adjective,
    known,
    typed_bare,
    typed_partly,
)
from soucinnost.kernel.czech.words import words

_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_APOSTROPHE = re.compile("['’]")
_KNOWN = "l"
_MOST_COMPOUNDS = 16
_LONGEST_ABBREVIATION = 8
_LONGEST_IN_CAPITALS = 5


def _token(word: str) -> str:
    """Return the one word that ``word`` is: dots of abbreviations left out; empty when it holds none."""
    return next((part.text for part in words(word)), "")


@lru_cache(maxsize=30_000)
def index_keys(word: str) -> frozenset[str]:
    """Return the keys under which ``word`` is stored; strings of ``[a-z0-9]``, empty for a text without a word."""
    token = _APOSTROPHE.sub("", _token(word))
    readings = _number(token) or _compound(token) or _stored(token)
    return frozenset(map(_strict, readings)) | frozenset(_plain(each) for each in readings if each[0] != _KNOWN)


@lru_cache(maxsize=20_000)
def query_keys(word: str) -> frozenset[str]:
    """Return the keys any of which a stored word must have to be found by ``word``; empty for a text without a word."""
    token = _APOSTROPHE.sub("", _token(word))
    form = token.lower()
    if form == plain(form):
        bare = _number(token) or _compound(token, bare=True) or _short_in_capitals(token) or _wanted_bare(form)
        return frozenset(_strict(each) if each[0] == _KNOWN else _plain(each) for each in bare)
    readings = _number(token) or _compound(token) or _short_in_capitals(token) or _wanted(form)
    return frozenset(map(_strict, readings))


def finds(query: str, word: str) -> bool:
    """Return whether somebody who looks for the one word ``query`` finds the one word ``word``."""
    return not query_keys(query).isdisjoint(index_keys(word))


def same_words(first: str, second: str) -> bool:
    """Return whether both texts are the same words in the same order, in any case form.

    „Městské policie Ostrava“ is „Městská policie Ostrava“. For names of organisations and titles.
    """
    left, right = ([part.text for part in words(text)] for text in (first, second))
    return bool(left) and len(left) == len(right) and all(map(finds, left, right))


def _strict(reading: str) -> str:
    return "s" + spelled(reading)


def _plain(reading: str) -> str:
    return "p" + _NOT_ALNUM.sub("0", plain(reading))


def _number(token: str) -> set[str]:
    """Return the reading of a word with digits: it is found as it stands, whatever separates its parts."""
    if not any(char.isdigit() for char in token):
        return set()
    return {"n" + _NOT_ALNUM.sub("x", plain(token.lower()))}


def _compound(token: str, *, bare: bool = False) -> set[str]:
    """Return the readings of „Frýdek-Místek“: each part in one of its readings."""
    parts = _HYPHEN.split(token)
    if len(parts) < 2:
        return set()
    choices = [sorted(_wanted_bare(part.lower(), wide=False) if bare else _stored(part, name=False)) for part in parts]
    return {"c" + "0".join(choice) for choice in islice(product(*choices), _MOST_COMPOUNDS)}


def _stored(token: str, *, name: bool | None = None) -> set[str]:
    """Return the readings of a word in the index: what the dictionary says, stems for what may be a name."""
    form = token.lower()
    if not form:
        return set()
    may_be_name = token[0] != form[0] if name is None else name
    listed = known(form)
    found = listed or (typed_bare(form) if form == plain(form) else set()) | guessed(form)
    short = _short_in_capitals(token)
    if short:
        return short
    if (may_be_name and not is_adjective(listed)) or not listed:
        found = found | by_paradigm(form, foreign=may_be_name and not listed)
    # „hrad“ does not ask for the verb of „hraď“, but for its letters.
    as_it_stands = not found or _is_abbreviation(token) or form[-1] in IMPERATIVE
    return found | {"x" + form} if as_it_stands else found


def _short_in_capitals(token: str) -> set[str]:
    """Return the readings of an unknown short word in capitals, which is an abbreviation: „MPO“ is no form of „MP“."""
    form = token.lower()
    if not token.isupper() or not 1 < len(token) <= _LONGEST_IN_CAPITALS or known(form) or typed_bare(form):
        return set()
    return as_abbreviation(form)


def _is_abbreviation(token: str) -> bool:
    return 1 < len(token) <= _LONGEST_ABBREVIATION and token[1:] != token[1:].lower()


def _wanted(form: str) -> set[str]:
    """Return the readings of a query typed with diacritics."""
    found = known(form) or guessed(form)
    if is_adjective(found):
        return found | {"x" + form}
    return (found or typed_partly(form)) | by_paradigm(form, foreign=True) | {"x" + form}


def _wanted_bare(form: str, *, wide: bool = True) -> set[str]:
    """Return the readings of a query typed without diacritics."""
    if not form:
        return set()
    found = typed_bare(form)
    if not known(form):
        found = found | guessed(form, bare=not found)
    if wide or not found:
        found = found | by_paradigm(form, foreign=True, bare=True) | {"x" + form}
    return found
