"""The dictionary of Czech word forms (simplemma's), loaded when the first word is looked up.

A form leads to one or more lemmas. What the dictionary says is corrected where it would join different words:
„nebezpečný“ is not „bezpečný“, „Zemanová“ is not „Zeman“. Given names and irregular words are added.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from threading import Lock

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from soucinnost.kernel.czech.matching.irregular import IRREGULAR, NO_FORM
from soucinnost.kernel.czech.matching.letters import plain, plain_all
from soucinnost.kernel.czech.names.given import FEMALE_NAMES, MALE_NAMES

_INFINITIVE = ("t", "ci", "ti")
_WOMANS = ("ová", "ové", "ovou")
IMPERATIVE = "ďťňšžčř"
_COMPARED = tuple(start + "jš" + ending for start in "eě" for ending in ("í", "ího", "ímu", "ím", "ích", "ími"))
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
# What follows the man's or greater thing's word in one made of it: kohout – kohoutek, student – studentík.
_MADE = ("ka", "ek", "ík")
_SHORT_INFINITIVE = ("éct", "íct", "oct", "uct")
_DERIVED = ("k", "ek", "ík", "ečk", "íčk")
_VOWELS = "aáeéěiíoóuúůyý"
_POSSESSIVE = ("ův", "ova", "ovo", "ovu", "ově", "ovou", "ovy", "ových", "ovým", "ovými")
_IN_OV = ("ov", "ův", "ova", "ovo", "ový", "ová", "ové", "ovy", "ové", "ovat", "ovět", "ovit", "ove")
_DIMINUTIVE = ("íček", "ínek", "ének", "ečka", "ička")
_DIMINISHED = ("ek", "k")
_IN_ICE = ("ice", "ici", "icí", "ic", "icím", "icích", "icemi")


class Dictionary:
    """Forms and their lemmas, both in small letters, with and without diacritics."""

    __slots__ = ("_bare_lemmas_of", "_lemmas_of", "_spellings", "lemmas")

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        shared: dict[str, tuple[str, ...]] = {}
        self._lemmas_of: dict[str, tuple[str, ...]] = {}
        for form, lemma in pairs:
            _add(self._lemmas_of, form, shared.setdefault(lemma, (lemma,)))
        self.lemmas = frozenset(shared)
        self._spellings: dict[str, tuple[str, ...]] = {}
        for lemma, bare in zip(shared, plain_all(shared), strict=True):
            _add(self._spellings, bare, shared[lemma])
        self._bare_lemmas_of: dict[str, tuple[str, ...]] = {}
        for (form, lemmas), bare in zip(self._lemmas_of.items(), plain_all(self._lemmas_of), strict=True):
            if bare != form and not (form[-1] in IMPERATIVE and lemmas[0][-1] == "t" and bare in self._lemmas_of):
                for lemma in lemmas:
                    _add(self._bare_lemmas_of, bare, shared[lemma])

    def lemmas_of(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of a form; a form that is itself a lemma is its own as well."""
        known = self._lemmas_of.get(form, ())
        return (*known, form) if form in self.lemmas and form not in known else known

    def lemmas_of_bare(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of all forms that are written ``form`` when the diacritics are left out.

        Where it is a word as it stands, imperatives of others are left out: „hrad“ is hardly „hraď“.
        """
        found = (*self.lemmas_of(form), *self._bare_lemmas_of.get(form, ()), *self._spellings.get(form, ()))
        return tuple(dict.fromkeys(found))

    def lemmas_like(self, word: str, *, bare: bool) -> tuple[str, ...]:
        """Return ``word`` when it is a lemma; when ``bare``, all lemmas so written without diacritics."""
        if bare:
            return self._spellings.get(word, ())
        return (word,) if word in self.lemmas else ()


def _add(table: dict[str, tuple[str, ...]], form: str, lemma: tuple[str, ...]) -> None:
    """Note one more lemma of a form; the usual tuple of one is shared between the forms."""
    known = table.setdefault(form, lemma)
    if known is not lemma and lemma[0] not in known:
        table[form] = known + lemma


_loading = Lock()


def dictionary() -> Dictionary:
    """Return the dictionary; the first call reads it (one to two seconds, 90 MB)."""
    with _loading:
        return _read()


@cache
def _read() -> Dictionary:
    return Dictionary(_pairs())


def _pairs() -> Iterator[tuple[str, str]]:
    for word in (*MALE_NAMES, *FEMALE_NAMES):
        yield word.lower(), word.lower()
    for lemma, forms in IRREGULAR.items():
        yield lemma, lemma
        for form in forms.split():
            yield form, lemma
    listed = DefaultDictionaryFactory().get_dictionary("cs")
    for listed_form, listed_lemma in listed.items():
        form, lemma = listed_form.lower(), listed_lemma.lower()
        if lemma.endswith(_SHORT_INFINITIVE):
            yield lemma, lemma[:-1] + "i"
        if form == lemma:
            yield form, lemma
        elif not _is_dispensable(form, lemma) and (form, lemma) not in NO_FORM:
            yield form, _corrected(form, lemma)


def _is_dispensable(form: str, lemma: str) -> bool:
    """Return whether rules do without the form: negated verbs, compared adjectives, forms of a word made of it."""
    if _is_negated(form, lemma) and lemma.endswith(_INFINITIVE):
        return form != "není"
    if lemma[-1] in "ýí" and form.endswith(_COMPARED):
        return True
    return _made_of(form, lemma) and not form.endswith(_MADE)


def _is_negated(form: str, lemma: str) -> bool:
    """Return whether ``form`` has a ne- that its lemma (nor „nést“) has, and which is not the superlative's nej-."""
    return form.startswith("ne") and plain(lemma[:2]) != "ne" and (form[2:3] != "j" or lemma.startswith("j"))


def _made_of(form: str, lemma: str) -> bool:
    """Return whether ``form`` is the lemma with a suffix that makes another word: kohout – kohoutek."""
    return form.startswith(lemma) and form[len(lemma) :].startswith(_DERIVED) and lemma[-1] not in _VOWELS


def _corrected(form: str, lemma: str) -> str:
    """Return the lemma under which ``form`` is to be found."""
    if _is_negated(form, lemma) and not lemma.endswith(_INFINITIVE):
        return "ne" + lemma
    if form.endswith(_WOMANS) and not lemma.endswith(("ová", "ový", "ov", "ova", "ův", "t")) and lemma[:1] == form[:1]:
        ending = next(ending for ending in _WOMANS if form.endswith(ending))
        return lemma if ending == "ové" else form.removesuffix(ending) + "ová"
    if lemma.endswith(_SHORT_INFINITIVE):
        return lemma[:-1] + "i"
    other = _woman(form, lemma) or _female(form, lemma) or _diminished(form, lemma)
    if other:
        return other
    if form.endswith(_POSSESSIVE) and not lemma.endswith(_IN_OV):
        ending = next(ending for ending in _POSSESSIVE if form.endswith(ending))
        return form.removesuffix(ending) + "ův"
    if _made_of(form, lemma) or (
        form.endswith(_DIMINUTIVE) and not lemma.endswith((*_DIMINUTIVE, "ka", "ko", "ky", "ek"))
    ):
        return form
    return lemma


def _female(form: str, lemma: str) -> str:
    """Return the word where one is the male and the other the female or another thing: holub – holubice."""
    if form.startswith(lemma + "ic") and form.endswith(_IN_ICE):
        return lemma + "ice"
    return form if lemma.endswith("ice") and lemma[:-1] not in form and "-" not in form else ""


def _diminished(form: str, lemma: str) -> str:
    """Return the smaller one of a word in -ák or -ík where the dictionary joins them: sedlák – sedláček."""
    start = lemma[:-1] + "č"
    if not lemma.endswith(("ák", "ík")) or not form.startswith(start):
        return ""
    return start + "ek" if form.removeprefix(start).startswith(_DIMINISHED) else ""


def _woman(form: str, lemma: str) -> str:
    """Return the word for a woman where the dictionary has its form under the man's: dodavatelka, strážnice."""
    for man, woman in _WOMEN.get(lemma[-2:], ()):
        if lemma.endswith(man):
            base = lemma.removesuffix(man) + woman
            if form.startswith(base[:-1]) or (base.endswith("ka") and form == base[:-2] + "ek"):
                return base
    return ""
