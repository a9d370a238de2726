"""The agenda that makes itself, and its changes."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.assignments.enums import AssignmentState
from soucinnost.assignments.models import Assignment
from soucinnost.audit.actions import record
from soucinnost.documents.actions import attach, remove_attachment
from soucinnost.groups.enums import StandingItemKind, TopicState
from soucinnost.groups.models import StandingItem, Topic
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import AgendaItem, AgendaPaper, CarriedTask, Meeting
from soucinnost.meetings.rules import may_prepare
from soucinnost.versions.actions import keep

STEP = 10


def _next_position(meeting: Meeting) -> int:
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    return (last or 0) + STEP


def _item(meeting: Meeting, title: str, position: int, **fields: object) -> AgendaItem:
    return AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, title=title, position=position, **fields)


def _from_standing(meeting: Meeting, standing: StandingItem, position: int) -> AgendaItem:
    return _item(
        meeting, standing.title, position, kind=standing.kind, minutes=standing.minutes,
        presenter=standing.presenter, standing_item=standing,
    )


@transaction.atomic
def make_agenda(*, by: Actor, meeting: Meeting) -> list[AgendaItem]:
    """Fill an empty agenda: standing items in their order, open topics before the last of them, unfinished tasks.

    Tasks stand in the item for tasks; where the group has none and there are tasks, one is added after the first
    item. Where the statutes want it, approval of the last minutes comes first after it.
    """
    require(may_prepare(by, meeting))
    if meeting.items.exists():
        return list(meeting.items.all())
    standing = list(StandingItem.objects.filter(group=meeting.group).order_by("position", "id"))
    before, last = (standing[:-1], standing[-1:]) if len(standing) > 1 else (standing, [])
    position = STEP
    for entry in before:
        _from_standing(meeting, entry, position)
        position += STEP
    for topic in Topic.objects.filter(group=meeting.group, state=TopicState.OPEN).order_by("raised_on", "id"):
        _from_topic(meeting, topic, position)
        position += STEP
    for entry in last:
        _from_standing(meeting, entry, position)
    _ensure_approval(meeting)
    carry_unfinished(by=by, meeting=meeting)
    record(by=by, verb="agenda.made", object_uid=meeting.uid, circle=meeting.circle.uid)
    return list(meeting.items.all())


def _from_topic(meeting: Meeting, topic: Topic, position: int) -> AgendaItem:
    item = _item(meeting, topic.title, position, note=topic.note, topic=topic, presenter=topic.raised_by)
    topic.state = TopicState.SCHEDULED
    topic.save(update_fields=["state"])
    return item


def _ensure_approval(meeting: Meeting) -> None:
    if not meeting.group.approves_at_next_meeting:
        return
    if AgendaItem.objects.filter(meeting=meeting, kind=StandingItemKind.APPROVAL).exists():
        return
    earlier = Meeting.objects.filter(group=meeting.group, ended_at__isnull=False, starts_at__lt=meeting.starts_at)
    if not earlier.exists():
        return
    first = AgendaItem.objects.filter(meeting=meeting).order_by("position", "id").first()
    _item(
        meeting, _("Schválení zápisu z minulého jednání"), (first.position if first else 0) + 1,
        kind=StandingItemKind.APPROVAL,
    )


@transaction.atomic
def carry_unfinished(*, by: Actor, meeting: Meeting) -> int:
    """Put the group's unfinished tasks, given before the meeting, into its agenda; returns how many were added."""
    require(may_prepare(by, meeting))
    present = set(CarriedTask.objects.filter(item__meeting=meeting).values_list("assignment_id", flat=True))
    tasks = Assignment.objects.filter(
        group=meeting.group, state=AssignmentState.OPEN, given_on__lt=timezone.localtime(meeting.starts_at).date()
    ).exclude(pk__in=present)
    missing = list(tasks.order_by("id"))
    if not missing:
        return 0
    item = AgendaItem.objects.filter(meeting=meeting, kind=StandingItemKind.TASKS).order_by("position", "id").first()
    if item is None:
        first = AgendaItem.objects.filter(meeting=meeting).order_by("position", "id").first()
        item = _item(
            meeting, _("Kontrola úkolů"), (first.position if first else 0) + 2, kind=StandingItemKind.TASKS
        )
    CarriedTask.objects.bulk_create([CarriedTask(item=item, assignment=task) for task in missing])
    record(
        by=by, verb="agenda.tasks_carried", object_uid=meeting.uid, circle=meeting.circle.uid,
        ids=[task.uid for task in missing],
    )
    return len(missing)


@transaction.atomic
def schedule_topic(*, by: Actor, meeting: Meeting, topic: Topic) -> AgendaItem:
    """Put an open topic on the agenda as an item of its own, at the end."""
    require(may_prepare(by, meeting))
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if topic.group_id != meeting.group_id or topic.state != TopicState.OPEN:
        raise ValidationError(_("Téma už je zařazené nebo uzavřené."))
    item = _from_topic(meeting, topic, _next_position(meeting))
    record(by=by, verb="agenda.topic_scheduled", object_uid=item.uid, circle=meeting.circle.uid, ids=[topic.uid])
    return item


def _checked(title: str, minutes: int | None) -> str:
    if not title.strip():
        raise ValidationError({"title": _("Bod potřebuje název.")})
    if minutes is not None and not 0 < minutes <= 1440:
        raise ValidationError({"minutes": _("Uveďte počet minut od 1 do 1440.")})
    return title.strip()


def _close(by: Actor, item: AgendaItem, is_closed: bool, named_seats: Iterable[Seat]) -> None:
    """Close an item to named seats; whoever closes it stays among them, so that nobody locks herself out."""
    seats = {seat.pk for seat in named_seats if seat.circle_id == item.circle_id}
    if is_closed:
        seats |= set(Seat.objects.filter(pk__in=by.seat_ids, circle=item.circle).values_list("pk", flat=True))
    item.is_closed = is_closed
    item.save(update_fields=["is_closed"])
    item.named_seats.set(seats if is_closed else [])


@transaction.atomic
def add_item(
    *, by: Actor, meeting: Meeting, title: str, kind: str = StandingItemKind.ORDINARY, minutes: int | None = None,
    presenter: Person | None = None, presenter_name: str = "", note: str = "", is_closed: bool = False,
    named_seats: Sequence[Seat] = (),
) -> AgendaItem:
    """Add an item at the end."""
    require(may_prepare(by, meeting))
    item = _item(
        meeting, _checked(title, minutes), _next_position(meeting), kind=kind, minutes=minutes, presenter=presenter,
        presenter_name=presenter_name.strip(), note=note.strip(),
    )
    _close(by, item, is_closed, named_seats)
    record(by=by, verb="agenda.item_added", object_uid=item.uid, circle=meeting.circle.uid)
    return item


def _writable(by: Actor, item: AgendaItem) -> AgendaItem:
    require(AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists())
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related(
        "meeting__group", "circle__controller"
    ).get(pk=item.pk)
    require(may_prepare(by, item.meeting))
    return item


@transaction.atomic
def change_item(
    *, by: Actor, item: AgendaItem, title: str, kind: str, minutes: int | None = None,
    presenter: Person | None = None, presenter_name: str = "", note: str = "", is_closed: bool = False,
    named_seats: Sequence[Seat] = (),
) -> AgendaItem:
    """Change an item; its papers follow its closure."""
    item = _writable(by, item)
    keep(by=by, obj=item, kind="meetings.agendaitem")
    item.title, item.kind, item.minutes = _checked(title, minutes), kind, minutes
    item.presenter, item.presenter_name, item.note = presenter, presenter_name.strip(), note.strip()
    item.save()
    _close(by, item, is_closed, named_seats)
    for paper in item.papers.select_related("attachment"):
        paper.attachment.is_closed = item.is_closed
        paper.attachment.save(update_fields=["is_closed"])
        paper.attachment.named_seats.set(item.named_seats.all())
    record(by=by, verb="agenda.item_changed", object_uid=item.uid, circle=item.circle.uid)
    return item


@transaction.atomic
def order_items(*, by: Actor, meeting: Meeting, uids: Sequence[str]) -> None:
    """Put the items the actor sees into the given order; items closed to the actor keep their places between them.

    Raises ValidationError when the list is not exactly what the actor sees (somebody changed the agenda meanwhile).
    """
    require(may_prepare(by, meeting))
    items = list(AgendaItem.objects.select_for_update().filter(meeting=meeting).order_by("position", "id"))
    seen = set(AgendaItem.objects.visible_to(by).filter(meeting=meeting).values_list("uid", flat=True))
    if len(uids) != len(set(uids)) or set(uids) != seen:
        raise ValidationError(_("Program mezitím někdo změnil. Načtěte ho znovu, pořadí zůstalo původní."))
    wanted = iter(uids)
    by_uid = {item.uid: item for item in items}
    ordered = [by_uid[next(wanted)] if item.uid in seen else item for item in items]
    for place, item in enumerate(ordered, start=1):
        if item.position != place * STEP:
            item.position = place * STEP
            item.save(update_fields=["position"])
    record(by=by, verb="agenda.ordered", object_uid=meeting.uid, circle=meeting.circle.uid)


@transaction.atomic
def shift_item(*, by: Actor, item: AgendaItem, up: bool) -> None:
    """Move an item one place up or down among those the actor sees; at the edge nothing happens."""
    item = _writable(by, item)
    uids = list(
        AgendaItem.objects.visible_to(by).filter(meeting=item.meeting).order_by("position", "id").values_list(
            "uid", flat=True
        )
    )
    here = uids.index(item.uid)
    there = here - 1 if up else here + 1
    if 0 <= there < len(uids):
        uids[here], uids[there] = uids[there], uids[here]
        order_items(by=by, meeting=item.meeting, uids=uids)


@transaction.atomic
def remove_item(*, by: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda. Its topic is open again; an item in which something is written stays."""
    item = _writable(by, item)
    if item.entries.exists():
        raise ValidationError(_("V bodu už je zápis, proto ho nejde odstranit. Zápis přesuňte nebo škrtněte."))
    if item.meeting.state not in {MeetingState.PREPARED, MeetingState.INVITED, MeetingState.RUNNING}:
        raise ValidationError(_("Jednání už proběhlo, program se nemění."))
    for paper in item.papers.select_related("attachment"):
        attachment = paper.attachment
        paper.delete()
        remove_attachment(by=by, attachment=attachment)
    if item.topic is not None:
        item.topic.state = TopicState.OPEN
        item.topic.save(update_fields=["state"])
    uid, circle = item.uid, item.circle
    item.delete()
    record(by=by, verb="agenda.item_removed", object_uid=uid, circle=circle.uid)


@transaction.atomic
def add_paper(*, by: Actor, item: AgendaItem, upload: File, title: str = "") -> AgendaPaper:
    """Attach a paper to an item; it is seen by exactly those who see the item."""
    item = _writable(by, item)
    attachment = attach(
        by=by, circle=item.circle, upload=upload, title=title, is_closed=item.is_closed,
        named_seats=list(item.named_seats.all()),
    )
    paper = AgendaPaper.objects.create(item=item, attachment=attachment)
    record(by=by, verb="agenda.paper_added", object_uid=item.uid, circle=item.circle.uid, ids=[attachment.uid])
    return paper


@transaction.atomic
def remove_paper(*, by: Actor, paper: AgendaPaper) -> None:
    """Take a paper off an item."""
    item = _writable(by, paper.item)
    attachment = paper.attachment
    paper.delete()
    remove_attachment(by=by, attachment=attachment)
    record(by=by, verb="agenda.paper_removed", object_uid=item.uid, circle=item.circle.uid, ids=[attachment.uid])
