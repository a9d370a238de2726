"""Reading tables: encodings, delimiters, quotes, workbooks, and what must be refused."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.tables import (
    MAX_BYTES,
    MAX_ROWS,
    TableError,
    find_columns,
    from_json,
    read_table,
    to_json,
    to_text,
)


def cells(data: bytes | str) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(data).rows]


def workbook(*rows: list[object], title: str = "List1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name.replace("/", "__").replace(".", "_"), None) or old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("encoding,name", [
    ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1250", "CP1250"), ("utf-16", "UTF-16"),
])
def test_encodings(encoding, name):
    table = read_table("jméno;město\nŽofie Říhová;Ústí nad Labem\n".encode(encoding))
    assert table.rows[1].cells == ("Žofie Říhová", "Ústí nad Labem")
    assert table.encoding == name


@pytest.mark.parametrize("mark", ["\t", ";", ",", "|"])
def test_delimiters(mark):
    assert cells(mark.join(["a", "b", "c"]) + "\n" + mark.join(["1", "2", "3"])) == [("a", "b", "c"), ("1", "2", "3")]


def test_commas_in_cells_do_not_part_semicolons():
    assert cells("název;sídlo\nSpolek;Lidická 1, Brno\nÚstav;Nová 2, Most\n")[1] == ("Spolek", "Lidická 1, Brno")


def test_quotes_hold_delimiters_line_ends_and_quotes():
    assert cells('a;b\n"x; ""y""\nz";2\n')[1] == ('x; "y"\nz', "2")


def test_a_quote_inside_a_cell_is_a_character():
    assert cells('a;b\nDům "U Mostu";2\n')[1] == ('Dům "U Mostu"', "2")


def test_line_numbers_survive_blank_lines_and_long_cells():
    rows = read_table('a;b\n\n"x\ny";1\nz;2\n').rows
    assert [(row.number, row.cells[1]) for row in rows] == [(1, "b"), (3, "1"), (5, "2")]


@pytest.mark.parametrize("data,code", [
    (b"", "empty"), (b" \r\n;;;\n", "empty"), (b'a;b\n"bez konce;1\n', "quotes"),
    (b"a;b\n\x98\x81;1\n", "encoding"), (b"%PDF-1.7 ...", "binary"), (b"\x89PNG\r\n", "binary"),
    (b"a\0b;c", "binary"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old_format"), (b"PK\x03\x04rest", "damaged"),
    (b"x" * (MAX_BYTES + 1), "too_big"), (b"x\n" * (MAX_ROWS + 1), "too_many"), (b";" * 400 + b"a", "too_many"),
    (b"x" * 40_000, "long_cell"),
])
def test_refused(data, code):
    with pytest.raises(TableError) as caught:
        read_table(data)
    assert caught.value.code == code
    assert caught.value.message_cs[0].isupper() and caught.value.message_cs.endswith(".")


def test_workbook_values():
    table = read_table(workbook(
        ["Jméno", "Od", "Kdy", "IČO", "Podíl", "Ano"],
        ["Žofie", date(2017, 12, 7), datetime(2017, 12, 7, 9, 30), 845451.0, 0.5, True], [], [None, "  "], ["x"],
    ))
    assert table.rows[1].cells == ("Žofie", "2017-12-07", "2017-12-07 09:30", "845451", "0,5", "ano")
    assert [row.number for row in table.rows] == [1, 2, 5]


def test_formula_without_result_is_said_and_the_row_stays():
    row = read_table(workbook(["a", "b"], ["=1+1", "x"])).rows[1]
    assert row.cells == ("", "x")
    assert "A2" in row.problems[0] and "vzorec" in row.problems[0]


def test_formula_with_a_saved_result_gives_it():
    data = workbook(["a"], ["=1+1"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    changed = repacked(data, xl__worksheets__sheet1_xml=sheet.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
                       .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    assert read_table(changed).rows[1].cells == ("2",)


def test_error_value_is_said():
    assert "#N/A" in read_table(workbook(["a", "b"], ["#N/A", "x"])).rows[1].problems[0]


def test_first_filled_visible_sheet_is_read_and_said():
    book = openpyxl.Workbook()
    book.active.title = "Prázdný"
    book.create_sheet("Skrytý").append(["tajné"])
    book["Skrytý"].sheet_state = "hidden"
    book.create_sheet("Lidé").append(["ahoj"])
    out = io.BytesIO()
    book.save(out)
    table = read_table(out.getvalue())
    assert table.rows[0].cells == ("ahoj",)
    assert "Lidé" in table.notes[0]


def test_zip_bomb_is_not_opened():
    data = repacked(workbook(["a"]), **{"xl/media/big.bin": b"\0" * (60 * 1024 * 1024)})
    assert len(data) < 200_000
    with pytest.raises(TableError) as caught:
        read_table(data)
    assert caught.value.code == "bomb"


def test_entities_are_not_expanded():
    declared = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet/>'
    with pytest.raises(TableError) as caught:
        read_table(repacked(workbook(["a"]), xl__worksheets__sheet1_xml=declared))
    assert caught.value.code == "bomb"


def test_another_archive_is_not_a_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(TableError) as caught:
        read_table(out.getvalue())
    assert caught.value.code == "binary"


def test_a_workbook_with_broken_xml_is_damaged():
    with pytest.raises(TableError) as caught:
        read_table(repacked(workbook(["a"]), xl__workbook_xml=b"<workbook"))
    assert caught.value.code == "damaged"


def test_headings_are_found_below_a_title_and_without_regard_to_spelling():
    table = read_table("Seznam členů;;\nJMÉNO :;E-mail;Bota\nEva;e@x.cz;42\n")
    columns = find_columns(table, {"name": ["jméno"], "email": ["e-mail", "email"]})
    assert columns.places == {"name": 0, "email": 1}
    assert columns.unknown == ("Bota",)
    assert [columns.get(row, "name") for row in columns.body] == ["Eva"]
    assert columns.get(columns.body[0], "phone") == ""


def test_without_headings_every_row_is_body():
    table = read_table("Eva;e@x.cz\nJan;j@x.cz\n")
    columns = find_columns(table, {"name": ["jméno"]})
    assert columns.heading is None and len(columns.body) == 2


def test_there_and_back_through_a_form():
    table = read_table(workbook(["a", "b"], ["=1+1", "x"]))
    assert from_json(to_json(table)) == table


@pytest.mark.parametrize("text", ["", "{", "[]", '{"rows": 1}', '{"rows": [[1]]}', "[" * 100_000, "null"])
def test_a_form_that_came_back_broken(text):
    with pytest.raises(TableError):
        from_json(text)


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\x1c\x1d\x1e\x85"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=8), st.sampled_from("\t;,|"))
def test_no_cell_is_lost(rows, mark):
    """Whatever a CSV writer writes is all there again, in order, whichever delimiter is guessed."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    text = out.getvalue()
    filled = ["".join(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        with pytest.raises(TableError):
            read_table(text)
        return
    read = ["".join(row.cells) for row in read_table(text).rows]
    squeezed = ["".join(char for char in row if char not in "\t;,|") for row in read]
    assert squeezed == ["".join(char for char in row if char not in "\t;,|") for row in filled]


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400)))
def test_never_crashes(data):
    try:
        table = read_table(data)
    except TableError as error:
        assert error.message_cs
    else:
        assert from_json(to_json(table)) == table


@given(st.binary(max_size=300), st.integers(0, 4000))
def test_a_spoilt_workbook_never_crashes(noise, place):
    data = bytearray(workbook(["Jméno", "E-mail"], ["Eva", "e@x.cz"]))
    data[place : place + len(noise)] = noise
    try:
        read_table(bytes(data))
    except TableError as error:
        assert error.message_cs


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6))
def test_text_made_of_a_table_reads_as_the_same_cells(rows: list[list[str]]) -> None:
    """Whatever the cells hold: delimiters, quotation marks, line ends."""
    data = io.StringIO()
    csv.writer(data, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    if any(cell.strip() for row in rows for cell in row):
        table = read_table(data.getvalue())
        assert cells(to_text(table)) == [row.cells for row in table.rows]
        assert [row.cells for row in table.rows] == [tuple(row) for row in rows if any(c.strip() for c in row)]
