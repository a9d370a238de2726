"""Paragraphs and rows of a DOCX as text of XML, parsed once each: object by object a long report would take minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from soucinnost.documents.paper.docx_notes import Notes
from soucinnost.documents.paper.glyphs import printable
from soucinnost.documents.paper.tree import Run

_NS = nsdecls("w", "r")
_BREAKS = re.compile("([\n\t])")
_BREAK_XML = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_SECTION = qn("w:sectPr")


def append(container: Any, xml: str) -> Any:
    """Append an element, written with the prefixes ``w`` and ``r``, to a body or a cell; return it."""
    tag, _space, rest = xml.partition(">")
    slash = "/" if tag.endswith("/") else ""
    made = parse_xml(f"{tag.removesuffix('/')} {_NS}{slash}>{rest}")
    place = container._element
    if len(place) and place[-1].tag == _SECTION:
        place[-1].addprevious(made)
    else:
        place.append(made)
    return made


def paragraph_xml(style: str, properties: str, content: str) -> str:
    """A paragraph; ``style`` is the id of its style, empty for the usual one."""
    inner = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{content}</w:p>"


def runs_xml(runs: Sequence[Run], notes: Notes) -> str:
    """Runs with their links and the marks of their notes."""
    return "".join(notes.linked(run, run_xml(run)) + notes.marks(run.notes) for run in runs)


def run_xml(run: Run) -> str:
    """One run in its style."""
    look = (
        ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "") + ("<w:strike/>" if run.strike else "")
        + ('<w:u w:val="single"/>' if run.underline else "")
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{text_xml(printable(run.text))}</w:r>"


def text_xml(text: str) -> str:
    """Printable text with its line breaks and tabs."""
    return "".join(
        _BREAK_XML[part] if part in _BREAK_XML else f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(text) if part
    )
