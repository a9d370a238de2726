"""Folding of text for search and comparison: case, diacritics and spacing do not matter."""

import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def _strip_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.category(char).startswith("M"))


def fold(text: str) -> str:
    """Return ``text`` lower-case, without diacritics, whitespace squeezed to single spaces.

    Compatibility forms (ligatures, full-width letters) become plain letters. Folding what is
    already folded changes nothing.
    """
    folded = text
    while True:
        step = _strip_marks(_strip_marks(folded).casefold()).translate(_UNDECOMPOSED)
        step = " ".join(step.split())
        if step == folded:
            return folded
        folded = step
