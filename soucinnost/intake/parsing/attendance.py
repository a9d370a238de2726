"""Who was there: lists behind labels, tables of attendance, sentences („Hanka se omluvila“)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from soucinnost.intake.parsing.agenda import numbered
from soucinnost.intake.parsing.minutes import Attendance, Named
from soucinnost.intake.parsing.people import is_name, name_in, read_people
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.tasktables import columns_of
from soucinnost.intake.parsing.vocabulary import Label, label_of
from soucinnost.kernel.folding import fold

KINDS = frozenset({"present", "excused", "absent", "guests", "officer"})
_BARE = re.compile(
    (
        r"(?P<label>přítomn[iyoaí]|omluven[iyaoí]|nepřítomn[iyaoí]|neomluven[iyaoí]|"
        r"hosté|host|účastníci|účast|připojeni|pritomni|omluveni|hoste|nepritomni)(?:\s+[-–])?\s+(?P<rest>\S.*)"
    ),
    re.IGNORECASE,
)
_CAME = re.compile(
    r"(?:(?:byli|sešli)\s+jsme(?:\s+se)?|(?:(?:[^\W\d_]+\s+){0,3}(?:jednání|schůzky|schůze|setkání|porady|"
    r"zasedání|stolu|akce|semináře|workshopu|konference))\s+se\s+(?:dále\s+)?(?:zúčastnil|účastnil)[aiy]?|(?:přítomni|"
    r"přítomní)\s+byli|"
    r"sešl[aiy]\s+se|(?:zúčastnil|účastnil)[aiy]?\s+se(?:\s+(?:jednání|schůzky|"
    r"setkání|porady))?|na\s+(?:schůzce|jednání|poradě)\s+byl[aiy]?)\s*:?\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_EXCUSED_BEFORE = re.compile(
    (
        r"(?:(?:svou|svoji)\s+neúčast\s+(?:předem\s+)?omluvil[aiy]?|(?:z\s+jednání\s+|"
        r"z\s+účasti\s+|předem\s+|řádně\s+)?(?:se\s+)?omluvil[aiy]?(?:\s+se)?(?:\s+byl[aiy]?)?)\s*:?\s+(?P<res"
        r"t>\S.*)"
    ),
    re.IGNORECASE,
)
_EXCUSED_BEHIND = re.compile(
    (
        r"(?P<rest>.{3,90}?)\s+(?:se\s+(?:předem\s+|z\s+jednání\s+)?omluvil[aiy]?|"
        r"(?:je|byl|byla|byli)\s+omluven[aiy]?)[^.]*"
    ),
    re.IGNORECASE,
)
_HERE = re.compile(r"(?:ano|pritom\w*|x|1|ucast\w*|prezencne|online|v|\+|p)?")


@dataclass(slots=True)
class Roll:
    """The attendance as it is being read: people by kind, notes, lines."""

    people: dict[str, list[Named]] = field(
        default_factory=lambda: {kind: [] for kind in ("present", "excused", "absent", "guests")}
    )
    notes: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def add(self, kind: str, pieces: Sequence[tuple[str, tuple[int, ...]]], label: str = "") -> bool:
        """Read people of a kind; what is no name goes to the notes, with its label when it is not of those present."""
        found = read_people(pieces)
        kind = "present" if kind == "officer" else kind
        known = {fold(one.name) for one in self.people["present"]} if kind in {"present", "guests"} else set()
        for one in found.people:
            if fold(one.name) not in known:
                self.people[_kind_by_note(kind, one.note)].append(one)
        for note in found.notes:
            self.notes.append(note if kind == "present" or not label else f"{label}: {note}")
        self.lines += [line for _, lines in pieces for line in lines]
        return bool(found.people or found.notes)

    def result(self) -> Attendance:
        """Return what was read."""
        return Attendance(
            present=tuple(self.people["present"]),
            excused=tuple(self.people["excused"]),
            absent=tuple(self.people["absent"]),
            guests=tuple(self.people["guests"]),
            note="\n".join(self.notes),
            lines=tuple(dict.fromkeys(self.lines)),
        )


def _kind_by_note(kind: str, note: str) -> str:
    """Return the kind of a person missing whose own note says more: „Nepřišel: Kubát (omluven)“."""
    folded = fold(note)
    if kind == "absent" and re.match(r"(?:predem |radne )?omluv", folded):
        return "excused"
    return "absent" if kind == "excused" and folded.startswith(("neomluv", "bez omluvy")) else kind


_IN_BRACKETS = re.compile(r"\(([^()]{5,})\)")


def people_in_brackets(text: str) -> str:
    """Return the names of „zástupci města (Ing. Veselka, náměstek, a Mgr. Petrů) a charity (Mgr. Malá)“, else nothing.

    Names stand only in the brackets there, each with its office; the words outside say whom they are from.
    """
    inside = [match for match in _IN_BRACKETS.findall(text) if _names_first(match)]
    outside = re.split(r",\s+|\s+a\s+", _IN_BRACKETS.sub("", text))
    if len(inside) < 2 or any(is_name(name_in(part.strip(" ."))) for part in outside if re.search(r"[^\W\d_]\.", part)):
        return ""
    parts = [
        part for match in inside for part in re.split(r",?\s+a\s+(?=(?:[^\W\d_]+\.\s+)+[^\W\d_]|[^\W\d_a-z])", match)
    ]
    return "; ".join(part.strip(" ,") for part in parts)


def _names_first(text: str) -> bool:
    first = text.split(",")[0].strip()
    return is_name(first) and len(re.findall(r"[^\W\d_]{2,}", first)) > 1


def bare_label(text: str) -> Label | None:
    """Return the label of a line without a colon: „Přítomno 13 členů“, „Omluven Jan Novák“."""
    match = _BARE.fullmatch(text)
    if match is None or len(text) > 400:
        return None
    rest = match["rest"]
    first = re.split(r"[,;(]", rest, maxsplit=1)[0].strip()
    if rest[:1].isdigit() or re.match(r"(?:dle|viz|podle|všichni|celkem|zástup)", rest) or is_name(first):
        kinds = {"p": "present", "u": "present", "o": "excused", "n": "absent", "h": "guests"}
        counted = rest[:1].isdigit()
        return Label(kinds[fold(match["label"])[0]], text if counted else rest, match["label"])
    return None


def sentence_people(text: str) -> tuple[str, str] | None:
    """Return the kind and the names in a sentence that says who came or did not: „Sešli jsme se…“, „X se omluvil“."""
    came = _CAME.match(text)
    if came:
        return "present", people_in_brackets(came["rest"]) or came["rest"]
    before = _EXCUSED_BEFORE.match(text)
    if before and is_name(name_in(re.split(r"[,;(]|\s+a\s+", before["rest"], maxsplit=1)[0].strip(" ."))):
        return "excused", before["rest"].strip(" .")
    behind = _EXCUSED_BEHIND.fullmatch(text.strip(" ."))
    if behind and all(is_name(name_in(part.strip())) for part in re.split(r",\s*|\s+a\s+", behind["rest"])):
        return "excused", behind["rest"]
    return None


def list_length(segments: Sequence[Segment], place: int, *, value: str) -> int:
    """Return how many segments from ``place`` belong to the list of people whose label has ``value`` behind it."""
    count = 0
    while place + count < len(segments):
        segment = segments[place + count]
        text = segment.plain
        label = label_of(text)
        if label and not _is_roll_line(text, label):
            break
        if bare_label(text) or sentence_people(text) or segment.is_row and columns_of(segment.cells):
            break
        if segment.gap and (value or count and not _is_full_name(text)):
            break
        mark = numbered(text)
        if mark and (value or count and mark.order == 1) and not _is_full_name(mark.rest):
            break
        if mark and (mark.style in {"named", "roman"} or not _is_person_line(mark.rest)):
            break
        if not mark and not _is_person_line(text) and not _continues(segments, place + count, value, count):
            break
        count += 1
    return count


def _is_full_name(text: str) -> bool:
    """Return whether a line behind an empty one still belongs to the list: a name of more words."""
    first = re.split(r"[,;(]|\s+[-–]\s", text.replace("\t", ", "), maxsplit=1)[0]
    return len(first.split()) > 1 and is_name(first.strip(" ."))


def _is_roll_line(text: str, label: Label) -> bool:
    """Return whether a labelled line still names people: „starosta: Jan Novák“, „za MP: …“; a TAB is no colon there."""
    if label.kind in {"chair", "attached", "owner", "subject"} and ":" in text:
        return is_name(label.value.split(",")[0])
    return label.kind in {"chair", "owner", "time", "due"} and "\t" in text and is_name(text.split("\t")[0])


def _is_person_line(text: str) -> bool:
    text = text.strip()
    if not text or len(text) > 230:
        return False
    found = read_people([(text, ())])
    first = re.split(r"[,;(]|\s+[-–]\s", text.replace("\t", ", "), maxsplit=1)[0]
    return (
        bool(found.people)
        and (is_name(first.strip(" .")) or is_name(found.people[0].name))
        and not re.search(r"(?<!\w)(?:se|je|byl[aiy]?|bude)(?!\w)", fold(text))
    )


def _continues(segments: Sequence[Segment], place: int, value: str, count: int) -> bool:
    """Return whether a line that names nobody goes on what was above: an office, a count, a wrapped list."""
    segment = segments[place]
    if segment.gap or len(segment.text) > 110:
        return False
    if BULLET.match(segment.text) or re.match(r"(?:dle|viz|[0-9]{1,3} clen)", segment.folded):
        return True
    return (bool(value) or count > 0) and (segment.text[0].islower() or segments[place - 1].text.rstrip().endswith(","))


def people_of_table(rows: Sequence[Segment], columns: dict[str, int], roll: Roll, kind: str) -> None:
    """Read a table of attendance; a column may say who was there and who was not."""
    person, presence, organisation = (columns.get(name) for name in ("person", "presence", "organisation"))
    for row in rows:
        cells = row.cells
        name = cells[person] if person is not None and person < len(cells) else ""
        if not name:
            continue
        state = fold(cells[presence]) if presence is not None and presence < len(cells) else ""
        state = state or " ".join(
            fold(cell)
            for place, cell in enumerate(cells)
            if place not in {person, organisation} and "mluv" in fold(cell)
        )
        where = kind
        if "neomluv" in state or "nepritom" in state and "omluv" not in state or state in {"ne", "n", "-", "–"}:
            where = "absent"
        elif "omluv" in state or state == "o":
            where = "excused"
        elif "host" in state:
            where = "guests"
        note = ", ".join(
            cell for place, cell in enumerate(cells) if place not in {person, presence} and cell and not cell.isdigit()
        )
        found = read_people([(name, row.lines)])
        roll.people[where] += [
            Named(one.name, ", ".join(filter(None, (one.note, note))), row.lines) for one in found.people
        ]
        roll.notes += found.notes
        roll.lines += row.lines
