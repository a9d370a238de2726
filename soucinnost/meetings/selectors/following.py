"""Which meeting of a group came, or comes, after a day."""

from datetime import date, datetime, time

from django.utils import timezone

from soucinnost.groups.models import Group
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting


def next_day_after(group: Group, day: date) -> date | None:
    """The day of the group's first meeting after ``day``, held, read from old minutes or planned; None when none is
    known. Called for a group that the caller runs.
    """
    ended = timezone.make_aware(datetime.combine(day, time.max))
    later = Meeting.objects.filter(group=group, starts_at__gt=ended).exclude(state=MeetingState.CANCELLED)
    moment = later.order_by("starts_at", "pk").values_list("starts_at", flat=True).first()
    return timezone.localtime(moment).date() if moment is not None else None
