"""Czech declension read backwards: from a form to the stems it may have, in a few groups of paradigms.

The groups join paradigms whose forms are alike, so that a word outside the dictionary has few keys:
``h`` hard masculines and neuters (pán, hrad, předseda, město, centrum, virus), ``f`` hard feminines (žena),
``s`` soft nouns (muž, stroj, růže, píseň, kost, moře, Pardubice), ``a`` hard adjectives and surnames like them (mladý,
Hlavatá, Nováková), ``i`` soft adjectives and nouns in -í (jarní, stavení, Ústí), ``p`` possessives (Havlíčkův),
``y`` foreign names with adjectival endings (Harryho).
The stem of a group has its alternations undone: mobile e (Blažek – Blažka), k/c, h/z, ch/š, r/ř, ů/o.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from soucinnost.kernel.czech.matching.letters import plain

_SOFT_ONLY = frozenset("cčďjňřšťž")
_VOWELS = frozenset("aáeéěiíoóuúůyý")
_HOOKED = {"d": "ď", "t": "ť", "n": "ň"}
_UNHOOKED = str.maketrans("ďťň", "dtn")
_MOBILE = frozenset("klnrvbmd")
_MIN_STEM = 2
_LONGEST_ENDING = 5
# Names in -ov are hard; without diacritics a foreign -óv cannot be told from them.
_HARD_OV = ("ov", "óv")
_NO_STEM_END = frozenset("aouyáéíóúůýě")
# Endings so long and so plain that a long word with one of them is no nominative.
_OBLIQUE = ("ích", "ých", "ách", "ům", "ým", "ím", "ém")
_LONG = 6
_SHORT = 4

Undo = Callable[[str], Iterable[str]]


def _is_consonant(char: str) -> bool:
    return char.isalpha() and char not in _VOWELS


def without_mobile_e(stem: str) -> tuple[str, ...]:
    """Return the stem as it stands before an ending: blažek → blažk, zdeněk → zdeňk; empty when there is no such e."""
    if len(stem) < 4 or stem[-2] not in "eě" or not _is_consonant(stem[-1]) or not _is_consonant(stem[-3]):
        return ()
    before = _HOOKED.get(stem[-3], stem[-3]) if stem[-2] == "ě" else stem[-3]
    return (stem[:-3] + before + stem[-1],)


def _long_o(stem: str) -> str:
    return stem[:-2] + "o" + stem[-1] if len(stem) > 2 and stem[-2] == "ů" else stem


def _hard(rest: str) -> Iterator[str]:
    if rest[-1] not in _SOFT_ONLY and rest[-1] not in _NO_STEM_END:
        yield rest


def _hard_bare(rest: str) -> Iterator[str]:
    """Nominative of a masculine, genitive plural of a feminine or neuter."""
    if not _is_consonant(rest[-1]) or rest[-1] in _SOFT_ONLY or (len(rest) >= _LONG and rest.endswith(_OBLIQUE)):
        return
    shorter = without_mobile_e(rest) if rest[-1] in _MOBILE else ()
    yield from shorter
    if not shorter or rest[-1] != "k" or rest[-2] == "ě" or len(rest) == _SHORT:
        yield _long_o(rest)


def _ending_in(finals: str, rest: str) -> Iterator[str]:
    if rest[-1] in finals:
        yield rest


def _softened(changes: dict[str, tuple[str, ...]], rest: str) -> Iterator[str]:
    """Undo the change of the last consonant before an ending; a consonant not named stays out."""
    for last in changes.get(rest[-2:], changes.get(rest[-1], ())):
        yield rest[: -len(rest[-2:] if rest[-2:] in changes else rest[-1])] + last


def _same(*letters: str) -> dict[str, tuple[str, ...]]:
    return {letter: (letter,) for letter in "".join(letters)}


_K_TO_C: dict[str, tuple[str, ...]] = {"c": ("k",), "z": ("h", "g", "z"), "š": ("ch",), "ř": ("r",)}
_BEFORE_I = _same("dtnlsbpvmfx") | _K_TO_C
_BEFORE_ICH = _same("lsn") | _K_TO_C
_BEFORE_E_FEMININE = _same("lsx") | _K_TO_C | {"š": ("ch", "š")}
_BEFORE_E = _same("lszdtnbpvmfxr") | {"ř": ("r",)}
_ADJECTIVE_PLURAL = _same("bdflmnpstvž") | _K_TO_C | {"št": ("sk", "št"), "čt": ("ck", "čt")}


def _soft_stem(rest: str) -> str:
    return _long_o(rest.translate(_UNHOOKED) if rest[-1] in "ďťň" else rest)


def _soft(finals: str, rest: str) -> Iterator[str]:
    if rest[-1] in finals and not (rest.endswith(_HARD_OV) and len(rest) > 3):
        yield _soft_stem(rest)


def _soft_bare(rest: str) -> Iterator[str]:
    if rest[-1] not in "cčďjňřšťžlszmvx" and not rest.endswith("st") or rest.endswith(_OBLIQUE):
        return
    shorter = without_mobile_e(rest) if rest[-1] in "cčňlv" or rest.endswith("ves") else ()
    yield from map(_soft_stem, shorter)
    if not shorter or rest[-1] != "c" or len(rest) == _SHORT:
        yield from _soft("cčďjňřšťžlszmvxt", rest)


def _stem(rest: str) -> Iterator[str]:
    if rest[-1] not in _NO_STEM_END:
        yield rest


def _table() -> Iterator[tuple[str, str, Undo]]:
    """Give each ending with its group and with what undoes the changes of the stem before it."""
    before_i = partial(_soft, "cčjřšždtnlszmvbpx")
    soft = partial(_soft, "cčďjňřšťžlszx")
    rules: list[tuple[str, str, Undo]] = [
        ("h", "a u y ou ů ům ám ovi em ech ové o um us", _hard),
        ("h", "", _hard_bare),
        ("h", "e", partial(_softened, _BEFORE_E)),
        ("h", "ě", partial(_ending_in, "dtnbpvfm")),
        ("h", "i", partial(_softened, _BEFORE_I)),
        ("h", "ích", partial(_softened, _BEFORE_ICH)),
        ("h", "ách", partial(_ending_in, "khg")),
        ("h", "é", partial(_ending_in, "nt")),
        ("h", "í ím ích i", partial(_ending_in, "i")),
        ("f", "a u o ou ám ách ami", _stem),
        ("f", "y", _hard),
        ("f", "", _hard_bare),
        ("f", "ě", partial(_ending_in, "dtnbpvfm")),
        ("f", "e", partial(_softened, _BEFORE_E_FEMININE)),
        ("s", "", _soft_bare),
        ("s", "e", partial(_soft, "cčjřšžlszmvxi")),
        ("s", "e", partial(_softened, {"č": ("c",)})),
        ("s", "ě", partial(_soft, "dtnbpvm")),
        ("s", "i í ím ích", before_i),
        ("s", "i í ím ích", partial(_ending_in, "i")),
        ("s", "em", partial(_soft, "cčjřšžlszxt")),
        ("s", "ěm", partial(_soft, "dtn")),
        ("s", "emi", partial(_soft, "cčjřšžlszxi")),
        ("s", "ěmi", partial(_soft, "dtnmv")),
        ("s", "mi", partial(_soft, "ťďňtdz")),
        ("s", "ovi ové ů ům", soft),
        ("s", "a u o ou", partial(_soft, "cčďjňřšťž")),
        ("s", "é", partial(_ending_in, "l")),
        ("s", "ech", partial(_ending_in, "t")),
        ("a", "ý á é ého ému ém ým ou ých ými", _stem),
        ("a", "í", partial(_softened, _ADJECTIVE_PLURAL)),
        ("i", "í ího ímu ím ích ími", partial(_ending_in, "cčjřšžnlsztdmbpv")),
        ("p", "ův ova ovo ovu ově ovou ovy ových ovým ovými", _stem),
    ]
    rules += [("y", f"{vowel}{ending}", partial(_with, vowel)) for vowel in "yie" for ending in ("", "ho", "mu", "m")]
    for group, endings, undo in rules:
        for ending in endings.split() or [""]:
            yield ending, group, undo


def _with(vowel: str, rest: str) -> Iterator[str]:
    if not rest.endswith((*_HARD_OV, *_NO_STEM_END)):
        yield rest + vowel


@cache
def _endings() -> dict[str, list[tuple[str, Undo]]]:
    table: dict[str, list[tuple[str, Undo]]] = {}
    for ending, group, undo in _table():
        table.setdefault(ending, []).append((group, undo))
    return table


def stems(form: str, *, longest_ending: int = _LONGEST_ENDING) -> set[tuple[str, str]]:
    """Return (group, stem) of every reading of ``form`` that the endings allow; small letters, with diacritics.

    ``longest_ending``: 0 takes the form for a nominative without an ending.
    """
    table = _endings()
    found: set[tuple[str, str]] = set()
    for size in range(min(longest_ending, len(form) - _MIN_STEM) + 1):
        cut = len(form) - size
        rest = form[:cut]
        for group, undo in table.get(form[cut:], ()):
            found.update((group, stem) for stem in undo(rest) if len(stem) >= _MIN_STEM)
    return found


_MARKED = {"c": "cč", "s": "sš", "z": "zž", "r": "rř", "n": "nň", "t": "tť", "d": "dď", "e": "eě", "u": "uů"}


@cache
def _bare_endings() -> dict[str, list[tuple[str, Undo]]]:
    table: dict[str, list[tuple[str, Undo]]] = {}
    for ending, group, undo in _table():
        table.setdefault(plain(ending), []).append((group, undo))
    return table


def _spellings(rest: str) -> Iterator[str]:
    """Give what the last two letters may be with diacritics; the stem before them does not matter to the endings."""
    for middle in _MARKED.get(rest[-2], rest[-2]):
        for last in _MARKED.get(rest[-1], rest[-1]):
            yield rest[:-2] + middle + last


def bare_stems(form: str) -> set[tuple[str, str]]:
    """Return (group, stem) of every reading of a form written without diacritics; the stems have none either.

    For each form ``w`` they contain the stems of ``w`` with their diacritics left out.
    """
    table = _bare_endings()
    found: set[tuple[str, str]] = set()
    for size in range(min(_LONGEST_ENDING, len(form) - _MIN_STEM) + 1):
        cut = len(form) - size
        for rest in _spellings(form[:cut]):
            for group, undo in table.get(form[cut:], ()):
                found.update((group, plain(stem)) for stem in undo(rest) if len(stem) >= _MIN_STEM)
    return found
