"""What the live page shows and asks for again: the state of running minutes as plain JSON values.

The token names one state of everything a reader sees. It is made of what is visible only, so that it does not tell
that something hidden was written.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from soucinnost.access.models import Seat
from soucinnost.agencies.selectors import told_apart
from soucinnost.documents.richtext import to_plain
from soucinnost.groups.rules import quorum_needed
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.dates import format_time
from soucinnost.kernel.diffing import word_diff
from soucinnost.meetings.merging import STRUCK, Text
from soucinnost.meetings.models import AgendaItem, Entry, EntryConflict, Meeting, Presence
from soucinnost.meetings.problems import worded
from soucinnost.meetings.promised import offered_tasks
from soucinnost.meetings.rules import may_remark, may_write, remarks_are_open
from soucinnost.meetings.selectors.minutes import presence_lines
from soucinnost.meetings.selectors.reviewing import tasks_by_item
from soucinnost.meetings.selectors.whereabouts import others_writing


def meeting_with_state(actor: Actor, uid: str) -> QuerySet[Meeting]:
    """The meeting with what its token is made of, in one query."""
    entries = Entry.objects.visible_to(actor).filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return (
        Meeting.objects.visible_to(actor).filter(uid=uid).select_related("group", "circle__controller")
        .annotate(
            entries_at=Subquery(entries.annotate(at=Max("changed_at")).values("at")),
            entries_count=Subquery(entries.annotate(count=Count("pk")).values("count")),
        )
    )


def token_of(actor: Actor, meeting: Meeting) -> str:
    """Return the token of a meeting read by :func:`meeting_with_state`; two more queries and one look into the cache.

    Shape: digest, a dot, the moment of the newest visible entry (empty without entries).
    """
    presences = Presence.objects.filter(meeting=meeting).order_by("pk").values_list(
        "pk", "status", "deputy_name", "arrived_at", "left_at"
    )
    # In their order, not by their positions: those tell what stands hidden between them.
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).order_by("position", "id")
    state = [
        meeting.state, meeting.entries_at, meeting.entries_count,  # type: ignore[attr-defined]
        list(items.values_list("pk", "title", "is_closed")), list(presences), others_writing(actor, meeting),
        may_write(actor, meeting),
    ]
    digest = hashlib.sha256(json.dumps(state, default=str).encode()).hexdigest()[:20]
    newest = meeting.entries_at  # type: ignore[attr-defined]
    return f"{digest}.{newest.isoformat() if newest is not None else ''}"


def since_of(token: str) -> datetime | None:
    """Return the moment in a token sent back by a browser; None when there is none or it cannot be read."""
    try:
        moment = parse_datetime(token.partition(".")[2])
        return moment.astimezone(UTC) if moment is not None and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):
        return None


def state_for(actor: Actor, meeting: Meeting, *, token: str, since: datetime | None = None) -> dict[str, Any]:
    """Return what the page shows: all items with the order of their entries, entries changed after ``since``."""
    writes = may_write(actor, meeting)
    orders: dict[int, list[str]] = {}
    shown = _shown(actor, meeting, writes)
    for item_id, uid in shown.order_by("position", "id").values_list("item_id", "uid"):
        orders.setdefault(item_id, []).append(uid)
    items = list(AgendaItem.objects.visible_to(actor).filter(meeting=meeting).order_by("position", "id"))
    numbers = {item.pk: number for number, item in enumerate(items, start=1)}
    changed = list(_with_parts(shown if since is None else shown.filter(changed_at__gt=since)))
    for entry in changed:
        entry.meeting = meeting
    tasks = tasks_by_item(actor, meeting, items, writes=writes)
    presences = presence_lines(actor, meeting)
    seats = sum(not line.is_guest for line in presences)
    return {
        "token": token,
        "state": meeting.state,
        "may_write": writes,
        "may_remark": may_remark(actor, meeting) and remarks_are_open(meeting),
        "now": timezone.now().isoformat(),
        "items": [
            {
                "uid": item.uid, "number": numbers[item.pk], "title": item.title, "closed": item.is_closed,
                "kind": item.kind, "minutes": item.minutes, "entries": orders.get(item.pk, []),
                "tasks": tasks.get(item.pk, []),
            }
            for item in items
        ],
        "entries": [entry_json(actor, entry, writes=writes) for entry in changed],
        "presences": [
            {
                "uid": line.uid, "name": line.name, "organisation": line.organisation, "status": line.status,
                "deputy_name": line.deputy_name, "guest": line.is_guest, "roles": list(line.roles),
                "arrived": format_time(line.arrived_at) if line.arrived_at else "",
                "left": format_time(line.left_at) if line.left_at else "",
            }
            for line in presences
        ],
        "quorum": {"needed": quorum_needed(meeting.group, seats), "seats": seats},
        "writers": [
            {"name": row["name"], "number": numbers.get(row["item"])} for row in others_writing(actor, meeting)
        ],
    }


def _shown(actor: Actor, meeting: Meeting, writes: bool) -> QuerySet[Entry]:
    """Lines that stand; for writers also struck ones about which two wordings wait."""
    waiting = EntryConflict.objects.filter(entry=OuterRef("pk"), resolved_at__isnull=True)
    standing = Q(struck_at__isnull=True)
    visible = Entry.objects.visible_to(actor).filter(meeting=meeting)
    return visible.filter(standing | Exists(waiting)) if writes else visible.filter(standing)


def _with_parts(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    waiting = EntryConflict.objects.filter(resolved_at__isnull=True).select_related("by_person").order_by("at", "pk")
    return (
        entries.select_related("item", "written_by", "report")
        .prefetch_related(Prefetch("conflicts", queryset=waiting, to_attr="waiting")).order_by("position", "id")
    )


def entry_json(actor: Actor, entry: Entry, *, writes: bool) -> dict[str, Any]:
    """One line as the page needs it; wordings that wait for a choice are shown to those who may choose.

    Positions go to writers only: a gap between two would tell readers of a line hidden there.
    """
    waiting: list[EntryConflict] = entry.waiting if writes else []  # type: ignore[attr-defined]
    return {
        "uid": entry.uid, "item": entry.item.uid, "position": entry.position if writes else 0, "kind": entry.kind,
        "body": entry.body,
        "details": entry.details, "revision": entry.revision, "struck": entry.struck_at is not None,
        "at": format_time(entry.written_at), "by": entry.written_by.name if entry.written_by is not None else "",
        "problems": worded(entry.problems), "quorum": [entry.quorum_present, entry.quorum_needed],
        "conflicts": [_conflict_json(actor, entry, conflict) for conflict in waiting],
        "promises": offered_tasks(entry) if writes else [],
        "report": reverse("reports:correct", args=[entry.report.uid]) if entry.report is not None else "",
    }


def _conflict_json(actor: Actor, entry: Entry, conflict: EntryConflict) -> dict[str, Any]:
    """The waiting wording against the current one, word by word."""
    incoming = Text.stored(conflict.kind, conflict.body, conflict.details)
    changes = word_diff(to_plain(entry.body), to_plain(incoming.body))
    written = conflict.typed_at or conflict.at
    return {
        "uid": conflict.uid, "mine": conflict.by_person_id == actor.person_id,
        "by": conflict.by_person.name if conflict.by_person is not None else "",
        "at": format_time(written), "offline": (conflict.at - written).total_seconds() > 60,
        "kind": incoming.kind, "details": incoming.details, STRUCK: incoming.struck, "changes": changes,
    }


def uids_of(state: dict[str, Any]) -> list[str]:
    """Every record that a state shows, for its audit row."""
    return [
        *(item["uid"] for item in state["items"]),
        *(task["uid"] for item in state["items"] for task in item["tasks"]),
        *(entry["uid"] for entry in state["entries"]),
        *(conflict["uid"] for entry in state["entries"] for conflict in entry["conflicts"]),
        *(line["uid"] for line in state["presences"]),
    ]


def uids_in(directory: dict[str, Any]) -> list[str]:
    """People, organisations and seats that a directory names."""
    return [
        *(row["person"] for row in directory["people"]), *(row["uid"] for row in directory["places"]),
        *(row["uid"] for row in directory["seats"]),
    ]


def _place(seat: Seat) -> str:
    return seat.organisation.label if seat.organisation is not None else ""


def directory_for(meeting: Meeting) -> dict[str, Any]:
    """People and organisations of the meeting's day, for completion without a connection, and seats for closing."""
    seats = seats_on(meeting.group, timezone.localtime(meeting.starts_at).date())
    places = {seat.organisation for seat in seats if seat.organisation is not None}
    beside = told_apart([seat.person for seat in seats])
    return {
        "people": [
            {
                "person": seat.person.uid, "name": seat.person.name, "surname": seat.person.surname,
                "place": beside.get(seat.person.uid) or _place(seat),
            }
            for seat in seats
        ],
        "places": [
            {"uid": place.uid, "name": place.label, "full": place.name}
            for place in sorted(places, key=lambda place: sort_key(place.label))
        ],
        "seats": [{"uid": seat.uid, "name": seat.person.name} for seat in seats],
    }

