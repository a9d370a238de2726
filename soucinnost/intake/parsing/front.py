"""The front of a record: everything up to the first item. Labels first, then what stands without them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from soucinnost.intake.parsing.agenda import numbered, read_programme
from soucinnost.intake.parsing.attendance import KINDS, Roll, bare_label, list_length, people_of_table, sentence_people
from soucinnost.intake.parsing.header import Head, is_greeting, is_head_line, take_date, take_time
from soucinnost.intake.parsing.minutes import AgendaPoint, Piece, SignOff
from soucinnost.intake.parsing.people import is_count, read_people, starts_with_person
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.signing import ROLES, sign_label, signers
from soucinnost.intake.parsing.tasktables import columns_of
from soucinnost.intake.parsing.vocabulary import Label, label_of
from soucinnost.kernel.czech.names import is_given_name
from soucinnost.kernel.czech.sentences import sentence_spans

_GATHERED = re.compile(
    r"(?P<lead>[^:]{0,200}(?<!\w)(?:sešl|setkal|zúčastnil|účastnil)[^\W\d_]*[^:]{0,120}):\s+(?P<rest>\S.*)", re.DOTALL
)
_PROGRAMME_SAID = re.compile(
    r"(?i)(?<!\w)(?:tento|následující|tímto|následujícím)\s+program(?:em)?(?:\s+jednání)?\s*:$"
)
_OF_BODY = frozenset({"task", "tasks", "owner", "decision", "votes", "conclusions", "body"})
_MAIL_LABELS = {"od": "from", "from": "from", "odesílatel": "from", "odesilatel": "from"}


@dataclass(slots=True)
class Front:
    """What the front said, how many segments it took, and the part that each of them went into.

    ``is_inline``: the items stand right under the heading „Program“, so their titles are the programme.
    """

    head: Head = field(default_factory=Head)
    roll: Roll = field(default_factory=Roll)
    points: list[AgendaPoint] = field(default_factory=list)
    signed: list[SignOff] = field(default_factory=list)
    mail: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    left: list[Piece] = field(default_factory=list)
    is_inline: bool = False
    taken: int = 0
    done: set[int] = field(default_factory=set)
    parts: dict[int, set[str]] = field(default_factory=dict)

    def put(self, place: int, part: str) -> None:
        """Note that a segment went into ``part``."""
        self.done.add(place)
        self.parts.setdefault(place, set()).add(part)


def read_front(segments: Sequence[Segment]) -> Front:
    """Read the front of a record."""
    front = Front()
    place = 0
    while place < len(segments):
        step = _step(front, segments, place)
        if step == 0 and _head_follows(front, segments, place):
            _pass_by(front, segments[place], place)
            step = 1
        if step == 0:
            break
        place += step
    front.taken = place
    _settle_titles(front)
    return front


def _head_follows(front: Front, segments: Sequence[Segment], place: int) -> bool:
    """Return whether a line that is not understood stands inside the head: labels of what is not yet known follow."""
    first = segments[place]
    label = label_of(first.plain)
    if place > 12 or len(first.text) > 260 or first.is_row or numbered(first.text) or label and label.kind != "body":
        return False
    wanted = set()
    if front.head.date.value is None:
        wanted |= {"date", "when_where"}
    if not front.head.place:
        wanted.add("place")
    if not front.roll.lines:
        wanted |= {"present", "excused"}
    if not front.points and not front.is_inline:
        wanted.add("agenda")
    for segment in segments[place + 1 : place + 10]:
        label = label_of(segment.plain)
        if label and label.kind in wanted:
            return True
        if numbered(segment.text) or len(segment.text) > 260 or label and label.kind in _OF_BODY:
            return False
    return False


def _pass_by(front: Front, segment: Segment, place: int) -> None:
    """Keep a line inside the head that no rule reads: a short one may say what met, others stay unplaced."""
    if len(segment.text) < 130 and not BULLET.match(segment.text):
        front.head.titles.append((place, segment))


def _settle_titles(front: Front) -> None:
    """A line that says only „Zápis“ is used up by saying so; the other titles when the head is finished."""
    for place, segment in front.head.titles:
        if re.match(r"(?:zapis|zaznam|protokol)", segment.folded):
            front.put(place, "heading")


def _step(front: Front, segments: Sequence[Segment], place: int) -> int:
    """Read what starts at ``place``; return how many segments it took, 0 where the front ends."""
    segment = segments[place]
    if segment.is_row:
        taken = _table(front, segments, place)
        if taken:
            return taken
    if segment.is_row and len(columns_of(segment.cells)) > 2:
        return 0
    label = _front_label(segment)
    if label is not None and label.kind == "owner" and label.written.lower() == "kdo" and not front.roll.lines:
        label = Label("present", label.value, label.written)
    if label is not None:
        return _labelled(front, segments, place, label)
    mark = numbered(segment.text)
    if mark is not None and (mark.rest or mark.style == "named"):
        return 0
    sentence = sentence_people(segment.text)
    if sentence is not None:
        _people_sentence(front, segment, place)
        return 1
    return _unlabelled(front, segments, place)


def _front_label(segment: Segment) -> Label | None:
    label = label_of(segment.plain)
    if label is None and _PROGRAMME_SAID.search(segment.text):
        return Label("agenda", "", segment.text)
    if label is not None and (label.value or label.kind not in {"votes"}):
        return label
    return bare_label(segment.plain)


def _labelled(front: Front, segments: Sequence[Segment], place: int, label: Label) -> int:
    segment = segments[place]
    kind, value, head = label.kind, label.value, front.head
    if kind in {"task", "owner", "due", "decision", "votes", "conclusions", "tasks"} and not (
        kind == "due" and not head.date.text
    ):
        return 0
    if kind in {"chair", *ROLES} and kind != "chair":
        front.signed += signers(label, segment.lines, head.date.value)
        front.put(place, "sign_off")
        return 1
    if kind == "agenda":
        return _programme(front, segments, place, value)
    if kind in KINDS or kind == "chair":
        spans = list(sentence_spans(value))
        if len(spans) > 1 and is_count(value[: spans[0][1]]) and not is_count(value):
            front.left.append(Piece(value[spans[1][0] :], segment.lines))
            label = Label(kind, value[: spans[0][1]], label.written)
        return _people(front, segments, place, label)
    if kind == "body":
        front.put(place, "heading")
        return 1
    if kind in {"attached", "next"}:
        return 1
    if kind == "mail":
        key = _MAIL_LABELS.get(label.written.lower().strip())
        if key and ":" in segment.text:
            front.mail[key] = (value, segment.lines)
        return 1 if ":" in segment.text else _unlabelled(front, segments, place)
    return _head_field(front, segments, place, label)


def _head_field(front: Front, segments: Sequence[Segment], place: int, label: Label) -> int:
    value, head, taken = label.value, front.head, 1
    if (
        not value
        and place + 1 < len(segments)
        and label_of(segments[place + 1].plain) is None
        and not segments[place + 1].gap
    ):
        value, taken = segments[place + 1].text, 2
    lines = tuple(line for one in segments[place : place + taken] for line in one.lines)
    for extra in range(place, place + taken):
        front.put(extra, {"when_where": "date", "time": "date", "due": "date"}.get(label.kind, label.kind))
    if label.kind == "subject":
        if head.subject:
            front.done.discard(place)
        else:
            head.subject = Piece(value, lines)
    elif label.kind == "place":
        said = re.split(r"\s{2,}", value)[0].strip(" .")
        if not head.place:
            head.place = Piece(said, lines)
        elif head.place_is_guess:
            head.place = Piece(f"{said}, {head.place.text}", (*lines, *head.place.lines))
            head.place_is_guess = False
        else:
            front.done.discard(place)
    elif label.kind == "time":
        take_time(head, label.written, value, lines)
    elif front.mail and label.kind == "date":
        front.mail["date"] = (value, lines)
    else:
        rest = take_date(head, value, lines)
        if rest and not head.place and (label.kind == "when_where" or re.search(r"[^\W\d_]{3}", rest)):
            rest = re.sub(r"^(?:a|,|;|místo\s*(?:konání)?\s*:?)\s*", "", rest).strip(" ,;")
            head.place, head.place_is_guess = Piece(rest, lines), label.kind != "when_where"
            front.put(place, "place")
    return taken


def _programme(front: Front, segments: Sequence[Segment], place: int, value: str) -> int:
    programme = read_programme(value, segments[place + 1 :], segments[place].lines)
    front.put(place, "agenda" if value else "heading")
    front.points = programme.points if not front.points else front.points
    if programme.is_body:
        return 0 if value else _only_label(front, place)
    for extra in range(place + 1, place + 1 + programme.taken):
        front.put(extra, "agenda")
    return 1 + programme.taken


def _only_label(front: Front, place: int) -> int:
    """The items stand right under „Program“: only its label belongs to the front, the points are titles of items."""
    front.points = []
    front.parts[place] = {"heading", "agenda"}
    front.is_inline = True
    return 1


def _people(front: Front, segments: Sequence[Segment], place: int, label: Label) -> int:
    segment = segments[place]
    value = label.value
    count = list_length(segments, place + 1, value=value)
    pieces = [(value, segment.lines)] if value else []
    rows = list(segments[place + 1 : place + 1 + count])
    for one in rows:
        if pieces and _wraps(pieces[-1][0], one.text):
            pieces[-1] = (f"{pieces[-1][0]} {one.text}", (*pieces[-1][1], *one.lines))
        elif pieces and one.text[0].islower() and not BULLET.match(one.text) and not starts_with_person(one.text):
            pieces[-1] = (f"{pieces[-1][0]}, {one.text}", (*pieces[-1][1], *one.lines))
        else:
            pieces.append((one.text, one.lines))
    kind = "present" if label.kind == "chair" else label.kind
    front.roll.add(kind, pieces, label.written)
    front.roll.lines += segment.lines
    for extra in range(place, place + 1 + count):
        front.put(extra, "attendance")
    return 1 + count


def _wraps(first: str, second: str) -> bool:
    """Return whether a list in a paragraph goes on in the next line: „…, Petr“ / „Malý, Jana Velká“."""
    if first.rstrip().endswith((",", " a", ";")):
        return True
    last = first.rsplit(",", 1)[-1].split()
    given = len(last) > 1 and all(word.endswith(".") for word in last[:-1]) and is_given_name(last[-1])
    return (
        ("," in first or ";" in first)
        and ("," in second or ";" in second or given)
        and len(first) > 60
        and (len(last) < 2 or given)
    )


def _people_sentence(front: Front, segment: Segment, place: int) -> None:
    """Read sentences that say who came and who did not; the rest of the segment is kept as a note of the attendance."""
    for start, end in sentence_spans(segment.text):
        sentence = segment.text[start:end]
        found = sentence_people(sentence)
        if found:
            front.roll.add(found[0], [(found[1], segment.lines)])
        elif start:
            front.roll.notes.append(sentence)
    front.put(place, "attendance")


def _table(front: Front, segments: Sequence[Segment], place: int) -> int:
    """Read a table of attendance; other tables are read where they stand."""
    columns = columns_of(segments[place].cells)
    if "person" not in columns or columns.keys() & {"task", "content", "due"}:
        return 0
    count = 1
    while (
        place + count < len(segments) and segments[place + count].is_row and not label_of(segments[place + count].text)
    ):
        count += 1
    people_of_table(segments[place + 1 : place + count], columns, front.roll, "present")
    for extra in range(place, place + count):
        front.put(extra, "attendance")
    return count


def _unlabelled(front: Front, segments: Sequence[Segment], place: int) -> int:
    """A line without a label: of the head as long as nothing else has begun; sentences open the minutes themselves."""
    segment = segments[place]
    begun = bool(front.points or front.roll.lines)
    if is_greeting(segment) and not begun:
        return 1
    if _gathering(front, segment, place) or _sentences_with_people(front, segment, place):
        return 1
    if BULLET.match(segment.text) or columns_of(segment.cells):
        return 0
    if begun and not (is_head_line(segment) and front.head.date.value is None and re.search(r"[0-9]{4}", segment.text)):
        return 0
    if not is_head_line(segment):
        return 0 if front.mail.get("from") is None or place > 9 else 1
    if place and len(front.head.titles) > 14:
        return 0
    if front.head.date.value and segment.gap and _heads_text(segments, place):
        return 0
    front.head.titles.append((place, segment))
    return 1


def _heads_text(segments: Sequence[Segment], place: int) -> bool:
    """Return whether a short line stands right above a paragraph, like the heading of an item."""
    if place + 1 >= len(segments) or segments[place + 1].gap:
        return False
    below = segments[place + 1].text
    return len(below) > 90 and below.rstrip().endswith(".") and label_of(below) is None


def _gathering(front: Front, segment: Segment, place: int) -> bool:
    """Read „Dnes 24. 3. se v kanceláři sešli: A, B a C. D se omluvila.“: day, place and people in one paragraph."""
    match = _GATHERED.match(segment.text) if place < 8 else None
    if match is None or not read_people([(match["rest"], segment.lines)]).people:
        return False
    if front.head.date.value is None:
        rest = take_date(front.head, match["lead"], segment.lines)
        found = re.search(r"(?<!\w)(?:v|ve|na|u)\s+(?![0-9])[^\W\d].*", rest)
        if found and not front.head.place:
            front.head.place = Piece(
                re.sub(r"\s+(?:se\s+)?(?:sešl|setkal|zúčastnil)\w*.*$", "", found.group()).strip(" ,:"), segment.lines
            )
        front.put(place, "date")
    for index, (start, end) in enumerate(sentence_spans(match["rest"])):
        sentence = match["rest"][start:end]
        people = ("present", sentence.strip(" .")) if not index else sentence_people(sentence)
        if people:
            front.roll.add(people[0], [(people[1], segment.lines)])
        else:
            front.roll.notes.append(sentence)
    front.put(place, "attendance")
    return True


def _sentences_with_people(front: Front, segment: Segment, place: int) -> bool:
    """Read „… Sešli jsme se já, … Hanka se omluvila.“ inside a paragraph near the beginning."""
    if len(segment.text) < 60 or place > 12:
        return False
    spans = list(sentence_spans(segment.text))
    found = [sentence_people(segment.text[start:end]) for start, end in spans]
    if not any(found):
        return False
    for (start, end), people in zip(spans, found, strict=True):
        if people:
            front.roll.add(people[0], [(people[1].strip(" ."), segment.lines)])
        else:
            front.roll.notes.append(segment.text[start:end])
    front.put(place, "attendance")
    return True


__all__ = ["Front", "read_front", "sign_label"]
