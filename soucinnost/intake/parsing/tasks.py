"""Tasks that a record states as such: by labels, in a list, in a table, or imposed by a resolution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from soucinnost.intake.parsing.dative import nominative_owner
from soucinnost.intake.parsing.minutes import NEXT_MEETING, Task
from soucinnost.intake.parsing.organisations import is_organisation
from soucinnost.intake.parsing.people import is_name
from soucinnost.intake.parsing.segments import BULLET, Segment
from soucinnost.intake.parsing.vocabulary import kind_of
from soucinnost.intake.parsing.when import due_day, term_day
from soucinnost.kernel.czech.promises import find_promises
from soucinnost.kernel.czech.sentences import sentence_spans
from soucinnost.kernel.czech.terms import TERM
from soucinnost.kernel.dates.names import MONTH_BY_WORD
from soucinnost.kernel.dates.phrases import is_next_meeting
from soucinnost.kernel.folding import fold

_TASK = (
    r"(?:Úkol pro [^:]{2,40}|(?:Nový\s)?Úkol(?:\s+č(?:\.|íslo)?\s*[0-9][0-9/.]*|\s+[0-9][0-9/.]*)?|"
    r"ÚKOL(?:\s+č\.\s*[0-9/]+|\s+[0-9/]+)?|Ukol|ukol)"
)
_OWNER = (
    r"(?:(?:[Zz]|ZO)(?:odpovídá|odpovídají|ODPOVÍDÁ)|[Zz]odpovida|[Zz]odp\.?|"
    r"[Oo]dpovídá|ODPOVÍDÁ|[Oo]dpovídají|[Oo]dpovida|[Oo]dpovědn[áýí](?:\s+osob[ay])?|"
    r"[Zz]odpovědn[áýí](?:\s+osob[ay])?|"
    r"[Oo]dpov\.|[Řř]ešitel(?:ka|é)?|[Řř]eší|[Gg]arant|[Gg]estor|[Nn]ositel|[Vv]ykoná|Kdo|Z|O)"
)
_DUE = r"(?:[Tt]ermín(?:\s+(?:splnění|plnění|do))?|TERMÍN|[Tt]ermin(?:\s+splneni)?|[Tt]erm\.|[Ll]hůta|Do\s+kdy|Kdy|T)"
_FIELD = re.compile(
    rf"(?P<task>(?:(?<=^)|(?<=[\s.,;(–-])|(?<=[.!?]))(?<!\w){_TASK}\s*:)|"
    rf"(?P<owner>(?<![^\W\d_.](?<!\.)){_OWNER}\s*:|(?:(?<=[(,;–-])|(?<=[(,;–-]\s))(?:zodpovídá|"
    rf"odpovídá|zodp\.|odp\.|zodpovědn[áýí])(?=\s))|"
    rf"(?P<due>(?:(?<!\w)|(?<=[a-zá-ž])(?=T)){_DUE}\s*:|(?<=[\s(,;–-])(?:termín|"
    rf"termin)(?=\s+(?:do\s|[0-9]|ihned|průběžně|příšt|dalš|konec)))"
)
_TASK_FOR = re.compile(r"(?i)úkol\s+pro\s+(?P<who>[^:]{2,40}?)\s*:")
_UNTIL = re.compile(r"\s*[(–,-]*\s*(?:do|nejpozději do|v termínu do|termín)\s*:?\s*$", re.IGNORECASE)
_PARTS = re.compile(r"\s*\|\s*|\t+|\s+[-–—]+\s+|\s*[–—]\s+")
_BRACKET = re.compile(r"\s*\(([^()]{2,80})\)\s*\.?$")
_NUMBERED = re.compile(  # „1. 6. 2020: …“ begins with a day, „1. 15. 3. 2020: …“ and „1) 15. 3. 2020: …“ with a number
    r"^(?:[0-9]{1,3}\s?\.(?!\s?[0-9]{1,2}\.(?!\s?[0-9]{1,2}\.))|[0-9]{1,3}\s?[)/]|[a-z]\s?[.)/])\s*"
)
_TAIL = " \t,;–-("
_ROLE_WORD = re.compile(
    r"(?i)^(?:všichni|členové|předsed\w+|místopředsed\w+|tajemn\w+|koordin\w+|"
    r"manažer\w*|vedouc\w+|ředitel\w*|starost\w+|garant\w*|zapisovatel\w*|"
    r"matka|otec|rodina|zástup\w+|strážní\w+|preventist\w+|kurátor\w*|asistent\w*|"
    r"odbor\w*|každý|město|obec|kraj|policie|škol\w+|pracovní\w*|sociální\s\w+|"
    r"OSPOD|magistr\w+)"
)
_WHOSE = re.compile(
    r"(?<=[^\W\d_])\s+(?:(?:pracovní|řídicí|řídící)\s+)?(?:komise|výboru|skupiny|PS|týmu|rady|platformy|MDT|partnerství)$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?<!\w)ukol\w* (?:\w+ ){0,3}(?:byl\w? )?(?:splnen\w?|trva|zrusen\w?|v plneni)|zustava v plneni"
)
DONE = re.compile(r"(?<!\w)(?:splnen\w?|trva|zrusen\w?|nesplnen\w?|hotovo|splnil\w?)(?!\w)")


@dataclass(slots=True)
class Taken:
    """Tasks found, the segments that they took whole, and the segments from which text of a task came."""

    tasks: list[tuple[int, Task]] = field(default_factory=list)
    places: set[int] = field(default_factory=set)


def due_words(text: str, today: date | None) -> tuple[str, date | None]:
    """Return a term as it stands in the result and the day that it means: ISO date, NEXT_MEETING, or the words."""
    words = " ".join(text.split()).strip(" .,;()–-")
    if is_next_meeting(words) or is_next_meeting(_WHOSE.sub("", words)):
        return NEXT_MEETING, None
    exact = due_day(text, today)
    if exact:
        return exact.isoformat(), exact
    return words, term_day(words, today) if words else None


def make_task(text: str, owner: str, due: str, lines: tuple[int, ...], today: date | None) -> Task:
    """Return a task with its term understood and without loose punctuation."""
    due_text, due_on = due_words(re.sub(r"^(?:Do|Na|Při|V|Ke?)(?=\s)", lambda match: match.group().lower(), due), today)
    owner = owner.strip(" ,;:–-\t").lstrip(")")
    if owner.count("(") != owner.count(")"):
        owner = owner.strip("() ")
    if owner.endswith(".") and not re.search(r"(?:DiS|Ph\.D|CSc|o\.p\.s|z\.s|s\.r\.o|p\.o|apod|v\.r)\.$", owner):
        owner = owner[:-1]
    return Task(" ".join(text.split()).strip(_TAIL), owner, due_text, due_on, lines)


def tasks_by_label(segments: Sequence[Segment], today: date | None) -> Taken:
    """Return the tasks of one item that stand there with labels: „Úkol: … Zodpovídá: … Termín: …“, in any lines."""
    reader = _Labelled(segments, today)
    for place, segment in enumerate(segments):
        if segment.is_row and len(segment.cells) > 2:
            reader.close()
            continue
        fields = list(fields_of(segment.plain))
        if fields:
            reader.take_fields(place, fields)
        else:
            reader.take_text(place)
    reader.close()
    return reader.taken


class _Labelled:
    """A task that is being put together from labels on one or more lines."""

    def __init__(self, segments: Sequence[Segment], today: date | None) -> None:
        self.segments = segments
        self.today = today
        self.taken = Taken()
        self._clear()

    def _clear(self) -> None:
        self.task: dict[str, str] = {}
        self.start = 0
        self.lines: tuple[int, ...] = ()
        self.used: set[int] = set()

    def close(self) -> None:
        """Keep the task if it is one: it has a text, and a label or somebody who answers for it."""
        told = self.task
        lines = tuple(dict.fromkeys(self.lines))
        task = None
        if told.get("text") and "label" in told and not told.keys() & {"owner", "due"}:
            task = task_of_line(told["text"], lines, self.today)
        elif told.get("text") and told.keys() & {"label", "owner"}:
            inner = task_of_line(told["text"], lines, self.today) if "owner" not in told else None
            if inner is not None and inner.owner and inner.text != told["text"]:
                told = {**told, "text": inner.text, "owner": inner.owner}
            task = _completed(told["text"], told.get("owner", ""), told.get("due", ""), lines, self.today)
        if task is not None:
            self.taken.tasks.append((self.start, task))
            self.taken.places.update(self.used)
        self._clear()

    def take_text(self, place: int) -> None:
        """Take a line without a label: the text of „Úkol:“ or the value of „Zodpovídá:“ above it, else the end."""
        segment = self.segments[place]
        wanted = "text" if "label" in self.task and not self.task.get("text") else "owner"
        if wanted == "text" or self.task.get("owner", "-") == "":
            self.task[wanted] = _NUMBERED.sub("", segment.plain)
            self._use(place)
            return
        self.close()

    def take_fields(self, place: int, fields: Sequence[tuple[str, int, str]]) -> None:
        """Take the labelled parts of a line; an owner or a term alone belongs to what stands before it."""
        segment = self.segments[place]
        lead = segment.plain[: fields[0][1]].strip(_TAIL)
        for kind, begin, value in fields:
            if kind == "task":
                self.close()
                self.task, self.start = {"label": "1", "text": value}, place
                self._use(place)
                continue
            if not self.task or kind == "owner" and "owner" in self.task:
                before = lead if begin == fields[0][1] else ""
                source, lines, found = _text_before(before, self.segments, place)
                self.close()
                if not source or _REPORTED.search(fold(source)):
                    continue
                self.task, self.start, self.lines, self.used = {"text": source}, found, lines, {found}
            self.task.setdefault(kind, value)
            self._use(place)

    def _use(self, place: int) -> None:
        self.lines = (*self.lines, *self.segments[place].lines)
        self.used = {*self.used, place}


def fields_of(text: str) -> Iterable[tuple[str, int, str]]:
    """Yield the labelled parts of a text: kind, where the label begins, the value."""
    matches = list(_FIELD.finditer(text))
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        end = following.start() if following else len(text)
        value = text[match.end() : end].strip(" \t,;–-(")
        kind = str(match.lastgroup)
        if kind == "due":
            value = value.strip(" )")
        elif kind == "owner" and value.count("(") != value.count(")"):
            value = (
                re.sub(r"\)\s*\.?$", "", value).rstrip(" .") if not re.search(r"(?:DiS|D|CSc|s|o)\.$", value) else value
            )
        yield kind, match.start(), value
        named = _TASK_FOR.match(match.group()) if kind == "task" else None
        if named:
            yield "owner", match.start(), nominative_owner(named["who"])


def _text_before(lead: str, segments: Sequence[Segment], place: int) -> tuple[str, tuple[int, ...], int]:
    """Return what is to be done where only „Zodpovídá:“ says that it is a task: the sentence or the line before."""
    if len(lead) > 3:
        sentences = list(sentence_spans(lead))
        start, end = sentences[-1]
        return _NUMBERED.sub("", lead[start:end]), segments[place].lines, place
    for earlier in range(place - 1, max(-1, place - 3), -1):
        above = segments[earlier]
        if above.is_row or _FIELD.match(above.plain):
            continue
        text = _NUMBERED.sub("", above.plain)
        if len(text) > 250:
            sentences = list(sentence_spans(text))
            text = text[sentences[-1][0] : sentences[-1][1]]
        return text, (*above.lines, *segments[place].lines), earlier
    return "", (), place


def task_of_line(text: str, lines: tuple[int, ...], today: date | None) -> Task | None:
    """Return the task that one line of a list of tasks states, however it is divided; None for an empty line."""
    text = _NUMBERED.sub("", BULLET.sub("", text.strip(), count=1) if BULLET.match(text.strip()) else text.strip())
    if not text:
        return None
    owner = due = ""
    fields = list(fields_of(text))
    if fields:
        lead = text[: fields[0][1]]
        values = {kind: value for kind, _, value in reversed(fields)}
        owner, due = values.get("owner", ""), values.get("due", "")
        text = (values.get("task", "") or lead).strip(_TAIL)
    bracket = _BRACKET.search(text)
    if bracket:
        inside = [part for part in re.split(r"\s*[,;]\s+|\s+[-–]\s+", bracket[1]) if part]
        inner_owner, inner_due, rest = _sorted(inside, today)
        if not rest and (inner_owner or inner_due):
            owner, due, text = owner or inner_owner, due or inner_due, text[: bracket.start()]
    parts = [part.strip() for part in _PARTS.split(text) if part and part.strip()]
    if len(parts) > 1:
        found_owner, found_due, rest = _sorted(parts, today)
        if not rest and found_owner:
            rest, found_owner = [found_owner], ""
        if rest:
            owner, due, text = owner or found_owner, due or found_due, " – ".join(rest)
    head, colon, tail = text.partition(":")
    if colon and not owner and tail.strip() and _is_owner(head):
        owner, text = head, tail.strip()
    return _completed(text, owner, due, lines, today)


def _completed(text: str, owner: str, due: str, lines: tuple[int, ...], today: date | None) -> Task:
    """Fill owner and term from the sentence itself: „Vrána zašle podklady do 15. 3.“, „podklady do 15. 3.“."""
    promises = find_promises(text)
    if not owner and promises:
        owner = promises[0].who
    if not due:
        term = TERM.search(text)
        if term:
            due = term.group()
            if term.end() >= len(text.rstrip(" .,;)")) and not promises:
                text = text[: term.start()]
            elif term.start() == 0 and not promises and len(text) - term.end() > 8:
                text = text[term.end() :].lstrip(" ,:–-")
    return make_task(text, owner, due, lines, today)


def _sorted(parts: Sequence[str], today: date | None) -> tuple[str, str, list[str]]:
    """Tell which parts of a line are the owner and the term; the rest is what is to be done."""
    owner, due = "", ""
    rest: list[str] = []
    for part in parts:
        plain = re.sub(r"^(?:do|T|termín|T:)\s*:?\s+(?=[0-9])", "", part.strip(" .,;"))
        term = TERM.fullmatch(part.strip(" .,;"))
        if not due and (
            term
            or _PERIOD.fullmatch(fold(part).strip(" ."))
            or due_day(plain, today)
            or is_next_meeting(part)
            or fold(part).strip(" .") in _TERM_WORDS
        ):
            due = part
        elif not owner and _is_owner(part):
            owner = part
        elif not owner and not due and rest and (pair := _owner_and_term(part, today)):
            owner, due = pair
        else:
            rest.append(part)
    return owner, due, rest


def _owner_and_term(part: str, today: date | None) -> tuple[str, str] | None:
    """Part „Charita + město, prosinec“ at its last comma when an owner stands before it and a term behind."""
    who, comma, when = part.rpartition(",")
    if not comma or not _is_owner(who):
        return None
    inner_owner, inner_due, left = _sorted([when], today)
    return (who, inner_due) if inner_due and not inner_owner and not left else None


_PERIOD = re.compile(
    rf"(?:v prubehu |behem |do )?(?:{'|'.join(word for word in MONTH_BY_WORD if len(word) > 3)}|"
    rf"[0-9]\. ?(?:ctvrtleti|pololeti|q)|q[1-4]|jaro|leto|podzim|zima)"
    r"(?: ?/? ?[0-9]{4})?"
)
_TERM_WORDS = frozenset(
    {"ihned", "prubezne", "trvale", "bez terminu", "co nejdriv", "co nejdrive", "trva", "stale", "neprodlene", "asap"}
)


def _is_owner(text: str) -> bool:
    text = text.strip(" .,;:")
    if not text or len(text) > 70:
        return False
    pieces = [
        piece.strip()
        for piece in re.split(r",\s+|\s+a\s+|\s*/\s*|\s*\+\s*|\s+ve spolupráci s\s+", text)
        if piece.strip()
    ]
    return bool(pieces) and all(
        is_name(piece) or is_organisation(piece) and len(piece) < 45 or _ROLE_WORD.match(piece) for piece in pieces
    )


def is_old_task(text: str) -> bool:
    """Return whether a line speaks of an earlier task: „Úkol 1/2009 – splněn“."""
    return bool(re.match(r"ukol", fold(text)) and DONE.search(fold(text))) and kind_of(text.partition(":")[0]) != "task"
