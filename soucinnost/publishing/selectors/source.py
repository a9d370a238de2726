"""The open text of minutes: what a member reads to whom nothing is closed, without what is not for the public."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from soucinnost.access.actors import PersonActor
from soucinnost.access.selectors import name_in_texts, public_people
from soucinnost.agencies.models import Organisation, Person
from soucinnost.documents.paper.czech import in_czech
from soucinnost.documents.richtext import to_plain
from soucinnost.groups.papers import letterhead
from soucinnost.groups.rules import quorum_needed
from soucinnost.kernel.collation import sorted_cs
from soucinnost.kernel.dates import format_range
from soucinnost.kernel.numbers import format_number
from soucinnost.meetings.enums import EntryKind, PlaceKind, PresenceStatus
from soucinnost.meetings.models import AgendaItem, CarriedTask, Entry, Meeting, Presence
from soucinnost.meetings.papers.common import number_of
from soucinnost.meetings.papers.entries import decision_words
from soucinnost.meetings.selectors.invitation import place_text, when_text
from soucinnost.meetings.selectors.lines import EntryLine, ItemLine, NumberLine, TaskLine
from soucinnost.meetings.selectors.minutes import minutes_view
from soucinnost.publishing.enums import PartKind
from soucinnost.publishing.text import Part, Span, places

FIELD_NAME = "field_name"
SMALL_NUMBER = "small_number"
SMALL = 5
THERE = {PresenceStatus.PRESENT, PresenceStatus.DEPUTY}


@dataclass
class Source:
    """The parts, places that are proposed whatever the recognition says, and names that stay with the reason."""

    parts: list[Part] = field(default_factory=list)
    marked: list[tuple[int, int, int, str, str]] = field(default_factory=list)
    public: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, text: str, *, label: str = "", fixed: bool = False, file: str = "") -> int:
        """Append a part on one line, with „label: “ before it; return where the text begins in it (-1: nothing)."""
        line = text.replace("\n", " ").replace("\r", " ")
        if kind != PartKind.ROW:
            line = line.replace("\t", " ").strip()
        lead = f"{label}: " if label else ""
        if not line and not lead:
            return -1
        self.parts.append(Part(str(kind), lead + line if line else lead.rstrip(), len(lead.rstrip()), fixed, file))
        return len(lead)

    def mark(self, start: int, end: int, kind: str, reason: str) -> None:
        """Propose a place of the part added last."""
        if end > start:
            self.marked.append((len(self.parts) - 1, start, end, kind, reason))

    def spans(self) -> list[Span]:
        """The proposed places in the whole text."""
        begins = places(self.parts)
        return [Span(begins[at] + start, begins[at] + end, kind, why) for at, start, end, kind, why in self.marked]


def open_reader(meeting: Meeting) -> PersonActor:
    """Somebody who sits in the meeting's circle and to whom nothing is closed in; nobody in particular."""
    return PersonActor(
        user_id=None, person_id=None, person_uid="", functions={meeting.circle_id: frozenset()},
        seat_ids=frozenset(), coordinated_region_ids=frozenset(), managed_organisation_ids=frozenset(),
        is_administrator=False,
    )


@in_czech
def source_of(meeting: Meeting) -> Source:
    """Read the open text of minutes and what of it is proposed to be covered in any case."""
    people = _People(meeting)
    source = Source(public={person.parts_name: person.reason for person in people.public})
    _frame(source, meeting)
    _attendance(source, meeting, people)
    view = minutes_view(open_reader(meeting), meeting)
    if view.items:
        source.add(PartKind.SECTION, _("Průběh jednání"))
    for item in view.items:
        _item(source, item, people)
    return source


@dataclass(frozen=True)
class PublicPerson:
    """A person whose role is public: the name as it stands in texts, with titles, and the reason."""

    pk: int
    parts_name: str
    name: str
    reason: str


class _People:
    """Whom the fields of the minutes name, and whose role is public. Only people of this circle count as public."""

    def __init__(self, meeting: Meeting) -> None:
        reader = open_reader(meeting)
        entries = Entry.objects.visible_to(reader).filter(meeting=meeting).select_related("owner_person")
        self.owners = {entry.uid: (entry.owner_person, entry.owner_organisation_id) for entry in entries}
        carried = CarriedTask.objects.visible_to(reader).filter(item__meeting=meeting)
        self.carriers = {
            one.assignment.uid: one.assignment.owner_person
            for one in carried.select_related("assignment__owner_person")
        }
        items = AgendaItem.objects.visible_to(reader).filter(meeting=meeting).select_related("presenter")
        self.presenters = {item.uid: item.presenter for item in items}
        self.public = [
            PublicPerson(one.pk, name_in_texts(one), one.name, one.public_role_reason)
            for one in sorted_cs(public_people(meeting.circle_id), key=lambda one: one.sort_name)
        ]
        self.public_ids = {one.pk for one in self.public}

    def is_public(self, person: Person | None) -> bool:
        """Whether the person's name may stand in the text."""
        return person is not None and person.pk in self.public_ids


def _frame(source: Source, meeting: Meeting) -> None:
    for line in letterhead(meeting.group).lines:
        source.add(PartKind.HEAD, line)
    source.add(PartKind.TITLE, meeting.title or _("Zápis z jednání"))
    source.add(PartKind.FACT, meeting.group.name, label=_("Skupina"), fixed=True)
    source.add(PartKind.FACT, number_of(meeting), label=_("Číslo jednání"), fixed=True)
    source.add(PartKind.FACT, when_text(meeting), label=_("Kdy"), fixed=True)
    online = meeting.place_kind == PlaceKind.ONLINE
    source.add(PartKind.FACT, str(PlaceKind.ONLINE.label) if online else place_text(meeting), label=_("Kde"))
    if meeting.file_reference:
        source.add(PartKind.FACT, meeting.file_reference, label=_("Č. j."))


# -- who was there: counts and organisations


def _attendance(source: Source, meeting: Meeting, people: _People) -> None:
    rows = list(
        Presence.objects.filter(meeting=meeting).select_related("seat__organisation", "organisation").order_by("pk")
    )
    if not rows:
        return
    source.add(PartKind.SECTION, _("Účast"))
    members = [row for row in rows if row.status != PresenceStatus.GUEST]
    there = [row for row in members if row.status in THERE]
    values = {"present": len(there), "seats": len(members)}
    source.add(PartKind.FACT, _("%(present)s z %(seats)s") % values, label=_("Přítomno členů"))
    counted = (
        (PresenceStatus.DEPUTY, _("Z toho zastoupeno")), (PresenceStatus.EXCUSED, _("Omluveno")),
        (PresenceStatus.ABSENT, _("Nepřítomno")), (PresenceStatus.GUEST, _("Hostů")),
        (PresenceStatus.UNKNOWN, _("Účast nezaznamenána")),
    )
    for status, label in counted:
        count = sum(row.status == status for row in rows)
        if count:
            source.add(PartKind.FACT, str(count), label=label)
    guests = [row for row in rows if row.status == PresenceStatus.GUEST]
    names = sorted_cs({one.name for one in map(_organisation, [*there, *guests]) if one is not None}, key=str)
    if names:
        source.add(PartKind.FACT, "; ".join(names), label=_("Zastoupené organizace"))
    shown = {row.person_id for row in rows if row.status in {PresenceStatus.PRESENT, PresenceStatus.GUEST}}
    named = [f"{one.name} ({one.reason})" for one in people.public if one.pk in shown]
    if named:
        source.add(PartKind.FACT, "; ".join(named), label=_("Ve veřejné funkci"))
    needed = quorum_needed(meeting.group, len(members))
    if needed is not None and members:
        answer = _("ano") if len(there) >= needed else _("ne")
        said = _("%(answer)s, třeba %(needed)s členů") % {"answer": answer, "needed": needed}
        source.add(PartKind.FACT, said, label=_("Usnášeníschopnost"))


def _organisation(row: Presence) -> Organisation | None:
    return row.organisation or (row.seat.organisation if row.seat is not None else None)


# -- what was said and settled


def _item(source: Source, item: ItemLine, people: _People) -> None:
    source.add(PartKind.ITEM, f"{item.number}. {item.title}")
    presenter = people.presenters.get(item.uid)
    if people.is_public(presenter):
        source.add(PartKind.TEXT, item.presenter, label=_("Uvedení bodu"))
    for paper in item.papers:
        source.add(PartKind.FILE, paper.title, label=_("Podklad"), file=paper.uid)
    for task in item.carried:
        source.add(PartKind.TEXT, task.text, label=_("Kontrola úkolu"))
        _task(source, task, people.carriers.get(task.assignment_uid), people)
    for entry in item.entries:
        _entry(source, entry, people)


def _entry(source: Source, entry: EntryLine, people: _People) -> None:
    label = "" if entry.kind == EntryKind.INFORMATION else entry.kind_label[:1].upper() + entry.kind_label[1:]
    if entry.report is not None and entry.report.organisation:
        at = source.add(PartKind.TEXT, entry.report.organisation, label=label)
        label = "" if at >= 0 else label
    _body(source, to_plain(entry.body).split("\n"), label)
    if entry.decision is not None:
        source.add(PartKind.TEXT, decision_words(entry.decision))
    if entry.task is not None:
        owner, organisation = people.owners.get(entry.uid, (None, None))
        _task(source, entry.task, owner, people, typed=owner is None and organisation is None)
    if entry.report is not None:
        _numbers(source, entry.report.numbers)


def _body(source: Source, lines: Iterable[str], label: str) -> None:
    for line in lines:
        if not line.strip():
            continue
        if "\t" in line:
            if label:
                source.add(PartKind.TEXT, "", label=label)
            source.add(PartKind.ROW, line)
        elif line.startswith("– ") and not label:
            source.add(PartKind.LIST, line.removeprefix("– "))
        else:
            source.add(PartKind.TEXT, line.removeprefix("– "), label=label)
        label = ""
    if label:
        source.add(PartKind.TEXT, "", label=label)


def _task(source: Source, task: TaskLine, owner: Person | None, people: _People, *, typed: bool = False) -> None:
    """„Kdo: …; termín: …“. A person named in the field is proposed always, free words of an owner as a whole.

    The term is said as it was given, so that the text does not change when the task moves on.
    """
    who = task.owner or _("neuvedeno")
    begins = source.add(PartKind.TEXT, who + "; " + _("termín: %(due)s") % {"due": _due(task)}, label=_("Kdo"))
    if owner is not None and not people.is_public(owner) and who.startswith(owner.name):
        source.mark(begins, begins + len(owner.name), FIELD_NAME, _("Jméno osoby v poli „kdo“"))
    elif typed and task.owner:
        source.mark(begins, begins + len(who), FIELD_NAME, _("Kdo úkol má, je napsáno volně: může to být jméno"))


def _due(task: TaskLine) -> str:
    return task.due_text or _("bez termínu")


def _numbers(source: Source, numbers: tuple[NumberLine, ...]) -> None:
    """Rows of a table; counts from 1 to 4 are proposed, and a total that differs from its part by so little."""
    if not numbers:
        return
    source.add(PartKind.ROW, "\t".join((_("Údaj"), _("Hodnota"), _("Z celku"), _("Období"))))
    head = source.parts.pop()
    source.parts.append(Part(head.kind, head.text, lead=len(head.text), fixed=True))
    for one in numbers:
        value = format_number(one.value)
        total = format_number(one.total) if one.total is not None else ""
        period = format_range(one.period_from, one.period_to) if one.period_from or one.period_to else ""
        label = " ".join(one.label.split())
        cells = (label, f"{value} {one.unit}".strip(), f"{total} {one.total_label}".strip(), period)
        source.add(PartKind.ROW, "\t".join(" ".join(cell.split()) for cell in cells))
        at = len(label) + 1
        second = at + len(" ".join(cells[1].split())) + 1
        is_small = one.value is not None and 0 < one.value < SMALL
        if is_small:
            source.mark(at, at + len(value), SMALL_NUMBER, _("Malý počet (1 až 4): lidé by se dali poznat"))
        if one.total is not None and one.value is not None and 0 < one.total - one.value < SMALL:
            source.mark(at, at + len(value), SMALL_NUMBER, _("Do celku chybí 1 až 4: lidé by se dali poznat"))
        if one.total is not None and (is_small and 0 < one.total < SMALL):
            source.mark(second, second + len(total), SMALL_NUMBER, _("Malý počet (1 až 4): lidé by se dali poznat"))
