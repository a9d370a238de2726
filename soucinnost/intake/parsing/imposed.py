"""Tasks that a resolution imposes: „ukládá vedoucí odboru vyžádat doklady. Termín: 31. října 2019“."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from soucinnost.intake.parsing.dative import nominative_owner
from soucinnost.intake.parsing.minutes import Task
from soucinnost.intake.parsing.segments import Segment
from soucinnost.intake.parsing.tasks import fields_of, make_task
from soucinnost.intake.parsing.vocabulary import label_of
from soucinnost.kernel.czech.terms import TERM

_IMPOSED = re.compile(
    (
        r"(?P<verb>ukládá|ukládají|pověřuje|pověřují|ukládá se|uložil[aoi]?)\s+(?P<owner>.+?)(?:,\s*aby\s+|"
        r"\s+)(?P<what>(?<=\s)(?:ne)?[^\W\d_]{2,}(?:at|it|et|ět|ovat|ést|ézt|ít|"
        r"ýt|nout|ci|ici|át)\b(?!\s?,).*)"
    ),
    re.DOTALL,
)
_TO_DO = re.compile(
    (
        r"pověřuje\s+(?P<owner>.+?)\s+(?P<what>(?:zajištěním|přípravou|zpracováním|"
        r"svoláním|vypracováním|předložením|oslovením)\s.*)"
    ),
    re.DOTALL,
)


def imposed_task(
    sentence: str, lines: tuple[int, ...], today: date | None, written: frozenset[str] = frozenset()
) -> Task | None:
    """Return the task that ``sentence`` imposes on somebody, with the owner in the nominative; None when none."""
    match = _IMPOSED.search(sentence) or _TO_DO.search(sentence)
    if match is None or len(match["owner"]) > 90:
        return None
    what = match["what"]
    due = ""
    for kind, begin, value in fields_of(what):
        if kind == "due":
            due, what = value, what[:begin]
            break
    if not due:
        term = TERM.search(what)
        if term:
            due = term.group()
            if term.end() >= len(what.rstrip(" .,;")):
                what = what[: term.start()]
    owner = match["owner"] if match.re is _TO_DO else nominative_owner(match["owner"], written)
    return make_task(what.strip(" .,–-"), owner, due, lines, today)


def due_below(inside: Sequence[Segment], place: int) -> str:
    """Return the term that stands on a line of its own below a resolution, empty when none does."""
    for segment in inside[place + 1 : place + 4]:
        label = label_of(segment.plain)
        if label and label.kind == "due":
            return label.value.strip(" .")
        if label and label.kind in {"task", "owner", "decision"}:
            break
    return ""
