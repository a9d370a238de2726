"""From what the parser understood to the form that a person corrects.

The text of an item is divided into what its parts are (reports, decisions, tasks) and the text between them. Whatever
the parser left out of a part's text stays as text, so that every word of the original is in the form or among loose
lines (``tests/intake/test_drafting.py`` holds this against all shapes).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from soucinnost.documents.reading import Line
from soucinnost.intake import draft as shape
from soucinnost.intake.draft import Draft, Part
from soucinnost.intake.enums import PartKind
from soucinnost.intake.joining import joined
from soucinnost.intake.parsing import NEXT_MEETING, Item, Minutes, Named, Task
from soucinnost.intake.parsing.tasktables import columns_of, is_task_table
from soucinnost.kernel.dates import format_date, format_time
from soucinnost.kernel.folding import fold
from soucinnost.meetings.enums import DecisionResult, PresenceStatus

CLOSING = "Závěr jednání"
COURSE = "Průběh jednání"
ITEM = "Bod"
DUE_NEXT = "do příštího jednání"
_WORD = re.compile(r"\w+")
_VOTES = {
    "for": re.compile(r"\bpro\b\s*(?:hlasoval\w*\s*)?[:–-]?\s*(\d{1,4})", re.I),
    "against": re.compile(r"\bproti\b\s*(?:hlasoval\w*\s*)?[:–-]?\s*(\d{1,4})", re.I),
    "abstained": re.compile(r"\bzdrž\w*(?:\s+se)?(?:\s+hlasování)?\s*[:–-]?\s*(\d{1,4})", re.I),
}
_NAMED_VOTES = re.compile(
    r"\bpro\s*:\s*(?P<for>[^:\n]+?)[,;.]?\s*\bproti\s*:\s*(?P<against>[^:\n]+?)"
    r"(?:[,;.]?\s*\bzdrž\w*(?:\s+se)?(?:\s+hlasování)?\s*:\s*(?P<abstained>[^:\n]+))?\s*$", re.I | re.M
)
_NOBODY = {"nikdo", "nikdo nebyl", "0", "-", "–", "x"}
_REJECTED = re.compile(r"nebyl\w*\s+(?:přijat|schválen)|neschv[aá]l|zamítn|nepřijat", re.I)
_NUMBER = re.compile(
    r"\bč(?:\.|íslo)?\s*(\d{1,4})\s*/\s*(?:19|20)?\d{2}\b|\b(\d{1,3})\.\s+(?:řádn\w+\s+)?jednání", re.I
)


def lines_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Lines of the original as they are kept: ``n`` number, ``t`` text, ``k`` kind, ``p`` page."""
    return [{"n": line.number, "t": line.text, "k": str(line.kind), "p": line.page} for line in lines]


def draft_of(minutes: Minutes, lines: Sequence[Line]) -> Draft:
    """Return the form filled with what was read."""
    draft = shape.empty()
    draft["items"], draft["next"] = [], 1
    _frame(draft, minutes, lines)
    _people(draft, minutes)
    _items(draft, minutes, lines)
    _offers(draft, minutes)
    for one in minutes.sign_off:
        day = format_date(one.date) if one.date is not None else ""
        draft["signers"].append(shape.new_signer(draft, one.role, one.name, day=day, lines=list(one.lines)))
    draft["redactions"] = len(minutes.redactions)
    draft["problems"] = [{"message": one.message_cs, "lines": list(one.lines)} for one in minutes.problems]
    _loosen(draft, minutes)
    return draft


def _frame(draft: Draft, minutes: Minutes, lines: Sequence[Line]) -> None:
    day = minutes.date
    draft["subject"] = minutes.subject.text
    draft["day"] = format_date(day.value) if day.value is not None else day.text
    draft["starts"] = format_time(day.begins) if day.begins is not None else ""
    draft["ends"] = format_time(day.ends) if day.ends is not None else ""
    draft["place"] = minutes.place.text
    draft["note"] = minutes.attendance.note
    draft["number"] = _written_number(minutes, lines)
    draft["frame"] = {
        "subject": list(minutes.subject.lines), "day": list(day.lines), "place": list(minutes.place.lines),
        "note": list(minutes.attendance.lines),
    }
    by_part: dict[str, list[int]] = {}
    for place in minutes.places:
        by_part.setdefault(place.part, []).append(place.line)
    for part in ("agenda", "heading", "running"):
        if by_part.get(part):
            draft["frame"][part] = sorted(set(by_part[part]))


def _written_number(minutes: Minutes, lines: Sequence[Line]) -> str:
    """The number of the meeting where its heading says one: „Zápis č. 3/2019“, „ze 2. jednání“."""
    first = min((line for item in minutes.items for line in item.lines), default=12)
    heading = " ".join(line.text for line in lines if line.number < min(first, 12))
    found = _NUMBER.search(" ".join((minutes.subject.text, heading)))
    return next((number for number in found.groups() if number), "") if found else ""


def _people(draft: Draft, minutes: Minutes) -> None:
    there = minutes.attendance
    lists: tuple[tuple[str, Sequence[Named]], ...] = (
        (PresenceStatus.PRESENT, there.present), (PresenceStatus.EXCUSED, there.excused),
        (PresenceStatus.ABSENT, there.absent), (PresenceStatus.GUEST, there.guests),
    )
    for status, people in lists:
        for one in people:
            draft["people"].append(
                shape.new_person(draft, one.name, str(status), organisation=one.note, lines=list(one.lines))
            )


def _offers(draft: Draft, minutes: Minutes) -> None:
    for one in minutes.suggestions:
        due = DUE_NEXT if one.due == NEXT_MEETING else one.due
        draft["offers"].append(
            shape.new_offer(draft, one.text, owner=one.owner, due=due, item=one.item, lines=list(one.lines))
        )


def _loosen(draft: Draft, minutes: Minutes) -> None:
    """Lines of which the parser left a part out are loose, whatever else of them it placed: a person looks at them."""
    loose = {line for piece in minutes.unplaced for line in piece.lines}
    draft["frame"] = {
        name: [line for line in lines if line not in loose] for name, lines in draft["frame"].items()
    }
    for part in shape.parts_of(draft):
        part["lines"] = [line for line in part["lines"] if line not in loose]


# -- items and their parts


@dataclass
class Typed:
    """A part that the parser recognised in the text: what becomes of it, its lines, the words that tell it."""

    kind: PartKind
    text: str
    lines: frozenset[int]
    values: dict[str, str] = field(default_factory=dict)
    said: str = ""  # the term in the words of the minutes, where the form shows a day
    used: bool = False

    @property
    def words(self) -> set[str]:
        """Words of the part and of the labels that stand around one."""
        return _LABELS | set(_words(" ".join((self.text, self.said, *self.values.values()))))


_LABELS = set(
    fold(
        "úkol úkoly usnesení rozhodnutí závěr zodpovídá zodp odpovídá odp odpovědná zodpovědná odpovědný osoba termín "
        "do kdy kdo hlasování pro proti zdržel zdrželi se č číslo t z o příští příštího jednání"
    ).split()
)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _typed(minutes: Minutes) -> list[Typed]:
    """Parts of all items in the order of their first line."""
    found = [_task(task) for task in minutes.tasks]
    tasks = {line for task in minutes.tasks for line in task.lines}
    for item in minutes.items:
        for one in item.outcomes:
            if one.kind == "task" and tasks.isdisjoint(one.lines):
                found.append(Typed(PartKind.TASK, one.text, frozenset(one.lines)))
            elif one.kind != "task":
                found.append(Typed(PartKind.DECISION, one.text, frozenset(one.lines), {"votes": one.kind}))
    found += [
        Typed(PartKind.CONCLUSION, one.text, frozenset(one.lines)) for one in minutes.conclusions
        if not _is_told(one.text, frozenset(one.lines), found)
    ]
    found += [
        Typed(PartKind.REPORT, one.text, frozenset(one.lines), {"organisation": one.organisation})
        for one in minutes.reports
    ]
    return sorted(found, key=lambda one: (min(one.lines, default=0), one.kind == PartKind.REPORT))


def _is_told(text: str, lines: frozenset[int], found: Iterable[Typed]) -> bool:
    """Whether a conclusion stands already as a decision of the same lines, or as a task that says all its words."""
    words = set(_words(text))
    return any(
        one.lines == lines or (one.kind == PartKind.TASK and lines <= one.lines and words <= one.words)
        for one in found
    )


def _task(task: Task) -> Typed:
    due = format_date(task.due_on) if task.due_on is not None else task.due
    if task.due == NEXT_MEETING:
        due = DUE_NEXT
    return Typed(PartKind.TASK, task.text, frozenset(task.lines), {"owner": task.owner, "due": due}, task.due)


def _items(draft: Draft, minutes: Minutes, lines: Sequence[Line]) -> None:
    texts = {line.number: line.text for line in lines}
    typed = _typed(minutes)
    for one in minutes.items:
        item = shape.new_item(draft, one.title or (f"{ITEM} {one.number}" if one.number else ""))
        item["entries"], placed = _divided(draft, one, typed, texts)
        item["lines"] = [line for line in one.lines if line not in placed]
        draft["items"].append(item)
    _agenda(draft, minutes)
    for part in (part for part in typed if not part.used):
        _where(draft, part)["entries"].append(_entry(draft, part, part.text, sorted(part.lines)))
    if not draft["items"]:
        draft["items"].append(shape.new_item(draft, COURSE, entries=[shape.new_entry(draft)]))


def _where(draft: Draft, one: Typed) -> Part:
    """The item that a part stands in by its lines; else the last one, made for what stands outside of all."""
    for item in draft["items"]:
        held = {line for part in (item, *item["entries"]) for line in part["lines"]}
        if one.lines and min(held, default=0) <= min(one.lines) <= max(held, default=-1):
            return item
    if not draft["items"] or draft["items"][-1]["title"] != CLOSING:
        draft["items"].append(shape.new_item(draft, CLOSING if draft["items"] else COURSE))
    return draft["items"][-1]


def _agenda(draft: Draft, minutes: Minutes) -> None:
    """Points of the programme of which no item tells get an item without text, in the order of the programme."""
    told = [set(_words(item["title"])) for item in draft["items"]]
    numbers = {one.number for one in minutes.items if one.number}
    at = 0
    for point in minutes.agenda:
        words = set(_words(point.title))
        same = [place for place, title in enumerate(told) if words and (words <= title or title and title <= words)]
        if same:
            at = same[0] + 1
        elif not (point.number and point.number in numbers):
            draft["items"].insert(at, shape.new_item(draft, point.title))
            told.insert(at, words)
            at += 1


def _divided(draft: Draft, item: Item, typed: list[Typed], texts: dict[int, str]) -> tuple[list[Part], set[int]]:
    """The text of an item in parts, and the lines they hold."""
    rows = item.text.split("\n") if item.text.strip() else []
    homes = _aligned(rows, [line for line in item.lines if line in texts], texts)
    entries: list[Part] = []
    group: list[tuple[str, set[int]]] = []
    current: Typed | None = None
    votes: list[Part] = []

    def close() -> None:
        if not group:
            return
        lines = sorted({line for _row, home in group for line in home})
        if current is None:
            entries.append(shape.new_entry(draft, "\n".join(row for row, _home in group).strip(), lines=lines))
        else:
            made = _typed_entry(draft, current, [row for row, _home in group], lines)
            is_vote = current.values.get("votes") == "vote"
            if is_vote and entries and _voted(entries[-1], made):
                pass
            elif votes and entries and entries[-1] is votes[-1] and _announced(votes[-1], made):
                votes.clear()
            else:
                entries.append(made)
                votes[:] = [made] if is_vote else []
        group.clear()

    heading: set[int] = set()
    for row, home in zip(rows, homes, strict=True):
        if not row.strip():
            continue
        owner = _owner(row, home, typed, set(item.lines))
        if owner is None and is_task_table(columns_of(row.split("\t"))):
            heading |= home
            continue
        if owner is not current:
            close()
            current = owner
        group.append((row, home | heading))
        heading = set()
    close()
    entries = [entry for entry in entries if entry["text"] or entry["lines"]]
    _after(draft, entries, typed, set(item.lines))
    return entries, {line for entry in entries for line in entry["lines"]}


def _aligned(rows: Sequence[str], numbers: Sequence[int], texts: dict[int, str]) -> list[set[int]]:
    """Lines of the original that each row of an item's text was put together from, told by following the words."""
    stream = [(word, number) for number in numbers for word in _words(texts[number])]
    position, homes = 0, []
    for row in rows:
        home: set[int] = set()
        for word in _words(row):
            ahead = next((at for at in range(position, min(position + 40, len(stream))) if stream[at][0] == word), None)
            if ahead is not None:
                home.add(stream[ahead][1])
                position = ahead + 1
        homes.append(home)
    return homes


def _owner(row: str, home: set[int], typed: list[Typed], item_lines: set[int]) -> Typed | None:
    """The part to which a row belongs: one that has three quarters of its words, else the report in whose lines it is.

    Words that the part does not have are not lost by it: the text of the row stays then (:func:`_typed_entry`).
    """
    words = set(_words(row))
    near = [one for one in typed if one.lines & home and one.lines & item_lines]
    for one in near:
        if one.kind != PartKind.REPORT and words and len(words - one.words) * 4 <= len(words):
            return one
    for one in near:
        if one.kind == PartKind.REPORT and home and home <= one.lines:
            return one
    return None


def _voted(decision: Part, vote: Part) -> bool:
    """Put votes that stand on a line of their own to the decision before them; whether there was one without votes."""
    if decision["kind"] != PartKind.DECISION or decision["for"]:
        return False
    decision["text"] = f"{decision['text']}\n{vote['text']}"
    decision["lines"] = sorted({*decision["lines"], *vote["lines"]})
    _votes(decision)
    return True


def _announced(vote: Part, decision: Part) -> bool:
    """Put what was decided to the votes that stand before it; whether it is a decision without votes of its own."""
    if decision["kind"] != PartKind.DECISION or decision["for"]:
        return False
    vote["text"] = f"{vote['text']}\n{decision['text']}"
    vote["lines"] = sorted({*vote["lines"], *decision["lines"]})
    _votes(vote)
    return True


def _typed_entry(draft: Draft, one: Typed, rows: list[str], lines: list[int]) -> Part:
    """A part from its rows: the parser's text of it where it has all their words, else the rows themselves."""
    text = "\n".join(rows).strip()
    if not one.used and set(_words(text)) <= one.words and one.text.strip():
        text = one.text.strip()
    if one.used and one.kind != PartKind.REPORT:
        return shape.new_entry(draft, text, lines=lines)
    one.used = True
    return _entry(draft, one, text, lines)


def _after(draft: Draft, entries: list[Part], typed: list[Typed], item_lines: set[int]) -> None:
    """Parts that stand inside longer sentences come behind the text that holds them; the text stays whole."""
    for one in typed:
        if one.used or not one.lines <= item_lines or not one.lines:
            continue
        place = next((at for at, entry in enumerate(entries) if one.lines & set(entry["lines"])), len(entries) - 1)
        one.used = True
        if one.kind == PartKind.REPORT and place >= 0 and entries[place]["kind"] == PartKind.TEXT:
            kept = set(_words(entries[place]["text"]))
            if kept <= one.words:
                entries[place] |= {"kind": PartKind.REPORT.value, "organisation": one.values["organisation"]}
                continue
        entries.insert(place + 1, _entry(draft, one, one.text, sorted(one.lines)))


def _entry(draft: Draft, one: Typed, text: str, lines: list[int]) -> Part:
    values = {name: value for name, value in one.values.items() if name != "votes"}
    entry = shape.new_entry(draft, text, one.kind, lines=lines, **values)
    if one.kind == PartKind.DECISION:
        _votes(entry)
    return entry


def _votes(entry: Part) -> None:
    """Read votes out of the words of a decision; the words stay."""
    for name, pattern in _VOTES.items():
        found = pattern.search(entry["text"])
        entry[name] = found[1] if found else ""
    if not entry["for"]:
        entry |= _by_names(entry["text"])
    if _REJECTED.search(entry["text"]):
        entry["result"] = DecisionResult.REJECTED.value
    elif entry["for"]:
        entry["result"] = DecisionResult.ADOPTED.value


def _by_names(text: str) -> dict[str, str]:
    """Votes that are told by lists of names, counted: „pro: Bílá, Černý, proti: nikdo, zdržel se: Malý“."""
    found = _NAMED_VOTES.search(text)
    if found is None:
        return {}
    counted = {}
    for name in ("for", "against", "abstained"):
        names = [one.strip(" .") for one in re.split(r"[,;]|\sa\s", found[name] or "") if one.strip(" .")]
        if any(not one[0].isupper() and fold(one) not in _NOBODY for one in names):
            return {}
        counted[name] = "" if found[name] is None else str(sum(fold(one) not in _NOBODY for one in names))
    return counted if counted["for"] not in {"", "0"} else {}


def text_of(lines: Sequence[dict[str, Any]], numbers: Iterable[int]) -> str:
    """The words of some lines of the original, joined into paragraphs."""
    wanted = set(numbers)
    return joined(line["t"] for line in lines if line["n"] in wanted)
