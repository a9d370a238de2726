"""Reading tables that people bring: CSV in any usual encoding, XLSX, text pasted from a spreadsheet.

One shape for all of them (:class:`Table`), so that what recognises columns need not know where they came from.
Nothing is dropped in silence: what cannot be read whole is refused whole, with a sentence that says why.
"""

from soucinnost.kernel.tables.errors import TableError
from soucinnost.kernel.tables.headings import Columns, find_columns
from soucinnost.kernel.tables.reading import read_table
from soucinnost.kernel.tables.table import MAX_BYTES, MAX_ROWS, Row, Table, from_json, to_json, to_text

__all__ = [
    "MAX_BYTES", "MAX_ROWS", "Columns", "Row", "Table", "TableError", "find_columns", "from_json", "read_table",
    "to_json", "to_text",
]
