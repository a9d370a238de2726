"""From the source tree to blocks of the paper tree: what the text says, freed of how it was drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from soucinnost.documents.paper.glyphs import SYMBOL_FONT, is_blank, map_symbols
from soucinnost.documents.paper.tree import (
    Block,
    BulletList,
    Cell,
    Heading,
    NumberedList,
    Paragraph,
    Run,
)
from soucinnost.documents.richtext.lists import MAX_LIST_LEVEL, FlatItem, Marker, nested, read_marker
from soucinnost.documents.richtext.source import CONTAINERS, HEADINGS, hints
from soucinnost.documents.richtext.tables import TablePart, build_table, flattened

LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BLOCKS = CONTAINERS | {"p", "pre", "li", "td", "th", "tr", "thead", "tbody", "tfoot"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WORDS = re.compile(r" |\n|[^ \n]+")
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_FONT_BULLET = re.compile("([" + "".join(SYMBOL_FONT) + "])[\\s\u00a0]+")


class Marks(NamedTuple):
    """The style of a stretch of text."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


@dataclass
class Flow:
    """Collects what a container holds. ``depth`` counts the lists around; a cell flattens tables inside it."""

    kinds: dict[tuple[str, int], str]
    depth: int = 0
    in_cell: bool = False
    blocks: list[Block | FlatItem] = field(default_factory=list)
    pieces: list[tuple[str, Marks]] = field(default_factory=list)
    marker: str = ""
    preformatted: bool = False

    def child(self, *, deeper: int = 0, in_cell: bool = False) -> Flow:
        """Return an empty flow for an item or a cell."""
        return Flow(self.kinds, depth=self.depth + deeper, in_cell=self.in_cell or in_cell)

    def finish(self) -> list[Block]:
        """Return the blocks, with runs of flat list items nested."""
        self.flush()
        done: list[Block] = []
        items: list[FlatItem] = []
        for block in self.blocks:
            if isinstance(block, FlatItem):
                items.append(block)
                continue
            done += nested(items)
            items = []
            done.append(block)
        return done + nested(items)

    def walk(self, element: etree._Element, marks: Marks) -> None:
        """Take in the content of an element."""
        self.add(element.text, marks)
        for inner in element:
            self.element(inner, marks)
            self.add(inner.tail, marks)

    def add(self, text: str | None, marks: Marks) -> None:
        """Take in text as it stands in the source."""
        if not text:
            return
        if self.preformatted:
            text = text.replace("\r\n", "\n").replace("\t", " ")
        else:
            text = _SPACE.sub(" ", text)
        self.pieces.append((text, marks))

    def element(self, element: etree._Element, marks: Marks) -> None:
        """Take in one element according to its kind."""
        tag, found = element.tag, hints(element)
        if "hide" in found:
            return
        if "ignore" in found:
            self.marker = "".join(element.itertext()).strip(" \t\r\n\u00a0")
            return
        marks = _marked(marks, tag, found)
        if tag in LISTS:
            self._list(element, marks)
        elif tag == "table":
            self._table(element, marks)
        elif tag in HEADINGS:
            self._heading(element, marks)
        elif tag in _BLOCKS or tag == "hr":
            self._block(element, marks, found)
        else:
            self._inline(element, marks, found)

    def flush(self) -> None:
        """End the paragraph: what was collected becomes blocks."""
        for paragraph in self._taken(with_marker=True):
            bullet = _FONT_BULLET.match(paragraph.runs[0].text)
            if not bullet:
                self.blocks.append(_mapped(paragraph))
                continue
            rest = replace(paragraph.runs[0], text=paragraph.runs[0].text[bullet.end() :])
            runs = tuple(run for run in (rest, *paragraph.runs[1:]) if run.text)
            if runs:
                self.blocks.append(FlatItem(1, Marker(), [_mapped(Paragraph(runs))]))

    def _taken(self, *, with_marker: bool) -> list[Paragraph]:
        if with_marker and self.marker and self.pieces:
            self.pieces.insert(0, (self.marker + " ", self.pieces[0][1]))
        paragraphs = assembled(self.pieces)
        self.pieces = []
        self.marker = ""
        return paragraphs

    def _inline(self, element: etree._Element, marks: Marks, found: list[str]) -> None:
        if element.tag == "br":
            self.pieces.append(("\n", marks))
        elif element.tag in {"sup", "sub"} and _shifted(element):
            self.add(_shifted(element), marks)
        elif "wingdings" in found and not len(element):
            self.add("".join(_wingding(char) for char in element.text or ""), marks)
        else:
            self.walk(element, marks)
            if element.tag == "a":
                self._address(element, marks)

    def _address(self, element: etree._Element, marks: Marks) -> None:
        """Write the address after the words of a link, when the words do not show it."""
        address = element.get("href") or ""
        shown = "".join(element.itertext())
        bare = re.sub(r"\Ahttps?://(www\.)?|/\Z", "", address)
        if address and bare not in shown and not is_blank(shown):
            self.add(f" ({address})", marks)

    def _block(self, element: etree._Element, marks: Marks, found: list[str]) -> None:
        self.flush()
        outer, self.preformatted = self.preformatted, self.preformatted or element.tag == "pre"
        self.walk(element, marks)
        self.preformatted = outer
        place = next((hint.split(":") for hint in found if hint.startswith("list:")), None)
        if place and not self.depth:
            self._flat_item(place[1], int(place[2]))
        else:
            self.flush()

    def _flat_item(self, list_id: str, level: int) -> None:
        """End a paragraph of a Word list: its drawn marker, or else the list's rule, says what list it is."""
        level = max(1, level)
        kind = self.kinds.get((list_id, level), "")
        marker = read_marker(self.marker)
        if not self.marker and kind not in {"", "bullet"}:
            marker = Marker(ordered=True, letters=kind.startswith("alpha"))
        paragraphs: list[Block] = [_mapped(paragraph) for paragraph in self._taken(with_marker=False)]
        if paragraphs:
            self.blocks.append(FlatItem(min(level, MAX_LIST_LEVEL), marker, paragraphs))

    def _heading(self, element: etree._Element, marks: Marks) -> None:
        self.flush()
        self.walk(element, marks)
        for paragraph in self._taken(with_marker=True):
            title = map_symbols("".join(run.text for run in paragraph.runs).replace("\n", " "))
            if self.depth or self.in_cell:
                self.blocks.append(Paragraph((Run(title, bold=True),)))
            else:
                self.blocks.append(Heading(3, title))

    def _list(self, element: etree._Element, marks: Marks) -> None:
        self.flush()
        levels = [int(inner.get("data-aria-level") or 0) for inner in element if inner.tag == "li"]
        if any(levels) and not self.depth:
            self._web_list(element, marks)
            return
        items = self._items(element, marks)
        if not items:
            return
        if element.tag == "ol":
            start = int(element.get("start") or 1)
            self.blocks.append(NumberedList(tuple(items), start=start, letters=element.get("type") == "a"))
        else:
            self.blocks.append(BulletList(tuple(items)))

    def _items(self, element: etree._Element, marks: Marks) -> list[tuple[Block, ...]]:
        """Return the items of a list; a list inside the list belongs to the item before it (Outlook, Google)."""
        items: list[tuple[Block, ...]] = []
        loose = self.child(deeper=1)
        loose.add(element.text, marks)
        for inner in element:
            flow = self.child(deeper=1)
            if inner.tag == "li" and "hide" not in hints(inner):
                flow.walk(inner, _marked(marks, "li", hints(inner)))
            else:
                flow.element(inner, marks)
            flow.add(inner.tail, marks)
            blocks = tuple(flow.finish())
            if blocks and inner.tag in LISTS and items:
                items[-1] += blocks
            elif blocks:
                items.append(blocks)
        first = tuple(loose.finish())
        items = [first, *items] if first else items
        return _clamped(items) if self.depth + 1 >= MAX_LIST_LEVEL else items

    def _web_list(self, element: etree._Element, marks: Marks) -> None:
        """Word for the web writes each item as a list of its own and its level as an attribute."""
        ordered = element.tag == "ol"
        number = int(element.get("start") or 1)
        for inner in element:
            flow = self.child(deeper=1)
            flow.walk(inner, marks)
            blocks = flow.finish()
            level = min(max(int(inner.get("data-aria-level") or 1), 1), MAX_LIST_LEVEL)
            if blocks:
                marker = Marker(ordered, number if ordered else None, element.get("type") == "a")
                self.blocks.append(FlatItem(level, marker, blocks))
                number += 1

    def _table(self, element: etree._Element, marks: Marks) -> None:
        self.flush()
        part = TablePart.of(element)
        for caption in part.captions:
            self.walk(caption, marks)
            self.flush()
        if part.single is not None:
            self._block(part.single, marks, [])
            return
        rows = []
        for tr in part.rows:
            cells = []
            for td in tr.cells:
                flow = self.child(in_cell=True)
                flow.depth = 0
                flow.walk(td, _marked(marks, td.tag, hints(td)))
                cells.append(Cell(tuple(flow.finish()), _span(td, "colspan"), _span(td, "rowspan")))
            rows.append(cells)
        if self.in_cell:
            self.blocks += flattened(rows)
        else:
            self.blocks += build_table(rows, part)


def assembled(pieces: list[tuple[str, Marks]]) -> list[Paragraph]:
    """Join pieces into paragraphs: spaces collapse, one break stays a break, two begin a new paragraph."""
    paragraphs: list[list[tuple[list[str], Marks]]] = [[]]
    breaks, space = 0, None
    for text, marks in pieces:
        for word in _WORDS.findall(text):
            current = paragraphs[-1]
            if word == "\n":
                breaks, space = breaks + 1, None
            elif word == " ":
                space = marks if current and not breaks else None
            else:
                if breaks > 1 and current:
                    current = []
                    paragraphs.append(current)
                elif breaks and current:
                    _append(current, "\n", current[-1][1])
                if space is not None:
                    _append(current, " ", space)
                _append(current, word, marks)
                breaks, space = 0, None
    made = [Paragraph(tuple(Run("".join(texts), *marks) for texts, marks in runs)) for runs in paragraphs if runs]
    return [paragraph for paragraph in made if not is_blank("".join(run.text for run in paragraph.runs))]


def _append(runs: list[tuple[list[str], Marks]], text: str, marks: Marks) -> None:
    """Add a word to the last run of the same style; kept apart until the end, so that long texts stay linear."""
    if runs and runs[-1][1] == marks:
        runs[-1][0].append(text)
    else:
        runs.append(([text], marks))


def _marked(marks: Marks, tag: str, found: list[str]) -> Marks:
    """Return the style inside an element: what its tag says, then what its hints say."""
    if tag in {"strong", "b"}:
        marks = marks._replace(bold=True)
    elif tag in {"em", "i"}:
        marks = marks._replace(italic=True)
    elif tag == "u":
        marks = marks._replace(underline=True)
    elif tag in {"s", "strike", "del"}:
        marks = marks._replace(strike=True)
    names = {"b": "bold", "i": "italic", "u": "underline", "s": "strike"}
    for hint in found:
        # `text-decoration: none` does not undo the line of an outer element, so only "+" counts for lines
        if len(hint) == 2 and hint[0] in names and (hint[1] == "+" or hint[0] in "bi"):
            marks = marks._replace(**{names[hint[0]]: hint[1] == "+"})
    return marks._replace(underline=False) if tag == "a" else marks


def _mapped(paragraph: Paragraph) -> Paragraph:
    return Paragraph(tuple(replace(run, text=map_symbols(run.text)) for run in paragraph.runs))


def _shifted(element: etree._Element) -> str:
    """Return raised or lowered digits as Unicode characters (m², CO₂); empty when a character has no such form."""
    text = "".join(element.itertext()).strip()
    table = _RAISED if element.tag == "sup" else _LOWERED
    return text.translate(table) if text and all(ord(char) in table for char in text) else ""


def _wingding(char: str) -> str:
    return SYMBOL_FONT.get(chr(0xF000 + ord(char)), char) if ord(char) < 0x100 else char


def _span(element: etree._Element, name: str) -> int:
    return max(1, int(element.get(name) or 1))


def _clamped(items: list[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """Put lists below the deepest level beside their item instead of into it."""
    flat: list[tuple[Block, ...]] = []
    for blocks in items:
        own = tuple(block for block in blocks if not isinstance(block, BulletList | NumberedList))
        flat += [own] if own else []
        for block in blocks:
            if isinstance(block, BulletList | NumberedList):
                flat += block.items
    return flat
