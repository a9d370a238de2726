"""Which wording a preparation or a public version belongs to, judged by what is open to everybody in the circle."""

from collections.abc import Sequence

from django.db.models import Max

from soucinnost.meetings.models import Meeting, MinutesVersion
from soucinnost.meetings.selectors.sight import same_for
from soucinnost.publishing.models import PublicMinutes
from soucinnost.publishing.selectors.source import open_reader


def newest_version(meeting: Meeting) -> MinutesVersion | None:
    """The latest kept version of the minutes."""
    return MinutesVersion.objects.filter(meeting=meeting).defer("content").order_by("-number").first()


def is_outdated(meeting: Meeting, version: MinutesVersion) -> bool:
    """Whether the open part of the minutes differs from what it was in ``version``. A closed line changes nothing."""
    newest = newest_version(meeting)
    return newest is not None and not same_for(open_reader(meeting), version, newest)


def outdated_among(listed: Sequence[PublicMinutes]) -> set[int]:
    """Ids of public versions whose minutes have a newer wording; a fixed number of queries."""
    numbers = MinutesVersion.objects.filter(meeting__in=[one.meeting_id for one in listed]).order_by()
    last = {row["meeting"]: row["last"] for row in numbers.values("meeting").annotate(last=Max("number"))}
    candidates = MinutesVersion.objects.filter(meeting__in=last, number__in=set(last.values())).defer("content")
    newest = {one.meeting_id: one for one in candidates if last[one.meeting_id] == one.number}
    return {
        one.pk for one in listed
        if one.meeting_id in newest and not same_for(open_reader(one.meeting), one.version, newest[one.meeting_id])
    }
