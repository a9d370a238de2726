"""Setting a meeting, moving it, cancelling it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require, runs
from soucinnost.assignments.actions import set_next_meeting_date
from soucinnost.audit.actions import record
from soucinnost.groups.actions import note_meetings
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.agenda import make_agenda
from soucinnost.meetings.enums import MeetingState, PlaceKind
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.rules import PLANNED, may_cancel, may_prepare
from soucinnost.search.actions import put
from soucinnost.territory.models import Locality
from soucinnost.versions.actions import keep


@dataclass(frozen=True)
class Place:
    """Where a meeting is held: an address, a locality or a point (degrees, WGS84)."""

    kind: str = PlaceKind.ADDRESS
    text: str = ""
    locality: Locality | None = None
    latitude: float | None = None
    longitude: float | None = None

    def checked(self) -> "Place":
        """Return itself; raises ValidationError when what its kind needs is missing."""
        if self.kind == PlaceKind.LOCALITY and self.locality is None:
            raise ValidationError({"locality": _("Vyberte lokalitu, nebo zapište adresu.")})
        if self.kind == PlaceKind.POINT and (self.latitude is None or self.longitude is None):
            raise ValidationError({"latitude": _("Bod potřebuje zeměpisnou šířku i délku.")})
        return self


def local_day(moment: datetime) -> date:
    """The day of a moment in Prague."""
    return timezone.localtime(moment).date()


def refresh_group_dates(*, by: Actor, group: Group) -> None:
    """Tell the group when it last met and when it meets next; the signal of its rhythm stands on these."""
    met = Meeting.objects.filter(group=group, ended_at__isnull=False).aggregate(last=Max("starts_at"))["last"]
    planned = Meeting.objects.filter(group=group, state__in=PLANNED).order_by("starts_at")
    if met is not None:
        planned = planned.filter(starts_at__gt=met)
    following = planned.values_list("starts_at", flat=True).first()
    note_meetings(
        by=by, group=group, last_met_on=local_day(met) if met else None,
        next_meeting_on=local_day(following) if following else None,
    )


def _next_number(group: Group, year: int) -> int:
    Group.objects.select_for_update().get(pk=group.pk)
    last = Meeting.objects.filter(group=group, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _apply(meeting: Meeting, starts_at: datetime, ends_at: datetime, place: Place, title: str, reference: str) -> None:
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _("Jednání musí skončit později, než začne.")})
    place.checked()
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.place_kind, meeting.place, meeting.locality = place.kind, place.text.strip(), place.locality
    meeting.latitude, meeting.longitude = place.latitude, place.longitude
    meeting.title, meeting.file_reference = title.strip(), reference.strip()


def _index(meeting: Meeting) -> None:
    put(
        kind="meeting", uid=meeting.uid, title=f"{meeting.group.name} {meeting.number}/{meeting.year}",
        text=" ".join([meeting.group.name, meeting.title, meeting.place, meeting.file_reference]),
        day=local_day(meeting.starts_at),
    )


@transaction.atomic
def create_meeting(
    *, by: Actor, group: Group, starts_at: datetime, ends_at: datetime, place: Place, title: str = "",
    file_reference: str = "",
) -> Meeting:
    """Set a meeting; its agenda makes itself and open tasks due "next meeting" get its day. Chair and recorder only.

    A day in the past is allowed, so that earlier meetings can be entered. Raises ValidationError for an end before
    the start, an incomplete place or a closed group.
    """
    require(runs(by, group.circle))
    if group.closed_on is not None and local_day(starts_at) > group.closed_on:
        raise ValidationError(_("Skupina je ukončená, další jednání už nejde svolat."))
    year = local_day(starts_at).year
    meeting = Meeting(group=group, circle=group.circle, year=year, number=_next_number(group, year))
    _apply(meeting, starts_at, ends_at, place, title, file_reference)
    meeting.save()
    _index(meeting)
    make_agenda(by=by, meeting=meeting)
    refresh_group_dates(by=by, group=group)
    set_next_meeting_date(by=by, group=group, meeting_date=local_day(starts_at))
    record(by=by, verb="meeting.created", object_uid=meeting.uid, circle=group.circle.uid)
    return meeting


@transaction.atomic
def change_meeting(
    *, by: Actor, meeting: Meeting, starts_at: datetime, ends_at: datetime, place: Place, title: str = "",
    file_reference: str = "",
) -> Meeting:
    """Move a meeting or change its place. Tasks due at it move along. The number stays within the same year."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group", "circle__controller").get(
        pk=meeting.pk
    )
    require(may_prepare(by, meeting))
    before = local_day(meeting.starts_at)
    keep(by=by, obj=meeting, kind="meetings.meeting")
    _apply(meeting, starts_at, ends_at, place, title, file_reference)
    after = local_day(starts_at)
    if after.year != meeting.year:
        meeting.year, meeting.number = after.year, _next_number(meeting.group, after.year)
    meeting.save()
    _index(meeting)
    refresh_group_dates(by=by, group=meeting.group)
    if before != after and meeting.state in PLANNED:
        set_next_meeting_date(by=by, group=meeting.group, meeting_date=after, previous=before)
    record(by=by, verb="meeting.changed", object_uid=meeting.uid, circle=meeting.circle.uid)
    return meeting


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Cancel a meeting that has not started, with a reason. Its tasks wait for the next one; its number is not reused."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group", "circle__controller").get(
        pk=meeting.pk
    )
    require(may_cancel(by, meeting))
    if not reason.strip():
        raise ValidationError({"reason": _("Napište, proč se jednání ruší.")})
    meeting.state, meeting.cancelled_reason = MeetingState.CANCELLED, reason.strip()
    meeting.save(update_fields=["state", "cancelled_reason"])
    refresh_group_dates(by=by, group=meeting.group)
    group = Group.objects.get(pk=meeting.group_id)
    set_next_meeting_date(
        by=by, group=meeting.group, meeting_date=group.next_meeting_on, previous=local_day(meeting.starts_at)
    )
    record(by=by, verb="meeting.cancelled", object_uid=meeting.uid, circle=meeting.circle.uid)
    return meeting
