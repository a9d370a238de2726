"""From a form back to the names that it may be a form of: „Doležalem“ may be Doležal, „Hlavaté“ Hlavatá or Hlavatý.

Endings are taken off, endings of nominatives are put on, and a candidate stays only when the rules of
:mod:`declension` lead from it to the form again. So the two directions cannot disagree.
"""

from functools import lru_cache

from soucinnost.kernel.czech.names.declension import family_forms, man_forms, woman_forms, woman_of

_ENDINGS_TEXT = """
a e ě i u y o em ěm ěch ěte ěti ětem ou ovi ů ům ech ích ách ové ovy ova ovo ově ovu ův ových ovým ovými ovou ovic
é á ý í ého ému ém ým ých ými ího ímu ím ími ho mu m ýho ýmu in te ti tem ete eti etem ejch om
"""
_ENDINGS = tuple(sorted(_ENDINGS_TEXT.split(), key=len, reverse=True))
_NOMINATIVES = ("", "a", "o", "e", "ý", "á", "í", "ová")
_UNSOFTENED = {"c": ("k",), "z": ("h", "g"), "ř": ("r",), "š": ("ch",), "n": ("ň",), "t": ("ť",), "d": ("ď",)}
_PLURAL_ENDINGS = (("ští", "sk"), ("čtí", "ck"))


@lru_cache(8192)
def nominatives(form: str) -> frozenset[str]:
    """Return the surnames (nominative singular, of either sex) of which ``form`` is a form, itself included.

    A form in capitals is read as if only its first letter were one. The answer holds candidates, some of which nobody
    bears; it never lacks the right one when the surname declines by the rules.
    """
    word = form[:1] + form[1:].lower() if form.isupper() else form
    found = {word}
    for candidate in _candidates(word):
        if word in man_forms(candidate) or word in woman_forms(candidate) or word in family_forms(candidate):
            found.add(candidate)
    return frozenset(found)


def _candidates(word: str) -> set[str]:
    candidates: set[str] = set()
    for stem in _stems(word):
        for ending in _NOMINATIVES:
            candidates.add(stem + ending)
        if stem[-1] in "ňťď":
            candidates.add(stem[:-1] + {"ň": "n", "ť": "t", "ď": "d"}[stem[-1]] + "ě")
        if stem[-1] in "nbpvmftd":
            candidates.add(stem + "ě")
        if len(stem) > 2 and stem[-1] in "kclnňvtrmspš":
            candidates |= {stem[:-1] + "e" + stem[-1], stem[:-1] + "ě" + stem[-1]}
            if stem[-2] in "ňťď":
                candidates.add(stem[:-2] + {"ň": "n", "ť": "t", "ď": "d"}[stem[-2]] + "ě" + stem[-1])
        if len(stem) <= 5:
            candidates |= {stem.replace("o", "ů", 1), stem.replace("u", "ů", 1)}
    return {candidate for candidate in candidates if len(candidate) >= 2}


def _stems(word: str) -> set[str]:
    stems = {word}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 1:
            stem = word[: -len(ending)]
            stems.add(stem)
            for hard in _UNSOFTENED.get(stem[-1], ()) if ending[0] in "eěiíé" else ():
                stems.add(stem[:-1] + hard)
    for ending, stem_end in _PLURAL_ENDINGS:
        if word.endswith(ending):
            stems.add(word[: -len(ending)] + stem_end)
    if word.endswith("če"):
        stems.add(word[:-2] + "c")
    return stems


@lru_cache(8192)
def relatives(form: str) -> frozenset[str]:
    """Return every form of every surname that ``form`` may belong to, of both sexes and of the family."""
    forms: set[str] = set()
    for name in nominatives(form):
        forms |= man_forms(name) | woman_forms(name) | family_forms(name)
        for woman in woman_of(name):
            forms |= woman_forms(woman) | family_forms(woman)
        for man in men_of(name):
            forms |= man_forms(man) | family_forms(man)
    return frozenset(forms)


@lru_cache(8192)
def men_of(surname: str) -> frozenset[str]:
    """Return the surnames of men from which a woman's surname may come: Blažková gives Blažek, Blažka, Blažk."""
    lower = surname.lower()
    if lower.endswith("ová") and len(lower) > 4:
        return frozenset(name for name in _candidates(surname[:-3]) if surname in woman_of(name) and name != surname)
    if lower.endswith("á"):
        return frozenset({surname[:-1] + "ý"})
    return frozenset()
