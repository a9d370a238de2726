"""Bars of a chart in a DOCX: shaded no-break spaces in a table, so that they stay when the text is edited."""

from __future__ import annotations

from soucinnost.documents.paper.tree import Bar, Chart

LONGEST = 96
"""Spaces in the longest bar; 5 points large they fill the column of bars."""
_FULL, _DOUBT = "4B6A70", "9DB4B8"


def bar_xml(chart: Chart, bar: Bar) -> str:
    """One bar as runs: what is certain dark, the rest of it light, a plan framed; nothing without a number."""
    if bar.high is None:
        return ""
    length = max(1, round(LONGEST * max(0.0, min(1.0, bar.high / chart.top))))
    if bar.is_plan:
        return _spaces(length, '<w:bdr w:val="dashed" w:sz="4" w:space="0" w:color="000000"/>')
    low = bar.high if bar.low is None else bar.low
    certain = length if bar.high <= 0 else round(length * max(0.0, min(1.0, low / bar.high)))
    return "".join(
        _spaces(count, f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>')
        for count, colour in ((certain, _FULL), (length - certain, _DOUBT)) if count
    )


def _spaces(count: int, look: str) -> str:
    text = "\u00a0" * count
    return f'<w:r><w:rPr><w:sz w:val="13"/>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
