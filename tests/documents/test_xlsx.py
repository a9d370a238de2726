"""XLSX: real dates, no formulas from text, the same bytes again."""

import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.documents.paper.xlsx import MAX_CELL_CHARS, Column, Sheet, write_xlsx

CREATED = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
TASKS = Sheet(
    "Úkoly",
    (
        Column("Úkol"),
        Column("Termín", "date"),
        Column("Změněno", "datetime"),
        Column("Počet", "integer"),
        Column("Hotovo"),
    ),
    (
        ("Předložit přehled", date(2026, 1, 31), datetime(2026, 7, 1, 10, 0, tzinfo=UTC), 12, True),
        ('=HYPERLINK("http://x")', None, None, None, None),
        ("+420 000", "příští jednání", datetime(2026, 1, 1, 8, 5), Decimal("1.5"), False),
    ),
)


def read(content, sheet=0):
    return openpyxl.load_workbook(BytesIO(content)).worksheets[sheet]


def one(value, kind="text"):
    return read(write_xlsx([Sheet("a", (Column("x", kind),), ((value,),))], created=CREATED))["A2"]


def test_values_come_back_as_what_they_are():
    drawn = read(write_xlsx([TASKS], created=CREATED))
    rows = list(drawn.iter_rows(min_row=2, values_only=True))
    assert rows == [
        ("Předložit přehled", datetime(2026, 1, 31), datetime(2026, 7, 1, 12, 0), 12, "ano"),
        ('=HYPERLINK("http://x")', None, None, None, None),
        ("+420 000", "příští jednání", datetime(2026, 1, 1, 8, 5), 1.5, "ne"),
    ]
    assert drawn["B2"].number_format == "d. m. yyyy"
    assert drawn.freeze_panes == "A2"
    assert drawn.auto_filter.ref == "A1:E4"
    assert drawn.print_title_rows == "$1:$1"


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.org", "{=1}", "007", "1e5"])
def test_text_is_never_a_formula_a_link_or_a_number(typed):
    cell = one(typed, "number")
    assert (cell.value, cell.data_type) == (typed, "s")
    assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(1899, 5, 7), "7. 5. 1899"),
        (datetime(1850, 1, 2, 3, 4), "2. 1. 1850 3.04"),
        (time(9, 30), time(9, 30)),
        (10**15, "1000000000000000"),
        (10**15 - 1, 10**15 - 1),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (Decimal("0.1"), 0.1),
        ("", None),
        ("a\x00b\ud800", "a[U+0000]b[U+D800]"),
        ("👍 漢\nřádek", "👍 漢\nřádek"),
    ],
)
def test_values_at_the_edge(value, shown):
    assert one(value).value == shown


def test_too_long_a_text_says_that_it_was_cut():
    value = one("👍" * MAX_CELL_CHARS).value
    assert len(value.encode("utf-16-le")) // 2 <= MAX_CELL_CHARS
    assert value.endswith(" […zkráceno]")
    assert one("x" * MAX_CELL_CHARS).value == "x" * MAX_CELL_CHARS


def test_sheet_names_are_made_acceptable():
    names = ["Úkoly [2026]/1", "ÚKOLY  2026  1", "", "'x'", "history", "d" * 40, "d" * 41]
    book = openpyxl.load_workbook(
        BytesIO(write_xlsx([Sheet(name, (Column("a"),), ()) for name in names], created=CREATED))
    )
    assert book.sheetnames == [
        "Úkoly  2026  1", "ÚKOLY  2026  1 (2)", "List", "x", "List (2)", "d" * 31, "d" * 27 + " (2)",
    ]  # fmt: skip


def test_same_input_same_bytes_and_no_trace_of_a_machine():
    first = write_xlsx([TASKS], created=CREATED, title="Úkoly", author="Město")
    assert write_xlsx([TASKS], created=CREATED, title="Úkoly", author="Město") == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert core.count("2026-01-12T09:30:00Z") == 2
    assert "Město" in core


def test_impossible_workbooks_are_refused():
    with pytest.raises(ValueError, match="aware"):
        write_xlsx([TASKS], created=datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="at least one sheet"):
        write_xlsx([], created=CREATED)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_anything_typed_exports(typed):
    value = one(typed).value or ""
    assert isinstance(value, str)
    assert all(char in value for char in typed if char.isprintable() and not "\uf000" <= char <= "\uf0ff")
