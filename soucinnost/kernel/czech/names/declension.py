"""Case forms of Czech names by rules of our own: surnames of men, of women and of families, and given names.

The rules follow the declension of personal names in the Internet Language Reference Book of the Czech Language
Institute (sections on men's surnames, women's surnames and family names). They give sets of forms, not tables: where
usage wavers (Havla and Havela, Szabóa and Szabó) every variant is in the set, because what a form is used for is
finding a name, and a form too many costs less than a form that is missing. No list of surnames is needed.
"""

from functools import lru_cache

_SOFT = "šžčřcjďťň"
_WAVERING = "lszx"
"""Final consonants after which both hard and soft endings occur: Doležala, Krále."""
_FLEETING = ("ek", "ec", "el", "en", "eň", "ev", "et", "er", "em", "es", "ep", "eš")
_IOTATED = {"ď": "d", "ť": "t", "ň": "n"}
_PLURAL_SOFTENED = {"k": "c", "h": "z", "g": "z", "r": "ř"}
_DATIVE_SOFTENED = {"k": "c", "g": "z", "h": "z", "r": "ř"}
_POSSESSIVE = ("ův", "ova", "ovo", "ovu", "ově", "ovou", "ovi", "ovy", "ových", "ovým", "ovými")
_FAMILY = ("ovi", "ových", "ovým", "ovými", "ovic", "ovy")
_ADJECTIVE_MAN = ("ého", "ému", "ém", "ým", "ýho", "ýmu")
_ADJECTIVE_PLURAL = ("ých", "ým", "é", "ými", "ejch")
_CACHE = 8192


def joined(stem: str, ending: str) -> str:
    """Return ``stem`` with ``ending`` as Czech spells it: Bartoň + e is „Bartoně“, Hudc + ě is „Hudce“."""
    if not stem or not ending:
        return stem + ending
    last = stem[-1]
    if last in _IOTATED and ending[0] in "eěií":
        return stem[:-1] + _IOTATED[last] + ("ě" if ending[0] in "eě" else ending[0]) + ending[1:]
    if ending[0] == "ě" and last not in "dtnbpvmf":
        return stem + "e" + ending[1:]
    return stem + ending


def _all(stems: tuple[str, ...], endings: tuple[str, ...]) -> set[str]:
    return {joined(stem, ending) for stem in stems for ending in endings}


@lru_cache(_CACHE)
def man_forms(surname: str) -> frozenset[str]:
    """Return the case forms of a man's surname in the singular, with the possessive adjective; one word, nominative."""
    lower = surname.lower()
    if lower.endswith("ý"):
        return frozenset({surname} | _all((surname[:-1],), _ADJECTIVE_MAN))
    if lower.endswith("é") and len(lower) > 2:
        return frozenset({surname} | _all((surname[:-1],), ("ého", "ému", "ém")))
    if lower.endswith(("í", "i")):
        endings = ("ho", "mu", "m", "ovi", *_POSSESSIVE) if lower.endswith("i") else ("ho", "mu", "m")
        return frozenset({surname} | _all((surname,), endings))
    if lower.endswith("y"):
        return frozenset({surname} | _all((surname,), ("ho", "mu", "m", "ovi", "em", "e", *_POSSESSIVE)))
    if lower.endswith(("ů", "ých", "ích")):
        return frozenset({surname})
    if lower.endswith("a"):
        return frozenset({surname} | _noun_in_a(surname[:-1]))
    if lower.endswith(("o", "ó", "u", "ú", "á")):
        stems = (surname,) if lower[-1] in "óúuá" else (surname[:-1],)
        return frozenset({surname} | _all(stems, ("a", "ovi", "u", "em", "om", *_POSSESSIVE)))
    if lower.endswith(("e", "ě")):
        return frozenset({surname} | _noun_in_e(surname))
    return frozenset({surname} | _consonantal(surname))


def _noun_in_a(stem: str) -> set[str]:
    return _all((stem,), ("y", "i", "ovi", "u", "o", "ou", "e", *_POSSESSIVE))


def _noun_in_e(surname: str) -> set[str]:
    stem = surname[:-1]
    stems = {stem}
    if surname.endswith("ě") and stem[-1:] in ("n", "t", "d"):
        stems.add(stem[:-1] + {"n": "ň", "t": "ť", "d": "ď"}[stem[-1]])
    forms = _all(tuple(stems), ("e", "i", "ovi", "em", "a", "u", "ete", "eti", "etem", *_POSSESSIVE))
    return forms | _all((surname,), ("ho", "mu", "m", "te", "ti", "tem"))


def consonant_stems(surname: str) -> tuple[str, ...]:
    """Return the stems to which endings are added: Blažek gives „Blažk“, Havel „Havl“ and „Havel“, Kůs „Kůs“, „Kos“."""
    lower = surname.lower()
    stems = [surname]
    if len(surname) > 3 and lower.endswith(_FLEETING):
        stems.append(surname[:-2] + surname[-1])
    elif len(surname) > 3 and lower.endswith("ěk"):
        stems.append(surname[:-3] + {"n": "ň", "t": "ť", "d": "ď"}.get(lower[-3], lower[-3]) + surname[-1])
    if len(surname) <= 5 and "ů" in lower:
        stems.append(surname.replace("ů", "o").replace("Ů", "O"))
        stems.append(surname.replace("ů", "u").replace("Ů", "U"))
    return tuple(stem for stem in dict.fromkeys(stems) if stem)


def _consonantal(surname: str) -> set[str]:
    forms: set[str] = set()
    for stem in consonant_stems(surname):
        last = stem[-1].lower()
        soft = last in _SOFT
        if soft or last in _WAVERING or surname.lower().endswith(("the", "ge")):
            forms |= _all((stem,), ("e", "i", "ovi", "em"))
        if not soft:
            forms |= _all((stem,), ("a", "ovi", "u", "em"))
            forms.add(_vocative(stem))
        forms |= _all((stem,), _POSSESSIVE)
    if surname[-1].lower() == "c":
        forms |= {stem[:-1] + "če" for stem in consonant_stems(surname)}
    return forms


def _vocative(stem: str) -> str:
    last = stem[-1].lower()
    if last in "kgh" or stem.lower().endswith("ch"):
        return stem + "u"
    if last == "r" and len(stem) > 1 and stem[-2].lower() not in "aeiouyáéíóúůý":
        return stem[:-1] + "ře"
    return stem + "e"


@lru_cache(_CACHE)
def woman_forms(surname: str) -> frozenset[str]:
    """Return the case forms of a woman's surname in the singular; one word, nominative."""
    lower = surname.lower()
    if lower.endswith("á"):
        return frozenset({surname} | _all((surname[:-1],), ("é", "ou", "ý")))
    if lower.endswith("aja"):
        return frozenset({surname} | _all((surname[:-3],), ("é", "ou")) | _all((surname[:-1],), ("i", "u", "ou")))
    if lower.endswith("a"):
        stem = surname[:-1]
        dative = stem[:-1] + _DATIVE_SOFTENED[stem[-1]] if stem[-1:] in _DATIVE_SOFTENED else stem
        return frozenset({surname, joined(dative, "ě")} | _all((stem,), ("y", "i", "u", "ou", "é", "o", "in")))
    if lower.endswith("e"):
        return frozenset({surname} | _all((surname[:-1],), ("i", "í")))
    return frozenset({surname})


@lru_cache(_CACHE)
def family_forms(surname: str) -> frozenset[str]:
    """Return the forms of the family and the plural of a surname of either sex: Novákovi, Novákových, Nováci."""
    lower = surname.lower()
    if lower.endswith("ová") and len(lower) > 4:
        return frozenset(_all((surname[:-3],), _FAMILY) | _all((surname[:-1],), ("é", "ých", "ým", "ými")))
    if lower.endswith(("ý", "á")):
        stem = surname[:-1]
        return frozenset({_soft_plural(stem)} | _all((stem,), _ADJECTIVE_PLURAL))
    if lower.endswith("í"):
        return frozenset(_all((surname,), ("ch", "m", "mi")) | _all((surname[:-1],), _FAMILY))
    if lower.endswith(("ů", "ých", "ích")):
        return frozenset({surname})
    stems = (surname[:-1],) if lower[-1:] in "aoeě" else consonant_stems(surname)
    forms = _all(stems, (*_FAMILY, "ové", "ů", "ům", "y", "e", "ech", "ích", "ách"))
    for stem in stems:
        if stem:
            softened = stem[:-1] + _PLURAL_SOFTENED.get(stem[-1], stem[-1])
            forms |= {joined(softened, "i"), joined(softened, "ích")}
    return frozenset(forms)


def _soft_plural(stem: str) -> str:
    lower = stem.lower()
    for hard, soft in (("sk", "št"), ("ck", "čt"), ("ch", "š"), ("k", "c"), ("h", "z"), ("r", "ř")):
        if lower.endswith(hard):
            return stem[: -len(hard)] + soft + "í"
    return stem + "í"


@lru_cache(_CACHE)
def woman_of(surname: str) -> frozenset[str]:
    """Return the nominatives that a man's surname has for a woman: Novák Nováková, Tichý Tichá, Blažek Blažková."""
    lower = surname.lower()
    if lower.endswith("ý"):
        return frozenset({surname[:-1] + "á"})
    if lower.endswith(("ů", "ých", "ích")):
        return frozenset({surname})
    if lower.endswith("í"):
        return frozenset({surname, surname[:-1] + "ová"})
    stems = (surname[:-1],) if lower[-1:] in "aoeěiy" else consonant_stems(surname)
    return frozenset({stem + "ová" for stem in stems} | {surname})


@lru_cache(_CACHE)
def man_given_forms(name: str) -> frozenset[str]:
    """Return the case forms of a man's given name, without possessives: Petr, Petra, Petře; Karel, Karla, Karle."""
    lower = name.lower()
    if lower.endswith("a"):
        return frozenset({name} | _all((name[:-1],), ("y", "i", "ovi", "u", "o", "ou", "e", "é", "ové")))
    forms = set(man_forms(name)) - set(man_possessives(name))
    if len(name) > 3 and lower.endswith(("el", "ek", "ec", "ěk")):
        short = consonant_stems(name)[1:]
        forms = {name} | _all(short, ("a", "e", "i", "u", "ovi", "em"))
        if lower.endswith("el"):
            forms |= _all((name,), ("a", "e", "i", "u", "ovi", "em"))
    if lower[-1] not in "aeiouyáéíóúůý":
        forms.add(name + "ové")
    return frozenset(forms)


@lru_cache(_CACHE)
def man_possessives(name: str) -> frozenset[str]:
    """Return the possessive adjective of a man's name in all forms: Petrův, Petrova, Kavkovi; „-ovi“ left out."""
    lower = name.lower()
    stems = (name[:-1],) if lower[-1:] in "aoeě" else consonant_stems(name)
    if lower.endswith(("el", "ek", "ec", "ěk")) and len(stems) > 1:
        stems = stems[1:] if not lower.endswith("el") else stems
    return frozenset(_all(stems, tuple(ending for ending in _POSSESSIVE if ending != "ovi")))


@lru_cache(_CACHE)
def woman_given_forms(name: str) -> frozenset[str]:
    """Return the case forms of a woman's given name, without possessives: Jana, Janě, Janou; Lenka, Lence."""
    lower = name.lower()
    if lower.endswith("a"):
        stem = name[:-1]
        softened = stem[:-1] + _DATIVE_SOFTENED.get(stem[-1:], stem[-1:])
        return frozenset({name, joined(softened, "ě")} | _all((stem,), ("y", "i", "e", "u", "o", "ou", "ě")))
    if lower.endswith(("e", "ě")):
        return frozenset({name, name[:-1] + "i", name[:-1] + "í"})
    return frozenset({name} | _all((name,), ("y", "u", "ou", "i", "í", "e")))


@lru_cache(_CACHE)
def woman_possessives(name: str) -> frozenset[str]:
    """Return the possessive adjective of a woman's name in all forms: Janin, Lenčina, Mariini."""
    stem = name[:-1] if name.lower().endswith(("a", "e", "ě")) else name
    softened = stem[:-1] + {"k": "č", "g": "ž", "h": "ž", "r": "ř"}.get(stem[-1:], stem[-1:])
    return frozenset(
        _all((softened, stem), ("in", "ina", "iny", "ině", "inu", "inou", "ino", "iných", "iným", "inými", "ini"))
    )
