"""Bars of a chart in a DOCX: lengths of shaded no-break spaces in a table, so that they stay when the text is edited."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from soucinnost.documents.paper.tree import Bar, Chart

_W = nsdecls("w")
LONGEST = 96
"""Spaces in the longest bar; 5 points large they fill the column of bars."""
_FULL, _DOUBT = "4B6A70", "9DB4B8"


def write_bar(paragraph: Any, chart: Chart, bar: Bar) -> None:
    """Write one bar into the paragraph of its cell: what is certain dark, the rest of it light, a plan framed."""
    if bar.high is None:
        return
    length = max(1, round(LONGEST * max(0.0, min(1.0, bar.high / chart.top))))
    if bar.is_plan:
        _spaces(paragraph, length, '<w:bdr w:val="dashed" w:sz="4" w:space="0" w:color="000000"/>')
        return
    low = bar.high if bar.low is None else bar.low
    certain = length if bar.high <= 0 else round(length * max(0.0, min(1.0, low / bar.high)))
    for count, colour in ((certain, _FULL), (length - certain, _DOUBT)):
        if count:
            _spaces(paragraph, count, f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>')


def _spaces(paragraph: Any, count: int, look: str) -> None:
    text = "\u00a0" * count
    paragraph._p.append(
        parse_xml(f'<w:r {_W}><w:rPr><w:sz w:val="13"/>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')
    )
