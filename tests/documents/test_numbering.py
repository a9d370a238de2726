"""Automatic numbers of Word: what stands before paragraphs of lists as Word would show it."""

from __future__ import annotations

import pytest
from docx.oxml.ns import nsdecls
from lxml import etree

from soucinnost.documents.reading import read_document
from soucinnost.documents.reading.numbering import Numbering, read_numbering
from tests.documents.reading_kit import docx_with, texts


def level(depth: int, text: str, form: str = "decimal", *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def part(lists: str, *levels: str, before: str = "") -> str:
    """The part of a document that defines its lists: one abstract list of the levels, and what refers to it."""
    inside = f'{before}<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{lists}'
    return f"<w:numbering {nsdecls('w')}>{inside}</w:numbering>"


def num(list_id: str, overrides: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="7"/>{overrides}</w:num>'


def labels(xml: str, *paragraphs: tuple[str, int]) -> list[str]:
    """What stands before paragraphs of a list and depth, one after another."""
    numbering = read_numbering(etree.fromstring(xml))
    return [numbering.label(list_id, depth) for list_id, depth in paragraphs]


@pytest.mark.parametrize(
    ("form", "start", "expected"),
    [
        ("decimal", 1, ["1.", "2."]), ("decimalZero", 9, ["09.", "10."]),
        ("lowerLetter", 1, ["a.", "b."]), ("upperLetter", 26, ["Z.", "AA."]),
        ("upperRoman", 3, ["III.", "IV."]), ("lowerRoman", 49, ["xlix.", "l."]),
        ("lowerLetter", 0, ["0.", "a."]), ("ordinalText", 2, ["2.", "3."]),
    ],
)  # fmt: skip
def test_forms(form: str, start: int, expected: list[str]) -> None:
    assert labels(part(num("1"), level(0, "%1.", form, start=start)), ("1", 0), ("1", 0)) == expected


def test_levels_count_below_their_parents_and_begin_anew() -> None:
    inner = level(1, "%1.%2", more="<w:isLgl/>"), level(2, "%3)", "lowerLetter")
    xml = part(num("1"), level(0, "Čl. %1", "upperRoman"), *inner)
    told = [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 1)]
    assert labels(xml, *told) == ["Čl. I", "1.1", "a)", "b)", "1.2", "a)", "Čl. II", "2.1"]


def test_a_level_that_begins_without_its_parent_shows_where_that_would_start() -> None:
    assert labels(part(num("1"), level(0, "%1.", start=3), level(1, "%1.%2")), ("1", 1), ("1", 1)) == ["3.1", "3.2"]


def test_another_list_of_the_same_sort_goes_on_unless_it_says_where_it_starts() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    xml = part(num("1") + num("2") + num("3", start), level(0, "%1."))
    told = [("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0)]
    assert labels(xml, *told) == ["1.", "2.", "5.", "6.", "7."]


def test_a_list_may_write_a_level_in_its_own_way() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "(%1)", "lowerLetter")}</w:lvlOverride>'
    assert labels(part(num("1", own), level(0, "%1.")), ("1", 0), ("1", 0)) == ["(a)", "(b)"]


def test_bullets_and_levels_without_a_number() -> None:
    picture = '<w:numPicBullet w:numPicBulletId="0"/>'
    xml = part(num("1"), level(0, "", "bullet"), level(1, "", "none"), before=picture)
    assert labels(xml, ("1", 0), ("1", 1), ("1", 0)) == ["•", "", "•"]


def test_lists_that_nothing_defines_have_no_numbers() -> None:
    assert labels(part(num("1"), level(0, "%1.")), ("4", 0), ("1", 9), ("1", 1)) == ["", "", "1."]
    assert read_numbering(None) == Numbering()


def test_a_document_without_the_part_keeps_its_words() -> None:
    import docx  # noqa: PLC0415 - only here

    document = docx.Document()
    document.add_paragraph("Úvod", style="List Number")
    data = docx_with({"word/numbering.xml": ""}, document)
    assert texts(read_document(data, "z.docx")) == ["Úvod"]
