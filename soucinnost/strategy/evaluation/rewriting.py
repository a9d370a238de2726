"""An editor's words in place of drafted ones: whether records under them changed, which notes stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from soucinnost.kernel.typography import typo
from soucinnost.strategy.evaluation.nodes import (
    Block,
    Inline,
    Items,
    Line,
    Number,
    Para,
    Passage,
    Report,
    Words,
    base_text,
    lines_of,
)

_DASH = re.compile(r"^\s*[–•*-]\s+")


@dataclass(frozen=True, slots=True)
class Written:
    """What an editor wrote over a passage, and what the passage said then (``nodes.base_text``)."""

    text: str
    base: str


def rewritten(report: Report, written: Mapping[str, Written]) -> Report:
    """The report with editors' words. Words of passages that are no longer there are left out (``orphans``)."""
    parts = tuple(
        _over(part, written[part.key])
        if isinstance(part, Passage) and part.key in written and not part.is_fixed else part
        for part in report.parts
    )
    return replace(report, parts=parts)


def stale(report: Report, written: Mapping[str, Written]) -> dict[str, tuple[str, str]]:
    """Passages whose records changed since they were written over: what was drafted then, what would be now."""
    found = {}
    for key, passage in report.passages.items():
        if key in written:
            now = base_text(passage)
            if now != written[key].base:
                found[key] = (written[key].base, now)
    return found


def orphans(report: Report, written: Mapping[str, Written]) -> list[str]:
    """Keys of passages that somebody wrote over and that the report no longer has: their records are gone."""
    known = report.passages
    return [key for key in written if key not in known]


def _over(passage: Passage, written: Written) -> Passage:
    """The passage in the editor's words. Numbers that still stand in them keep their notes; the others are named."""
    numbers = [
        one for block in passage.prose for line in lines_of(block) for one in line
        if isinstance(one, Number) and one.claims
    ]
    left = list(numbers)
    blocks: list[Block] = []
    for line in written.text.splitlines():
        text = typo(_DASH.sub("", line).strip())
        if not text:
            continue
        made = _with_numbers(text, left)
        if _DASH.match(line):
            if blocks and isinstance(blocks[-1], Items):
                blocks[-1] = Items((*blocks[-1].lines, made))
            else:
                blocks.append(Items((made,)))
        else:
            blocks.append(Para(made))
    if left:
        blocks.append(Para(_under(left)))
    return replace(passage, prose=tuple(blocks), written=written.text)


def _with_numbers(text: str, left: list[Number]) -> Line:
    """A line with each number of the draft that it repeats word for word; those are taken out of ``left``."""
    line: list[Inline] = []
    at = 0
    while at < len(text):
        found = [
            (match.start(), -len(one.text), match.end(), one) for one in left
            if one.text and (match := _place(text, one.text, at)) is not None
        ]
        if not found:
            break
        start, _length, end, number = min(found, key=lambda one: one[:2])
        if start > at:
            line.append(Words(text[at:start]))
        line.append(Number(text[start:end], number.claims))
        left.remove(number)
        at = end
    if at < len(text):
        line.append(Words(text[at:]))
    return tuple(line)


def _place(text: str, number: str, at: int) -> re.Match[str] | None:
    """Where a number stands as a word of its own; spaces of any kind are alike."""
    pattern = r"[\s\u00a0]+".join(re.escape(part) for part in re.split(r"[\s\u00a0]+", number) if part)
    return re.compile(rf"(?<![\w,.]){pattern}(?![\w])").search(text, at) if pattern else None


def _under(numbers: list[Number]) -> Line:
    """Which claims the passage stands on, those that its words do not name."""
    line: list[Inline] = [Words(_("Opírá se také o údaje: "))]
    for place, one in enumerate(numbers):
        if place:
            line.append(Words("; "))
        line.append(one)
    return tuple(line)
