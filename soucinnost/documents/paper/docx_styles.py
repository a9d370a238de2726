"""Styles of the DOCX: the ones a clerk finds in Word's list, set for a Czech office on A4."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Calibri"
GREY = RGBColor(0x55, 0x55, 0x55)
LINE = "8A8A8A"
TEXT_WIDTH = Mm(165)

# Names as they stand in Word's list of styles.
LABELLED = "Údaj"
REFERENCE = "Číslo jednací"
NOTE = "Poznámka drobně"
TABLE_HEAD = "Záhlaví tabulky"
TABLE_TEXT = "Text tabulky"
ROLE = "Podpis – role"
SIGN_LINE = "Podpis – čára"
LETTER_NAME = "Hlavička – název"
LETTER_LINE = "Hlavička – řádek"
CONTENTS = "Obsah – nadpis"

_KEPT_TABLE_STYLES = {"Normal Table", "Table Grid"}


def set_styles(document: Document, language: str) -> None:
    """Set fonts, spacing and the language of every style that the writer uses; drop table styles nobody needs."""
    styles = document.styles
    for style in list(styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _KEPT_TABLE_STYLES:
            style.delete()
    _set_defaults(styles.element, language)
    normal = styles["Normal"]
    _font(normal, 11)
    _spacing(normal, after=6, line=1.1)
    for name, size, before, after in (("Title", 17, 12, 10), ("Heading 1", 13, 16, 5), ("Heading 2", 11.5, 12, 4)):
        _heading(styles[name], size, before, after)
    _heading(styles["Heading 3"], 11, 10, 3)
    for name in ("List Bullet", "List Number", "List Continue"):
        _spacing(styles[name], after=3, line=1.1)
        _without_numbering(styles[name])
    _font(styles["Caption"], 9, color=GREY)
    styles["Caption"].paragraph_format.space_before = Pt(6)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _font(styles[name], 8.5, color=GREY)
        _spacing(styles[name], after=0)
        _right_tab(styles[name])
    _add_own(styles)
    _light_grid(styles["Table Grid"])


def _add_own(styles: Any) -> None:
    def add(name: str, size: float, after: float, **font: Any) -> ParagraphStyle:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        _font(style, size, **font)
        _spacing(style, after=after)
        return style

    label = add(LABELLED, 11, 2)
    label.paragraph_format.left_indent = Mm(38)
    label.paragraph_format.first_line_indent = Mm(-38)
    label.paragraph_format.tab_stops.add_tab_stop(Mm(38))
    label.paragraph_format.tab_stops.add_tab_stop(Mm(52))  # where another font makes a label wider than its column
    reference = add(REFERENCE, 10, 0)
    _right_tab(reference)
    add(NOTE, 9, 4, color=GREY)
    add(TABLE_TEXT, 10, 0)
    add(TABLE_HEAD, 9.5, 0, bold=True).paragraph_format.keep_with_next = True
    role = add(ROLE, 10, 0, color=GREY)
    role.paragraph_format.space_before = Pt(8)
    role.paragraph_format.keep_with_next = True
    line = add(SIGN_LINE, 11, 2)
    line.paragraph_format.space_before = Pt(30)
    line.paragraph_format.keep_with_next = True
    _bottom_border(line, "000000")
    add(LETTER_NAME, 13, 0, bold=True)
    add(LETTER_LINE, 9, 0, color=GREY)
    contents = add(CONTENTS, 13, 5, bold=True)
    contents.paragraph_format.space_before = Pt(14)
    contents.paragraph_format.keep_with_next = True
    for level in (1, 2, 3):
        entry = add(f"toc {level}", 10.5, 2)
        entry.paragraph_format.left_indent = Mm(5 * (level - 1))
        _right_tab(entry)
    for kind in ("footnote", "endnote"):
        add(f"{kind} text", 9, 2)
        mark = styles.add_style(f"{kind} reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True


def bottom_border(paragraph: Any, color: str = "000000") -> None:
    """Draw a line under a paragraph."""
    paragraph._p.get_or_add_pPr().append(_border(color))


def _bottom_border(style: ParagraphStyle, color: str) -> None:
    """Draw a line under every paragraph of a style that has its spacing set; the order of elements matters."""
    style.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(_border(color))


def _border(color: str) -> Any:
    return parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="2" w:color="{color}"/></w:pBdr>'
    )


def _font(style: Any, size: float, *, bold: bool | None = None, color: RGBColor | None = None) -> None:
    """Give a style the font of the record, without the theme fonts of the template."""
    font = style.font
    font.name = FONT
    font.size = Pt(size)
    font.bold = bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.lower().endswith("theme"):
            del fonts.attrib[name]
    for name in ("w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    if color is not None:
        font.color.rgb = color


def _spacing(style: Any, *, after: float, before: float = 0, line: float = 1.0) -> None:
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = line


def _heading(style: Any, size: float, before: float, after: float) -> None:
    properties = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    marks = style.element.get_or_add_rPr()
    for tag in ("w:spacing", "w:kern"):
        for found in marks.findall(qn(tag)):
            marks.remove(found)
    _font(style, size, bold=True, color=RGBColor(0, 0, 0))
    _spacing(style, before=before, after=after)
    style.paragraph_format.keep_with_next = True


def _without_numbering(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for found in properties.findall(qn("w:numPr")):
        properties.remove(found)


def _right_tab(style: Any) -> None:
    stops = style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _light_grid(style: Any) -> None:
    """Make the table grid thin and grey, with some air in the cells."""
    properties = style.element.find(qn("w:tblPr"))
    for tag in ("w:tblBorders", "w:tblCellMar"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in sides)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))


def _set_defaults(element: Any, language: str) -> None:
    """Set the language of the whole document; styles with one of their own lose it."""
    for found in element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
        found.set(qn("w:eastAsia"), language)
    normal = element.find(f"{qn('w:style')}[@{qn('w:styleId')}='Normal']")
    own = normal.get_or_add_rPr()
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    own.append(lang)
