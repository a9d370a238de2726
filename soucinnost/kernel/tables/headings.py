"""Finding which column is which by its heading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soucinnost.kernel.folding import fold
from soucinnost.kernel.tables.table import Row, Table

_LOOK_FOR_HEADING = 15


@dataclass(frozen=True, slots=True)
class Columns:
    """Which field stands in which column; ``heading`` is the row that says so, ``body`` the rows below it.

    ``unknown`` are headings that no field took, as they stand in the table.
    """

    places: Mapping[str, int]
    heading: Row | None
    body: tuple[Row, ...]
    unknown: tuple[str, ...] = ()

    def get(self, row: Row, field: str) -> str:
        """Return the row's cell of the field, empty when the table has no such column."""
        return row.cell(self.places.get(field))

    def has(self, *fields: str) -> bool:
        """Whether the table has all the columns."""
        return all(field in self.places for field in fields)


def plain(heading: str) -> str:
    """Return a heading without case, diacritics and punctuation: „Příjmení a jméno:“ → „prijmeni a jmeno“."""
    return " ".join(re.sub(r"[^\w]+|_", " ", fold(heading)).split())


def find_columns(table: Table, names: Mapping[str, Sequence[str]], *, needs: Sequence[str] = ()) -> Columns:
    """Return the columns of a table whose headings are among ``names`` (field → usual headings, most exact first).

    The heading is the first row among the first fifteen in which at least two headings are recognised, or one when
    it is among ``needs`` (titles of a list may stand above it). Where none is, ``heading`` is None and all rows are
    body. A heading that occurs twice counts the first time.
    """
    known = {plain(name): field for field, spellings in names.items() for name in spellings}
    for index, row in enumerate(table.rows[:_LOOK_FOR_HEADING]):
        places: dict[str, int] = {}
        unknown: list[str] = []
        for place, cell in enumerate(row.cells):
            field = known.get(plain(cell))
            if field is not None and field not in places:
                places[field] = place
            elif cell.strip():
                unknown.append(" ".join(cell.split()))
        filled = sum(1 for cell in row.cells if cell.strip())
        if len(places) >= 2 or (places and filled == len(places)) or any(field in places for field in needs):
            return Columns(places, row, table.rows[index + 1 :], tuple(unknown))
    return Columns({}, None, table.rows)
