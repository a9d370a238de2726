"""From lines to segments: what one thing is said in. Wrapped lines are joined, glued and letter-spaced words mended.

A segment knows the numbers of all the lines that it was made of; a line may give several segments („PodatelnaZapsal:“).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from soucinnost.documents.reading import Line
from soucinnost.intake.parsing.vocabulary import STRUCTURAL, label_of
from soucinnost.kernel.folding import fold

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u3000"), " ") | dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
_SPACES |= dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), " ")
_SPACED = re.compile(r"(?<![^\s(„\"])[^\W\d_](?: [^\W\d_]){2,}(?=\s*[:.,)]|\s|$)")
_WIDE_GAP = re.compile(r" {2,}")
_RULE = re.compile(r"[-=_*~.–—·•\s]{4,}")
PAGE_NUMBER = re.compile(
    r"(?i)(?:[-–—]\s*)?(?:str(?:ana|ánka|\.)\s*(?:č\.\s*)?)?[0-9]{1,3}(?:\s*(?:/|z|ze)\s*[0-9]{1,3})(?:\s*[-–—])?"
    r"|str(?:ana|ánka|\.)\s*(?:č\.\s*)?[0-9]{1,3}\s*\(celkem\s*[0-9]{1,3}\)"
    r"|[-–—]\s*[0-9]{1,3}\s*[-–—]|str(?:ana|ánka|\.)\s*[0-9]{1,3}"
)
_PAGE_IN_LINE = re.compile(
    r"(?i)(?:\s{3,}|\t+)str(?:ana|ánka|\.)\s*[0-9]{1,3}\s*(?:\(celkem\s*[0-9]{1,3}\)|(?:/|z|ze)\s*[0-9]{1,3})\s*$"
)
BULLET = re.compile(r"(?:[-–—•*▪●◦→»\uf0b7\uf0a7]|o(?=\s{2})|>)\s*(?=\S)")
_STARTS_ANEW = re.compile(
    (
        r"(?:[-–—•*▪●→]\s|o\s{2}|(?:[0-9]{1,2}(?:\.[0-9]{1,2})*\s?[.)/]|[IVX]{1,5}[.)]|"
        r"[a-zA-Z]\))\s?(?:\D|$)|(?:ad|k\sbodu|bod)\s[0-9])"
    ),
    re.IGNORECASE,
)
_SIGNS = re.compile(r"(?i)(?:zápis\s+|záznam\s+)?(?:zapsal|vyhotovil|zpracoval|sepsal|ověřil|zkontroloval)[aiy]?[\s:]")
_SIGNED_INSIDE = re.compile(
    r"[,;]\s+(?=(?i:(?:zápis\s+)?(?:ověřil|zkontroloval|schválil|odsouhlasil))[aiy]?\s?:?\s+[^\W\d_])"
)
_LISTED_PERSON = re.compile(
    r"(?:pí\.?|p\.|pan|paní|sl\.|[a-z]{0,3}(?:por|prap|stržm|kpt|mjr|plk|str|insp|rtm)\.)\s+(?:[^\W\d_]+\.\s*)*[^\W\d_a-z]"
)
_HYPHEN_END = re.compile(r"[^\W\d_]{2,}-$")
_INNER = {
    where: re.compile(rf"(?:(?<=[^\W_])|(?<=[.,;)\]“–-])|(?<=\s))(?=(?:{names})(?:\s?[:]))")
    for where, names in STRUCTURAL.items()
}
_HEAD_LINES = 45


@dataclass(frozen=True)
class Segment:
    """A piece of text that is looked at as a whole; ``gap`` says whether an empty line stands above it."""

    text: str
    lines: tuple[int, ...]
    gap: bool = False
    heading: int = 0
    is_row: bool = False
    continues: bool = False

    @cached_property
    def folded(self) -> str:
        """Return the text folded for comparison."""
        return fold(self.text)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Return the cells of a row, or the text alone."""
        return tuple(cell.strip() for cell in self.text.split("\t"))

    @cached_property
    def plain(self) -> str:
        """Return the text on one line without a leading bullet."""
        text = self.text.lstrip("\t")
        return BULLET.sub("", text, count=1) if BULLET.match(text) else text


def segments_of(lines: Sequence[Line]) -> tuple[list[Segment], list[Line]]:
    """Return the segments in order and the running lines (heads and feet of pages) that were left out."""
    running = _running(lines)
    kept: list[Segment] = []
    gap = False
    longest = _width(lines)
    seen = 0
    last_line: Line | None = None
    for line in lines:
        if line.number in running:
            continue
        text = _tidy(line.text)
        if not text:
            gap = True
            last_line = None
            continue
        seen += 1
        is_row = "\t" in text
        if last_line is not None and kept and _goes_on(last_line.text.rstrip(), kept[-1], line, text, longest):
            kept[-1] = replace(kept[-1], text=_joined(kept[-1].text, text), lines=(*kept[-1].lines, line.number))
            last_line = line
            continue
        for place, piece in enumerate(_pieces(text, seen <= _HEAD_LINES)):
            kept.append(
                Segment(
                    piece, (line.number,), gap and not place, line.heading, is_row and "\t" in piece, line.continues
                )
            )
        gap, last_line = False, line
    return kept, [line for line in lines if line.number in running]


def _running(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of lines that belong to pages: marked so, page numbers, what repeats next to them."""
    found = {line.number for line in lines if line.is_running and line.text.strip()}
    full = [line for line in lines if line.text.strip()]
    texts = Counter(re.sub(r"[0-9]+", "0", line.text.strip()) for line in full)
    seen: set[str] = set()
    for line in full:
        if _PAGE_IN_LINE.search(line.text):
            key = re.sub(r"[0-9]+", "0", line.text.strip())
            if key in seen:
                found.add(line.number)
            seen.add(key)
    for place, line in enumerate(full):
        if not PAGE_NUMBER.fullmatch(line.text.strip()):
            continue
        found.add(line.number)
        for near in (full[place + 1 : place + 2], full[max(place - 1, 0) : place]):
            for other in near:
                if texts[re.sub(r"[0-9]+", "0", other.text.strip())] > 1 and not PAGE_NUMBER.fullmatch(
                    other.text.strip()
                ):
                    found.add(other.number)
    return found


def _tidy(text: str) -> str:
    text = _PAGE_IN_LINE.sub("", text)
    text = unicodedata.normalize("NFC", text).translate(_SPACES)
    text = text.strip(" \r\n").rstrip() if text.strip(" ").count("\t") > 1 else text.strip()
    if text.count(" | ") > 1:  # a table drawn with upright strokes
        text = re.sub(r"\s*\|\s*", "\t", text.strip("| "))
    if not text or _RULE.fullmatch(text) and text != "***":
        return text if text and "***" in text else ""
    return _unspaced(text) if _SPACED.search(text) else text


def _unspaced(text: str) -> str:
    """Put letter-spaced words together: „P r o g r a m :“, „Z á p i s   z   p o r a d y“."""
    parts = _WIDE_GAP.split(text)
    spaced = [bool(_SPACED.search(part)) for part in parts]
    long = any(len(found.group()) >= 7 for part in parts for found in _SPACED.finditer(part))
    if not long and len(parts) == 1 and not _SPACED.fullmatch(text.rstrip(" :.")):
        return text
    told = [
        _SPACED.sub(lambda match: match.group().replace(" ", ""), part) if is_spaced else part
        for part, is_spaced in zip(parts, spaced, strict=True)
    ]
    return re.sub(r"\s+:", ":", " ".join(told), count=1)


def _width(lines: Sequence[Line]) -> int:
    """Return how wide a text broken into lines is; 0 when its paragraphs are whole lines."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if line.text.strip() and "\t" not in line.text)
    if len(lengths) < 6 or lengths[-1] > 130:
        return 0
    wrapped = _surely_wrapped(lines)
    if len(wrapped) > 1 and max(wrapped) > 60:
        return max(wrapped)
    return lengths[-1] if sum(length > lengths[-1] * 0.8 for length in lengths) >= 3 else 0


def _surely_wrapped(lines: Sequence[Line]) -> list[int]:
    """Return the lengths of lines that certainly go on in the next one: it starts in small letters, no stop between."""
    return [
        len(above.text.rstrip())
        for above, below in pairwise(lines)
        if below.text[:1].islower()
        and above.text.strip()
        and "\t" not in above.text
        and above.text.rstrip()[-1] not in ".!?:;"
        and not _STARTS_ANEW.match(below.text)
    ]


def _goes_on(raw: str, above: Segment, line: Line, text: str, width: int) -> bool:
    """Return whether ``text`` is the next line of the paragraph that ends with ``raw``."""
    if "\t" in text or "\t" in raw or line.heading or line.table or _STARTS_ANEW.match(text) or label_of(text):
        return False
    if _HYPHEN_END.search(raw) and text[0].islower():
        return True
    if _LISTED_PERSON.match(text) and _LISTED_PERSON.match(raw.strip()):
        return False
    if len(raw) < 45 or raw[-1] in ":;" and text[0].isupper():
        return False
    if text[0].islower():
        return raw[-1] not in ".!?"
    if not width or line.text[:1].isspace() and raw[-1] in ".!?":
        return False
    first = len(text.split(maxsplit=1)[0])
    if len(raw) + 1 + first <= width - 1 or len(raw) < 0.75 * width:
        return False
    return len(above.lines) > 1 or raw[-1] not in ".!?" or len(raw) > 60


def _joined(first: str, second: str) -> str:
    if _HYPHEN_END.search(first) and second[0].islower():
        return first[:-1] + second
    return f"{first} {second}"


def _pieces(text: str, in_head: bool) -> Iterator[str]:
    """Part a line where another label begins in it: „… SenioriDatum: 5. 3.Místo: radnice“."""
    wide = _wide_pieces(text)
    if len(wide) > 1:
        for piece in wide:
            yield from _pieces(piece, in_head)
        return
    parts = _SIGNED_INSIDE.split(text) if len(text) < 200 and _SIGNS.match(text) else [text]
    if len(parts) > 1:
        yield from (part.strip() for part in parts)
        return
    label = label_of(text)
    signed = label is not None and label.kind in {"recorder", "reviewer", "approver"}
    pattern = _INNER["head" if in_head and not signed else "always"]
    position = 0
    for match in pattern.finditer(text):
        place = match.start()
        piece = text[position:place].strip(" ")
        if not piece or place == 0 or not _may_part(text, place):
            continue
        yield piece
        position = place
    if rest := text[position:].strip(" "):
        yield rest


def _wide_pieces(text: str) -> list[str]:
    """Part a line at wide gaps and TABs where a label with a colon stands behind: „datum: …   místo: …“."""
    pieces: list[str] = []
    for gap, piece in re.findall(r"(^|\t|\s{2,})((?:(?!\t|\s{2,}).)+)", text):
        label = label_of(piece) if ":" in piece else None
        starts = (
            label is not None
            and label.written + ":" in piece.replace(" :", ":")
            and label.kind not in {"date", "attached"}
        )
        starts = starts or label is not None and label.kind == "date" and not pieces
        if pieces and not starts:
            pieces[-1] += ("\t" if "\t" in gap else "  ") + piece
        else:
            pieces.append(piece)
    return pieces


def _may_part(text: str, place: int) -> bool:
    before = text[:place].rstrip()
    return not before.endswith(("(", "„", "/")) and not re.search(r"(?:^|\s)(?:a|i|nebo|-|–)$", before)
