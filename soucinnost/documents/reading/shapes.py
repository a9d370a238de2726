"""What is read from a file: lines in the order of reading, each knowing where it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from soucinnost.kernel.errors import InputError


class LineKind(StrEnum):
    """Where a line stood in the original."""

    TEXT = "text"
    HEADING = "heading"
    ROW = "row"
    BOX = "box"
    NOTE = "note"
    HEADER = "header"
    FOOTER = "footer"


class ReadingError(InputError):
    """A file whose text cannot be read.

    Codes: ``empty too_large mismatch password bomb corrupt macros executable active archive nested unknown
    unsupported no_text``. After ``no_text`` and ``password`` the file itself is sound and may be kept as an attachment.
    """


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``number`` counts from 1 through the whole file, empty lines included, so it can be shown to people.

    Cells of a table row are separated by TAB; ``table`` counts tables from 1 (0 = not in a table), ``page`` counts
    pages from 1 (0 = the format knows no pages). ``heading`` is the level of a heading style, 0 without one.
    A row that ``continues`` holds the next paragraphs of the cells of the row above it.
    Running headers and footers are marked by their kind and stand where they were found.
    """

    number: int
    text: str
    kind: LineKind = LineKind.TEXT
    page: int = 0
    table: int = 0
    heading: int = 0
    continues: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells of a table row; other lines are one cell."""
        return tuple(cell.strip() for cell in self.text.split("\t"))

    @property
    def is_running(self) -> bool:
        """Whether the line repeats on pages and is no part of the text."""
        return self.kind in {LineKind.HEADER, LineKind.FOOTER}


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file. ``kind`` is ``docx pdf txt``, ``encoding`` is set for texts, ``pages`` is 0 if unknown.

    ``warnings`` are whole Czech sentences about what could not be read faithfully.
    """

    kind: str
    name: str
    lines: tuple[Line, ...]
    pages: int = 0
    encoding: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the text with one line feed between lines."""
        return "\n".join(line.text for line in self.lines)

    @property
    def tables(self) -> tuple[tuple[Line, ...], ...]:
        """Return the rows of each table, in order."""
        rows: dict[int, list[Line]] = {}
        for line in self.lines:
            if line.table:
                rows.setdefault(line.table, []).append(line)
        return tuple(tuple(group) for _, group in sorted(rows.items()))


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a plain text; a line with TAB inside is a table row.

    A TAB that only stands between the mark of a list and its text, as word processors write it („1.1⇥Dohled u škol“,
    „a)⇥besedy“), makes no table: it is a space. Only real ends of lines divide (CR LF, LF, CR, form feed, Unicode line
    and paragraph separators), nothing else.
    """
    lines, table, previous_row = [], 0, False
    for number, content in enumerate(text.translate(_ENDS).replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        content = _LISTED.sub(lambda found: found["mark"].replace("\t", " ") + " ", content)
        is_row = "\t" in content.strip()
        table += is_row and not previous_row
        previous_row = is_row
        kind = LineKind.ROW if is_row else LineKind.TEXT
        lines.append(Line(number, content.rstrip(), kind, table=table if is_row else 0))
    while lines and not lines[-1].text:
        lines.pop()
    return tuple(lines)


# A number with levels, a dot or a bracket, a letter with one, a dash or a bullet; nothing after it stands in columns.
_LISTED = re.compile(
    r"^(?P<mark>\s*(?:\(?[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+|\(?[^\W\d_][.)]|[IVXivx]{1,5}[.)]"
    r"|[-–—*•·●○◦▪■□‣►➢➤✓✔]))\t\s*(?=\S[^\t]*$)"
)
_ENDS = {0x0C: "\n", 0x0B: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
