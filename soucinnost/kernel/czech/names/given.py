"""Given names and their case forms: telling a given name from a surname, and noticing names in free text."""

from collections.abc import Iterable
from functools import cache

from soucinnost.kernel.czech.names.declension import (
    joined,
    man_given_forms,
    man_possessives,
    woman_given_forms,
    woman_possessives,
)
from soucinnost.kernel.czech.names.given_lists import (
    FEMALE_CALENDAR,
    FEMALE_FOREIGN,
    FEMALE_MORE,
    MALE_CALENDAR,
    MALE_FOREIGN,
    MALE_MORE,
)
from soucinnost.kernel.folding import fold

MALE_NAMES = tuple(dict.fromkeys((*MALE_CALENDAR.split(), *MALE_MORE.split(), *MALE_FOREIGN.split())))
FEMALE_NAMES = tuple(dict.fromkeys((*FEMALE_CALENDAR.split(), *FEMALE_MORE.split(), *FEMALE_FOREIGN.split())))


@cache
def known_names() -> frozenset[str]:
    """Return the given names in the nominative, lower-case, as written and without diacritics."""
    return _with_folded((*MALE_NAMES, *FEMALE_NAMES))


@cache
def known_forms() -> frozenset[str]:
    """Return the given names in every case that the common endings give, lower-case, also without diacritics."""
    return _with_folded({*_form_sexes()})


@cache
def _form_sexes() -> dict[str, str]:
    """Return each form of a given name with the sexes that bear it, as letters m and f."""
    sexes: dict[str, str] = {}
    for names, letter, decline in ((MALE_NAMES, "m", man_given_forms), (FEMALE_NAMES, "f", woman_given_forms)):
        for name in names:
            for form in decline(name):
                if letter not in sexes.get(form, ""):
                    sexes[form] = sexes.get(form, "") + letter
    return sexes


@cache
def _name_sexes() -> dict[str, str]:
    sexes: dict[str, str] = {}
    for names, letter in ((MALE_NAMES, "m"), (FEMALE_NAMES, "f")):
        for name in names:
            for key in {name.lower(), fold(name)}:
                sexes[key] = sexes.get(key, "") + letter
    return sexes


def sexes_of(name: str) -> str:
    """Return „m“, „f“ or „mf“ for a given name in the nominative; an unknown one is judged by its ending, -a is „f“."""
    known = _name_sexes().get(name.lower())
    if known:
        return known
    return "f" if name.lower().endswith("a") else "mf" if name.lower().endswith(("e", "i", "o", "y")) else "m"


def _with_folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(variant for word in words for variant in (word.lower(), fold(word)))


def is_given_name(word: str) -> bool:
    """Return whether ``word`` is a common given name in the nominative.

    Letter case does not matter; a word typed wholly without diacritics is recognised too, but „Zlatá“ is not „Zlata“.
    """
    return word.lower() in known_names()


def is_given_name_form(word: str) -> bool:
    """Return whether ``word`` is a common given name in any case: Jana, Jany, Janou (see :func:`is_given_name`)."""
    return word.lower() in known_forms()


_WOMEN_DIMINUTIVES = ("ka", "inka", "enka", "ička", "uška", "unka", "ča")
_MEN_DIMINUTIVES = ("ek", "ík", "eček", "íček", "oušek", "ánek", "ínek", "ko")


@cache
def familiar_forms() -> frozenset[str]:
    """Return case forms of the diminutives that usual endings make of calendar names, lower-case: Adélka, Tomášek."""
    forms: set[str] = set()
    for name in FEMALE_CALENDAR.split():
        stem = name.removesuffix("ie").removesuffix("a")
        for ending in _WOMEN_DIMINUTIVES:
            forms |= woman_given_forms(joined(stem, ending))
    for name in MALE_CALENDAR.split():
        stem = name[:-2] + name[-1] if name.endswith(("ek", "el")) else name.removesuffix("a")
        stem = stem[:-1] + "ř" if stem.endswith("tr") else stem
        for ending in _MEN_DIMINUTIVES:
            forms |= man_given_forms(joined(stem, ending))
    return frozenset(form.lower() for form in forms)


def is_familiar_form(word: str) -> bool:
    """Return whether ``word`` is a case form of a diminutive that the usual endings make of a given name."""
    return word.lower() in familiar_forms()


@cache
def possessive_forms() -> frozenset[str]:
    """Return possessive adjectives of given names in all forms, lower-case: Janin, Františkova, Terezčina."""
    men = (man_possessives(name) for name in MALE_NAMES)
    women = (woman_possessives(name) for name in (*FEMALE_NAMES, *_women_diminutives()))
    return frozenset(form.lower() for forms in (*men, *women) for form in forms)


def _women_diminutives() -> list[str]:
    return [joined(name.removesuffix("ie").removesuffix("a"), "ka") for name in FEMALE_CALENDAR.split()]


def is_given_possessive(word: str) -> bool:
    """Return whether ``word`` is a possessive adjective of a given name: Janin, Františkova."""
    return word.lower() in possessive_forms() and not is_given_name_form(word)
