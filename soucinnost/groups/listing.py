"""The list of groups: filtered, in Czech order, with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.access.prepared import Prepared
from soucinnost.agencies.models import Person
from soucinnost.groups import hooks
from soucinnost.groups.enums import GroupType, Rhythm
from soucinnost.groups.models import Group
from soucinnost.groups.rhythm import Signal
from soucinnost.groups.rules import is_closed, manages, sees_content
from soucinnost.groups.words import Shown, signal_words, strip_label
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.folding import fold
from soucinnost.territory.models import Area

SIGNALS = ("ok", "due", "late", "asleep", "none")
_TYPES = {str(one.value): one.label for one in GroupType}
_RHYTHMS = {str(one.value): one.label for one in Rhythm}
_URGENCY = {"asleep": 0, "late": 1, "due": 2, "ok": 3, "none": 4}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked to see; empty means everything that is not closed."""

    text: str = ""
    mine: bool = False
    type: str = ""
    region: str = ""
    signal: str = ""
    with_closed: bool = False
    by_signal: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is left out by a choice of the reader."""
        return bool(self.text or self.mine or self.type or self.region or self.signal)


@dataclass(slots=True)
class Row:
    """One group of the list."""

    group: Group
    signal: Signal
    shown: Shown
    is_mine: bool
    shows_next: bool
    chairs: list[Person] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    months: hooks.Months = field(default_factory=list)
    strip_label: str = ""

    @property
    def type_label(self) -> str:
        """The kind of the group in words."""
        return str(_TYPES.get(self.group.type, self.group.type))

    @property
    def rhythm_label(self) -> str:
        """How often the group meets, in words."""
        return str(_RHYTHMS.get(self.group.rhythm, self.group.rhythm))


def visible_rows(actor: Actor, today: date) -> list[Row]:
    """Return every group whose frame the actor may see, without what costs more than the group itself. One query."""
    rows = []
    for group in _visible(actor):
        signal, shown = signal_words(group, today)
        content = sees_content(actor, group)
        rows.append(Row(group, signal, shown, content, content or manages(actor, group)))
    return rows


@Prepared
def _visible(actor: Actor) -> QuerySet[Group]:
    return Group.objects.visible_to(actor).select_related("region", "circle__controller__organisation")


def matching(rows: Sequence[Row], wanted: Wanted, today: date) -> list[Row]:
    """Return the rows that were asked for, by name in Czech order, or the most overdue first."""
    words = fold(wanted.text).split()
    found = [row for row in rows if _matches(row, wanted, words, today)]
    found.sort(key=lambda row: (sort_key(row.group.name), row.group.pk))
    if wanted.by_signal:
        found.sort(key=lambda row: (_URGENCY[row.signal.state], -row.signal.days if row.signal.state != "ok" else 0))
    return found


def _matches(row: Row, wanted: Wanted, words: list[str], today: date) -> bool:
    group = row.group
    if not wanted.with_closed and is_closed(group, today):
        return False
    if wanted.mine and not row.is_mine:
        return False
    if wanted.type and group.type != wanted.type:
        return False
    if wanted.region and (group.region is None or group.region.uid != wanted.region):
        return False
    if wanted.signal and row.signal.state != wanted.signal:
        return False
    if not words:
        return True
    text = fold(f"{group.name} {group.purpose} {group.circle.controller.organisation.name}")
    return all(word in text for word in words)


def complete(actor: Actor, rows: Sequence[Row], today: date) -> None:
    """Add chairs, territory, themes and months to the rows of one page; the same few queries for any number."""
    groups = {row.group.pk: row for row in rows}
    circles = {row.group.circle_id: row for row in rows}
    seats = Seat.objects.on(today).filter(circle__in=circles, is_chair=True, standing=Standing.MEMBER)
    for seat in seats.select_related("person").order_by("valid_from", "pk"):
        circles[seat.circle_id].chairs.append(seat.person)
    for related, name in ((Group.areas.through, "area"), (Group.themes.through, "term")):
        for link in related.objects.filter(group__in=groups).select_related(name).order_by("pk"):
            row = groups[link.group_id]
            (row.areas if name == "area" else row.themes).append(str(getattr(link, name)))
    months = hooks.meeting_months(actor, [row.group for row in rows], today)
    for row in rows:
        row.areas.sort(key=sort_key)
        row.months = months[row.group.pk]
        row.strip_label = strip_label(row.months)


def types_in(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Types that occur, as choices in the order of the code."""
    held = {row.group.type for row in rows}
    return [(value, str(label)) for value, label in GroupType.choices if value in held]


def regions_in(rows: Sequence[Row]) -> list[Area]:
    """Regions that occur, in Czech order."""
    held = {row.group.region.pk: row.group.region for row in rows if row.group.region is not None}
    return sorted(held.values(), key=lambda region: sort_key(region.name))
