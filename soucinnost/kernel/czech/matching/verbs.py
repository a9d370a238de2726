"""Czech conjugation read backwards: from a form to the infinitives it may belong to."""

from collections.abc import Iterator
from functools import cache

from soucinnost.kernel.czech.matching.letters import plain

_PAST = ("l", "la", "lo", "li", "ly")
_PASSIVE = ("n", "na", "no", "ni", "ny")
_MIN_STEM = 2
_NEGATION = "ne"


def _rules() -> Iterator[tuple[str, str]]:
    """Give (ending of a form, ending of the infinitive)."""
    for ending in ("ám", "áš", "á", "áme", "áte", "ají", "ej", "ejte", "at"):
        yield ending, "at"
    for ending in ("ím", "íš", "í", "íme", "íte", "ejí", "ějí"):
        yield from ((ending, infinitive) for infinitive in ("it", "et", "ět"))
    for ending in ("uji", "uju", "uješ", "uje", "ujeme", "ujete", "ují", "ujou", "uj", "ujte", "ujme"):
        yield ending, "ovat"
    for ending in ("nu", "neš", "ne", "neme", "nete", "nou"):
        yield ending, "nout"
    for ending in ("šlu", "šli", "šleš", "šle", "šleme", "šlete", "šlou", "šlete"):
        yield ending, "slat"
    for last in _PAST:
        yield from ((vowel + last, vowel + "t") for vowel in "aieěuyá")
        yield "nu" + last, "nout"
        yield "i" + last, "ít"
        yield "y" + last, "ýt"
        yield "ě" + last, "ít"
        yield "ja" + last, "jmout"
        yield "ňa" + last, "jmout"
        yield "ča" + last, "čít"
    for last in _PASSIVE:
        yield "á" + last, "at"
        yield "á" + last, "át"
        yield "e" + last, "it"
        yield "e" + last, "et"
        for soft, hard in (("ště", "stit"), ("ště", "stět"), ("šle", "slit"), ("ce", "tit"), ("ze", "dit")):
            yield soft + last, hard
        for soft, hard in (("še", "sit"), ("že", "zit"), ("žd", "zdit"), ("ždě", "zdit")):
            yield soft + last, hard
        yield "ně" + last, "nit"
        yield "ě" + last, "it"
        yield "ě" + last, "ět"
    for last in ("t", "ta", "to", "ti", "ty"):
        yield "nu" + last, "nout"
        yield "y" + last, "ýt"
        yield "i" + last, "ít"
        yield "ja" + last, "jmout"
        yield "ňa" + last, "jmout"
        yield "ča" + last, "čít"


@cache
def _table(bare: bool) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for ending, infinitive in _rules():
        key, value = (plain(ending), plain(infinitive)) if bare else (ending, infinitive)
        table.setdefault(key, []).append(value)
    return {ending: tuple(dict.fromkeys(values)) for ending, values in table.items()}


def infinitives(form: str, *, bare: bool) -> set[str]:
    """Return the infinitives whose form ``form`` may be, most of which are no words: the caller knows which are.

    ``bare``: the form is written without diacritics and so are the infinitives. A negative form has also the
    infinitives of the positive one.
    """
    table = _table(bare)
    found: set[str] = set()
    positive = form.removeprefix(_NEGATION)
    for word in {form, positive} if len(positive) > _MIN_STEM + 1 else {form}:
        for size in range(1, min(6, len(word) - _MIN_STEM) + 1):
            cut = len(word) - size
            found.update(word[:cut] + infinitive for infinitive in table.get(word[cut:], ()))
    return found
