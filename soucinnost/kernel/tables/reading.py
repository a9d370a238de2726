"""Telling what kind of table came, and reading it."""

from soucinnost.kernel.numbers import format_bytes
from soucinnost.kernel.tables.delimited import read_delimited
from soucinnost.kernel.tables.encoding import decode
from soucinnost.kernel.tables.errors import TableError
from soucinnost.kernel.tables.sheet import read_sheet
from soucinnost.kernel.tables.table import MAX_BYTES, Table, checked

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"{\\rtf": "RTF", b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7z", b"Rar!": "RAR", b"SQLite format": "SQLite",
}


def read_table(data: bytes | str) -> Table:
    """Return the rows of a CSV or XLSX file (bytes) or of pasted text, every row that holds something.

    Encoding (UTF-8, UTF-16, CP1250) and delimiter (tab, semicolon, comma, bar) are found out. Raises
    :class:`TableError` for what cannot be read whole: too big, another format, damaged, hiding more than it says.
    """
    if isinstance(data, str):
        if len(data) > MAX_BYTES:
            raise too_big(len(data))
        return checked(read_delimited(data), source="text")
    if len(data) > MAX_BYTES:
        raise too_big(len(data))
    if data.startswith(_ZIP):
        return read_sheet(data)
    if data.startswith(_OLE):
        raise TableError(
            "old_format",
            "Soubor je ve starém formátu XLS, nebo je chráněný heslem. Otevřete ho v Excelu a uložte jako XLSX "
            "bez hesla.",
        )
    for start, name in _OTHERS.items():
        if data.startswith(start):
            raise TableError("binary", f"Soubor je {name}, ne tabulka. Nahrajte CSV nebo XLSX.")
    text, encoding = decode(data)
    return checked(read_delimited(text), source="csv", encoding=encoding)


def too_big(size: int) -> TableError:
    """Return the error of a file of ``size`` bytes, for callers that know the size before they read."""
    return TableError(
        "too_big", f"Soubor má {format_bytes(size)}, tabulka může mít nejvýš {format_bytes(MAX_BYTES)}.", size=size
    )
