"""Lists of the DOCX: real Word numbering, each numbered list counting by itself."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Twips

LEVELS = 9
STEP = 340  # twips (6 mm) that each level is moved to the right
_BULLETS = ("–", "•", "▪")
_HIGHEST_START = 32_767


class Numbering:
    """The numbering part: one bullet list for all, one decimal and one lettered pattern, an instance a list."""

    def __init__(self, document: Document) -> None:
        self.element: Any = document.part.numbering_part.element
        for child in list(self.element):
            self.element.remove(child)
        for number, kind in enumerate(("bullet", "decimal", "lowerLetter")):
            self.element.append(_abstract(number, kind))
        self.bullets = self._add(0, 0, None)

    def numbered(self, level: int, start: int, *, letters: bool) -> int:
        """Add a numbered list at a level (from 0) and return its number id."""
        return self._add(2 if letters else 1, level, min(max(start, 0), _HIGHEST_START))

    def apply(self, paragraph: Any, number_id: int, level: int) -> None:
        """Make the paragraph an item of a list."""
        numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_ilvl().val = min(level, LEVELS - 1)
        numbering.get_or_add_numId().val = number_id

    def _add(self, abstract: int, level: int, start: int | None) -> int:
        number_id = len(self.element.num_lst) + 1
        override = ""
        if start is not None:
            override = (
                f'<w:lvlOverride w:ilvl="{min(level, LEVELS - 1)}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            )
        self.element.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number_id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
            )
        )
        return number_id


def numbered_xml(number_id: int, level: int) -> str:
    """What makes a paragraph an item of a list, as text."""
    return f'<w:numPr><w:ilvl w:val="{min(level, LEVELS - 1)}"/><w:numId w:val="{number_id}"/></w:numPr>'


def indent(level: int) -> Length:
    """Return how far the text of an item at a level (from 0) stands to the right."""
    return Twips(STEP * (min(level, LEVELS - 1) + 1))


def _abstract(number: int, kind: str) -> Any:
    levels = []
    for level in range(LEVELS):
        if kind == "bullet":
            mark = _BULLETS[level % len(_BULLETS)]
        else:
            mark = f"%{level + 1}" + (")" if kind == "lowerLetter" else ".")
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
        )
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )
