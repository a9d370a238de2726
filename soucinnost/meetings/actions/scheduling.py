"""Setting a meeting, moving it, cancelling it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require, runs
from soucinnost.assignments.actions import set_next_meeting_date
from soucinnost.audit.actions import record
from soucinnost.groups.actions import note_meetings
from soucinnost.groups.enums import TopicState
from soucinnost.groups.models import Group, Topic
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.agenda import make_agenda
from soucinnost.meetings.actions.invitation import tell_cancelled
from soucinnost.meetings.actions.live import lock_around, lock_meeting, tick
from soucinnost.meetings.actions.reading import BY_DAY, reread
from soucinnost.meetings.actions.reporting import close_calls, move_calls
from soucinnost.meetings.actions.signoff import keep_correction
from soucinnost.meetings.enums import MeetingState, PlaceKind
from soucinnost.meetings.findable import find_meeting
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.meetings.rules import PLANNED, may_cancel, may_prepare
from soucinnost.notices.actions import drop_unsent
from soucinnost.territory.models import Locality
from soucinnost.versions.actions import keep

LONGEST = timedelta(hours=24)
TYPED = frozenset({"title", "place_kind", "place", "latitude", "longitude", "file_reference"})


@dataclass(frozen=True)
class Place:
    """Where a meeting is held: an address, a locality or a point (degrees, WGS84), or at a distance."""

    kind: str = PlaceKind.ADDRESS
    text: str = ""
    locality: Locality | None = None
    latitude: float | None = None
    longitude: float | None = None

    def checked(self) -> "Place":
        """Return it without what its kind does not use; raises ValidationError when what the kind needs is missing."""
        is_locality, is_point = self.kind == PlaceKind.LOCALITY, self.kind == PlaceKind.POINT
        if is_locality and self.locality is None:
            raise ValidationError({"locality": _("Vyberte lokalitu, nebo zapište adresu.")})
        if is_point and (self.latitude is None or self.longitude is None):
            raise ValidationError({"latitude": _("Bod potřebuje zeměpisnou šířku i délku.")})
        return replace(
            self, text=self.text.strip(), locality=self.locality if is_locality else None,
            latitude=self.latitude if is_point else None, longitude=self.longitude if is_point else None,
        )


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


def _planned_days(group: Group) -> list[date]:
    """Days of the group's meetings that have not begun, the nearest first."""
    moments = Meeting.objects.filter(group=group, state__in=PLANNED).values_list("starts_at", flat=True)
    return sorted({local_day(moment) for moment in moments})


def _give_day(by: Actor, group: Group, day: date, left: date | None = None) -> None:
    """Let tasks due "next meeting" have the day of a meeting that was set or moved (from the day ``left``).

    A meeting set before another one becomes the next for tasks that had that other day; one entered afterwards, for
    a day already past, does not, so that nobody's task becomes overdue by it.
    """
    days = _planned_days(group)
    set_next_meeting_date(by=by, group=group, meeting_date=day, previous=left, following=days)
    later = [other for other in days if other > day]
    if later and day >= timezone.localdate():
        set_next_meeting_date(by=by, group=group, meeting_date=day, previous=later[0], following=days)


def next_number(group: Group, year: int) -> int:
    """The next number of the year. The group stays locked until the end, so two who ask at once get two numbers."""
    Group.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)
    last = Meeting.objects.filter(group=group, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def fill_frame(
    meeting: Meeting, starts_at: datetime, ends_at: datetime, place: Place, title: str, reference: str
) -> None:
    """Put checked values on the meeting; times are compared in UTC, because on the day the clock moves they differ."""
    start, end = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    if end <= start:
        raise ValidationError({"ends_at": _("Jednání musí skončit později, než začne.")})
    if end - start > LONGEST:
        raise ValidationError({"ends_at": _("Jednání může trvat nejvýše jeden den. Delší rozdělte na více jednání.")})
    if meeting.group.closed_on is not None and local_day(start) > meeting.group.closed_on:
        raise ValidationError(_("Skupina je ukončená, další jednání už nejde svolat."))
    where = place.checked()
    meeting.starts_at, meeting.ends_at = start, end
    meeting.place_kind, meeting.place, meeting.locality = where.kind, where.text, where.locality
    meeting.latitude, meeting.longitude = where.latitude, where.longitude
    meeting.title, meeting.file_reference = title.strip(), reference.strip()
    meeting.clean_fields(exclude={field.name for field in meeting._meta.concrete_fields} - TYPED)


@transaction.atomic
def create_meeting(
    *, by: Actor, group: Group, starts_at: datetime, ends_at: datetime, place: Place, title: str = "",
    file_reference: str = "",
) -> Meeting:
    """Set a meeting; its agenda makes itself and open tasks due "next meeting" get its day. Chair and recorder only.

    A day in the past is allowed, so that earlier meetings can be entered. Times are aware. Raises ValidationError for
    an end before the start, an incomplete place or a closed group.
    """
    require(runs(by, group.circle))
    day = local_day(starts_at)
    meeting = Meeting(group=group, circle=group.circle, year=day.year)
    fill_frame(meeting, starts_at, ends_at, place, title, file_reference)
    lock_around(group)
    meeting.number = next_number(group, day.year)
    meeting.save()
    find_meeting(meeting)
    make_agenda(by=by, meeting=meeting)
    refresh_group_dates(by=by, group=group)
    _give_day(by, group, day)
    record(by=by, verb="meeting.created", object_uid=meeting.uid, circle=group.circle.uid)
    return meeting


@transaction.atomic
def change_meeting(
    *, by: Actor, meeting: Meeting, starts_at: datetime, ends_at: datetime, place: Place, title: str = "",
    file_reference: str = "",
) -> Meeting:
    """Move a meeting or change its place. Tasks due at it move along.

    Lines that name days are read again: a due day that is now before the meeting becomes a problem of its line.
    Within the year the number stays; moved into another year, the meeting gets that year's next number. While
    reviewers sign, the change is kept as a correction and reviews of the earlier text no longer count.
    """
    meeting = lock_meeting(meeting)
    require(may_prepare(by, meeting))
    lock_around(meeting.group)
    before = local_day(meeting.starts_at)
    keep(by=by, obj=meeting, kind="meetings.meeting")
    fill_frame(meeting, starts_at, ends_at, place, title, file_reference)
    after = local_day(starts_at)
    if after.year != meeting.year:
        meeting.year, meeting.number = after.year, next_number(meeting.group, after.year)
    meeting.save()
    if before != after and meeting.state in PLANNED:
        move_calls(by=by, meeting=meeting, left=before)
    find_meeting(meeting)
    refresh_group_dates(by=by, group=meeting.group)
    if before != after and meeting.state in PLANNED:
        _give_day(by, meeting.group, after, left=before)
    if before != after:
        _reread_lines(meeting)
    if meeting.state == MeetingState.SIGNING:
        keep_correction(by=by, meeting=meeting)
    record(by=by, verb="meeting.changed", object_uid=meeting.uid, circle=meeting.circle.uid)
    return meeting


def _reread_lines(meeting: Meeting) -> None:
    for entry in Entry.objects.filter(meeting=meeting):
        if reread(meeting, entry):
            entry.changed_at = tick(meeting)
            entry.save(update_fields=["changed_at", *BY_DAY])


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Cancel a meeting that has not started, with a reason; who was invited is told.

    Invitations that wait for somebody's own mailbox are dropped, so that nobody sends them any more. Its tasks and
    topics wait for the next one; its number is not reused.
    """
    meeting = lock_meeting(meeting)
    require(may_cancel(by, meeting))
    lock_around(meeting.group)
    if not reason.strip():
        raise ValidationError({"reason": _("Napište, proč se jednání ruší.")})
    meeting.state, meeting.cancelled_reason = MeetingState.CANCELLED, reason.strip()
    meeting.clean_fields(exclude={field.name for field in meeting._meta.concrete_fields} - {"cancelled_reason"})
    meeting.save(update_fields=["state", "cancelled_reason"])
    close_calls(by=by, meeting=meeting)
    Topic.objects.filter(
        pk__in=meeting.items.filter(topic__isnull=False).values("topic"), state=TopicState.SCHEDULED
    ).update(state=TopicState.OPEN)
    refresh_group_dates(by=by, group=meeting.group)
    set_next_meeting_date(
        by=by, group=meeting.group, meeting_date=None, previous=local_day(meeting.starts_at),
        following=_planned_days(meeting.group),
    )
    drop_unsent(by=by, kind="invitation", about=meeting.uid)
    if meeting.invited_at is not None:
        tell_cancelled(by=by, meeting=meeting)
    record(by=by, verb="meeting.cancelled", object_uid=meeting.uid, circle=meeting.circle.uid)
    return meeting
