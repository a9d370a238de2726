"""Adding, changing, ordering and removing items."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.documents.actions import follow_closure, remove_attachment
from soucinnost.documents.models import Attachment
from soucinnost.groups.enums import StandingItemKind, TopicState
from soucinnost.groups.models import Topic
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.agenda.common import (
    check,
    close,
    insert_before_closing,
    next_position,
    ordered,
    place_all,
    preparable,
    settle,
    writable,
)
from soucinnost.meetings.actions.closure import spread_closure
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.findable import find_item, lose_item
from soucinnost.meetings.models import AgendaItem, Entry, Meeting
from soucinnost.notices.actions import close_to_addressees
from soucinnost.versions.actions import erase, keep

VERSIONS = "meetings.agendaitem"


@transaction.atomic
def add_item(
    *, by: Actor, meeting: Meeting, title: str, kind: str = StandingItemKind.ORDINARY, minutes: int | None = None,
    presenter: Person | None = None, presenter_name: str = "", note: str = "", is_closed: bool = False,
    named_seats: Sequence[Seat] = (),
) -> AgendaItem:
    """Add an item at the end, before a closing standing item such as „Různé“. Raises ValidationError by field."""
    meeting = preparable(by, meeting)
    item = AgendaItem(
        meeting=meeting, circle=meeting.circle, title=title.strip(), position=next_position(meeting), kind=kind,
        minutes=minutes, presenter=presenter, presenter_name=presenter_name.strip(), note=note.strip(),
    )
    check(item)
    item.save()
    close(by, item, is_closed, named_seats)
    insert_before_closing(meeting, item)
    find_item(item)
    settle(by, meeting)
    record(by=by, verb="agenda.item_added", object_uid=item.uid, circle=meeting.circle.uid)
    return item


@transaction.atomic
def change_item(
    *, by: Actor, item: AgendaItem, title: str, kind: str, minutes: int | None = None,
    presenter: Person | None = None, presenter_name: str = "", note: str = "", is_closed: bool = False,
    named_seats: Sequence[Seat] = (),
) -> AgendaItem:
    """Change an item; papers, tasks and claims follow its closure at once. The state before is kept."""
    item = writable(by, item)
    was_open = not item.is_closed
    keep(by=by, obj=item, kind=VERSIONS)
    item.title, item.kind, item.minutes = title.strip(), kind, minutes
    item.presenter, item.presenter_name, item.note = presenter, presenter_name.strip(), note.strip()
    check(item)
    item.save()
    close(by, item, is_closed, named_seats)
    spread_closure(by=by, entries=item.entries.select_related("item").prefetch_related("named_seats"))
    _close_papers(by, item)
    if was_open and item.is_closed:
        close_to_addressees(by=by, kind="invitation", about=item.meeting.uid)
    find_item(item)
    settle(by, item.meeting)
    record(by=by, verb="agenda.item_changed", object_uid=item.uid, circle=item.circle.uid)
    return item


@transaction.atomic
def order_items(*, by: Actor, meeting: Meeting, uids: Sequence[str]) -> None:
    """Put the items the actor sees into the given order; items closed to the actor keep their places between them.

    Raises ValidationError when the list is not exactly what the actor sees (somebody changed the agenda meanwhile).
    """
    meeting = preparable(by, meeting)
    items = ordered(meeting)
    seen = set(AgendaItem.objects.visible_to(by).filter(meeting=meeting).values_list("uid", flat=True))
    if len(uids) != len(set(uids)) or set(uids) != seen:
        raise ValidationError(_("Program mezitím někdo změnil. Načtěte ho znovu, pořadí zůstalo původní."))
    wanted = iter(uids)
    by_uid = {item.uid: item for item in items}
    place_all([by_uid[next(wanted)] if item.uid in seen else item for item in items])
    settle(by, meeting)
    record(by=by, verb="agenda.ordered", object_uid=meeting.uid, circle=meeting.circle.uid)


@transaction.atomic
def shift_item(*, by: Actor, item: AgendaItem, up: bool) -> None:
    """Move an item one place up or down among those the actor sees; at the edge nothing happens."""
    item = writable(by, item)
    seen = AgendaItem.objects.visible_to(by).filter(meeting=item.meeting).order_by("position", "id")
    uids = list(seen.values_list("uid", flat=True))
    here = uids.index(item.uid)
    there = here - 1 if up else here + 1
    if 0 <= there < len(uids):
        uids[here], uids[there] = uids[there], uids[here]
        order_items(by=by, meeting=item.meeting, uids=uids)


@transaction.atomic
def remove_item(*, by: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda with its papers and versions. Its topic is open again, its tasks stay open.

    Raises ValidationError for an item in which something is or was written that the actor sees, and once the meeting
    is over. Lines that the actor does not see must not show by a refusal: then the item is gone for everybody but
    those who see such a line. For them it stays, closed to them, with its papers and every line.
    """
    item = writable(by, item)
    if item.meeting.state not in {MeetingState.PREPARED, MeetingState.INVITED, MeetingState.RUNNING}:
        raise ValidationError(_("Jednání už proběhlo, bod se z programu neodebírá."))
    if Entry.objects.visible_to(by).filter(item=item).exists():
        raise ValidationError(_("V bodu už je zápis (třeba i škrtnutý), proto v programu zůstává."))
    if item.topic is not None:
        Topic.objects.filter(pk=item.topic.pk, state=TopicState.SCHEDULED).update(state=TopicState.OPEN)
    if item.entries.exists():
        _leave_to_the_named(by, item)
        return
    for paper in item.papers.select_related("attachment"):
        attachment = paper.attachment
        paper.delete()
        remove_attachment(by=by, attachment=attachment)
    uid, circle = item.uid, item.circle
    item.delete()
    lose_item(uid)
    erase(kind=VERSIONS, object_uids=[uid])
    record(by=by, verb="agenda.item_removed", object_uid=uid, circle=circle.uid)


def _leave_to_the_named(by: Actor, item: AgendaItem) -> None:
    """Close an item to those who see the lines in it; its tasks and topic go as with an item that is removed."""
    item.carried_tasks.all().delete()
    seats = {seat for entry in item.entries.filter(is_closed=True) for seat in entry.named_seats.all()}
    if item.is_closed:
        seats &= set(item.named_seats.all())
    item.topic, item.is_closed = None, True
    item.save(update_fields=["topic", "is_closed"])
    item.named_seats.set(seats)
    spread_closure(by=by, entries=item.entries.select_related("item").prefetch_related("named_seats"))
    _close_papers(by, item)
    record(by=by, verb="agenda.item_removed", object_uid=item.uid, circle=item.circle.uid)


def _close_papers(by: Actor, item: AgendaItem) -> None:
    """Papers are seen by exactly those who see the item."""
    follow_closure(
        by=by, attachments=Attachment.objects.filter(pk__in=item.papers.values("attachment")).select_related("circle"),
        is_closed=item.is_closed, named_seats=list(item.named_seats.all()),
    )
