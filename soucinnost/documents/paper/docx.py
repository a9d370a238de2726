"""DOCX as a clerk would write it: real styles, numbering and fields, so that it can be edited further in Word."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm

from soucinnost.documents.paper.docx_blocks import BlockWriter, plain_table
from soucinnost.documents.paper.docx_numbering import Numbering
from soucinnost.documents.paper.docx_styles import (
    LABELLED,
    LETTER_LINE,
    LETTER_NAME,
    REFERENCE,
    TEXT_WIDTH,
    bottom_border,
    set_styles,
)
from soucinnost.documents.paper.fixedzip import without_clock
from soucinnost.documents.paper.glyphs import printable
from soucinnost.documents.paper.logo import drawable_logo
from soucinnost.documents.paper.tree import Paper
from soucinnost.documents.paper.words import reference_line, region_of, words_of

_DROPPED_PARTS = ("thumbnail", "stylesWithEffects", "customXml")
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Microsoft Office Word</Application></Properties>"
)


def write_docx(paper: Paper) -> bytes:
    """Write the paper; the same paper always gives the same bytes.

    Characters that XML cannot hold stand as visible signs; a logo that cannot be read is left out.
    """
    document = docx.Document()
    language = f"{paper.language}-{region_of(paper.language)}"
    _drop_template_traces(document)
    _set_settings(document, language)
    set_styles(document, language)
    _set_properties(document, paper, language)
    _set_page(document, paper)
    _write_body(document, paper)
    out = BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def _drop_template_traces(document: Document) -> None:
    """Take out what the template of the library brings along: its preview, a copy of its styles, its origin."""
    for rels in (document.part.package.rels, document.part.rels):
        for rel_id, rel in list(rels.items()):
            if any(name in rel.reltype or name in str(rel.target_ref) for name in _DROPPED_PARTS):
                rels.pop(rel_id)
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _APP


def _set_settings(document: Document, language: str) -> None:
    settings = document.settings.element
    for tag in ("w:rsids", "w:proofState", "w:savePreviewPicture"):
        for found in settings.findall(qn(tag)):
            settings.remove(found)
    for found in settings.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), language)
        found.attrib.pop(qn("w:eastAsia"), None)
    for found in settings.iter(qn("w:compatSetting")):
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")


def _set_properties(document: Document, paper: Paper, language: str) -> None:
    created = paper.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.title = _line(paper.title)[:255]
    properties.subject = _line(paper.subject)[:255]
    properties.author = _line(paper.author)[:255]
    properties.last_modified_by = _line(paper.author)[:255]
    properties.comments = ""
    properties.keywords = ""
    properties.language = language
    properties.revision = 1
    properties.created = created
    properties.modified = created


def _line(text: str) -> str:
    return printable(text).replace("\n", " ")


def _set_page(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    section.header_distance = section.footer_distance = Mm(11)
    section.different_first_page_header_footer = True
    following = section.header.paragraphs[0]
    following.text = _line(paper.title) + "\t" + _line(reference_line(paper.language, paper.reference))
    bottom_border(following, "8A8A8A")
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        _write_footer(paragraph, paper)
    _write_letterhead(section.first_page_header, paper)


def _write_footer(paragraph: Any, paper: Paper) -> None:
    words = words_of(paper.language)
    paragraph.add_run(_line(paper.footer_text) + f"\t{words.page} ")
    _field(paragraph, "PAGE")
    paragraph.add_run(f" {words.of} ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """Append a field that Word counts by itself."""
    run = paragraph.add_run()
    for kind in ("begin", "separate", "end"):
        char = OxmlElement("w:fldChar")
        char.set(qn("w:fldCharType"), kind)
        run._r.append(char)
        if kind == "begin":
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {code} </w:instrText>'))
        if kind == "separate":
            run._r.append(parse_xml(f"<w:t {nsdecls('w')}>1</w:t>"))


def _write_letterhead(header: Any, paper: Paper) -> None:
    head = paper.header
    lines = [_line(line) for line in head.lines if line.strip()]
    logo = drawable_logo(head.logo)
    last = header.paragraphs[0]
    if not lines and not logo:
        return
    widths = [Mm(22), Emu(TEXT_WIDTH - Mm(22))] if logo else [TEXT_WIDTH]
    (cells,) = plain_table(header, widths, 1)
    header._element.append(last._p)
    if logo:
        picture = cells[0].paragraphs[0].add_run().add_picture(BytesIO(logo), height=Mm(17))
        picture._inline.docPr.set("descr", _line(head.logo_alt or (lines[0] if lines else paper.author)))
        picture._inline.docPr.set("name", "logo")
    for place, line in enumerate(lines):
        paragraph = cells[-1].paragraphs[0] if place == 0 else cells[-1].add_paragraph()
        paragraph.style = LETTER_NAME if place == 0 else LETTER_LINE
        paragraph.add_run(line)
    bottom_border(last)


def _write_body(document: Document, paper: Paper) -> None:
    writer = BlockWriter(document, Numbering(document), paper)
    reference = reference_line(paper.language, paper.reference)
    if reference or paper.mark:
        paragraph = document.add_paragraph(_line(reference) + "\t", style=REFERENCE)
        paragraph.add_run(_line(paper.mark)).bold = True
    document.add_paragraph(_line(paper.title), style="Title")
    for label, value in paper.meta:
        writer.labelled(document._body, label, value, LABELLED)
    writer.write(document._body, paper.blocks)
    if paper.notes_at_end and writer.notes.seen:
        document.add_paragraph(_line(paper.notes_title), style="Heading 1")
    writer.notes.finish()
