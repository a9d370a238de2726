"""Reading DOCX: paragraphs with their automatic numbers, tables, text boxes, notes, running heads and feet.

Deletions that wait for acceptance are left out, insertions are in, as the text would read when all were accepted.
The XML is read without entities and without network; the archive was checked by ``documents.uploads`` before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from soucinnost.documents.reading.numbering import Numbering, read_numbering
from soucinnost.documents.reading.shapes import Line, LineKind, Reading, ReadingError

MAX_PART = 60_000_000
_PARSER = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True,
}  # fmt: skip
_DROPPED = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "rPr", "pPr"})
_TABLE_PARTS = re.compile(r"word/(header|footer|footnotes|endnotes)[0-9]*\.xml")
_HEADING_STYLE = re.compile(r"(?:heading|nadpis)\s*([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: the level of a heading, a list."""

    heading: int = 0
    list_id: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Walk:
    """One pass through the parts of a document."""

    styles: dict[str, _Style]
    numbering: Numbering
    lines: list[Line] = field(default_factory=list)
    tables: int = 0
    carried: str = ""

    def add(self, text: str, kind: LineKind, *, table: int = 0, heading: int = 0, continues: bool = False) -> None:
        self.lines.append(
            Line(len(self.lines) + 1, text.rstrip(), kind, table=table, heading=heading, continues=continues)
        )


def read_docx(data: bytes, name: str) -> Reading:
    """Return the lines of a DOCX. Raises :class:`ReadingError` (``corrupt``, ``no_text``)."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = {
                part: _parsed(archive, part)
                for part in archive.namelist()
                if part in {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/comments.xml"}
                or _TABLE_PARTS.fullmatch(part)
            }
    except (BadZipFile, OSError, etree.XMLSyntaxError, NotImplementedError) as error:
        raise _corrupt() from error
    body = _child(parts.get("word/document.xml"), "body")
    if body is None:
        raise _corrupt()
    walk = _Walk(_read_styles(parts.get("word/styles.xml")), read_numbering(parts.get("word/numbering.xml")))
    _add_parts(walk, parts, "header", LineKind.HEADER)
    _add_blocks(walk, body, LineKind.TEXT)
    _add_parts(walk, parts, "footnotes", LineKind.NOTE)
    _add_parts(walk, parts, "endnotes", LineKind.NOTE)
    _add_parts(walk, parts, "footer", LineKind.FOOTER)
    if not any(line.text and not line.is_running for line in walk.lines):
        raise ReadingError("no_text", "V dokumentu není žádný text, jen obrázky nebo prázdné strany.")
    return Reading("docx", name, tuple(walk.lines), warnings=_warnings(parts))


def _parsed(archive: ZipFile, part: str) -> etree._Element:
    if archive.getinfo(part).file_size > MAX_PART:
        raise ReadingError("too_large", "Text dokumentu je příliš dlouhý. Rozdělte ho na menší soubory.")
    root = etree.fromstring(archive.read(part), etree.XMLParser(**_PARSER))
    if root.getroottree().docinfo.doctype:  # no program writes one; entities are how such a file would do harm
        raise _corrupt()
    return root


def _corrupt() -> ReadingError:
    return ReadingError("corrupt", "Soubor je poškozený. Otevřete ho, uložte znovu a zkuste to ještě jednou.")


def _warnings(parts: dict[str, etree._Element]) -> tuple[str, ...]:
    comments = parts.get("word/comments.xml")
    count = 0 if comments is None else sum(_tag(child) == "comment" for child in comments)
    return (f"Dokument má u textu komentáře (počet: {count}), ty se nečtou.",) if count else ()


def _read_styles(root: etree._Element | None) -> dict[str, _Style]:
    """Return the styles of paragraphs with what they inherit."""
    raw: dict[str, tuple[str, _Style]] = {}
    for element in root if root is not None else ():
        if _tag(element) != "style":
            continue
        name = _value(_child(element, "name"), "val")
        properties = _child(element, "pPr")
        found = _HEADING_STYLE.fullmatch(name)
        outline = _value(_child(properties, "outlineLvl"), "val")
        heading = int(found[1]) if found else int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
        list_id, depth = _list_of(properties)
        raw[_value(element, "styleId")] = _value(_child(element, "basedOn"), "val"), _Style(heading, list_id, depth)
    styles = {}
    for key in raw:
        parent, style = raw[key]
        for _ in range(10):
            if parent not in raw or (style.heading and style.list_id):
                break
            parent, above = raw[parent]
            style = _Style(style.heading or above.heading, style.list_id or above.list_id, style.depth or above.depth)
        styles[key] = style
    return styles


def _list_of(properties: etree._Element | None) -> tuple[str, int]:
    element = _child(properties, "numPr")
    depth = _value(_child(element, "ilvl"), "val")
    return _value(_child(element, "numId"), "val"), int(depth) if depth.isdecimal() and len(depth) < 3 else 0


def _add_parts(walk: _Walk, parts: dict[str, etree._Element], prefix: str, kind: LineKind) -> None:
    """Add heads, feet or notes; the same head of several sections once."""
    seen: set[str] = set()
    for part in sorted(parts):
        if not part.startswith(f"word/{prefix}"):
            continue
        inner = _Walk(walk.styles, walk.numbering)
        for holder in [parts[part], *parts[part]] if kind is LineKind.NOTE else [parts[part]]:
            if _value(holder, "type") in {"separator", "continuationSeparator", "continuationNotice"}:
                continue
            _add_blocks(inner, holder, kind)
        for line in inner.lines:
            if line.text and (line.text not in seen or kind is LineKind.NOTE):
                seen.add(line.text)
                walk.add(line.text.replace("\t", " "), kind)


def _add_blocks(walk: _Walk, parent: etree._Element, kind: LineKind) -> None:
    """Add the paragraphs and tables under ``parent``, whatever wraps them."""
    for element in parent:
        tag = _tag(element)
        if tag == "p":
            for text, heading, boxed in _paragraph(walk, element):
                level = LineKind.BOX if boxed else LineKind.HEADING if heading and kind is LineKind.TEXT else kind
                walk.add(text, level, heading=heading)
        elif tag == "tbl":
            _add_table(walk, element, kind)
        elif tag in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"}:
            _add_blocks(walk, element, kind)


def _paragraph(walk: _Walk, element: etree._Element) -> Iterator[tuple[str, int, bool]]:
    """Yield the lines of a paragraph and then those of its text boxes: text, level of heading, whether boxed."""
    properties = _child(element, "pPr")
    style = walk.styles.get(_value(_child(properties, "pStyle"), "val"), _Style())
    list_id, depth = _list_of(properties)
    list_id, depth = (list_id, depth) if list_id else (style.list_id, style.depth or depth)
    boxes: list[etree._Element] = []
    text = walk.carried + _text(element, boxes)
    walk.carried = ""
    if _child(_child(properties, "rPr"), "del") is not None:
        walk.carried = text  # its end is deleted: it goes on in the next paragraph
        return
    number = walk.numbering.label(list_id, depth) if list_id not in {"", "0"} and text.strip() else ""
    first = f"{number} {text.lstrip()}" if number else text
    for line in first.split("\n"):
        yield line, style.heading, False
    for box in boxes:
        inner = _Walk(walk.styles, walk.numbering)
        _add_blocks(inner, box, LineKind.BOX)
        for found in inner.lines:
            if found.text:
                yield found.text, 0, True


def _text(element: etree._Element, boxes: list[etree._Element]) -> str:
    """Return the text of a paragraph; text boxes anchored in it are put aside."""
    pieces: list[str] = []
    for child in element:
        tag = _tag(child)
        if tag in _DROPPED or not tag:
            continue
        if tag == "t":
            pieces.append((child.text or "").replace("\n", " "))
        elif tag == "tab":
            pieces.append("\t")
        elif tag in {"br", "cr"}:
            pieces.append("\n")
        elif tag == "noBreakHyphen":
            pieces.append("-")
        elif tag == "txbxContent":
            boxes.append(child)
        else:
            pieces.append(_text(child, boxes))
    return "".join(pieces)


def _add_table(walk: _Walk, table: etree._Element, kind: LineKind) -> None:
    """Add the rows of a table; one that is a single column is only a frame around paragraphs."""
    rows = [row for row in _inside(table, "tr") if _child(_child(row, "trPr"), "del") is None]
    cells = [list(_inside(row, "tc")) for row in rows]
    if all(len(row) <= 1 for row in cells):
        for row in cells:
            for cell in row:
                _add_blocks(walk, cell, kind)
        return
    walk.tables += 1
    number = walk.tables
    for row in cells:
        columns: list[list[str]] = []
        for cell in row:
            properties = _child(cell, "tcPr")
            span = _value(_child(properties, "gridSpan"), "val")
            columns.append(_cell_lines(walk, cell))
            columns.extend([] for _ in range(min(int(span), 60) - 1 if span.isdecimal() and len(span) < 4 else 0))
        for place in range(max(1, *map(len, columns)) if columns else 0):
            text = "\t".join(column[place] if place < len(column) else "" for column in columns)
            running = kind in {LineKind.HEADER, LineKind.FOOTER}
            walk.add(text if text.strip() else "", kind if running else LineKind.ROW, table=number, continues=place > 0)


def _cell_lines(walk: _Walk, cell: etree._Element) -> list[str]:
    inner = _Walk(walk.styles, walk.numbering)
    _add_blocks(inner, cell, LineKind.TEXT)
    return [line.text.replace("\t", " ").strip() for line in inner.lines if line.text.strip()]


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, through content controls and insertions."""
    for element in parent:
        tag = _tag(element)
        if tag == wanted:
            yield element
        elif tag in {"sdt", "sdtContent", "ins", "moveTo", "customXml"}:
            yield from _inside(element, wanted)


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    children: Iterable[etree._Element] = () if element is None else element
    return next((child for child in children if _tag(child) == name), None)


def _tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: etree._Element | None, name: str) -> str:
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
