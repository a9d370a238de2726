"""Characters on paper: line ends, characters no file format can hold, symbol-font bullets, visible signs.

Word writes bullets and ticks of its symbol fonts as private-use characters (U+F000 to U+F0FF); without that font they
are nothing, so those that occur in real documents are mapped to Unicode characters of the same look.
"""

from __future__ import annotations

import re
import unicodedata

# Private-use codes of the fonts Symbol and Wingdings as Word pastes them, and what they look like.
SYMBOL_FONT = {
    "\uf02d": "–",
    "\uf04a": "☺",
    "\uf04b": "😐",
    "\uf04c": "☹",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "❑",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf09f": "•",
    "\uf0a7": "▪",
    "\uf0a8": "☐",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0df": "←",
    "\uf0e0": "→",
    "\uf0e1": "↑",
    "\uf0e2": "↓",
    "\uf0e8": "➔",
    "\uf0f0": "⇨",
    "\uf0fb": "✗",
    "\uf0fc": "✓",
    "\uf0fd": "☒",
    "\uf0fe": "☑",
}

_SYMBOLS = str.maketrans(SYMBOL_FONT)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + _NONCHARACTERS + "]")


def sign(char: str) -> str:
    """Return the visible sign that stands for a character that cannot be drawn: ``[U+1F44D]``."""
    return f"[U+{ord(char):04X}]"


def map_symbols(text: str) -> str:
    """Return the text with symbol-font characters replaced by Unicode characters of the same look."""
    return text.translate(_SYMBOLS)


def normal_breaks(text: str) -> str:
    """Return the text with every kind of line end as ``"\\n"``."""
    return _LINE_ENDS.sub("\n", text)


def printable(text: str) -> str:
    """Return the text with one kind of line end and without what XML 1.0 cannot hold.

    Line and page separators become ``"\\n"``; symbol-font characters are mapped; controls, lone surrogates and
    noncharacters become visible signs, so nothing that was typed disappears.
    """
    text = normal_breaks(map_symbols(text))
    return UNWRITABLE.sub(lambda found: sign(found.group()), text)


def is_blank(text: str) -> bool:
    """Return whether nothing of the text can be seen: only spaces of any kind, joiners and marks of direction."""
    return all(char.isspace() or unicodedata.category(char) in {"Cf", "Zs"} for char in text)
