"""From lines to segments: pages forgotten, wrapped lines joined, letter-spaced words put together.

A segment is a paragraph, an item of a list, a heading, or a whole page where a PDF gave its text without lines.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property

from soucinnost.documents.reading import Line
from soucinnost.intake.evaluations.parsing.paging import contents_lines, running_parts
from soucinnost.intake.evaluations.parsing.traced import INSERTED, Source, Traced, join_all
from soucinnost.intake.evaluations.parsing.vocabulary import Role, bare_head_at, head_at, is_ending, role_of
from soucinnost.kernel.czech.wordsets import word_set

BULLET = re.compile(
    r"(?:[-–—•*▪●◦○→»➢✓✔□■\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=\s{2})|>)\s*(?=\S)"
    r"|(?:(?:[0-9]{1,2}|[ivx]{1,4})[.)](?!\s?[0-9])|\(?[a-z]\)|\([0-9]{1,2}\))\s*(?=\S)"
)
_SUB = re.compile(r"o\s")
_RULE = re.compile(r"[-=_*~.–—·•\s|+]{4,}")
_SPACED = re.compile(r"(?<![^\s(„\"])[^\W\d_](?: [^\W\d_]){2,}(?![^\s:.,)])")
_APART = re.compile(r"(?:(?<=\s\s)|^)[^\W\d_](?: (?:[^\W\d_]|[,.:;!?)](?=\s|$)))+(?=\s\s|\s*$)")
_WIDE = re.compile(r"(?<=\S) {2,}(?=\S)(?!\d{1,3}\s*$)")
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{4}[.!?]\s+[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][^\W\d_]*\s+[a-zá-ž]")
_HYPHEN = re.compile(r"[^\W\d_]{2,}-$")
_COMPOUND_FIRST = re.compile(r"(?:o|ě|sky|cky|ně)-$")
_MARKUP = re.compile(r"^\s*(?P<level>#{1,6})\s+|\*\*|__(?=\w)|(?<=\w)__")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\ufeff\u2060")
_STOP = ".!?:;"
_QUOTES = "“”\"')"
_JOINING = word_set(
    """
    a i v ve na z ze s se k ke u po pro při do od nebo či ani ale aby který která které že až
    """
)
_BARE_LABELS = frozenset({Role.PLANNED, Role.RESULTS, Role.EVALUATION, Role.MEASURE_EVALUATION, Role.DESCRIPTION})
STREAM = 600
"""Characters from which a paragraph is likely a page without lines, so that its parts stand inside it."""


@dataclass(frozen=True)
class Segment:
    """A piece of text looked at as a whole.

    ``after_page`` says that a page ended right above it, ``listed`` that it is a line of a table of contents.
    """

    text: Traced
    raw: str
    indent: int = 0
    gap: bool = False
    after_page: bool = False
    heading: int = 0
    table: int = 0
    cells: tuple[Traced, ...] = ()
    continues: bool = False
    listed: bool = False
    last: str = field(default="", compare=False)

    @cached_property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return len(self.cells) > 1


def segments_of(source: Source) -> tuple[list[Segment], list[Traced]]:
    """Return the segments of the text and what belonged to pages: their numbers, running heads and feet."""
    running, contents = running_parts(source.lines), contents_lines(source.lines)
    pages: list[Traced] = []
    found: list[Segment] = []
    width = _width(source.lines)
    gap, page_ended, page = False, False, 0
    for place, line in enumerate(source.lines):
        whole = source.line_of(place)
        for start, end in running.get(place, ()):
            pages.append(whole.cut(start, end))
            page_ended = True
        page_ended |= bool(page and line.page and line.page != page)
        page = line.page or page
        text = _left(whole, running.get(place, ()))
        tidy = _tidy(source, text)
        if not tidy:
            gap = gap or not text.text.strip()
            continue
        segment = _segment(source, line, tidy, text.text, gap, page_ended)
        if place in contents:
            segment = replace(segment, text=join_all(segment.cells or (tidy,), " "), cells=(), table=0, listed=True)
        if found and _goes_on(found[-1], segment, width):
            found[-1] = _joined(source, found[-1], segment)
        else:
            found.append(segment)
        gap = page_ended = False
    return found, [page for page in pages if page]


def _left(whole: Traced, gone: tuple[tuple[int, int], ...]) -> Traced:
    """Return the line without what belongs to the page."""
    if not gone:
        return whole
    text = whole.text
    places = {place for start, end in gone for place in range(start, end)}
    places |= {end for start, end in gone if text[:start][-1:].isspace() and text[end : end + 1].isspace()}
    return whole.without(places)


def _segment(source: Source, line: Line, text: Traced, raw: str, gap: bool, after_page: bool) -> Segment:
    cells = _cells(source, text)
    markup = _MARKUP.match(raw)
    level = len(markup["level"] or "") if markup else 0
    return Segment(
        text=text,
        raw=raw,
        indent=len(raw) - len(raw.lstrip()),
        gap=gap,
        after_page=after_page,
        heading=line.heading or level,
        table=line.table,
        cells=cells,
        continues=line.continues,
        last=raw,
    )


def _cells(source: Source, text: Traced) -> tuple[Traced, ...]:
    """Return the cells of a row, parted by TABs or upright strokes; a line that is no row has none."""
    strokes = text.text.count("|")
    sign = "\t" if "\t" in text.text else "|" if strokes > 1 or strokes and " | " in text.text else ""
    if not sign:
        return ()
    bounds = [place for place, char in enumerate(text.text) if char == sign]
    if sign == "|":
        source.dropped.update(text.where[place] for place in bounds)
    cells = [
        text.cut(start, end) for start, end in zip([0, *(place + 1 for place in bounds)], [*bounds, None], strict=True)
    ]
    if sign == "|" and text.text[0] == "|":
        cells = cells[1:]
    if sign == "|" and text.text.rstrip()[-1] == "|":
        cells = cells[:-1]
    return tuple(cells)


def _tidy(source: Source, line: Traced) -> Traced:
    """Return the line with plain spaces, without invisible signs and rules, letter-spaced words put together."""
    if _RULE.fullmatch(line.text) and line.text.strip():
        source.dropped.update(place for place, char in zip(line.where, line.text, strict=True) if not char.isspace())
        return Traced()
    if line.text.isascii() and line.text.isprintable():
        text = line
    else:
        text = _plain(source, line)
    if not text.text.strip():
        return Traced()
    if "**" in text.text or "#" in text.text[:8]:
        text = _unmarked(source, text)
    if _SPACED.search(text.text):
        text = _unspaced(text)
    if "\t" in text.text:
        return text if text.text.strip("\t ") and "\t" in text.text.strip() or text.text[0] == "\t" else text.cut(0)
    return text.cut(0)


def _plain(source: Source, line: Traced) -> Traced:
    chars: list[str] = []
    where: list[int] = []
    for char, offset in zip(line.text, line.where, strict=True):
        category = "Ll" if char < "\u0300" and char.isalnum() else unicodedata.category(char)
        if char in _INVISIBLE:
            source.dropped.add(offset)
        elif category == "Mn" and chars:
            composed = unicodedata.normalize("NFC", chars[-1] + char)
            if len(composed) == 1:
                chars[-1] = composed
                source.dropped.add(offset)
            else:
                chars.append(char)
                where.append(offset)
        else:
            chars.append(char if char == "\t" else " " if category in {"Zs", "Zl", "Zp"} or char.isspace() else char)
            where.append(offset)
    return Traced("".join(chars), tuple(where))


def _unmarked(source: Source, text: Traced) -> Traced:
    """Leave out the signs by which plain text marks headings and bold words: „## Cíl 1“, „**Plnění:**“."""
    gone = [place for match in _MARKUP.finditer(text.text) for place in range(match.start(), match.end())]
    source.dropped.update(text.where[place] for place in gone if not text.text[place].isspace())
    return text.without(gone)


def _unspaced(text: Traced) -> Traced:
    """Put letter-spaced words together: „C Í L  1“, „H o d n o c e n í :“.

    Where words stand two spaces or more apart, short ones and those with a comma count too („U   N Á S ,   D N E S“),
    and one space stays between words.
    """
    gone: list[int] = []
    for match in _SPACED.finditer(text.text):
        letters = match.group().replace(" ", "")
        if len(letters) > 3 or letters[0].isupper():
            gone += [place for place in range(match.start(), match.end()) if text.text[place] == " "]
    if gone and "  " in text.text.strip():
        for match in _APART.finditer(text.text):
            gone += [place for place in range(match.start(), match.end()) if text.text[place] == " "]
        for match in _WIDE.finditer(text.text):
            gone += range(match.start() + 1, match.end())
    return text.without(set(gone))


def starts_anew(text: str) -> bool:
    """Return whether a line begins something: a bullet, a heading, a label."""
    if BULLET.match(text) or text.startswith("o ") and text[2:3].isupper():
        return True
    if head_at(text) is not None:
        return True
    bare = bare_head_at(text)
    if bare is not None and ("." in bare.number or text[bare.end : bare.end + 1].isupper()):
        return True
    label, colon, _ = text[:80].partition(":")
    if colon:
        return not text[0].islower() and role_of(label) is not None
    return len(text) < 60 and text[0].isupper() and (role_of(text) in _BARE_LABELS or is_ending(text))


def _width(lines: tuple[Line, ...]) -> int:
    """Return how wide a text broken into lines is; 0 when its paragraphs are whole lines."""
    texts = [
        line.text.rstrip() for line in lines if line.text.strip() and not line.is_running and "\t" not in line.text
    ]
    lengths = sorted(map(len, texts))
    if len(lengths) < 6 or lengths[-1] > 150:
        return 0
    wrapped = [
        len(above)
        for above, below in zip(texts, texts[1:], strict=False)
        if below.lstrip()[:1].islower() and above[-1] not in _STOP and not starts_anew(below.lstrip())
    ]
    if len(wrapped) > 1 and max(wrapped) > 50:
        return max(wrapped)
    return lengths[-1] if lengths[-1] > 60 and sum(length > lengths[-1] * 0.8 for length in lengths) >= 3 else 0


def _goes_on(above: Segment, segment: Segment, width: int) -> bool:
    """Return whether a line is the next one of the paragraph above it."""
    text, before = segment.text.text, above.text.text
    if above.cells or segment.cells or segment.heading or above.table or segment.table:
        return False
    if above.listed or segment.listed:
        return False
    if starts_anew(text) or _SUB.match(text) and segment.indent > above.indent:
        return False
    if _HYPHEN.search(before) and text[0].islower() and not segment.gap | segment.after_page:
        return True
    label, colon, rest = before.partition(":")
    if before[-1] in _STOP and text[0].isupper() and segment.gap:
        return False
    if segment.after_page:
        ends = ".!?" if text[0].islower() else _STOP
        if width and not above.heading and _is_cut_off(before):
            return True
        is_open = before.rstrip(_QUOTES)[-1:] not in ends
        return is_open and (text[0].islower() or len(before) > 150) and not above.heading
    if before[-1] == ":" and role_of(before) is not None or not colon and role_of(label) is not None:
        return False
    if segment.gap:
        return bool(width) and text[0].islower() and before[-1] not in _STOP and len(above.last) > 0.7 * width
    return _wraps(above.last.rstrip(), text, width)


def _is_cut_off(text: str) -> bool:
    """Return whether a text in whole sentences ends in the middle of one."""
    if text.rstrip(_QUOTES)[-1:] in _STOP:
        return False
    return text.rsplit(maxsplit=1)[-1] in _JOINING or _SENTENCE_ENDS.search(text) is not None


def _wraps(raw: str, text: str, width: int) -> bool:
    """Return whether the line ``raw`` was ended only because it was full."""
    if text[0].islower():
        shortest = 20 if text.split(maxsplit=1)[0] in _JOINING else min(45, width or 45)
        ended = raw[-1] in _STOP and not (width and len(raw) >= 0.75 * width)
        return not ended and len(raw) >= shortest
    if not width or raw[-1] in ":;":
        return False
    first = len(text.split(maxsplit=1)[0])
    return len(raw) + 1 + first > width - 1 and len(raw) >= 0.75 * width or len(raw) >= 0.88 * width


def _joined(source: Source, above: Segment, segment: Segment) -> Segment:
    text = above.text
    if _HYPHEN.search(text.text) and segment.text.text[0].islower():
        if not _COMPOUND_FIRST.search(text.text):
            source.dropped.add(text.where[-1])
            text = Traced(text.text[:-1], text.where[:-1])
        whole = Traced(text.text + segment.text.text, text.where + segment.text.where)
    else:
        whole = text.joined(segment.text)
    return replace(above, text=whole, last=segment.raw)


def breaks_in(text: Traced) -> list[int]:
    """Return the places where lines were joined with a space."""
    return [place for place, offset in enumerate(text.where) if offset == INSERTED]
