"""What two versions of a report differ in: by passage and by number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum

from soucinnost.strategy.evaluation.nodes import Number, Passage, Report, Title, lines_of, plain_block

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
MOST_TOKENS = 4_000
"""A longer text is compared by lines, which keeps hostile ones quick."""
ALIKE = 0.55
"""Share of words in common below which two texts are shown whole, not word in word."""


class Change(StrEnum):
    """What became of a passage, a number or a stretch of text."""

    SAME = "same"
    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that both versions have, or only the newer (added) or the older (gone)."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage that differs. ``chapter`` is the heading it stands under."""

    change: Change
    key: str
    title: str
    chapter: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that differs: where it stands, what it said and what it says."""

    change: Change
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, in the order of the newer version; what is gone stands at the end."""

    passages: tuple[PassageChange, ...] = ()
    numbers: tuple[NumberChange, ...] = field(default=())

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return not self.passages and not self.numbers


def compare(older: Report, newer: Report) -> Comparison:
    """Tell two versions apart."""
    return Comparison(tuple(_passages(older, newer)), tuple(_numbers(older, newer)))


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """The words that both texts have and those that only one of them has, in reading order.

    Lines far from any change are left out („…“). Texts that have little in common stand whole, the older one first.
    """
    old, new = _tokens(before), _tokens(after)
    if len(old) + len(new) > MOST_TOKENS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if before and after and matcher.ratio() < ALIKE:
        return (Stretch(Change.GONE, before), Stretch(Change.SAME, "\n\n"), Stretch(Change.ADDED, after))
    found: list[Stretch] = []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            found.append(Stretch(Change.SAME, "".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            found.append(Stretch(Change.GONE, "".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(Stretch(Change.ADDED, "".join(new[new_from:new_to])))
    last = len(found) - 1
    return tuple(
        replace(one, text=_near(one.text, is_first=place == 0, is_last=place == last))
        if one.change == Change.SAME else one for place, one in enumerate(found)
    )


def _near(text: str, *, is_first: bool, is_last: bool) -> str:
    """Of what did not change, the lines that touch a change."""
    lines = text.split("\n")
    if len(lines) <= 3:
        return text
    head = [] if is_first else lines[:2]
    tail = [] if is_last else lines[-2:]
    return "\n".join([*head, "…", *tail])


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _passages(older: Report, newer: Report) -> Iterable[PassageChange]:
    old, new = dict(_texts(older)), dict(_texts(newer))
    for key, (chapter, title, text) in new.items():
        if key not in old:
            yield PassageChange(Change.ADDED, key, title, chapter, (Stretch(Change.ADDED, text),))
        elif old[key][2] != text:
            yield PassageChange(Change.CHANGED, key, title, chapter, stretches(old[key][2], text))
    for key, (chapter, title, text) in old.items():
        if key not in new:
            yield PassageChange(Change.GONE, key, title, chapter, (Stretch(Change.GONE, text),))


def _texts(report: Report) -> Iterable[tuple[str, tuple[str, str, str]]]:
    chapter = ""
    for part in report.parts:
        if isinstance(part, Title):
            chapter = part.text if part.level < 3 else chapter
        else:
            yield part.key, (chapter, part.title, _text(part))


def _text(passage: Passage) -> str:
    return "\n".join(line for block in (*passage.prose, *passage.data) for line in plain_block(block))


def _numbers(older: Report, newer: Report) -> Iterable[NumberChange]:
    """Numbers by the claims that tell them; a corrected claim is another one at the same place in the same words."""
    old, new = _figures(older), _figures(newer)
    for key, (label, text) in new.items():
        if key not in old:
            yield NumberChange(Change.ADDED, label, "", text)
        elif old[key][1] != text:
            yield NumberChange(Change.CHANGED, label, old[key][1], text)
    for key, (label, text) in old.items():
        if key not in new:
            yield NumberChange(Change.GONE, label, text, "")


def _figures(report: Report) -> dict[tuple[str, int], tuple[str, str]]:
    """Numbers of claims by what their note says they are (label, period, kind, organisation), counted among equals."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    counts: dict[str, int] = {}
    seen: set[str] = set()
    for part in report.parts:
        if isinstance(part, Title):
            continue
        for block in (*part.prose, *part.data):
            for line in lines_of(block):
                for one in line:
                    for uid in one.claims if isinstance(one, Number) else ():
                        source = report.sources.get(uid)
                        if uid in seen or source is None or not source.told:
                            continue
                        seen.add(uid)
                        label = ", ".join(
                            said for said in (source.label, source.period, source.kind, source.organisation) if said
                        )
                        counts[label] = counts.get(label, 0) + 1
                        found[label, counts[label]] = (label, source.told)
    return found
