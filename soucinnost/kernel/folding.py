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
    quick = text.translate(_QUICK)
    if quick.translate(_INERT).isascii():
        return " ".join(quick.lower().split())
    return _folded_slowly(text)


def _folded_slowly(text: str) -> str:
    folded = text
    while True:
        step = _strip_marks(_strip_marks(folded).casefold()).translate(_UNDECOMPOSED)
        step = " ".join(step.split())
        if step == folded:
            return folded
        folded = step


# Letters and signs of ordinary Czech text fold each by itself, so most texts are done by one pass of ``translate``.
_INERT = dict.fromkeys(map(ord, "–—„“”‚‘’•·§°"))
_QUICK = {
    code: _folded_slowly(char)
    for code in (*range(0xC0, 0x250), 0x2026)
    if (char := chr(code)).isalpha() or char == "…"
}
