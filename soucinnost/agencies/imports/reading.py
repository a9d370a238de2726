"""Turning what somebody brought into a table."""

from soucinnost.agencies.imports.addresses import looks_like_addresses, read_addresses
from soucinnost.kernel.tables import Table, TableError, read_table, to_json

MAX_IMPORTED = 400
"""As many rows fit on one page of choices; a form may have a thousand fields, a row takes two at most."""
_MAX_TEXT = 3_000_000


def read_rows(data: bytes | str) -> Table:
    """Return the rows of a CSV or XLSX file (bytes), of cells pasted from Excel, or of addresses pasted from Outlook.

    Nothing is left out: each non-empty row or address gives one row. Raises
    :class:`~soucinnost.kernel.tables.TableError` when it cannot be read whole or has more than ``MAX_IMPORTED`` rows.
    """
    if isinstance(data, str) and looks_like_addresses(data):
        table = read_addresses(data)
    else:
        table = read_table(data)
    if len(table.rows) > MAX_IMPORTED + 1:
        raise TableError(
            "too_many",
            f"Řádků je {len(table.rows)}, najednou lze načíst nejvýš {MAX_IMPORTED}. Rozdělte je na víc částí.",
        )
    if len(to_json(table)) > _MAX_TEXT:
        raise TableError("too_big", "Tabulka má příliš dlouhé texty. Nechte v ní jen jména, organizace a kontakty.")
    return table
