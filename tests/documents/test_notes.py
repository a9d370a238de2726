"""Notes, links, contents and charts of a paper: real ones in DOCX, tagged ones in PDF, in the order of references."""

import io
import re
import zipfile

import pdfplumber
import pypdf
from lxml import etree

from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.pdf import write_pdf
from soucinnost.documents.paper.tree import (
    MANY_NOTES,
    Bar,
    BulletList,
    Cell,
    Chart,
    Contents,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    row,
)
from tests.documents.samples import CREATED

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paper(*blocks, notes=(), **fields):
    return Paper("Zpráva", CREATED, blocks, notes=tuple(notes), notes_title="Poznámky", **fields)


def noted(text, *notes):
    return Paragraph((Run(text, notes=notes),))


REPORT = paper(
    Contents("Obsah"),
    Heading(1, "Cíl 1", "cil-1"), noted("Přišlo 132 osob", 1),
    Heading(2, "Opatření <1.1>", "o-1"), BulletList(((noted("dvakrát", 2, 1),),)),
    Table((( Cell((noted("80", 3),)), Cell((Paragraph((Run("zpět", link="#cil-1"), Run("nikam", link="#neni"))),)) ),),
          header=(row("Počet", "Kam"),)),
    Chart("Počty", (Bar("2015", "110 osob", 110, 110), Bar("2016", "73 až 80", 80, 73), Bar("2017", "40", 40, 40, True),
                    Bar("2018", "neuvedeno")), "Počty: 2015: 110 osob"),
    Paragraph((Run("stránka", link="https://example.cz/?a=1&b=2"), Run("past", link="javascript:alert(1)"))),
    notes=("Zdroj první & <b>", "Zdroj druhý", "Zdroj třetí"),
)


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_docx_has_real_footnotes_referred_to_again_by_fields():
    found = parts(write_docx(REPORT))
    document = etree.fromstring(found["word/document.xml"])
    order = [int(one.get(f"{W}id")) for one in document.iter(f"{W}footnoteReference")]
    assert order == [1, 2, 3]
    fields = [one.get(f"{W}instr") for one in document.iter(f"{W}fldSimple")]
    assert fields == [" NOTEREF _Poznamka1 \\f \\h "]
    notes = etree.fromstring(found["word/footnotes.xml"])
    texts = ["".join(one.itertext()).strip() for one in notes if one.get(f"{W}type") is None]
    assert texts == ["Zdroj první & <b>", "Zdroj druhý", "Zdroj třetí"]
    assert b"footnotes+xml" in found["[Content_Types].xml"]
    assert b'relationships/footnotes"' in found["word/_rels/document.xml.rels"]
    settings = found["word/settings.xml"].decode()
    assert settings.index("<w:footnotePr>") < settings.index("<w:compat>")
    assert write_docx(REPORT) == write_docx(REPORT)


def test_docx_contents_and_links_lead_to_bookmarks_that_are_there():
    found = parts(write_docx(REPORT))
    document = etree.fromstring(found["word/document.xml"])
    marks = {one.get(f"{W}name") for one in document.iter(f"{W}bookmarkStart")}
    ids = [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkStart")]
    links = [one.get(f"{W}anchor") for one in document.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert len(ids) == len(set(ids)) and len(links) == 3 and set(links) <= marks
    assert b"https://example.cz/?a=1&amp;b=2" in found["word/_rels/document.xml.rels"]
    assert b"javascript" not in found["word/_rels/document.xml.rels"]
    instructions = [one.text for one in document.iter(f"{W}instrText")]
    assert any('TOC \\o "1-2"' in one for one in instructions)


def test_docx_bars_are_shaded_by_their_length_and_say_their_numbers():
    document = etree.fromstring(parts(write_docx(REPORT))["word/document.xml"])
    bars = [
        (len(run.findtext(f"{W}t")), run.find(f"{W}rPr/{W}shd") is not None) for run in document.iter(f"{W}r")
        if set(run.findtext(f"{W}t") or "") == {"\xa0"}
    ]
    assert [shaded for _length, shaded in bars] == [True, True, True, False]
    assert bars[0][0] == 96 and bars[1][0] + bars[2][0] == 70
    assert "neuvedeno" in "".join(document.itertext())


def test_pdf_has_footnotes_contents_and_a_chart_with_words():
    content = write_pdf(REPORT).content
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for said in ("Zdroj první & <b>", "Zdroj druhý", "Zdroj třetí", "110 osob", "neuvedeno"):
        assert text.count(said) == 1
    assert re.search(r"Obsah.*Cíl 1 .*1.*Opatření <1.1>", text)
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert [one["/Title"] for one in reader.outline if not isinstance(one, list)]
    assert "/Figure" in tags(reader) and "/Note" in tags(reader)
    assert write_pdf(REPORT).content == content


def tags(reader):
    found = set()

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for inner in node:
                walk(inner)
        elif isinstance(node, dict) and "/S" in node:
            found.add(node["/S"])
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_many_notes_go_to_the_end_in_both():
    many = paper(
        *(noted(f"údaj {number}", number) for number in range(1, MANY_NOTES + 2)),
        notes=[f"zdroj {number}." for number in range(1, MANY_NOTES + 2)],
    )
    found = parts(write_docx(many))
    assert "word/footnotes.xml" not in found
    assert found["word/endnotes.xml"].count(b"<w:endnote w:id=") == MANY_NOTES + 1
    with pdfplumber.open(io.BytesIO(write_pdf(many).content)) as pdf:
        last = pdf.pages[-1].extract_text()
        assert "údaj 1\n" not in last and f"zdroj {MANY_NOTES + 1}." in last


def test_notes_of_odd_texts_survive():
    odd = paper(noted("x", 1), notes=["řádek\nnový\x07 👍 ]]> &amp; #let"], )
    assert write_pdf(odd).replaced == ("\x07", "👍")
    assert "řádek nový" in "".join(etree.fromstring(parts(write_docx(odd))["word/footnotes.xml"]).itertext())
