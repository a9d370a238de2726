"""All case forms of one person's name."""

import re
from dataclasses import dataclass
from functools import lru_cache

from soucinnost.kernel.czech.names.declension import (
    family_forms,
    man_forms,
    man_given_forms,
    man_possessives,
    woman_forms,
    woman_given_forms,
    woman_of,
    woman_possessives,
)
from soucinnost.kernel.czech.names.given import sexes_of

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_GENERATION = ("ml", "st")
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "da",
        "di",
        "del",
        "della",
        "der",
        "den",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "z",
        "ze",
        "zu",
        "af",
        "bin",
        "ibn",
    ]
)


@dataclass(frozen=True, slots=True)
class NameForms:
    """Forms in which a name may stand in text, spelled as names are (Novákovi, Novák-Malého).

    ``given`` and ``surname`` hold the singular with possessive adjectives, ``family`` the plural and the forms of
    the family. A name of several words (hyphenated, „van der Berg“) is held by its words, particles left out:
    each word declines by itself.
    """

    given: frozenset[str]
    surname: frozenset[str]
    family: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every form of any part."""
        return self.given | self.surname | self.family


@lru_cache(8192)
def forms_of(given: str, surname: str) -> NameForms:
    """Return all case forms of a person's given name (may be empty) and surname, both in the nominative.

    The sex is told by the given name, failing that by the ending of the surname; when neither tells, the forms of both
    are given. A man's surname that a woman bears (Jana Novák) is not declined, as Czech does not.
    """
    men, women = _sex(given, surname)
    given_forms: set[str] = set()
    for word in _parts(given):
        if men:
            given_forms |= man_given_forms(word) | man_possessives(word)
        if women:
            given_forms |= woman_given_forms(word) | woman_possessives(word)
    surname_forms: set[str] = set()
    family: set[str] = set()
    for word in _parts(surname):
        surname_forms |= {word}
        if men:
            surname_forms |= man_forms(word)
        if women:
            surname_forms |= woman_forms(word)
        family |= family_forms(word)
        if men:
            for woman in woman_of(word):
                family |= family_forms(woman)
    return NameForms(frozenset(given_forms), frozenset(surname_forms), frozenset(family))


def _parts(name: str) -> list[str]:
    """Return the words of a name, each with a capital first letter; particles, initials and „ml.“ left out."""
    words = [word for word in _PART.findall(name) if word.lower() not in _PARTICLES | set(_GENERATION)]
    return [word.capitalize() if word.isupper() or word.islower() else word for word in words if len(word) > 1]


def _sex(given: str, surname: str) -> tuple[bool, bool]:
    """Return whether the bearer may be a man, and whether a woman."""
    by_given = [sexes_of(word) for word in _parts(given)]
    men, women = any("m" in sexes for sexes in by_given), any("f" in sexes for sexes in by_given)
    last = surname.lower()
    if last.endswith(("ová", "ská", "cká", "á")):
        return (men and not women), True
    if men != women:
        return men, women
    if last.endswith("ý"):
        return True, False
    return True, True
