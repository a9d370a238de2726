"""DOCX: real styles, numbering and fields; the order of elements that Word insists on; no trace of a machine."""

import dataclasses
import re
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from soucinnost.documents import richtext
from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.tree import (
    BulletList,
    Cell,
    Heading,
    KeyValues,
    Letterhead,
    Note,
    NumberedList,
    PageBreak,
    Paper,
    Signature,
    Signatures,
    Table,
    row,
    text,
)
from tests.documents.samples import CREATED, attendance, minutes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# The order of children in the schema (ECMA-376, wml.xsd), as far as the writer or its template uses them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc textDirection outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof color "
    "spacing "
    "w kern position sz szCs highlight u effect bdr shd vertAlign rtl cs em lang",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "tblPr": "tblStyle tblpPr tblOverlap tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "numbering": "numPicBullet abstractNum num",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId lvlJc pPr rPr",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
}


def paper(*blocks, **fields):
    return Paper(**{"title": "Zápis", "created": CREATED, "blocks": blocks, **fields})


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(content):
    return docx.Document(BytesIO(content))


def shown(document):
    """All text of the document: body, tables, headers and footers."""
    section = document.sections[0]
    roots = [
        document.element.body,
        section.first_page_header._element,
        section.header._element,
        section.footer._element,
    ]
    found = []
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            found.append(
                "".join(
                    {f"{W}t": node.text or "", f"{W}tab": "\t", f"{W}br": "\n"}.get(node.tag, "")
                    for node in paragraph.iter()
                )
            )
    return found


def assert_schema_order(content):
    for name, blob in parts(content).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for element in etree.fromstring(blob).iter():
            order = ORDER.get(str(element.tag).removeprefix(W), "").split()
            places = [order.index(child.tag.removeprefix(W)) for child in element if order and child.tag.startswith(W)]
            assert places == sorted(places), (name, element.tag, [child.tag for child in element])
            if element.tag == f"{W}tc":
                assert element[-1].tag == f"{W}p", "a cell ends with a paragraph"


def test_sample_reads_back():
    document = read(write_docx(minutes()))
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert ("Title", "Zápis z 3. jednání pracovní skupiny prevence kriminality") in styles
    assert ("Číslo jednací", "Č. j.: MML/00123/2026/OSVP\tNávrh k připomínkám") in styles
    assert ("Údaj", "Datum a čas:\tpondělí 12. 1. 2026, 9.00–11.30") in styles
    assert ("Heading 1", "1. Kontrola úkolů") in styles
    assert ("Heading 2", "Prevence v\u00a0okolí škol") in styles
    assert ("List Bullet", "první") in styles
    assert ("List Number", "třetí bod") in styles
    assert any("👍 漢 ✓ ☑ → m² ½ €" in line for _, line in styles)
    letterhead = [line for line in shown(document) if line]
    assert "Statutární město Lhotín" in letterhead
    assert_schema_order(write_docx(minutes()))


def test_page_language_and_fields():
    content = write_docx(minutes())
    document = read(content)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    styles = etree.fromstring(parts(content)["word/styles.xml"])
    languages = {found.get(f"{W}val") for found in styles.iter(f"{W}lang")}
    assert languages == {"cs-CZ"}
    for name in ("word/footer1.xml", "word/footer2.xml"):
        footer = parts(content)[name].decode()
        assert re.findall(r"> (PAGE|NUMPAGES) <", footer) == ["PAGE", "NUMPAGES"]
        assert "strana " in footer
        assert " z <" in footer
    fonts = {found.get(f"{W}asciiTheme") for found in styles.iter(f"{W}rFonts")}
    used = {paragraph.style.font.name for paragraph in document.paragraphs}
    assert fonts
    assert used <= {"Calibri", None}


def test_numbered_lists_count_by_themselves():
    inner = NumberedList(((text("x"),), (text("y"),)), letters=True)
    document = read(
        write_docx(paper(NumberedList(((text("a"), inner), (text("b"), text("pokračování"))), start=4), inner, inner))
    )
    numbering = document.part.numbering_part.element
    found = []
    for paragraph in document.paragraphs:
        properties = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        if properties is None:
            continue
        number = numbering.num_having_numId(properties.numId.val)
        level = properties.ilvl.val
        start = number.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val"))
        assert number.find(qn("w:lvlOverride")).get(qn("w:ilvl")) == str(level)
        found.append((paragraph.text, properties.numId.val, level, start, number.abstractNumId.val))
    ids = [entry[1] for entry in found]
    assert [(entry[0], *entry[2:]) for entry in found] == [
        ("a", 0, "4", 1), ("x", 1, "1", 2), ("y", 1, "1", 2), ("b", 0, "4", 1),
        ("x", 0, "1", 2), ("y", 0, "1", 2), ("x", 0, "1", 2), ("y", 0, "1", 2),
    ]  # fmt: skip
    assert ids == [2, 3, 3, 2, 4, 4, 5, 5]
    assert [p.style.name for p in document.paragraphs if p.text == "pokračování"] == ["List Continue"]


def test_tables_keep_spans_headers_and_numbers():
    table = Table(
        header=((Cell((text("A"),), colspan=2), Cell((text("B"),))),),
        rows=((Cell((text("x"),), rowspan=2), *row("1", "2")), row("3", "4"), row("", "5", "6")),
        numeric=(2,),
        widths=(1, 2, 1),
    )
    content = write_docx(paper(table))
    (drawn,) = read(content).tables
    assert [[cell.text for cell in line.cells] for line in drawn.rows] == [
        ["A", "A", "B"], ["x", "1", "2"], ["x", "3", "4"], ["", "5", "6"],
    ]  # fmt: skip
    assert [line._tr.trPr.find(qn("w:tblHeader")) is not None for line in drawn.rows] == [True, False, False, False]
    assert drawn.cell(1, 2).paragraphs[0].alignment == 2
    assert drawn.cell(0, 0).paragraphs[0].style.name == "Záhlaví tabulky"
    assert_schema_order(content)


def test_a_cell_over_three_rows_and_a_list_in_a_column_of_numbers():
    listed = Cell((BulletList(((text("1"),),)),))
    rows = ((Cell((text("x"),), rowspan=3), listed), row("2"), row("3"), row("y", "4"))
    content = write_docx(paper(Table(rows=rows, numeric=(1,))))
    (drawn,) = read(content).tables
    assert [line.cells[0].text for line in drawn.rows] == ["x", "x", "x", "y"]
    assert {paragraph.alignment for line in drawn.rows for paragraph in line.cells[1].paragraphs} == {2}
    assert "1" in drawn.cell(0, 1).text
    assert_schema_order(content)


def test_attendance_rows_are_high():
    (drawn,) = read(write_docx(paper(attendance(3)))).tables
    assert [round(line.height.mm) for line in drawn.rows[1:]] == [9, 9, 9]


def test_same_paper_same_bytes_and_no_trace_of_a_machine():
    first = write_docx(minutes())
    assert write_docx(minutes()) == first
    assert write_docx(dataclasses.replace(minutes(), created=CREATED + timedelta(minutes=1))) != first
    everything = parts(first)
    assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in zipfile.ZipFile(BytesIO(first)).infolist())
    core = everything["docProps/core.xml"].decode()
    assert "python-docx" not in core
    assert core.count("2026-01-12T09:30:00Z") == 2
    assert "Macintosh" not in everything["docProps/app.xml"].decode()
    assert not any("thumbnail" in name or "stylesWithEffects" in name for name in everything)
    properties = read(first).core_properties
    assert (properties.title, properties.author) == (minutes().title, minutes().author)
    assert properties.created == datetime(2026, 1, 12, 9, 30, tzinfo=UTC)


def test_logo_has_its_text():
    content = parts(write_docx(minutes()))
    assert 'descr="znak města"' in "".join(
        blob.decode() for name, blob in content.items() if "header" in name and name.endswith("xml")
    )
    assert "Město" in shown(read(write_docx(paper(header=Letterhead(("Město",), b"no picture")))))


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Table(()),),
        (Table((row("a"), row("b", "c", "d")), header=(row(),)),),
        (Table(((Cell((BulletList(((text("x"),),)), Table((row("in"),)))),),)),),
        (
            BulletList(()),
            BulletList(((BulletList(((text("x"),),)),), (Table((row("y"),)), text("z")))),
        ),
        (NumberedList(((), (text("x"),)), start=-7), Table((row("a"),), caption="Popisek")),
        (Signatures(()), KeyValues(()), PageBreak(), Note("")),
        (Heading(9, ""), Heading(0, "x"), Signatures((Signature("a"), Signature("b", "c", "d", "e"), Signature("")))),
    ],
)
def test_odd_papers_are_written(blocks):
    content = write_docx(paper(*blocks))
    assert read(content).paragraphs
    assert_schema_order(content)


CHARS = st.characters() | st.sampled_from("👍\u202e\ufeff\ud800\x00\x0b\x85\uf0b7\ue000\u0301\ufffeشع漢\r\n\t")


@settings(max_examples=40, deadline=None)
@given(st.text(CHARS, max_size=30))
def test_anything_typed_exports(typed):
    content = write_docx(
        paper(
            text(typed),
            Table((row(typed),), header=(row(typed),)),
            Heading(1, typed),
            Note(typed),
            title="x" + typed,
            author=typed,
        )
    )
    lines = shown(read(content))
    for char in typed:
        if char.isprintable() and char not in "\uf0b7":
            assert any(char in line for line in lines), hex(ord(char))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<ul><li>a", "<ol><li>b", "</li></ul>", "<table><tr><td rowspan=2>c<td>d<tr><td>e</table>", "<p>f"]
        ),
        max_size=9,
    )
)
def test_any_rich_text_keeps_the_order_word_wants(pieces):
    content = write_docx(paper(*richtext.blocks("".join(pieces))))
    assert_schema_order(content)
    lines = "".join(shown(read(content)))
    assert all(lines.count(char) >= "".join(pieces).count(f">{char}") for char in "abcde")
