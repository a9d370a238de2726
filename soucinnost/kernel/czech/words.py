"""Taking a text apart into the words that are searched.

A word is what a reader would look for: letters and digits, a number with a slash (12/2019), a part of a hyphenated
compound and the compound as a whole. Abbreviations written with dots, with or without spaces between them
(„O. S. P. O. D.“, „P.Č.R.“), are one word without the dots.
"""

import re
import unicodedata
from dataclasses import dataclass

_LETTER = r"[^\W\d_]"
_MARKED = _LETTER + r"[\u0300-\u036f]*"
_CAPITAL = "[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]"
# „P.Č.R.“, „O.S.P.O.D“, „O.S.P.O.D.em“: two or more capitals with dots, perhaps a case ending after the last.
_TIGHT = rf"(?:{_CAPITAL}\.){{2,}}(?:{_CAPITAL}|{_LETTER}{{1,3}})?"
# „O. S. P. O. D.“: three or more, so that the initials of „J. K. Novák“ stay apart.
_LOOSE = rf"(?:{_CAPITAL}\.[ \u00a0]){{2,}}{_CAPITAL}\.?"
# „s.r.o.“, and the same abbreviations typed in small letters.
_SMALL = rf"(?:{_LETTER}\.){{2,}}{_LETTER}?"
_SPELLED = rf"(?<![\w.])(?:{_TIGHT}|{_LOOSE}|{_SMALL})(?!\w)"
_NUMBER = r"\d+(?:[/.:,]\d+)+(?!\w)"
_PLAIN = rf"(?:{_MARKED}|\d)+(?:['’](?:{_MARKED})+)*"
_COMPOUND = rf"{_PLAIN}(?:[-\u2010\u2011]{_PLAIN})+"
_TOKEN = re.compile(f"(?P<spelled>{_SPELLED})|(?P<number>{_NUMBER})|(?P<compound>{_COMPOUND})|(?P<plain>{_PLAIN})")
_PART = re.compile(_PLAIN)
_INSIDE_SPELLED = re.compile(r"[.\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; ``text[start:end]`` of the source is where it stands, ``text`` what is searched."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of ``text`` in reading order.

    A compound gives the whole („Frýdek-Místek“) and then its parts; a number with a separator gives the whole
    („12/2019“) and then its parts. Positions are offsets into ``text`` as given; the word itself is in composed
    form (NFC).
    """
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "spelled":
            found.append(Word(_INSIDE_SPELLED.sub("", match.group()), start, end))
            continue
        found.append(Word(_composed(match.group()), start, end))
        if kind in ("compound", "number"):
            found.extend(_parts(match.group(), start))
    return found


def _parts(text: str, offset: int) -> list[Word]:
    return [Word(_composed(part.group()), offset + part.start(), offset + part.end()) for part in _PART.finditer(text)]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
