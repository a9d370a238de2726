"""The shape of a table, and its way through a form."""

import json
from dataclasses import dataclass, field

from soucinnost.kernel.tables.errors import TableError

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read as a table; a list of all municipalities with every column has about 2 MB."""
MAX_ROWS = 50_000
MAX_COLUMNS = 300
MAX_CELL = 32_767
"""As many characters as a cell of a spreadsheet can hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` is the line of the file (or the row of the sheet) that it starts on, counted from 1."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[str, ...] = ()
    """Finished Czech sentences about cells that could not be read (a formula without a result, an error value)."""

    def cell(self, index: int | None) -> str:
        """Return the cell at ``index`` without outer spaces; empty when the row is shorter or there is no index."""
        if index is None or index >= len(self.cells):
            return ""
        return self.cells[index].strip()

    @property
    def text(self) -> str:
        """The row as one line for people to recognise it by."""
        return " · ".join(part for part in (" ".join(cell.split()) for cell in self.cells) if part)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that hold something, in the order of the source; ``notes`` are Czech sentences about the reading."""

    rows: tuple[Row, ...]
    source: str = "text"
    encoding: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)


def checked(rows: list[Row], *, source: str, encoding: str = "", notes: tuple[str, ...] = ()) -> Table:
    """Return the table of the rows that hold something; raises :class:`TableError` when none does or too many do."""
    kept = tuple(row for row in rows if any(cell.strip() for cell in row.cells) or row.problems)
    if not kept:
        raise TableError("empty", "V tabulce nic není.")
    if len(kept) > MAX_ROWS:
        raise TableError("too_many", f"Tabulka má {len(kept)} řádků, najednou lze načíst nejvýš {MAX_ROWS}.")
    for row in kept:
        if len(row.cells) > MAX_COLUMNS:
            raise TableError(
                "too_many", f"Řádek {row.number} má {len(row.cells)} sloupců, nejvýš jich může být {MAX_COLUMNS}."
            )
        if any(len(cell) > MAX_CELL for cell in row.cells):
            raise TableError(
                "long_cell", f"Na řádku {row.number} je buňka delší než {MAX_CELL} znaků. Nejspíš chybí uvozovka."
            )
    return Table(kept, source=source, encoding=encoding, notes=notes)


def to_json(table: Table) -> str:
    """Return the table as text for a hidden field of a form, so that nothing has to be uploaded twice."""
    rows = [[row.number, list(row.cells), list(row.problems)] for row in table.rows]
    return json.dumps(
        {"rows": rows, "source": table.source, "encoding": table.encoding, "notes": list(table.notes)},
        ensure_ascii=False, separators=(",", ":"),
    )


def to_text(table: Table) -> str:
    """Return the table as text to be pasted again: rows on lines, cells parted by tabs.

    Read again it gives the same cells. A table of one column has no tab to be parted by, so that whatever could be
    taken for a delimiter stands in quotation marks.
    """
    marks = "\t\n\r;" if any(len(row.cells) > 1 for row in table.rows) else "\t\n\r;,|"

    def cell(text: str) -> str:
        quoted = text.startswith('"') or any(mark in text for mark in marks)
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return "".join("\t".join(cell(text) for text in row.cells) + "\n" for row in table.rows)


def from_json(text: str) -> Table:
    """Return the table written by :func:`to_json`; raises :class:`TableError` when the text is something else."""
    try:
        data = json.loads(text)
        rows = [
            Row(int(number), tuple(str(cell) for cell in cells), tuple(str(problem) for problem in problems))
            for number, cells, problems in data["rows"]
        ]
        source, encoding = str(data["source"]), str(data["encoding"])
        notes = tuple(str(note) for note in data["notes"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise TableError("damaged", "Náhled se nepodařilo obnovit. Nahrajte soubor znovu.") from None
    return checked(rows, source=source, encoding=encoding, notes=notes)
