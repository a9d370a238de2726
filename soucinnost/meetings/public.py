"""What of meetings is public: when and where a group meets, where the group says so. Nothing of agenda or people."""

from datetime import timedelta

from django.utils import timezone

from soucinnost.groups.models import Group
from soucinnost.kernel.calendars import CalendarEvent
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.selectors.calendar import event_uid
from soucinnost.meetings.selectors.invitation import place_text

BACK = timedelta(days=92)
MOST = 100
#: States of meetings that people were told about; one being prepared may still change.
KNOWN = {
    MeetingState.INVITED, MeetingState.RUNNING, MeetingState.DRAFT, MeetingState.REMARKS, MeetingState.SIGNING,
    MeetingState.FINAL, MeetingState.CANCELLED,
}


def publishing_group(uid: str) -> Group | None:
    """A group that publishes when and where it meets."""
    return Group.objects.filter(uid=uid, publishes_meetings=True, closed_on__isnull=True).first()


def public_events(group: Group) -> list[CalendarEvent]:
    """Its meetings that members were invited to, by time. A place on line is left out: it may be a link to enter."""
    found = Meeting.objects.filter(
        group=group, state__in=KNOWN, invited_at__isnull=False, starts_at__gte=timezone.now() - BACK
    )
    return [
        CalendarEvent(
            uid=event_uid(meeting), sequence=meeting.calendar_sequence, starts_at=meeting.starts_at,
            ends_at=meeting.ends_at, title=group.name, changed_at=meeting.invited_at or meeting.created_at,
            place="" if meeting.place_kind == "online" else place_text(meeting),
            is_cancelled=meeting.state == MeetingState.CANCELLED, is_public=True,
        )
        for meeting in found.select_related("locality__municipality").order_by("starts_at")[:MOST]
    ]
