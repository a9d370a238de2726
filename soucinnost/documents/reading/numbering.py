"""Automatic numbers of Word paragraphs, which stand in no text of the file and must be counted.

Rules: ISO/IEC 29500-1 § 17.9 (numbering), § 17.18.59 (formats). Formats without a Latin form become plain numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written and what stands around it.

    One that ``is_legal`` writes the numbers of the levels above in digits too: „1.1“ below „Čl. I“ (§ 17.9.4).
    """

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    is_legal: bool = False


@dataclass(slots=True)
class Numbering:
    """Definitions of a document's lists and how far each has been counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str:
        """Return what stands in front of the next paragraph of the list at ``depth`` (0 is outermost)."""
        if list_id not in self.lists or not 0 <= depth <= 8:
            return ""
        abstract_id, overrides = self.lists[list_id]
        levels = {**self.abstract.get(abstract_id, {}), **overrides}
        level = levels.get(depth, Level(text=f"%{depth + 1}."))
        counts = self.counted.setdefault(abstract_id, {})
        if list_id not in self.begun:
            self.begun.add(list_id)
            for place, override in overrides.items():
                counts[place] = override.start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return BULLET
        if level.form == "none":
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            shown = levels.get(place, Level())
            return _written(counts.get(place, shown.start), "decimal" if level.is_legal else shown.form)

        return _PLACE.sub(number, level.text)


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the lists that ``word/numbering.xml`` defines; none without that part."""
    found = Numbering()
    if root is None:
        return found
    for element in root:
        if _tag(element) == "abstractNum":
            levels = {_number(level, "ilvl"): _level(level) for level in element if _tag(level) == "lvl"}
            found.abstract[_value(element, "abstractNumId")] = levels
        elif _tag(element) == "num":
            target = next((_value(child, "val") for child in element if _tag(child) == "abstractNumId"), "")
            base = found.abstract.get(target, {})
            overrides = {}
            for child in element:
                if _tag(child) == "lvlOverride":
                    depth = _number(child, "ilvl")
                    overrides[depth] = _override(child, base.get(depth, Level()))
            found.lists[_value(element, "numId")] = target, overrides
    return found


def _override(element: etree._Element, level: Level) -> Level:
    for child in element:
        if _tag(child) == "lvl":
            level = _level(child)
    for child in element:
        if _tag(child) == "startOverride":
            level = replace(level, start=_number(child, "val"))
    return level


def _level(element: etree._Element) -> Level:
    told = {_tag(child): _value(child, "val") for child in element}
    start = told.get("start", "1")
    return Level(
        int(start) if start.isdecimal() else 1,
        told.get("numFmt", "decimal"),
        told.get("lvlText", f"%{_number(element, 'ilvl') + 1}."),
        told.get("isLgl", "0") not in {"0", "false", "off"},
    )


def _written(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 20 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02}" if form == "decimalZero" else str(number)


def _tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _number(element: etree._Element, name: str) -> int:
    value = _value(element, name)
    return int(value) if value.isdecimal() and len(value) < 7 else 0
