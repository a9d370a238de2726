"""The dictionary of Czech word forms (simplemma's), loaded when the first word is looked up.

A form leads to one or more lemmas. What the dictionary says is corrected where it would join different words:
„nebezpečný“ is not „bezpečný“, „Zemanová“ is not „Zeman“. Given names and irregular words are added.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from soucinnost.kernel.czech.matching.irregular import IRREGULAR, NO_FORM
from soucinnost.kernel.czech.matching.letters import plain_all
from soucinnost.kernel.czech.names.given import FEMALE_NAMES, MALE_NAMES

_INFINITIVE = ("t", "ci", "ti")
_WOMANS = ("ová", "ové", "ovou")
_SUPERLATIVE = re.compile(r"nej.*š(?:í|ího|ímu|ím|ích|ími)")
# What a man's word ends in and the woman's made of it, by the last two letters of the man's.
_WOMEN: dict[str, tuple[tuple[str, str], ...]] = {
    "el": (("tel", "telka"),),
    "ář": (("ář", "ářka"),),
    "ař": (("ař", "ařka"),),
    "or": (("or", "orka"),),
    "ér": (("ér", "érka"),),
    "er": (("er", "erka"),),
    "nt": (("ent", "entka"), ("ant", "antka")),
    "ta": (("ista", "istka"), ("ita", "itka")),
    "ík": (("ník", "nice"),),
    "ik": (("ik", "ička"),),
    "ák": (("ák", "ačka"), ("ák", "ákyně")),
    "ec": (("ec", "kyně"),),
    "ce": (("ce", "kyně"),),
    "an": (("an", "anka"),),
    "og": (("log", "ložka"), ("log", "logyně")),
}
_SEPARATOR = "\n"
_DIMINUTIVE = ("íček", "ínek", "ének", "ečka", "ička")


class Dictionary:
    """Forms and their lemmas, both in small letters, with and without diacritics."""

    __slots__ = ("_lemmas_of", "_plain_lemmas", "_spellings", "lemmas")

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._lemmas_of: dict[str, tuple[str, ...]] = {}
        self._spellings: dict[str, tuple[str, ...]] = {}
        alone: dict[str, tuple[str, ...]] = {}
        lemmas_of = self._lemmas_of
        for form, lemma in pairs:
            one = alone.get(lemma) or alone.setdefault(lemma, (lemma,))
            known = lemmas_of.setdefault(form, one)
            if known is not one and lemma not in known:
                lemmas_of[form] = (*known, lemma)
        self.lemmas = set(alone)
        self._plain_lemmas = set(plain_all(self.lemmas))
        for form, bare in zip(lemmas_of, plain_all(lemmas_of), strict=True):
            if bare != form:
                self._spellings[bare] = (*self._spellings[bare], form) if bare in self._spellings else (form,)

    def lemmas_of(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of a form; a form that is itself a lemma is its own as well."""
        known = self._lemmas_of.get(form, ())
        if form in self.lemmas and form not in known:
            return (*known, form)
        return known

    def spellings(self, bare: str) -> tuple[str, ...]:
        """Return the known forms that are written ``bare`` when the diacritics are left out."""
        return (*((bare,) if bare in self._lemmas_of else ()), *self._spellings.get(bare, ()))

    def has_lemma(self, lemma: str, *, bare: bool) -> bool:
        """Return whether ``lemma`` is a known lemma, without diacritics when ``bare``."""
        return lemma in (self._plain_lemmas if bare else self.lemmas)


@cache
def dictionary() -> Dictionary:
    """Return the dictionary; the first call reads it (about half a second, some tens of megabytes)."""
    return Dictionary(_pairs())


def _pairs() -> Iterator[tuple[str, str]]:
    for word in (*MALE_NAMES, *FEMALE_NAMES):
        yield word.lower(), word.lower()
    for lemma, forms in IRREGULAR.items():
        yield lemma, lemma
        for form in forms.split():
            yield form, lemma
    listed = DefaultDictionaryFactory().get_dictionary("cs")
    forms, lemmas = list(listed), [*map(listed.__getitem__, listed)]
    for form, lemma in zip(*(_SEPARATOR.join(each).lower().split(_SEPARATOR) for each in (forms, lemmas)), strict=True):
        if (form, lemma) not in NO_FORM:
            yield form, lemma if form == lemma else _corrected(form, lemma)


def _corrected(form: str, lemma: str) -> str:
    """Return the lemma under which ``form`` is to be found."""
    if form.startswith("ne") and not lemma.startswith("ne") and not lemma.endswith(_INFINITIVE):
        return lemma if _SUPERLATIVE.fullmatch(form) else "ne" + lemma
    if form.endswith(_WOMANS) and not lemma.endswith(("ová", "ový", "ov", "ova")) and lemma[:1] == form[:1]:
        ending = next(ending for ending in _WOMANS if form.endswith(ending))
        return lemma if ending == "ové" else form.removesuffix(ending) + "ová"
    woman = _woman(form, lemma)
    if woman:
        return woman
    if form.endswith(_DIMINUTIVE) and not lemma.endswith(_DIMINUTIVE):
        return form
    return lemma


def _woman(form: str, lemma: str) -> str:
    """Return the word for a woman where the dictionary has its form under the man's: dodavatelka, strážnice."""
    for man, woman in _WOMEN.get(lemma[-2:], ()):
        if lemma.endswith(man):
            base = lemma.removesuffix(man) + woman
            if form.startswith(base[:-1]) or (base.endswith("ka") and form == base[:-2] + "ek"):
                return base
    return ""
