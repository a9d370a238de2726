"""Workbooks (XLSX), read with distrust."""

import lzma
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from soucinnost.kernel.numbers import format_bytes
from soucinnost.kernel.tables.errors import TableError
from soucinnost.kernel.tables.table import MAX_COLUMNS, MAX_ROWS, Row, Table, checked

_MAX_PARTS = 2_000
_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_RATIO = 200
_RATIO_FROM = 5 * 1024 * 1024
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_PROLOGUE = 4096
_MAX_WALKED = 20_000_000


def read_sheet(data: bytes) -> Table:
    """Return the rows of the first visible sheet that holds something.

    A formula gives the result that was saved with it; without one the row says so. Days come as ``2017-12-07``,
    whole numbers without a decimal point. Raises :class:`TableError` for a damaged workbook and for one that unpacks
    to far more than it says (limits: 200 MB, ratio 200, 2 000 parts, no document type declarations).
    """
    import openpyxl  # noqa: PLC0415 - with numpy a tenth of the start of every process, and few read workbooks

    _inspect(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
            return _first_filled(values, formulas)
    except TableError:
        raise
    except Exception as error:
        # openpyxl raises whatever its XML happens to break on; to whoever brought the file it is one thing.
        raise TableError(
            "damaged", "Sešit se nepodařilo přečíst, je poškozený. Otevřete ho v Excelu a uložte znovu jako XLSX."
        ) from error


def _inspect(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts)
            if "[Content_Types].xml" not in archive.namelist() or not any(
                part.filename.startswith("xl/") for part in parts
            ):
                raise TableError("binary", "Soubor je archiv nebo jiný dokument, ne sešit. Nahrajte CSV nebo XLSX.")
            for part in parts:
                if part.flag_bits & 0x1:
                    raise TableError("old_format", "Sešit je chráněný heslem. Uložte ho bez hesla.")
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        start = file.read(_PROLOGUE).replace(b"\0", b"").upper()
                        if any(mark in start for mark in _DECLARATIONS):
                            raise TableError("bomb", "Sešit obsahuje deklarace, které Excel nepíše. Nebyl otevřen.")
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, EOFError, RuntimeError,
            ValueError, struct.error) as error:
        if isinstance(error, TableError):
            raise
        raise TableError("damaged", "Sešit je poškozený, nejde otevřít. Uložte ho v Excelu znovu jako XLSX.") from None


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > _RATIO_FROM and part.file_size > _MAX_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED or swollen:
        raise TableError(
            "bomb",
            f"Sešit by se rozbalil na {format_bytes(unpacked)}, to tabulka nebývá. Otevřen nebyl.",
            size=unpacked,
        )


def _first_filled(values: Any, formulas: Any) -> Table:
    notes: list[str] = []
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"] or values.worksheets
    for sheet in visible:
        rows = list(_rows(sheet, formulas[sheet.title]))
        if any(cell.strip() for row in rows for cell in row.cells):
            if len(visible) > 1:
                notes.append(f"Sešit má víc listů, čte se list „{sheet.title}“.")
            return checked(rows, source="xlsx", notes=tuple(notes))
    raise TableError("empty", "V sešitu není žádná vyplněná buňka.")


def _rows(sheet: Any, formula_sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    formula_sheet.reset_dimensions()
    pairs = zip(sheet.iter_rows(), formula_sheet.iter_rows(), strict=True)
    filled = walked = 0
    for number, (cells, formulas) in enumerate(pairs, start=1):
        row = _row(number, cells, formulas)
        walked += len(cells)
        filled += bool(any(row.cells) or row.problems)
        if filled > MAX_ROWS or walked > _MAX_WALKED:
            raise TableError("too_many", f"List je příliš velký, najednou lze načíst nejvýš {MAX_ROWS} řádků.")
        if any(row.cells) or row.problems:
            yield row


def _row(number: int, cells: tuple[Any, ...], formulas: tuple[Any, ...]) -> Row:
    if len(cells) > MAX_COLUMNS and any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
        raise TableError("too_many", f"Řádek {number} má {len(cells)} sloupců, nejvýš jich může být {MAX_COLUMNS}.")
    texts, problems = [], []
    for index, cell in enumerate(cells[:MAX_COLUMNS]):
        formula = formulas[index] if index < len(formulas) else None
        is_formula = formula is not None and formula.data_type == "f"
        if cell.value is None and is_formula:
            problems.append(
                f"Buňka {_address(number, index)} obsahuje vzorec bez uloženého výsledku. Uložte sešit v Excelu, "
                "nebo vložte hodnotu."
            )
            texts.append("")
        elif cell.data_type == "e":
            problems.append(f"Buňka {_address(number, index)} obsahuje chybu {cell.value}.")
            texts.append("")
        else:
            texts.append(_text(cell.value))
    while texts and not texts[-1]:
        texts.pop()
    return Row(number, tuple(texts), tuple(problems))


def _address(number: int, index: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - whoever asks has read a workbook

    return f"{get_column_letter(index + 1)}{number}"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ano" if value else "ne"
    if isinstance(value, datetime):
        at_midnight = value.time() == time(0)
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")
    return str(value)
