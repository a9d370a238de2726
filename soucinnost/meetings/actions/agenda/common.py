"""What every change of an agenda starts and ends with."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.groups.enums import StandingItemKind
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.actions.signoff import keep_correction
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.findable import find_item
from soucinnost.meetings.models import AgendaItem, Meeting
from soucinnost.meetings.rules import may_prepare

STEP = 10
TYPED = frozenset({"title", "kind", "presenter_name"})


def preparable(by: Actor, meeting: Meeting) -> Meeting:
    """Lock the meeting and make sure that the actor may prepare it."""
    meeting = lock_meeting(meeting)
    require(may_prepare(by, meeting))
    return meeting


def writable(by: Actor, item: AgendaItem) -> AgendaItem:
    """Lock an item that the actor sees in a meeting the actor may prepare."""
    require(AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists())
    meeting = preparable(by, item.meeting)
    locked = AgendaItem.objects.select_for_update(of=("self",)).select_related("topic").get(pk=item.pk, meeting=meeting)
    locked.meeting, locked.circle = meeting, meeting.circle
    return locked


def settle(by: Actor, meeting: Meeting) -> None:
    """While reviewers sign, keep what was changed as a correction: reviews of the earlier text no longer count."""
    if meeting.state == MeetingState.SIGNING:
        keep_correction(by=by, meeting=meeting)


def ordered(meeting: Meeting) -> list[AgendaItem]:
    """All items of a meeting in their order."""
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "id"))


def place_all(items: Iterable[AgendaItem]) -> None:
    """Give items the positions 10, 20, 30… in the given order."""
    for place, item in enumerate(items, start=1):
        if item.position != place * STEP:
            item.position = place * STEP
            item.save(update_fields=["position"])


def next_position(meeting: Meeting) -> int:
    """A position behind all items."""
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    return (last or 0) + STEP


def new_item(meeting: Meeting, title: str, position: int, **fields: object) -> AgendaItem:
    """Write an item."""
    item = AgendaItem.objects.create(meeting=meeting, circle=meeting.circle, title=title, position=position, **fields)
    find_item(item)
    return item


def insert_before_closing(meeting: Meeting, item: AgendaItem) -> None:
    """Move a new item before the last one, where that is a standing item such as „Různé, závěr“."""
    others = [other for other in ordered(meeting) if other.pk != item.pk]
    shared = [other for other in others if not other.is_closed]  # what is closed must not move what everybody sees
    last = shared[-1] if len(shared) > 1 else None
    closes = last is not None and last.standing_item_id is not None and last.kind == StandingItemKind.ORDINARY
    at = others.index(last) if last is not None and closes else len(others)
    place_all([*others[:at], item, *others[at:]])


def check(item: AgendaItem) -> None:
    """Raise ValidationError, by field, for what an item cannot hold."""
    if not item.title:
        raise ValidationError({"title": _("Bod potřebuje název.")})
    if item.minutes is not None and not 0 < item.minutes <= 1440:
        raise ValidationError({"minutes": _("Uveďte počet minut od 1 do 1440.")})
    item.clean_fields(exclude={field.name for field in item._meta.concrete_fields} - TYPED)


def close(by: Actor, item: AgendaItem, is_closed: bool, named_seats: Iterable[Seat]) -> None:
    """Close an item to named seats; whoever closes it stays among them, so that nobody locks herself out.

    Raises ValidationError when nobody at all could see it.
    """
    seats = {seat.pk for seat in named_seats if seat.circle_id == item.circle_id}
    if is_closed:
        seats |= set(Seat.objects.filter(pk__in=by.seat_ids, circle=item.circle).values_list("pk", flat=True))
        if not seats:
            raise ValidationError({"named_seats": _("Vyberte, kdo smí uzavřený bod vidět.")})
    item.is_closed = is_closed
    item.save(update_fields=["is_closed"])
    item.named_seats.set(seats if is_closed else [])
