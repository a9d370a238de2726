"""Text with a delimiter: CSV, or cells pasted from a spreadsheet."""

from soucinnost.kernel.tables.errors import TableError
from soucinnost.kernel.tables.table import Row

DELIMITERS = "\t;,|"
_SAMPLE = 50
_QUOTE = '"'


def read_delimited(text: str) -> list[Row]:
    """Return the rows of delimited text.

    A cell in quotation marks may hold delimiters, line ends and doubled quotation marks (RFC 4180); a quotation mark
    inside a cell that does not begin with one is an ordinary character. Raises :class:`TableError` when a quoted
    cell does not end.
    """
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _Reader(tidy, guess_delimiter(tidy)).rows()


def guess_delimiter(text: str) -> str:
    """Return the delimiter that parts the first lines most evenly: a tab wins over all, then the commonest.

    A comma counts only where it parts most lines equally, because addresses and names hold commas.
    """
    lines = [line for line in _outside_quotes(text).split("\n") if line.strip(" ")][:_SAMPLE]
    if not lines:
        return ";"
    best, best_score = ";", 0.0
    for delimiter in DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        held = sum(1 for count in counts if count)
        if not held:
            continue
        evenness = sum(1 for count in counts if count == counts[0]) / len(counts)
        score = held / len(lines) + evenness + (2 if delimiter == "\t" else 0) + (0.5 if delimiter == ";" else 0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _outside_quotes(text: str) -> str:
    """Return the start of the text without what stands in quotation marks."""
    parts = text[:200_000].split(_QUOTE)
    return "".join(parts[::2])


class _Reader:
    """Walks the text once, cell by cell."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text = text
        self.delimiter = delimiter
        self.position = 0
        self.line = 1

    def rows(self) -> list[Row]:
        rows: list[Row] = []
        while self.position < len(self.text):
            start = self.line
            rows.append(Row(start, tuple(self._cells())))
        return rows

    def _cells(self) -> list[str]:
        cells = []
        while True:
            cells.append(self._cell())
            if self.position >= len(self.text):
                return cells
            mark = self.text[self.position]
            self.position += 1
            if mark == "\n":
                self.line += 1
                return cells

    def _cell(self) -> str:
        quoted = self._quoted() if self.text.startswith(_QUOTE, self.position) else ""
        ends = [self.text.find(mark, self.position) for mark in (self.delimiter, "\n")]
        end = min((place for place in ends if place >= 0), default=len(self.text))
        plain = self.text[self.position : end]
        self.position = end
        return quoted + plain

    def _quoted(self) -> str:
        start_line, parts = self.line, []
        self.position += 1
        while True:
            end = self.text.find(_QUOTE, self.position)
            if end < 0:
                raise TableError(
                    "quotes", f"Uvozovka na řádku {start_line} nemá konec. Doplňte ji, nebo ji z buňky odstraňte.",
                    line=start_line,
                )
            parts.append(self.text[self.position : end])
            self.position = end + 1
            if not self.text.startswith(_QUOTE, self.position):
                break
            parts.append(_QUOTE)
            self.position += 1
        inner = "".join(parts)
        self.line += inner.count("\n")
        return inner
