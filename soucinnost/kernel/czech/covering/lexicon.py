"""What the dictionary and the lists know of one word, each answer remembered.

The dictionary is simplemma's Czech one (362,000 forms, municipalities and usual surnames among them). It holds lemmas
only; whether a proper noun is a person's is told by the possessives and dative forms that it has.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from soucinnost.kernel.czech.covering.vocabulary import ADJECTIVES, ADVERBS, NOUNS
from soucinnost.kernel.czech.covering.word_lists import (
    BRANDS,
    CAPITALISED,
    FUNCTIONS,
    HEADS,
    NATIONS,
    OFFICE,
    PLACES,
)
from soucinnost.kernel.czech.names.declension import (
    family_forms,
    joined,
    man_forms,
    man_given_forms,
    woman_forms,
    woman_given_forms,
    woman_of,
)
from soucinnost.kernel.czech.names.given import FEMALE_NAMES, MALE_NAMES, is_familiar_form, is_given_name_form
from soucinnost.kernel.czech.names.surname_list import FOREIGN_SURNAMES, SURNAMES

_CACHE = 65536
_DERIVED = re.compile(
    r"(?:ní|ního|nímu|ním|ních|ními|ost|osti|ostí|ostem|ostech|ostmi|ování|ování[mch]*|ství|stvím|stvo|ace|aci"
    r"|ací|acích|acím|acemi"
    r"|ismus|ismu|ismem|ita|ity|itě|itou|ika|iky|ice|iku|ikou|[cs]ké|[cs]kého|[cs]kému|[cs]kém|[cs]kých|[cs]kými"
    r"|[auěí]jící|[auěí]jícím?|ovaný|ovaná|ované|ovaných|ovaným|ováno|ován|ována|ovány|telný|telná|telné|telných|tivní"
    r"|oval|ovala|ovali|ovaly|ovalo|ovat|uje|ují|ujeme|nout|logie|logii|logií|grafie|icky|ovsky|krát|metrie|fikace|terapie|terapii)$"
)
_PASSIVE = re.compile(
    r"(?:[áeě]n[oayi]?|ano|ino|uto|ito|yto|nuto|[aeěiu]l[oy]|[aieuě]li|[aeě]n[ýáé]|[ščžlrtvsd]ně|čtví|ctví)$"
)
_IMPERATIVE = re.compile(r"(?:[jďťňšžčřcsptvdn]te|ěte|íte|áte|ete|jme|eme|ujme|uji|uju|ám|ím)$")
_PREFIXES_TEXT = """
nej ne multi proti spolu nízko vysoko psycho video tele mezi před nad pod mimo sebe socio mikro makro euro auto
celo jedno dvou tří více krátko dlouho od do vy za po pro při roz pře na ex pseudo super meta re dez
"""
_PREFIXES = tuple(_PREFIXES_TEXT.split())


@cache
def dictionary() -> Mapping[str, str]:
    """Return the Czech dictionary: form to lemma, proper nouns with a capital."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("cs")


@cache
def person_lemmas() -> frozenset[str]:
    """Return the lemmas of the dictionary that name people: those with a possessive, a dative in -ovi or a wife."""
    found: set[str] = set()
    for form, lemma in dictionary().items():
        if form[:1].isupper() and form.endswith(("ovi", "ová", "ův")) and lemma[:1].isupper():
            found.add(lemma[:-2] if lemma.endswith("ův") else lemma)
            if lemma.endswith("ová"):
                found.add(lemma)
        elif form[:1].isupper() and form.endswith(("in", "iny", "ině", "inu")) and lemma[:1].isupper():
            found |= _owners(lemma)
    return frozenset(found)


def _owners(lemma: str) -> set[str]:
    """Return the women whose possessive ``lemma`` may be: Lenčin gives Lenka, Janin Jana."""
    stem = lemma[:-2] if lemma.endswith("in") else lemma[:-1]
    return {stem + "a", stem + "e", *({stem[:-1] + "ka"} if stem.endswith("č") else ())}


@cache
def surname_forms() -> frozenset[str]:
    """Return every case form of the listed surnames, lower-case."""
    forms: set[str] = set()
    for name in SURNAMES:
        forms |= man_forms(name) | family_forms(name)
        for woman in woman_of(name):
            forms |= woman_forms(woman)
    for name in FOREIGN_SURNAMES:
        forms |= {name, *man_forms(name)} if len(name) > 3 else {name}
        forms |= woman_forms(name + "ová")
    return frozenset(form.lower() for form in forms)


@lru_cache(_CACHE)
def lemma(word: str) -> str:
    """Return the lemma of a word in small letters, lower-case, or "" when the dictionary lacks the word."""
    found = dictionary().get(word)
    return found.lower() if found else ""


@lru_cache(_CACHE)
def is_common(word: str) -> bool:
    """Return whether ``word`` (any letter case) is a form of a common word, known or plainly derived from one."""
    lower = word.lower()
    if lower in dictionary() or len(lower) == 1:
        return not _only_proper(lower)
    if lower.endswith("-li") or len(lower) > 4 and _IMPERATIVE.search(lower):
        return True
    if lower in office_forms() or is_function(lower) or len(lower) > 5 and _PASSIVE.search(lower):
        return True
    if len(lower) > 5 and _DERIVED.search(lower):
        return not is_listed_surname(lower)
    if lower.capitalize() in dictionary():
        return False
    return any(
        lower.startswith(prefix) and len(lower) - len(prefix) > 3 and lower[len(prefix) :] in dictionary()
        for prefix in _PREFIXES
    )


def _only_proper(lower: str) -> bool:
    """Return whether the dictionary writes the lemma of this small-letter form with a capital (hlavaté: Hlavatý)."""
    return dictionary()[lower][:1].isupper() if lower in dictionary() else False


@cache
def office_forms() -> frozenset[str]:
    """Return the case forms of words of the office that the dictionary lacks, lower-case."""
    forms: set[str] = set()
    for word in OFFICE:
        forms.add(word)
        forms |= (
            woman_given_forms(word) | family_forms(word)
            if word.endswith("a")
            else man_given_forms(word) | family_forms(word)
        )
    for word in (*NOUNS, *ADJECTIVES):
        forms |= _noun_forms(word) | _plural_of_people(word)
    return frozenset(forms | ADVERBS)


def _plural_of_people(word: str) -> set[str]:
    """Return the nominative plural of those who are called so: recidivisté, stánkaři, školáci, trhovci."""
    if word.endswith("ista"):
        return {word[:-1] + "é"}
    stem = word[:-2] + word[-1] if word.endswith(("ek", "ec")) else word
    if stem.endswith(("k", "ch", "h", "r")):
        return {{"k": stem[:-1] + "c", "r": stem[:-1] + "ř"}.get(stem[-1], stem) + "i"}
    return {stem + "i"} if stem.endswith(("ř", "č", "l", "c", "n", "t")) else set()


@lru_cache(_CACHE)
def is_place(word: str) -> bool:
    """Return whether ``word`` is a form of a place: a proper noun of the dictionary that is no person's."""
    lower = word.lower()
    if lower in place_forms():
        return True
    titled = "-".join(part.capitalize() for part in lower.split("-"))
    found = dictionary().get(titled)
    if found is None and "-" in titled:
        return is_place(titled.split("-")[0]) and not is_listed_surname(titled.split("-")[0])
    if not found or not found[:1].isupper() or found.endswith(("ův", "in")) and found != titled:
        return False
    return found not in person_lemmas() and not is_given(found)


@cache
def place_forms() -> frozenset[str]:
    """Return the case forms of the places that the list adds to the dictionary, lower-case."""
    forms: set[str] = set()
    for name in PLACES:
        forms.add(name)
        if name.endswith("ice"):
            forms |= {name[:-3] + ending for ending in ("ic", "icím", "icích", "icemi")}
        elif name.endswith(("y", "e", "i")):
            stem = name[:-1]
            forms |= {
                joined(stem, ending)
                for ending in ("", "ů", "ům", "ách", "ech", "ích", "ami", "y", "i", "ím", "emi", "ě")
            }
        elif name.endswith("a"):
            forms |= {joined(name[:-1], ending) for ending in ("y", "ě", "u", "ou", "i")}
            forms.add(joined(name[:-2] + _SOFTENED.get(name[-2], name[-2]), "ě"))
        elif name.endswith("o"):
            forms |= {joined(name[:-1], ending) for ending in ("a", "u", "ě", "em")}
        elif name.endswith(("é", "á", "ý", "í")):
            forms |= {
                name[:-1] + ending
                for ending in ("á", "é", "ého", "ému", "ém", "ým", "ou", "ých", "ý", "ího", "ím", "í")
            }
        else:
            short = name[:-2] + name[-1] if name.endswith(("ek", "ec")) else name
            forms |= {joined(short, ending) for ending in ("u", "ě", "e", "em", "a", "i", "y", "ů")}
    return frozenset(forms)


_SOFTENED = {"k": "c", "h": "z", "r": "ř", "g": "z"}


@lru_cache(_CACHE)
def is_certain_place(word: str) -> bool:
    """Return whether ``word`` stands in the list of places, so that it is no surname unless a cue says so."""
    return word.lower() in place_forms()


@lru_cache(_CACHE)
def is_inflected_place(word: str) -> bool:
    """Return whether ``word`` is a place in a form other than a nominative that a surname could have."""
    found = dictionary().get(word) or ""
    return is_place(word) and (found != word or word.endswith(("í", "e", "o", "y")))


@lru_cache(_CACHE)
def is_person_form(word: str) -> bool:
    """Return whether the dictionary knows ``word`` as a form of a person's name."""
    found = dictionary().get(word.capitalize())
    return bool(found) and found in person_lemmas() and found.lower() not in NATIONS and not found.endswith("an")


@lru_cache(_CACHE)
def is_listed_surname(word: str) -> bool:
    """Return whether ``word`` is a case form of a listed surname."""
    return word.lower() in surname_forms()


@lru_cache(_CACHE)
def is_institutional(word: str) -> bool:
    """Return whether ``word`` is often written with a capital although it names nobody: Policie, Odbor, Program."""
    lower = word.lower()
    return lemma(lower) in CAPITALISED or lower in institutional_forms() or lower in BRANDS


@cache
def institutional_forms() -> frozenset[str]:
    """Return the case forms of the listed institutions, for the dictionary lacks some (magistrátu)."""
    return frozenset(form for name in CAPITALISED for form in _noun_forms(name))


@cache
def head_forms() -> frozenset[str]:
    """Return the case forms of the words after which the name of an organisation, place or thing may follow."""
    return frozenset(form for name in HEADS for form in _noun_forms(name))


def _noun_forms(name: str) -> set[str]:
    """Return the case forms of a common noun or adjective; those that only surnames have (-ovi, -ová) are left out."""
    if name.endswith(("a", "e", "ě")):
        forms = woman_given_forms(name) | family_forms(name)
    elif name.endswith(("ý", "á", "í")):
        forms = man_forms(name) | woman_forms(name[:-1] + "á") | family_forms(name)
    elif name.endswith("o"):
        forms = frozenset(joined(name[:-1], ending) for ending in ("a", "u", "em", "ě", "ů", "ům", "ech", "y"))
    else:
        forms = man_forms(name) | family_forms(name)
    return {name} | {form for form in forms if not _SURNAME_END.search(form)}


_SURNAME_END = re.compile(r"(?:ov(?:i|á|a|o|u|ě|ou|é|y|ých|ým|ými|ic)|ův|in)$")


@lru_cache(_CACHE)
def is_nation(word: str) -> bool:
    """Return whether ``word`` means people of a nation or town in a form that a surname hardly has."""
    lower = word.lower()
    if is_given_name_form(word):
        return False
    found = (dictionary().get(word.capitalize()) or lemma(lower)).lower()
    if found in ("čechy", "čech", "němec", "polák", "slovák", "rus", "srb", "turek", "slezák"):
        return not lower.endswith(("a", "ovi", "em", "ův", "ce", "ák", "ec", "ek", "h", "s", "ková"))
    return (
        found in NATIONS
        or bool(re.search(r"(?:an[éůy]|anům|anech|anka|anky|anek)$", lower))
        and not is_listed_surname(lower)
    )


@lru_cache(_CACHE)
def is_given(word: str) -> bool:
    """Return whether ``word`` is a case form of a given name or of its diminutive."""
    return is_given_name_form(word) or is_familiar_form(word) and word.lower() not in dictionary()


@lru_cache(_CACHE)
def is_function(word: str) -> bool:
    """Return whether a small-letter word says what a person is or does: ředitelka, vedoucímu, klientkou."""
    return word in function_forms() or lemma(word) in FUNCTIONS


@cache
def function_forms() -> frozenset[str]:
    """Return the case forms of the listed functions, for the dictionary lacks many (koordinátorem, klientce)."""
    forms: set[str] = set()
    for name in FUNCTIONS:
        if name.endswith(("ka", "ice", "yně", "a")):
            forms |= woman_given_forms(name) | family_forms(name) | (man_forms(name) if name.endswith("a") else set())
            forms |= {name[:-2] + "ek"} if name.endswith("ka") else set()
        else:
            forms |= man_given_forms(name) | family_forms(name) | man_forms(name)
    forms |= {name[:-1] + "é" for name in FUNCTIONS if name.endswith("ista")}
    return frozenset(forms) - {"dítě", "syny", "pane", "dám", "druha", "druhé", "druhá", "druhy", "hosta"}


@cache
def _given_beginnings() -> frozenset[str]:
    return frozenset(
        name[:length].lower() for name in (*MALE_NAMES, *FEMALE_NAMES) for length in range(2, min(6, len(name)))
    )


def begins_given_name(word: str) -> bool:
    """Return whether a small-letter word is the beginning of a given name."""
    return word in _given_beginnings()
