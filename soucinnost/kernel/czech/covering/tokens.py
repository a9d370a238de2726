"""Words of a text with what their surroundings say: where sentences begin, what is an abbreviation, what a title."""

import re
from dataclasses import dataclass

from soucinnost.kernel.czech.wordsets import word_set
from soucinnost.kernel.titles import TITLES_AFTER, TITLES_BEFORE

_WORD = re.compile(r"[^\W\d_]+(?:['’´`][^\W\d_]+)*(?:[-‐‑][^\W\d_]+(?:['’][^\W\d_]+)*)*")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]*\Z")
_NEAR = re.compile(r"[ \u00a0\u2000-\u200a\u202f]{1,3}\Z|\.[ \u00a0\u202f]{0,2}\Z")
_WRAPPED = re.compile(r"[ \t\u00a0]*\r?\n[ \t\u00a0]*\Z")
_NUMBERING = re.compile(r"[0-9][.)]*\)[\s\u00a0]*\Z")
_HARD_END = re.compile(r"[.!?…][\s\u00a0\"“”«»)\]]*\Z|[.!?…][\"“”)\]]*\s+[\"„“(\[•*–—-]*\s*\Z")
_TITLE_WORDS = frozenset(
    part.strip(".").lower()
    for title in (*TITLES_BEFORE, *TITLES_AFTER)
    for part in re.split(r"[. ]+", title)
    if len(part) > 1
) | {"ing", "arch", "dr", "ph", "th", "csc", "dis", "mgr", "bc"}
_AFTER_TITLES = word_set("ph d phd dis csc drsc mba mpa ll m bba dba msc bsc mha fcca dr h c")
ABBREVIATIONS = word_set(
    """
ul nám tř tj ses br roz uč tzn tzv např resp vč p pí sl mj cca odd ved zást st ml sv č čj čp popř příp aj apod atd
odst písm str tel mob vyj nar zejm kpt por plk pplk mjr npor ppor nstržm stržm prap pprap nprap rtm nrtm gen mgr ing
bc dr judr mudr phdr rndr paeddr doc prof et dis bývalý býv zodp odp ref soc okr měst obv kom insp vrch ppřed předs
taj řed star koord man asist zn pozn nábř sídl dop prac adm r v
"""
)


@dataclass(slots=True)
class Token:
    """One word; ``gap`` is what stands between it and the word before.

    ``begins`` is 2 at the start of a sentence, 1 at the start of a line, cell or quotation or after a colon or dash,
    0 inside a sentence.
    """

    text: str
    start: int
    end: int
    gap: str
    begins: int
    lower: str
    is_capital: bool
    is_upper: bool
    is_initial: bool
    is_title: bool


def tokenize(text: str) -> list[Token]:
    """Return the words of ``text``; a hyphenated compound is one word, titles are marked."""
    tokens: list[Token] = []
    previous: Token | None = None
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        gap = text[previous.end if previous else 0 : start]
        upper = len(word) > 1 and word.isupper()
        initial = len(word) == 1 and word.isupper() and text[end : end + 1] == "."
        token = Token(
            text=word,
            start=start,
            end=end,
            gap=gap,
            begins=_begins(gap, previous),
            lower=word.lower(),
            is_capital=word[0].isupper(),
            is_upper=upper,
            is_initial=initial,
            is_title=_is_title(word, text, end),
        )
        if initial and previous is not None and previous.lower in ("ph", "th") and gap.strip() == ".":
            token.is_initial, token.is_title = False, True
        tokens.append(token)
        previous = token
    return tokens


def _is_title(word: str, text: str, end: int) -> bool:
    lower = word.lower()
    if lower not in _TITLE_WORDS:
        return False
    dotted = text[end : end + 1] == "."
    if lower in (
        "et",
        "des",
        "voj",
        "por",
        "insp",
        "d",
        "m",
        "h",
        "c",
        "doc",
        "gen",
        "svob",
        "arch",
        "mal",
        "soch",
        "arm",
    ):
        return dotted or lower == "et"
    return dotted or word in (
        "MBA",
        "MPA",
        "BBA",
        "DBA",
        "MHA",
        "FCCA",
        "CSc",
        "DiS",
        "Ing",
        "Mgr",
        "Bc",
        "JUDr",
        "MUDr",
        "PhDr",
        "PhD",
        "Ph",
    )


def _begins(gap: str, previous: Token | None) -> int:
    if previous is None:
        return 2
    if not gap.strip(" \u00a0\u202f,"):
        return 0
    if _NUMBERING.search(gap) or len(previous.text) == 1 and gap.startswith(")"):
        return 1
    if "\n" in gap or "\r" in gap:
        if gap.count("\n") > 1 or "." in gap or "!" in gap or "?" in gap:
            return 2
        return 1
    if _HARD_END.search(gap):
        if any(char.isdigit() for char in gap):
            return 1
        if previous.is_initial or previous.is_title or previous.lower in ABBREVIATIONS and gap.startswith("."):
            return 0
        if len(previous.text) == 1 and gap.startswith("."):
            return 0
        return 2
    if any(char in gap for char in ':\t|;„“”"«»([{•*') or re.search(r"\s[–—-]\s?", gap):
        return 1
    return 0


def near(tokens: list[Token], index: int) -> bool:
    """Return whether token ``index`` follows the one before with nothing but a space (or the dot of an initial)
    between."""
    if index <= 0 or index >= len(tokens):
        return False
    gap, previous = tokens[index].gap, tokens[index - 1]
    if gap and _SPACES.match(gap) and "\t" not in gap and len(gap) <= 3:
        return True
    return (
        (previous.is_initial or previous.is_title or previous.lower in ("ml", "st"))
        and gap.startswith(".")
        and bool(_SPACES.match(gap[1:]))
    )


def wrapped(tokens: list[Token], index: int) -> bool:
    """Return whether only a line end stands before token ``index``."""
    return 0 < index < len(tokens) and bool(_WRAPPED.match(tokens[index].gap))


def is_title_after(token: Token) -> bool:
    """Return whether the token belongs to a title that stands behind a name."""
    return token.lower in _AFTER_TITLES
