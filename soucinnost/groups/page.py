"""Everything that the page of one group shows, read for one actor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from soucinnost.access.enums import Standing
from soucinnost.access.few import few, in_all
from soucinnost.access.models import Seat
from soucinnost.access.prepared import Fixed, Prepared
from soucinnost.agencies.models import Organisation, Person
from soucinnost.codelists.models import Term
from soucinnost.groups import hooks, line, rules
from soucinnost.groups.enums import TopicState
from soucinnost.groups.listing import Row
from soucinnost.groups.models import Group, GroupDocument, Mandate, Topic
from soucinnost.groups.rhythm import Signal
from soucinnost.groups.selectors import seats_on
from soucinnost.groups.words import Shown, quorum_words, roles_of, signal_words
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key, sorted_cs
from soucinnost.kernel.numbers import format_bytes
from soucinnost.territory.models import Area, Locality
from soucinnost.territory.scheme import Scheme, draw

FIRST_TOPICS = 15
"""How many open topics the page of a group shows before its reader asks for all."""


@dataclass(slots=True)
class Member:
    """A seat as the table of members shows it."""

    seat: Seat
    roles: str
    has_account: bool
    deputies: list[Seat] = field(default_factory=list)
    attendance: tuple[int, int] | None = None
    first_of_organisation: bool = True


@dataclass(slots=True)
class GroupPage:
    """The page. Parts that the actor may not see are empty; ``is_frame_only`` says that the content is withheld."""

    group: Group
    signal: Signal
    shown: Shown
    line: line.Line
    chairs: list[Person]
    areas: list[Area]
    localities: list[object]
    themes: list[str]
    is_closed: bool
    is_frame_only: bool
    may_set_frame: bool
    may_run: bool
    may_close: bool
    may_raise: bool
    shows_next: bool
    parent: Group | None = None
    quorum: str = ""
    numbering: str = ""
    members: list[Member] = field(default_factory=list)
    counts_attendance: bool = False
    topics: list[Topic] = field(default_factory=list)
    topics_in_all: int = 0
    documents: list[GroupDocument] = field(default_factory=list)
    teams: list[Row] = field(default_factory=list)
    scheme: Scheme | None = None
    sections: list[hooks.Section] = field(default_factory=list)

    @property
    def uids(self) -> list[str]:
        """Records that the page shows, for its audit row."""
        uids = [self.group.uid, *(member.seat.uid for member in self.members), *(one.uid for one in self.topics)]
        uids += [document.uid for document in self.documents]
        for section in self.sections:
            uids.extend(section.uids)
        return uids


def read_page(actor: Actor, group: Group, today: date, *, all_topics: bool = False) -> GroupPage:
    """Read the page of a group whose frame the actor may see; with its first open topics only, or with all."""
    content = rules.sees_content(actor, group)
    sets_frame = rules.sets_frame(actor, group)
    signal, shown = signal_words(group, today)
    seats = seats_on(group, today)
    page = GroupPage(
        group=group, signal=signal, shown=shown, line=_line(actor, group, today, content or sets_frame),
        chairs=[seat.person for seat in seats if seat.is_chair],
        areas=[], localities=list(sorted_cs(_localities(group.pk), key=str)),
        themes=[str(term) for term in _themes(group.pk)], is_closed=rules.is_closed(group, today),
        is_frame_only=not content, may_set_frame=sets_frame, may_run=rules.runs_group(actor, group),
        may_close=rules.closes(actor, group), may_raise=rules.raises_topics(actor, group),
        shows_next=content or sets_frame,
    )
    if group.parent_id is not None:
        page.parent = Group.objects.visible_to(actor).filter(pk=group.parent_id).first()
    page.teams = teams_of(actor, group, today)
    territory = areas_of([group, *(row.group for row in page.teams)])
    page.areas = territory[group.pk]
    page.teams = with_areas(page.teams, territory)
    page.scheme = scheme_of(page.areas, page.teams, territory)
    if content or sets_frame:
        page.quorum = quorum_words(group)
        page.numbering = _("například %(number)s") % {"number": rules.meeting_number(group.numbering, 3, today.year)}
        page.members = members_of(seats, hooks.attendance(actor, group) if content else None)
        page.counts_attendance = any(member.attendance is not None for member in page.members)
    if content:
        page.topics = _topics(actor, group.pk, Fixed(None if all_topics else FIRST_TOPICS))
        page.topics_in_all = in_all(page.topics)
        page.documents = documents_of(actor, group)
        page.sections = hooks.sections(actor, group)
    return page


def _line(actor: Actor, group: Group, today: date, sees_all: bool) -> line.Line:
    first, last = line.span(today)
    if sees_all:
        return line.draw(hooks.meeting_marks(actor, group, first, last), today)
    known = group.last_met_on
    marks = [hooks.Mark(known, True)] if known is not None and first <= known <= last else []
    return line.draw(marks, today)


def members_of(seats: Sequence[Seat], attendance: Mapping[int, tuple[int, int]] | None) -> list[Member]:
    """Return members by organisation in Czech order; the chair's organisation stands first."""
    leading = {seat.organisation_id for seat in seats if seat.is_chair}

    def order(seat: Seat) -> tuple[object, ...]:
        organisation: Organisation | None = seat.organisation
        return (seat.organisation_id not in leading, sort_key(organisation.name if organisation else ""))

    members: list[Member] = []
    before: object = object()
    for seat in sorted(seats, key=order):
        mandate = getattr(seat, "mandate", None)
        members.append(
            Member(
                seat=seat, roles=roles_of(seat, reports=bool(mandate and mandate.reports)),
                has_account=seat.person.user is not None and seat.person.user.is_active,
                deputies=list(getattr(seat, "standing_in", [])),
                attendance=None if attendance is None else attendance.get(seat.pk),
                first_of_organisation=seat.organisation_id != before,
            )
        )
        before = seat.organisation_id
    return members


@Prepared
def _topics(actor: Actor, group: int, limit: int | None) -> QuerySet[Topic]:
    open_states = (TopicState.OPEN, TopicState.SCHEDULED)
    topics = Topic.objects.visible_to(actor).filter(group=group, state__in=open_states)
    return few(topics.select_related("raised_by").order_by("raised_on", "id"), limit)


@Prepared
def _documents(actor: Actor, group: int) -> QuerySet[GroupDocument]:
    return GroupDocument.objects.visible_to(actor).filter(group=group).select_related("attachment__circle")


@Prepared
def _below(actor: Actor, group: int) -> QuerySet[Group]:
    children = Group.objects.visible_to(actor).filter(parent=group)
    return children.select_related("circle__controller__organisation")


def documents_of(actor: Actor, group: Group) -> list[GroupDocument]:
    """Documents whose file the actor may see, by kind and then by name."""
    documents = _documents(actor, group.pk)
    for document in documents:
        document.size = format_bytes(document.attachment.size)  # type: ignore[attr-defined]
    return sorted(documents, key=lambda one: (one.kind, sort_key(str(one.attachment)), one.pk))


def teams_of(actor: Actor, group: Group, today: date) -> list[Row]:
    """Groups below this one that the actor may see and that have not ended, with their signals."""
    rows = []
    for child in _below(actor, group.pk):
        if rules.is_closed(child, today):
            continue
        signal, shown = signal_words(child, today)
        rows.append(Row(child, signal, shown, rules.sees_content(actor, child), True))
    return rows


def areas_of(groups: Sequence[Group]) -> dict[int, list[Area]]:
    """Return the areas of each group by its id, in Czech order. One query."""
    found: dict[int, list[Area]] = {group.pk: [] for group in groups}
    links: list[Any] = _areas(list(found))
    for link in links:
        found[link.group_id].append(link.area)
    return {pk: sorted_cs(areas, key=str) for pk, areas in found.items()}


@Prepared
def _areas(groups: Sequence[int]) -> QuerySet[Any, Any]:
    return Group.areas.through.objects.filter(group__in=groups).select_related("area")


@Prepared
def _localities(group: int) -> QuerySet[Locality]:
    return Group(pk=group).localities.all()


@Prepared
def _themes(group: int) -> QuerySet[Term]:
    return Group(pk=group).themes.all()


def with_areas(rows: list[Row], territory: Mapping[int, Sequence[Area]]) -> list[Row]:
    """Name the areas of each row and sort the rows by them, then by name, in Czech order."""
    for row in rows:
        row.areas = [area.name for area in territory[row.group.pk]]
    return sorted(
        rows, key=lambda row: (sort_key(row.areas[0] if row.areas else row.group.name), sort_key(row.group.name))
    )


def scheme_of(
    areas: Sequence[Area], teams: Sequence[Row], territory: Mapping[int, Sequence[Area]]
) -> Scheme | None:
    """Draw the territory of the teams (numbered as in their table), or of the group; None without boundaries."""
    numbered: dict[int, tuple[str, Area]] = {}
    for place, row in enumerate(teams, start=1):
        for area in territory[row.group.pk]:
            numbered.setdefault(area.pk, (str(place), area))
    if not numbered:
        numbered = {area.pk: (area.name, area) for area in areas}
    units = [(label, "", area.boundary) for label, area in numbered.values() if area.boundary]
    return draw(units) if units else None


def mandates_by_time(actor: Actor, group: Group, today: date) -> dict[str, list[Mandate]]:
    """Mandates of members and deputies the actor may see: ``coming``, ``current`` and ``past``, each in Czech order."""
    related = ("seat__person__user", "seat__organisation", "seat__deputy_for__person", "group")
    found: dict[str, list[Mandate]] = {"coming": [], "current": [], "past": []}
    mandates = Mandate.objects.visible_to(actor).filter(group=group).exclude(seat__standing=Standing.BREAK_GLASS)
    for mandate in mandates.select_related(*related):
        seat = mandate.seat
        if seat.valid_from > today:
            found["coming"].append(mandate)
        elif seat.valid_to is not None and seat.valid_to < today:
            found["past"].append(mandate)
        else:
            found["current"].append(mandate)
    for key, listed in found.items():
        listed.sort(key=lambda one: (sort_key(one.seat.person.sort_name), one.seat.valid_from, one.pk))
        if key == "past":
            listed.sort(key=lambda one: one.seat.valid_to or today, reverse=True)
    return found
