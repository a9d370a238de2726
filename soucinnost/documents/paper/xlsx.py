"""XLSX tables: real dates and numbers, frozen header, filter; nothing that was typed can become a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal
from zoneinfo import ZoneInfo

import xlsxwriter

from soucinnost.documents.paper.glyphs import printable
from soucinnost.documents.paper.words import words_of

Value = str | int | float | Decimal | bool | date | datetime | time | None
Kind = Literal["text", "date", "datetime", "time", "integer", "number", "percent"]

MAX_CELL_CHARS = 32_767  # the limit of the format
MAX_ROWS = 1_048_575
_PRAGUE = ZoneInfo("Europe/Prague")
_FORMATS: dict[str, str] = {
    "text": "@",
    "date": "d. m. yyyy",
    "datetime": "d. m. yyyy h.mm",
    "time": "h.mm",
    "integer": "#,##0",
    "number": "#,##0.##",
    "percent": "0.0 %",
}
_WIDTHS = {"date": 13.0, "datetime": 18.0, "time": 9.0}
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FIRST_DAY = date(1900, 3, 1)  # before it the format counts a day that never was
_TOO_LARGE = 10**15  # from here on a cell would round a whole number


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds, and its width in characters (0: by the content)."""

    title: str
    kind: Kind = "text"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one header row. Values are given as they are; ``None`` is an empty cell."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]


def write_xlsx(sheets: Sequence[Sheet], *, created: datetime, title: str = "", author: str = "") -> bytes:
    """Write the sheets; the same input always gives the same bytes.

    Texts are always written as text cells, also those that begin with ``= + - @``. Aware times are shown in Czech time.
    Raises ValueError for a naive ``created``, no sheet, or more rows than the format holds.
    """
    if created.tzinfo is None:
        raise ValueError("created must be an aware datetime")
    if not sheets or any(len(sheet.rows) > MAX_ROWS for sheet in sheets):
        raise ValueError("a workbook needs at least one sheet, each with at most 1 048 575 rows")
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    stamp = created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": _text(title), "author": _text(author), "created": stamp})
    formats = _book_formats(book)
    taken: set[str] = set()
    for sheet in sheets:
        _write_sheet(book.add_worksheet(_sheet_name(sheet.name, taken)), sheet, formats)
    book.close()
    return out.getvalue()


def _book_formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    formats = {kind: book.add_format({**base, "num_format": code}) for kind, code in _FORMATS.items()}
    formats["text"].set_text_wrap()
    formats["header"] = book.add_format(
        {**base, "bold": True, "bg_color": "#EEEEEE", "bottom": 1, "text_wrap": True, "num_format": "@"}
    )
    return formats


def _write_sheet(drawn: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    words = words_of("cs")
    widths = []
    for place, column in enumerate(sheet.columns):
        drawn.write_string(0, place, _text(column.title), formats["header"])
        widths.append(column.width or _WIDTHS.get(column.kind, 0.0))
    fitted = [len(column.title) + 3 for column in sheet.columns]
    for index, row in enumerate(sheet.rows, start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            shown = _write_value(drawn, index, place, column.kind, value, formats)
            fitted[place] = max(fitted[place], min(shown + 2, 60))
    for place, width in enumerate(widths):
        drawn.set_column(place, place, width or fitted[place])
    drawn.freeze_panes(1, 0)
    drawn.autofilter(0, 0, max(1, len(sheet.rows)), max(0, len(sheet.columns) - 1))
    drawn.repeat_rows(0)
    drawn.set_landscape()
    drawn.set_paper(9)
    drawn.fit_to_pages(1, 0)
    drawn.set_footer(f"&R{words.page} &P {words.of} &N")


def _write_value(drawn: Any, row: int, place: int, kind: str, value: Value, formats: dict[str, Any]) -> int:
    """Write one cell by the type of its value and return about how many characters wide it is."""
    if value is None or value == "":
        drawn.write_blank(row, place, None, formats[kind])
        return 0
    if isinstance(value, bool):
        value = "ano" if value else "ne"
    if isinstance(value, datetime):
        local = (value.astimezone(_PRAGUE) if value.tzinfo else value).replace(tzinfo=None)
        if local.date() >= _FIRST_DAY:
            drawn.write_datetime(row, place, local, formats[kind if kind in {"date", "time"} else "datetime"])
            return 16
        value = f"{local.day}. {local.month}. {local.year} {local.hour}.{local.minute:02d}"
    elif isinstance(value, date):
        if value >= _FIRST_DAY:
            drawn.write_datetime(row, place, value, formats["date"])
            return 12
        value = f"{value.day}. {value.month}. {value.year}"
    elif isinstance(value, time):
        drawn.write_datetime(row, place, value.replace(tzinfo=None), formats["time"])
        return 6
    if isinstance(value, int | float | Decimal) and _fits_number(value):
        drawn.write_number(row, place, value, formats[_number_kind(kind, value)])
        return len(f"{value:,.2f}")
    shown = _text(str(value))
    drawn.write_string(row, place, shown, formats["text"])
    return max(len(line) for line in shown.split("\n"))


def _fits_number(value: float | Decimal) -> bool:
    """Return whether a cell keeps the number: finite, and a whole number of at most fifteen digits."""
    number = Decimal(value)
    return number.is_finite() and abs(number) < _TOO_LARGE


def _number_kind(kind: str, value: float | Decimal) -> str:
    if kind in {"integer", "number", "percent"}:
        return kind
    return "integer" if value == int(value) else "number"


def _text(value: str) -> str:
    """Return text a cell can hold; what is too long is cut and says so."""
    value = printable(value)
    if len(value.encode("utf-16-le")) // 2 <= MAX_CELL_CHARS:
        return value
    mark = " […zkráceno]"
    return value.encode("utf-16-le")[: 2 * (MAX_CELL_CHARS - len(mark))].decode("utf-16-le", "ignore") + mark


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name Excel accepts: 31 characters, none of []:*?/\\, unique without regard to case."""
    plain = _FORBIDDEN_IN_NAME.sub(" ", printable(name)).strip(" '")[:31].strip(" '") or "List"
    if plain.lower() == "history":  # reserved by Excel
        plain = "List"
    candidate, number = plain, 2
    while candidate.lower() in taken:
        candidate = f"{plain[: 31 - len(str(number)) - 3]} ({number})"
        number += 1
    taken.add(candidate.lower())
    return candidate
