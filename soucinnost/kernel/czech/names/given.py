"""Given names and their case forms: telling a given name from a surname, and noticing names in free text."""

from collections.abc import Iterable
from functools import cache

from soucinnost.kernel.czech.names.declension import man_given_forms, woman_given_forms
from soucinnost.kernel.czech.names.given_lists import FEMALE_CALENDAR, FEMALE_MORE, MALE_CALENDAR, MALE_MORE
from soucinnost.kernel.folding import fold

MALE_NAMES = tuple(dict.fromkeys((*MALE_CALENDAR.split(), *MALE_MORE.split())))
FEMALE_NAMES = tuple(dict.fromkeys((*FEMALE_CALENDAR.split(), *FEMALE_MORE.split())))


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
