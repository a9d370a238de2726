"""Reading PDF: lines joined to paragraphs by their geometry, ruled tables as rows, running heads and feet told apart.

Words are divided at the ends of lines with a hyphen only where the next line goes on in small letters. What a
line, a table or a page is, a PDF does not say; all of it is guessed from positions, so a person looks at the result.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from soucinnost.documents.reading.pdf_tables import glued, shown, tables_of
from soucinnost.documents.reading.shapes import Line, LineKind, Reading, ReadingError

MAX_PAGES = 150
_MARGIN = 0.13  # of the height of a page, above and below: where running heads and feet stand
_RUNNING_PAGE = re.compile(
    r"(?i)(?:[-–—]\s*)?(?:str(?:ana|ánka|\.)?\s*(?:č\.\s*)?)?[0-9]{1,3}(?:\s*(?:/|z|ze)\s*[0-9]{1,3})?(?:\s*[-–—])?"
)
_STARTS_ANEW = re.compile(
    r"(?:[-–—•*▪●o\uf0b7\uf0a7]\s|(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[a-z])[.)/](?:\s|$|[^\W\d_])|"
    r"[0-9]{1,3}/[0-9]{2,4}\s|(?:ad|bod|k\sbodu)\s[0-9]|[^\W\d_][\w /.]{1,30}:\s*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page as it stands there; ``cells`` is set for rows of tables."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    is_row: bool = False
    table: int = 0
    further: int = 0  # which of the lines of its row, from 0
    kind: LineKind = LineKind.TEXT


def read_pdf(data: bytes, name: str) -> Reading:
    """Return the lines of a PDF. Raises :class:`ReadingError` (``password``, ``corrupt``, ``no_text``)."""
    rows: list[_Row] = []
    silent: list[int] = []
    heights: dict[int, float] = {}
    tables = 0
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            pages = len(document.pages)
            for page in document.pages[:MAX_PAGES]:
                heights[page.page_number] = float(page.height)
                found, tables = _page_rows(page, tables)
                rows += found
                if not found:
                    silent.append(page.page_number)
                page.close()
    except (PdfminerException, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError) as error:
        if "password" in f"{type(error).__name__} {error!r}".lower():
            raise ReadingError("password", "Soubor je zamčený heslem. Uložte ho bez hesla a zkuste to znovu.") from None
        message = "Soubor PDF je poškozený. Otevřete ho, uložte znovu a zkuste to ještě jednou."
        raise ReadingError("corrupt", message) from error
    if not rows:
        raise ReadingError(
            "no_text",
            "PDF neobsahuje text, nejspíš jde o naskenované strany. Soubor lze uložit jako přílohu; "
            "aby šel přečíst, proveďte rozpoznání textu (OCR) nebo ho přepište.",
        )
    marked = _mark_running(rows, heights)
    lines = _numbered(_joined(marked))
    return Reading("pdf", name, lines, pages=pages, warnings=_warnings(pages, silent))


def _warnings(pages: int, silent: list[int]) -> tuple[str, ...]:
    found = []
    if silent:
        found.append(f"Na těchto stranách není text, jen obrázek nebo nic: {', '.join(map(str, silent[:20]))}.")
    if pages > MAX_PAGES:
        found.append(f"Přečteno je prvních {MAX_PAGES} stran z {pages}.")
    return tuple(found)


def _page_rows(page: Any, tables: int) -> tuple[list[_Row], int]:
    """Return the lines of a page from its top, tables as rows in their place, and the new number of tables."""
    number = page.page_number
    rows: list[_Row] = []
    boxes = []
    for table in tables_of(page):
        tables += 1
        boxes.append(table.box)
        left, _, right, _ = table.box
        for row in table.rows:
            for place, text in enumerate(row.texts()):
                rows.append(
                    _Row(text, number, left, right, row.top, row.bottom, is_row=True, table=tables, further=place)
                )
    outside = page.filter(lambda item: not _within(item, boxes)) if boxes else page
    for line in outside.extract_text_lines(return_chars=False):
        text = shown(line["text"])
        if text:
            rows.append(_Row(text, number, line["x0"], line["x1"], line["top"], line["bottom"]))
    return sorted(rows, key=lambda row: (row.top, row.x0, row.further)), tables


def _within(item: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _mark_running(rows: list[_Row], heights: dict[int, float]) -> list[_Row]:
    """Mark lines in the margins that repeat on most pages but for their numbers, and numbers of pages."""

    def margin(row: _Row) -> LineKind | None:
        height = heights[row.page]
        if row.bottom < height * _MARGIN:
            return LineKind.HEADER
        return LineKind.FOOTER if row.top > height * (1 - _MARGIN) else None

    pages: Counter[tuple[LineKind, str]] = Counter()
    for _, kind, text in {(row.page, margin(row), _plain(row.text)) for row in rows}:
        if kind is not None:
            pages[kind, text] += 1
    marked = []
    for row in rows:
        kind = margin(row)
        if kind and not row.is_row:
            often = len(heights) > 1 and pages[kind, _plain(row.text)] * 2 > len(heights)
            if often or _RUNNING_PAGE.fullmatch(row.text):
                row = replace(row, kind=kind)
        marked.append(row)
    return marked


def _plain(text: str) -> str:
    return re.sub(r"[0-9]+", "0", text)


def _joined(rows: list[_Row]) -> list[_Row]:
    """Join the lines of a paragraph; running lines between two pages do not divide it."""
    running = [row for row in rows if row.kind is not LineKind.TEXT]
    plain = [row for row in rows if row.kind is LineKind.TEXT]
    right = _right_margin(plain)
    leading = _leading(plain)
    joined: list[_Row] = []
    last: _Row | None = None  # as it stands on the page: the row before may have been joined already
    for row in plain:
        if last is not None and joined and _goes_on(last, row, right, leading):
            joined[-1] = replace(joined[-1], text=glued(joined[-1].text, row.text))
        else:
            joined.append(row)
        last = row
    return sorted(
        [*joined, *running], key=lambda row: (row.page, row.kind is LineKind.FOOTER, row.top, row.x0, row.further)
    )


def _right_margin(rows: list[_Row]) -> float:
    ends = sorted(row.x1 for row in rows if not row.is_row)
    return ends[int(len(ends) * 0.97)] if ends else 0.0


def _leading(rows: list[_Row]) -> float | None:
    """Return the usual space (points) between two lines of one paragraph; None where too few are sure to be such."""
    gaps = [
        row.top - above.bottom
        for above, row in pairwise(rows)
        if above.page == row.page
        and not above.is_row | row.is_row
        and row.text[:1].islower()
        and above.text[-1] not in ".:;!?"
        and row.top - above.bottom < above.bottom - above.top
    ]
    return median(gaps) if len(gaps) > 2 else None


def _goes_on(above: _Row, row: _Row, right: float, leading: float | None) -> bool:
    """Return whether ``row`` is the next line of the paragraph that ``above`` belongs to."""
    if above.is_row or row.is_row or _STARTS_ANEW.match(row.text):
        return False
    small = row.text[:1].islower()
    if above.page != row.page:
        return small and above.text[-1] not in ".:;!?"
    height = max(above.bottom - above.top, 1.0)
    if row.top - above.bottom > 0.9 * height:
        return False
    if above.text.endswith("-") and small:
        return True
    wider = leading is not None and row.top - above.bottom > leading + 0.15 * height
    if wider and not small and above.text[-1] in ".!?":
        return False  # a sentence ended and paragraphs stand apart
    full = above.x1 > right - 0.14 * max(right - above.x0, 1.0)
    return full and (small or (above.text[-1] not in ":!?" and abs(row.x0 - above.x0) < 45))


def _numbered(rows: list[_Row]) -> tuple[Line, ...]:
    """Give the lines their numbers; a gap on the page becomes an empty line, as it would stand in a text."""
    lines: list[Line] = []
    above: _Row | None = None
    for row in rows:
        if above is not None and _apart(above, row):
            lines.append(Line(len(lines) + 1, "", page=row.page))
        kind = LineKind.ROW if row.is_row else row.kind
        lines.append(Line(len(lines) + 1, row.text, kind, page=row.page, table=row.table, continues=row.further > 0))
        above = row
    return tuple(lines)


def _apart(above: _Row, row: _Row) -> bool:
    if above.page != row.page or above.is_row != row.is_row:
        return above.is_row != row.is_row
    return row.top - above.bottom > 0.9 * max(above.bottom - above.top, 1.0) and not row.is_row
