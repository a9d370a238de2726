"""What is public: groups that have a public page, their published minutes, when and where they meet if they say so.

The only module that public pages read. It hands out plain values made of covered text and of the frame of groups that
opted in; nothing in it depends on who asks, nor on anything that was not published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from soucinnost.documents.storage import StorageError, verify
from soucinnost.groups.models import Group
from soucinnost.kernel.calendars import CalendarEvent
from soucinnost.kernel.collation import sort_key, sorted_cs
from soucinnost.kernel.czech.matching import finds, query_keys
from soucinnost.kernel.czech.words import words
from soucinnost.kernel.typography import typo
from soucinnost.meetings.public import public_events
from soucinnost.publishing.enums import PartKind
from soucinnost.publishing.models import PublicFile, PublicMinutes, Statement
from soucinnost.publishing.text import TOKEN, Part, blocks_of, from_json

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MOST_FOUND = 50
MOST_IN_FEED = 50
MOST_GROUPS = 10
MOST_WORDS = 8
LONGEST_SNIPPET = 220
SMALL_COLUMNS = ("pdf", "docx", "parts", "words")


@dataclass(frozen=True)
class MinutesLine:
    """Published minutes in a list."""

    uid: str
    title: str
    number: str
    day: date
    published_at: datetime
    group_uid: str
    group_name: str
    organisation: str


@dataclass(frozen=True)
class GroupLine:
    """A group in the list."""

    uid: str
    name: str
    type: str
    organisation: str
    areas: str
    count: int
    last_day: date | None
    has_ended: bool


@dataclass(frozen=True)
class GroupPage:
    """The page of a group. ``events`` are empty and ``calendar`` is False where it does not say when it meets."""

    uid: str
    name: str
    type: str
    purpose: str
    organisation: str
    areas: tuple[str, ...]
    localities: tuple[str, ...]
    themes: tuple[str, ...]
    closed_on: date | None
    events: tuple[CalendarEvent, ...]
    calendar: bool
    minutes: tuple[MinutesLine, ...]


@dataclass(frozen=True)
class Cells:
    """A row as a page shows it: ``cells`` of a table, or label and value; ``file`` is a file that may be taken."""

    cells: tuple[str, ...]
    label: str = ""
    is_head: bool = False
    file: str = ""


@dataclass(frozen=True)
class PublicBlock:
    """Neighbouring parts of one kind."""

    kind: str
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Text:
    """Covered text as a page shows it: lines of the heading, title, and the rest in blocks."""

    heads: tuple[str, ...]
    title: str
    blocks: tuple[PublicBlock, ...]


@dataclass(frozen=True)
class MinutesPage:
    """Published minutes, and what they say."""

    line: MinutesLine
    text: Text


@dataclass(frozen=True)
class Withdrawn:
    """The address was public once."""


@dataclass(frozen=True)
class Found:
    """Minutes found, with a piece of their text cut into stretches that match and that do not."""

    line: MinutesLine
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Search:
    """What was asked, and what was found; ``is_cut`` says that there is more than is shown.

    ``groups`` are those whose name, organisation or territory holds every word.
    """

    query: str = ""
    found: tuple[Found, ...] = ()
    groups: tuple[GroupLine, ...] = ()
    is_cut: bool = False
    asked: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class File:
    """A labelled file: its bytes lie at ``path``; the name is made up, what people called it does not leave."""

    path: Path
    name: str
    mime: str
    size: int


# -- groups


def _groups() -> QuerySet[Group]:
    return Group.objects.filter(publishes_minutes=True).select_related("circle__controller__organisation")


def _ended(group: Group) -> bool:
    return group.closed_on is not None and group.closed_on < timezone.localdate()


def groups() -> list[GroupLine]:
    """Groups that have a public page: those that work first, by lead organisation and name."""
    found = list(_groups().prefetch_related("areas"))
    published = PublicMinutes.objects.public().filter(meeting__group__in=found).order_by()
    counted = {
        row["meeting__group"]: (row["n"], row["last"])
        for row in published.values("meeting__group").annotate(n=Count("pk"), last=Max("day"))
    }
    lines = []
    for group in found:
        count, last = counted.get(group.pk, (0, None))
        lines.append(
            GroupLine(
                uid=group.uid, name=group.name, type=str(group.get_type_display()),
                organisation=group.circle.controller.organisation.name,
                areas=", ".join(sorted_cs((area.name for area in group.areas.all()), key=str)), count=count,
                last_day=last, has_ended=_ended(group),
            )
        )
    return sorted(lines, key=lambda one: (one.has_ended, sort_key(one.organisation), sort_key(one.name), one.uid))


def group(uid: str) -> GroupPage | None:
    """The page of a group; None for one that has no public page, or does not exist."""
    found = _groups().filter(uid=uid).first()
    if found is None:
        return None
    says_when = found.publishes_meetings and not _ended(found)
    now = timezone.now()
    events = tuple(event for event in public_events(found) if event.ends_at >= now) if says_when else ()
    return GroupPage(
        uid=found.uid, name=found.name, type=str(found.get_type_display()), purpose=found.purpose,
        organisation=found.circle.controller.organisation.name,
        areas=tuple(sorted_cs((area.name for area in found.areas.all()), key=str)),
        localities=tuple(sorted_cs((one.name for one in found.localities.all()), key=str)),
        themes=tuple(sorted_cs((str(term) for term in found.themes.all()), key=str)),
        closed_on=found.closed_on if _ended(found) else None, events=events, calendar=says_when,
        minutes=tuple(_lines(_published().filter(meeting__group=found))),
    )


# -- minutes


def _published() -> QuerySet[PublicMinutes]:
    return PublicMinutes.objects.public().select_related("meeting__group__circle__controller__organisation").order_by(
        "-day", "-published_at", "uid"
    )


def _line(one: PublicMinutes) -> MinutesLine:
    group_ = one.meeting.group
    return MinutesLine(
        uid=one.uid, title=one.title, number=one.number, day=one.day, published_at=one.published_at,
        group_uid=group_.uid, group_name=group_.name, organisation=group_.circle.controller.organisation.name,
    )


def _lines(found: QuerySet[PublicMinutes]) -> list[MinutesLine]:
    return [_line(one) for one in found.defer(*SMALL_COLUMNS)]


def minutes(uid: str) -> MinutesPage | Withdrawn | None:
    """Published minutes; Withdrawn where they were public and are not any more; None where they never were."""
    found = _published().filter(uid=uid).defer("pdf", "docx", "words").first()
    if found is None:
        return Withdrawn() if PublicMinutes.objects.filter(uid=uid).exists() else None
    return MinutesPage(_line(found), read_parts(from_json(found.parts), _available(found)))


def _available(found: PublicMinutes) -> frozenset[str]:
    return frozenset(PublicFile.objects.public().filter(minutes=found).values_list("uid", flat=True))


def read_parts(parts: Iterable[Part], available: frozenset[str] = frozenset()) -> Text:
    """Lay out covered text for a page; only ``available`` files are linked."""
    listed = list(parts)
    blocks = tuple(
        PublicBlock(str(kind), tuple(_cells(part, available) for part in run))
        for kind, run in blocks_of([one for one in listed if one.kind not in {PartKind.HEAD, PartKind.TITLE}])
    )
    return Text(
        heads=tuple(typo(part.text) for part in listed if part.kind == PartKind.HEAD),
        title=next((typo(part.text) for part in listed if part.kind == PartKind.TITLE), ""), blocks=blocks,
    )


def _cells(part: Part, available: frozenset[str]) -> Cells:
    text = typo(part.text)
    if part.kind == PartKind.ROW:
        return Cells(tuple(text.split("\t")), is_head=bool(part.lead) and part.lead == len(text))
    label, value = text[: part.lead], text[part.lead :]
    if part.kind == PartKind.FACT:
        label, value = label.rstrip(" :"), value.strip()
    return Cells((value,), label=label, file=part.file if part.file in available else "")


def paper(uid: str, fmt: str) -> bytes | Withdrawn | None:
    """The PDF or DOCX made when the minutes were published."""
    if fmt not in FORMATS:
        return None
    found = PublicMinutes.objects.public().filter(uid=uid).values_list(fmt, flat=True).first()
    if found is not None:
        return bytes(found)
    return Withdrawn() if PublicMinutes.objects.filter(uid=uid).exists() else None


def file(uid: str, file_uid: str) -> File | Withdrawn | None:
    """A labelled file of published minutes; Withdrawn where it was named and the label or the minutes are gone.

    Raises FileNotFoundError when the bytes on the disk are not what was stored.
    """
    found = PublicFile.objects.public().filter(uid=file_uid, minutes__uid=uid).select_related("attachment").first()
    if found is None:
        return Withdrawn() if PublicFile.objects.filter(uid=file_uid, minutes__uid=uid).exists() else None
    attachment = found.attachment
    try:
        path = verify(attachment.uid, attachment.sha256)
    except StorageError as error:
        raise FileNotFoundError(uid) from error
    suffix = Path(attachment.name).suffix.lower()
    name = f"priloha{suffix if suffix[1:].isalnum() and len(suffix) < 6 else ''}"
    return File(path=path, name=name, mime=attachment.mime, size=attachment.size)


def newest(group_uid: str = "") -> list[MinutesLine] | None:
    """The last published minutes of all groups, or of one; None for a group without a public page."""
    found = _published()
    if group_uid:
        if not _groups().filter(uid=group_uid).exists():
            return None
        found = found.filter(meeting__group__uid=group_uid)
    return _lines(found.order_by("-published_at", "uid")[:MOST_IN_FEED])


def everything() -> list[MinutesLine]:
    """All published minutes, for the map of public pages."""
    return _lines(_published())


def statement() -> Statement | None:
    """Who answers for the accessibility of these pages; None where nobody filled it in."""
    return Statement.objects.first()


# -- search


def search(query: str) -> Search:
    """Find published minutes that hold every word of the query in any form, newest first, and groups so called."""
    asked = tuple(dict.fromkeys(word.text for word in words(query)))[:MOST_WORDS]
    if not asked:
        return Search(query=query)
    found = _published().defer("pdf", "docx", "words")
    for word in asked:
        any_key = Q(pk__in=())
        for key in sorted(query_keys(word)):
            any_key |= Q(words__contains=f" {key} ")
        found = found.filter(any_key)
    listed = list(found[: MOST_FOUND + 1])
    named = tuple(one for one in groups() if _names(one, asked))
    return Search(
        query=query, asked=asked, is_cut=len(listed) > MOST_FOUND, groups=named[:MOST_GROUPS],
        found=tuple(Found(_line(one), _snippet(from_json(one.parts), asked)) for one in listed[:MOST_FOUND]),
    )


def _names(group_: GroupLine, asked: Iterable[str]) -> bool:
    said = [word.text for word in words(f"{group_.name} {group_.organisation} {group_.areas}")]
    return all(any(finds(one, word) for word in said) for one in asked)


def _snippet(parts: Sequence[Part], asked: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The part where most words of the query stand (the first of several), cut around them, with those words marked."""
    best: tuple[int, str, list[tuple[int, int]]] = (0, "", [])
    for part in parts:
        blank = part.text.replace("\t", " · ").replace(TOKEN, " " * len(TOKEN))
        hits, met = [], set()
        for one in words(blank):
            found = {word for word in asked if finds(word, one.text)}
            if found:
                hits.append((one.start, one.end))
                met |= found
        if len(met) > best[0]:
            best = (len(met), typo(part.text).replace("\t", " · "), hits)
    return _stretches(best[1], best[2]) if best[0] else ()


def _stretches(text: str, hits: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    begin = max(0, hits[0][0] - LONGEST_SNIPPET // 3)
    end = min(len(text), begin + LONGEST_SNIPPET)
    if begin:
        begin = text.find(" ", begin, hits[0][0]) + 1 or begin
    stretches: list[tuple[str, bool]] = [("…", False)] if begin else []
    place = begin
    for start, stop in hits:
        if start < place or stop > end:
            continue
        stretches += [(text[place:start], False), (text[start:stop], True)]
        place = stop
    stretches += [(text[place:end], False), ("…" if end < len(text) else "", False)]
    return tuple(one for one in stretches if one[0])
