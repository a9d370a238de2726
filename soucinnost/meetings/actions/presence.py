"""Who is there: members by their seats, deputies, guests, late arrivals."""

from dataclasses import dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import DateError, parse_time
from soucinnost.kernel.ids import is_uid
from soucinnost.meetings.actions.live import lock_meeting, not_later
from soucinnost.meetings.actions.replies import expected_presence, foretell
from soucinnost.meetings.details import plain
from soucinnost.meetings.enums import PresenceStatus
from soucinnost.meetings.models import Meeting, Presence
from soucinnost.meetings.rules import may_write

NAME = 160
MAX_GUESTS = 200


@dataclass(frozen=True)
class Attendance:
    """How somebody took part, as typed; times as texts („9.20“, empty for the whole meeting)."""

    status: str
    deputy_name: str = ""
    arrived: str = ""
    left: str = ""


def make_rows(meeting: Meeting) -> int:
    """Make a row for each member's seat of the meeting's day that has none yet; returns how many were made.

    Who answered the invitation that she does not come is excused, whose place somebody else takes is represented.
    Called inside the transaction of whoever starts the meeting.
    """
    day = timezone.localtime(meeting.starts_at).date()
    known = set(Presence.objects.filter(meeting=meeting).values_list("seat_id", flat=True))
    expected = expected_presence(meeting)
    rows = [
        foretell(Presence(meeting=meeting, seat=seat, person=seat.person, organisation=seat.organisation), expected)
        for seat in seats_on(meeting.group, day)
        if seat.pk not in known
    ]
    Presence.objects.bulk_create(rows)
    return len(rows)


def _clock(text: str, name: str) -> time | None:
    if not text.strip():
        return None
    try:
        return parse_time(text)
    except DateError as error:
        raise ValidationError({name: error.message_cs}) from error


def _times(attendance: Attendance) -> tuple[time | None, time | None]:
    arrived, left = _clock(attendance.arrived, "arrived"), _clock(attendance.left, "left")
    if arrived is not None and left is not None and left < arrived:
        raise ValidationError({"left": _("Odchod je dřív než příchod.")})
    return arrived, left


@transaction.atomic
def set_presence(
    *, by: Actor, meeting: Meeting, presence: Presence, attendance: Attendance, at: datetime | None = None
) -> bool:
    """Note how a member or guest took part; returns whether anything changed.

    ``at`` is when it was clicked: of two clicks the later one holds, whichever arrives first. Raises
    PermissionDenied for who may not write now, ValidationError (by field) for a time that cannot be read or an
    unknown status.
    """
    meeting = lock_meeting(meeting)
    require(may_write(by, meeting), _("Do tohoto zápisu už psát nejde."))
    presence = Presence.objects.select_for_update(of=("self",)).get(pk=presence.pk, meeting=meeting)
    guest = {str(PresenceStatus.GUEST)}
    allowed = guest if presence.seat_id is None else set(PresenceStatus.values) - guest
    if attendance.status not in allowed:
        raise ValidationError({"status": _("Vyberte, jak se osoba jednání účastnila.")})
    arrived, left = _times(attendance)
    moment = not_later(at, timezone.now())
    deputy = plain(attendance.deputy_name, NAME) if attendance.status == PresenceStatus.DEPUTY else ""
    wanted = (attendance.status, deputy, arrived, left)
    if (presence.status, presence.deputy_name, presence.arrived_at, presence.left_at) == wanted:
        return False
    if at is not None and presence.status != PresenceStatus.UNKNOWN and moment < presence.changed_at:
        return False
    presence.status, presence.deputy_name, presence.arrived_at, presence.left_at = wanted
    presence.changed_at = moment
    presence.save(update_fields=["status", "deputy_name", "arrived_at", "left_at", "changed_at"])
    record(by=by, verb="presence.noted", object_uid=presence.uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return True


@transaction.atomic
def add_guest(*, by: Actor, meeting: Meeting, uid: str, name: str, organisation_name: str = "") -> Presence:
    """Add a guest by name and organisation. ``uid`` is made by the browser: sent again, the same guest is returned.

    Raises ValidationError for an empty name or an identifier used elsewhere.
    """
    meeting = lock_meeting(meeting)
    require(may_write(by, meeting), _("Do tohoto zápisu už psát nejde."))
    if not is_uid(uid):
        raise ValidationError(_("Host nemá platné označení."))
    found = Presence.objects.filter(uid=uid).first()
    if found is not None:
        if found.meeting_id != meeting.pk or found.seat_id is not None:
            raise ValidationError(_("Host nemá platné označení."))
        return found
    guest_name = plain(name, NAME)
    if not guest_name:
        raise ValidationError({"name": _("Napište jméno hosta.")})
    if Presence.objects.filter(meeting=meeting, status=PresenceStatus.GUEST).count() >= MAX_GUESTS:
        raise ValidationError(_("Hostů je už příliš mnoho. Přiložte prezenční listinu."))
    guest = Presence.objects.create(
        uid=uid, meeting=meeting, guest_name=guest_name, organisation_name=plain(organisation_name),
        status=PresenceStatus.GUEST,
    )
    record(by=by, verb="presence.guest_added", object_uid=guest.uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return guest


@transaction.atomic
def remove_guest(*, by: Actor, meeting: Meeting, uid: str) -> bool:
    """Remove a guest entered by mistake; returns whether there was one. Members are never removed."""
    meeting = lock_meeting(meeting)
    require(may_write(by, meeting), _("Do tohoto zápisu už psát nejde."))
    guest = Presence.objects.filter(meeting=meeting, uid=uid, seat__isnull=True).first()
    if guest is None:
        return False
    guest.delete()
    record(by=by, verb="presence.guest_removed", object_uid=uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return True
