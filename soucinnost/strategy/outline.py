"""Goals, measures and planned activities read from a list that somebody pasted from Word or a spreadsheet. Pure.

A line is told by its number (1 is a goal, 1.1 a measure, 1.1.1 or a) an activity), by its word („Cíl“, „Opatření“,
„Aktivita“), by a bullet, and where the list has no numbers at all by how far it is indented. A line with no mark goes
on with the line above: begun with a small letter it ends its sentence, else it describes it. „Odpovídá: …“ names the
owner.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from soucinnost.kernel.folding import fold

MOST_CHARACTERS = 200_000
MOST_TITLE = 500
MOST_ACTIVITY = 1000
GOAL, MEASURE, ACTIVITY = 1, 2, 3

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,4})(?:[.):]|(?=\s))\s*[-–—:]?\s*(?=\D)")
_LETTER = re.compile(r"[a-z][.)]\s+")
_BULLET = re.compile(r"[-–—•*·▪●○◦‣]\s*(?=\S)")
_WORD = re.compile(
    r"(?P<word>(?:strategický |specifický |hlavní )?cíl|opatření|(?:plánovaná )?aktivita)\b\s*"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})?\s*[.:)–—-]?\s*", re.IGNORECASE,
)
_OWNER = re.compile(r"(?:odpovídá|odpovědnost|zodpovídá|garant|gestor|vlastník)\s*[:–-]\s*(?P<name>.+)", re.IGNORECASE)
_ACTIVITIES = re.compile(r"(?:plánované |klíčové )?(?:aktivity|činnosti|kroky)\s*:?", re.IGNORECASE)


@dataclass
class PlannedActivity:
    """A planned activity and the line it stood on."""

    text: str
    line: int


@dataclass
class PlannedMeasure:
    """A measure as it was read. ``given`` is the number that stood in the text, "" where there was none."""

    title: str
    line: int
    given: str = ""
    description: str = ""
    owner: str = ""
    activities: list[PlannedActivity] = field(default_factory=list)


@dataclass
class PlannedGoal:
    """A goal as it was read."""

    title: str
    line: int
    given: str = ""
    description: str = ""
    measures: list[PlannedMeasure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that could not be placed: its number, its words and why (``orphan``, ``long``, ``empty``, ``lost``)."""

    line: int
    text: str
    why: str


@dataclass
class Outline:
    """What was read. ``loose`` are measures in front of every goal; they belong under a goal that is there already."""

    goals: list[PlannedGoal] = field(default_factory=list)
    loose: list[PlannedMeasure] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def measures(self) -> list[PlannedMeasure]:
        """All measures in their order."""
        return [*self.loose, *(measure for goal in self.goals for measure in goal.measures)]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many goals, measures and activities."""
        return len(self.goals), len(self.measures), sum(len(one.activities) for one in self.measures)

    def numbered(self, first: int = 1) -> Iterator[tuple[str, PlannedGoal | PlannedMeasure]]:
        """Goals and measures with the numbers they will have when the goals begin with ``first``."""
        for place, goal in enumerate(self.goals, start=first):
            yield str(place), goal
            for number, measure in enumerate(goal.measures, start=1):
                yield f"{place}.{number}", measure


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    level: int
    given: str
    text: str


def read_outline(text: str) -> Outline:
    """Read a list; nothing of it is lost: every line is in the outline or among its troubles."""
    rows = [(at, row.expandtabs(4)) for at, row in enumerate(text.splitlines(), start=1) if row.strip()]
    lines = [_marked(at, row) for at, row in rows]
    if not any(line.given or line.level in (GOAL, MEASURE) for line in lines):
        lines = _by_indent(lines)
    outline, reader = Outline(), _Reader()
    for line in lines:
        reader.take(outline, line)
    _check_lengths(outline)
    return outline


def _marked(at: int, row: str) -> _Line:
    """A line with the level that its mark says, 0 where it has none."""
    indent, rest = len(row) - len(row.lstrip()), " ".join(row.split())
    word = _WORD.match(rest)
    if word is not None and (word["number"] or ":" in word.group(0)):
        kind = fold(word["word"])
        level = GOAL if kind.endswith("cil") else MEASURE if kind.startswith("opatreni") else ACTIVITY
        return _Line(at, indent, level, word["number"] or "", rest[word.end():])
    number = _NUMBER.match(rest)
    if number is not None:
        given = number.group(1)
        return _Line(at, indent, min(given.count(".") + 1, ACTIVITY), given, rest[number.end():])
    for mark in (_BULLET, _LETTER):
        found = mark.match(rest)
        if found is not None:
            return _Line(at, indent, ACTIVITY, "", rest[found.end():])
    return _Line(at, indent, 0, "", rest)


def _by_indent(lines: list[_Line]) -> list[_Line]:
    """Levels by how far lines stand from the margin; what is deeper than two steps is an activity."""
    depths = sorted({line.indent for line in lines})
    level = {depth: min(place, ACTIVITY) for place, depth in enumerate(depths, start=1)}
    flat = len(depths) == 1
    return [
        _Line(line.number, line.indent, line.level if flat and line.level else level[line.indent], "", line.text)
        for line in lines
    ]


class _Reader:
    """Where the next line belongs."""

    def __init__(self) -> None:
        self.goal: PlannedGoal | None = None
        self.measure: PlannedMeasure | None = None
        self.last: PlannedGoal | PlannedMeasure | PlannedActivity | None = None
        self.lists_activities = False

    def take(self, outline: Outline, line: _Line) -> None:
        """Place one line."""
        owner = _OWNER.fullmatch(line.text)
        if owner is not None and self.measure is not None and not line.given:
            self._owner(self.measure, line, owner["name"].strip(" .;"))
            return
        if _ACTIVITIES.fullmatch(line.text) and self.measure is not None:
            self.lists_activities = True
            return
        if not line.text:
            outline.troubles.append(Trouble(line.number, line.given, "empty"))
        elif line.level == GOAL:
            self._goal(outline, line)
        elif line.level == MEASURE:
            self._measure(outline, line)
        elif line.level == ACTIVITY or (self.lists_activities and not line.text[0].islower()):
            self._activity(outline, line)
        else:
            self._go_on(outline, line)

    def _owner(self, measure: PlannedMeasure, line: _Line, name: str) -> None:
        """Who answers; a second one beside the first stays in words."""
        if measure.owner in ("", name):
            measure.owner = name
        else:
            measure.description = f"{measure.description}\n{line.text}".strip()

    def _goal(self, outline: Outline, line: _Line) -> None:
        self.goal = self.last = PlannedGoal(line.text, line.number, line.given)
        self.measure, self.lists_activities = None, False
        outline.goals.append(self.goal)

    def _measure(self, outline: Outline, line: _Line) -> None:
        self.measure = self.last = PlannedMeasure(line.text, line.number, line.given)
        self.lists_activities = False
        (outline.loose if self.goal is None else self.goal.measures).append(self.measure)

    def _activity(self, outline: Outline, line: _Line) -> None:
        if self.measure is None:
            outline.troubles.append(Trouble(line.number, line.text, "orphan"))
            return
        made = PlannedActivity(line.text, line.number)
        self.last = made
        self.measure.activities.append(made)

    def _go_on(self, outline: Outline, line: _Line) -> None:
        """A line without a mark: the rest of a sentence, or words about what stands above it."""
        last = self.last
        if last is None:
            outline.troubles.append(Trouble(line.number, line.text, "lost"))
        elif isinstance(last, PlannedActivity):
            last.text = f"{last.text} {line.text}"
        elif line.text[0].islower() and not last.description:
            last.title = f"{last.title} {line.text}"
        else:
            last.description = f"{last.description}\n{line.text}".strip()


def _check_lengths(outline: Outline) -> None:
    named: list[PlannedGoal | PlannedMeasure] = [*outline.goals, *outline.measures]
    outline.troubles += [Trouble(one.line, one.title[:80], "long") for one in named if len(one.title) > MOST_TITLE]
    outline.troubles += [
        Trouble(one.line, one.text[:80], "long")
        for measure in outline.measures for one in measure.activities if len(one.text) > MOST_ACTIVITY
    ]
    outline.troubles.sort(key=lambda trouble: trouble.line)
