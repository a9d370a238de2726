"""Reading the collections of marked texts and counting what was found.

A collection holds texts separated by lines of ``---``. What must be covered stands as ``{{text|kind}}``; leading lines
``#public: Jan Mlynář`` name those who stay.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from soucinnost.kernel.czech.covering import propose

HERE = Path(__file__).parent
_MARK = re.compile(r"\{\{(.+?)\|([a-z_]+)\}\}", re.DOTALL)
_PUBLIC = re.compile(r"^#public:[ \t]*(.+?)[ \t]*$\n?", re.MULTILINE)


@dataclass(frozen=True)
class Marked:
    """One text with the places that must be covered."""

    text: str
    marks: tuple[tuple[int, int, str], ...]
    public: tuple[str, ...]


@dataclass
class Count:
    """What was found and missed, by kind, and which proposals touch no mark."""

    found: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)
    proposed: Counter = field(default_factory=Counter)
    false: Counter = field(default_factory=Counter)
    missed_places: list[str] = field(default_factory=list)
    false_places: list[str] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        found = sum(self.found[kind] for kind in kinds or self.found)
        missed = sum(self.missed[kind] for kind in kinds or self.missed)
        return found / (found + missed) if found + missed else 1.0

    def precision(self, *kinds: str) -> float:
        proposed = sum(self.proposed[kind] for kind in kinds or self.proposed)
        false = sum(self.false[kind] for kind in kinds or self.false)
        return 1 - false / proposed if proposed else 1.0


def read(name: str) -> list[Marked]:
    """Return the texts of the collection ``name``."""
    source = (HERE / name).read_text(encoding="utf-8")
    return [_marked(block.strip("\n")) for block in re.split(r"(?m)^---[ \t]*$", source) if block.strip()]


def _marked(block: str) -> Marked:
    public = tuple(_PUBLIC.findall(block))
    block = _PUBLIC.sub("", block)
    parts: list[str] = []
    marks: list[tuple[int, int, str]] = []
    length = position = 0
    for match in _MARK.finditer(block):
        parts += [block[position : match.start()], match.group(1)]
        start = length + match.start() - position
        length = start + len(match.group(1))
        marks.append((start, length, match.group(2)))
        position = match.end()
    return Marked("".join((*parts, block[position:])), tuple(marks), public)


def count(texts: list[Marked]) -> Count:
    """Count: a mark is found when every character of it is covered; a proposal is false when it touches no mark."""
    result = Count()
    for one in texts:
        proposals = propose(one.text, public=one.public)
        covered = bytearray(len(one.text))
        for proposal in proposals:
            covered[proposal.start : proposal.end] = b"\1" * (proposal.end - proposal.start)
            result.proposed[str(proposal.kind)] += 1
            if not any(start < proposal.end and proposal.start < end for start, end, _kind in one.marks):
                result.false[str(proposal.kind)] += 1
                result.false_places.append(_place(one.text, proposal.start, proposal.end) + f" ({proposal.reason})")
        for start, end, kind in one.marks:
            if all(covered[start:end]):
                result.found[kind] += 1
            else:
                result.missed[kind] += 1
                result.missed_places.append(f"{kind}: " + _place(one.text, start, end))
    return result


def _place(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 40) : start]}[[{text[start:end]}]]{text[end : end + 40]}".replace("\n", "⏎")


def report(name: str, result: Count) -> str:
    """Return the figures as lines of text."""
    lines = [
        f"{name}: {sum(result.found.values()) + sum(result.missed.values())} marks, "
        f"recall {result.recall():.4f}, precision {result.precision():.4f}"
    ]
    for kind in sorted({*result.found, *result.missed, *result.proposed}):
        lines.append(
            f"  {kind}: {result.found[kind]} of {result.found[kind] + result.missed[kind]} found, "
            f"{result.false[kind]} of {result.proposed[kind]} proposals false"
        )
    lines += [f"  missed {place}" for place in result.missed_places]
    lines += [f"  false  {place}" for place in result.false_places]
    return "\n".join(lines)
