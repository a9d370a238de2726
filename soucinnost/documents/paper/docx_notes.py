"""Notes, links and places of a DOCX: real footnotes or endnotes of Word, bookmarks, a table of contents.

The library knows none of them, so their XML is written here (ECMA-376, parts 17.11 and 17.16). A note is written where
it is first referred to; later references are fields of its bookmark, so that Word renumbers them with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from soucinnost.documents.paper.glyphs import printable
from soucinnost.documents.paper.tree import Block, Heading, Paper, Run

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = nsdecls("w")
_SEPARATORS = (
    '<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    '<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>'
)


class Notes:
    """What stands behind runs and headings: marks of notes, links, bookmarks; ``finish`` writes the notes' part."""

    def __init__(self, document: Document, paper: Paper, style_ids: dict[str, str]) -> None:
        self.document, self.paper = document, paper
        self.kind = "endnote" if paper.notes_at_end else "footnote"
        self.style_ids = style_ids
        self.anchors = {block.anchor: number for number, block in enumerate(headings(paper.blocks)) if block.anchor}
        self.placed: set[str] = set()
        self.seen: set[int] = set()
        self.bookmarks = 0
        self.addresses: dict[str, str] = {}

    def marks(self, notes: Sequence[int]) -> str:
        """The marks of notes, parted by a comma."""
        style = f'<w:rPr><w:rStyle w:val="{self.style_ids[f"{self.kind} reference"]}"/></w:rPr>'
        found = []
        for number in notes:
            name = f"_Poznamka{number}"
            if number in self.seen:
                shown = f"<w:r>{style}<w:t>{number}</w:t></w:r>"
                found.append(f'<w:fldSimple w:instr=" NOTEREF {name} \\f \\h ">{shown}</w:fldSimple>')
                continue
            self.seen.add(number)
            found.append(self._bookmarked(name, f'<w:r>{style}<w:{self.kind}Reference w:id="{number}"/></w:r>'))
        return f'<w:r>{style}<w:t xml:space="preserve">, </w:t></w:r>'.join(found)

    def place(self, anchor: str, run: str) -> str:
        """The words of a heading (one run) as the place that links and the table of contents lead to."""
        if not anchor or anchor in self.placed or anchor not in self.anchors:
            return run
        self.placed.add(anchor)
        return self._bookmarked(self._name(anchor), run)

    def linked(self, run: Run, xml: str) -> str:
        """A run inside of its link; without one, or with one that leads nowhere, as it is."""
        if run.link.startswith("#") and run.link[1:] in self.anchors:
            target = f'w:anchor="{self._name(run.link[1:])}"'
        elif run.link.startswith(("https://", "http://", "mailto:")):
            address = printable(run.link)
            if address not in self.addresses:
                self.addresses[address] = self.document.part.relate_to(
                    address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
                )
            target = f'r:id="{self.addresses[address]}"'
        else:
            return xml
        return f'<w:hyperlink {target} w:history="1">{xml}</w:hyperlink>'

    def contents(self, container: Any, depth: int) -> None:
        """Write the table of contents as Word makes it: a field with links to headings, for Word to page."""
        entries = [one for one in headings(self.paper.blocks) if one.level <= depth and one.anchor]
        for place, heading in enumerate(entries):
            paragraph = container.add_paragraph()
            paragraph._p.style = self.style_ids[f"toc {min(heading.level, 3)}"]
            if place == 0:
                for xml in (
                    '<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
                    f'<w:instrText xml:space="preserve"> TOC \\o "1-{depth}" \\h \\z \\u </w:instrText>',
                    '<w:fldChar w:fldCharType="separate"/>',
                ):
                    paragraph._p.append(parse_xml(f"<w:r {_W}>{xml}</w:r>"))
            text = escape(printable(heading.text).replace("\n", " "))
            paragraph._p.append(parse_xml(
                f'<w:hyperlink {_W} w:anchor="{self._name(heading.anchor)}" w:history="1">'
                f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>'
            ))
            if place == len(entries) - 1:
                paragraph._p.append(parse_xml(f'<w:r {_W}><w:fldChar w:fldCharType="end"/></w:r>'))

    def finish(self) -> None:
        """Write the part with the notes that were referred to and say where its separators are."""
        if not self.seen:
            return
        kind, many = self.kind, f"{self.kind}s"
        text_style, mark_style = self.style_ids[f"{kind} text"], self.style_ids[f"{kind} reference"]
        notes = "".join(
            f'<w:{kind} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{text_style}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{mark_style}"/></w:rPr><w:{kind}Ref/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {_words(self.paper.notes[number - 1])}</w:t></w:r></w:p></w:{kind}>'
            for number in sorted(self.seen)
        )
        xml = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{many} {_W}>'
            f"{_SEPARATORS.format(kind=kind)}{notes}</w:{many}>"
        )
        part = Part(
            PackURI(f"/word/{many}.xml"), f"{_MAIN}.{many}+xml", xml.encode(), self.document.part.package
        )
        self.document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, many.upper()))
        settings = self.document.settings.element
        known = parse_xml(
            f'<w:{kind}Pr {_W}><w:numFmt w:val="decimal"/><w:{kind} w:id="-1"/><w:{kind} w:id="0"/>'
            f"</w:{kind}Pr>"
        )
        settings.insert_element_before(known, *_AFTER_NOTES)

    def _name(self, anchor: str) -> str:
        return f"_Toc{self.anchors[anchor] + 1:06}"

    def _bookmarked(self, name: str, xml: str) -> str:
        self.bookmarks += 1
        mark = self.bookmarks
        return f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>{xml}<w:bookmarkEnd w:id="{mark}"/>'


# What follows the properties of notes in the settings (ECMA-376, CT_Settings), as far as the template has it.
_AFTER_NOTES = (
    "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping",
    "w:doNotIncludeSubdocsInStats", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator",
)


def headings(blocks: Sequence[Block]) -> list[Heading]:
    """Return the headings of a paper in their order."""
    return [block for block in blocks if isinstance(block, Heading)]


def _words(text: str) -> str:
    return escape(printable(text).replace("\n", " ").replace("\t", " "))
