"""What a word may be: the known words whose form it is, and stems by the paradigms when it is a name or unknown.

A reading is a string: a letter for its kind and the lemma or stem. ``l`` is a word of the dictionary, the letters of
:mod:`paradigms` are stems, ``v`` an unknown verb, ``n`` a number, ``x`` the form as it stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from soucinnost.kernel.czech.matching.dictionary import dictionary
from soucinnost.kernel.czech.matching.letters import plain
from soucinnost.kernel.czech.matching.paradigms import bare_stems, stems
from soucinnost.kernel.czech.matching.verbs import infinitives

_HOOKED = {"d": "ď", "t": "ť", "n": "ň"}
_PERSONS = ("ovi", "ové", "ove", "ů", "ům", "ech", "cích")
_COMPARATIVE = re.compile(r"(?P<stem>.{2,}?)(?:[eě]j)?[šs][ií](?:ho|mu|m|ch|mi)?")
_COMPARED = (("čt", "ck"), ("št", "sk"), ("ř", "r"), ("ž", "h"), ("č", "k"), ("š", "ch"), ("ct", "ck"), ("st", "sk"))
_SHORT_PASSIVE = ("n", "na", "no", "ni", "ny", "t", "ta", "to", "ti")
_NEGATION = "ne"
_ADJECTIVE = ("ý", "ní", "cí")
_INFINITIVE = ("t", "ci")
_NEW_VERBS = ("ovat",)
_YOUNG = ("te", "ti", "tem", "ta", "t", "tům", "tech", "ty", "tu", "tum")


def known(form: str) -> set[str]:
    """Return the readings of ``form`` as a word of the dictionary; a verb in the negative is the verb."""
    words = dictionary()
    lemmas = words.lemmas_of(form) or _negated(form, words.lemmas_of)
    found = {"l" + each for lemma in lemmas for each in _related(lemma)}
    return found | _participle(form, lemmas) | _people(form, lemmas)


def _negated(form: str, lemmas_of: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the verbs whose negative form this is: nemůže → moci."""
    if not form.startswith(_NEGATION):
        return ()
    return tuple(
        lemma for lemma in lemmas_of(form.removeprefix(_NEGATION)) if len(lemma) > 2 and lemma.endswith(_INFINITIVE)
    )


def _related(lemma: str) -> Iterator[str]:
    """Give the lemma, and the singular where the dictionary lists the plural as well (brambory – brambora, data)."""
    yield lemma
    if lemma.endswith("a") and lemma[:-1] + "um" in dictionary().lemmas:
        yield lemma[:-1] + "um"
    if lemma.endswith("y"):
        words = dictionary()
        yield from (one for one in (lemma[:-1], lemma[:-1] + "a") if one in words.lemmas)


def _participle(form: str, lemmas: tuple[str, ...], *, bare: bool = False) -> set[str]:
    """Return the verb of a short passive („zajištěno“), which the dictionary gives as an adjective."""
    if not form.endswith(_SHORT_PASSIVE) or not any(lemma.endswith(("ný", "tý")) for lemma in lemmas):
        return set()
    like = dictionary().lemmas_like
    return {"l" + verb for maybe in infinitives(form, bare=bare) for verb in like(maybe, bare=bare)}


def _people(form: str, lemmas: tuple[str, ...], *, bare: bool = False) -> set[str]:
    """Return the adjective whose plural for people the dictionary has as a verb only: „tiší“ of „tichý“ and „tišit“."""
    if not form.endswith(("í", "i")[bare]) or not lemmas or not all(lemma.endswith(_INFINITIVE) for lemma in lemmas):
        return set()
    like = dictionary().lemmas_like
    stems_of = (stem for group, stem in (bare_stems if bare else stems)(form) if group == "a" and stem != form)
    return {"l" + lemma for stem in stems_of for lemma in like(stem + ("ý", "y")[bare], bare=bare) if lemma[-1] == "ý"}


def is_adjective(readings: set[str]) -> bool:
    """Return whether known readings are adjectives only, whose forms the dictionary and :func:`guessed` cover."""
    return bool(readings) and all(reading.endswith(_ADJECTIVE) for reading in readings)


def guessed(form: str, *, bare: bool = False) -> set[str]:
    """Return the known words to whose paradigm ``form`` fits although the dictionary has not this form."""
    like = dictionary().lemmas_like
    readings = bare_stems(form) if bare else stems(form)
    maybe = {lemma for group, stem in readings for lemma in _lemmas(group, stem, form)}
    maybe.update(_young(form), _compared(form))
    if bare:
        maybe = {plain(lemma) for lemma in maybe}
    maybe |= infinitives(form, bare=bare)
    return {"l" + lemma for each in maybe for lemma in like(each, bare=bare)}


def _lemmas(group: str, stem: str, form: str) -> Iterable[str]:
    """Give the nominatives that a stem of a group may have."""
    hooked = stem[:-1] + _HOOKED.get(stem[-1], stem[-1])
    if group == "h":
        nominatives = [stem, stem + "o", stem + "um", stem + "us", *_with_e(stem)]
        if stem[-2:-1] == "o":
            nominatives.append(stem[:-2] + "ů" + stem[-1])
        return [*nominatives, stem + "a"] if form.endswith(_PERSONS) else nominatives
    if group == "f":
        return (stem + "a",)
    if group == "s":
        return (stem, hooked, stem + "e", stem + "ě", hooked + "a", *_with_e(hooked))
    if group == "a":
        return stem + "ý", stem + "á", stem + "é"
    return {"i": (stem + "í",), "p": (stem + "ův",)}.get(group, (stem,))


def _with_e(stem: str) -> tuple[str, ...]:
    """Return the stem with a mobile e: blažk → blažek, zdeňk → zdeněk."""
    before = stem[:-1]
    soft = {"ď": "dě", "ť": "tě", "ň": "ně"}.get(before[-1:])
    return (before[:-1] + soft + stem[-1],) if soft else (before + "e" + stem[-1],)


def _young(form: str) -> Iterator[str]:
    """Give the nominative of words like kuře – kuřete – kuřata and téma – tématu."""
    for ending in _YOUNG:
        rest = form.removesuffix(ending)
        if rest == form or len(rest) < 3:
            continue
        if rest.endswith(("e", "ě", "ma")):
            yield rest
        if rest.endswith("a"):
            yield from (rest[:-1] + "e", rest[:-1] + "ě")


def _compared(form: str) -> Iterator[str]:
    """Give the positive of a comparative or superlative: nejbezpečnějšího → bezpečný."""
    for word in {form, form.removeprefix("nej")}:
        match = _COMPARATIVE.fullmatch(word)
        if match:
            stem = match["stem"]
            bases = [stem, *(stem[: -len(soft)] + hard for soft, hard in _COMPARED if stem.endswith(soft))]
            yield from (base + ending for base in bases for ending in "ýí")


def by_paradigm(form: str, *, foreign: bool = False, bare: bool = False) -> set[str]:
    """Return the stems that ``form`` has by its ending.

    ``foreign``: also the stems of foreign names with adjectival endings (Harry – Harryho).
    """
    found = {group + stem for group, stem in (bare_stems if bare else stems)(form) if foreign or group != "y"}
    found.update("v" + verb for verb in infinitives(form, bare=bare) | {form} if verb.endswith(_NEW_VERBS))
    return found


def as_abbreviation(form: str) -> set[str]:
    """Return the readings of a short word in capitals: as it stands, to which endings may be added (OSPOD – OSPODu)."""
    return {"x" + form} | {group + stem for group, stem in stems(form, longest_ending=0)}


def typed_bare(form: str) -> set[str]:
    """Return the known words that ``form``, written without diacritics, may be."""
    words = dictionary()
    lemmas = words.lemmas_of_bare(form) or _negated(form, words.lemmas_of_bare)
    found = {"l" + each for lemma in lemmas for each in _related(lemma)}
    return found | _participle(form, lemmas, bare=True) | _people(form, lemmas, bare=True)


def typed_partly(form: str) -> set[str]:
    """Return the known words that ``form`` may be when only some of its diacritics were typed („Ústi“)."""
    bare = plain(form)
    return {"l" + lemma for lemma in dictionary().lemmas_of_bare(bare) if not _contradicts(form, bare, lemma)}


def _contradicts(form: str, bare: str, lemma: str) -> bool:
    """Return whether a mark typed in ``form`` is not in ``lemma``, as far as both are the same letters."""
    for typed, letter, char in zip(form, bare, lemma, strict=False):
        if letter != plain(char):
            return False
        if typed not in (letter, char):
            return True
    return False
