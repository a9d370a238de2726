"""Which wording a preparation or a public version belongs to, judged by what is open to everybody in the circle."""

from soucinnost.meetings.models import Meeting, MinutesVersion
from soucinnost.meetings.selectors.sight import same_for
from soucinnost.publishing.selectors.source import open_reader


def newest_version(meeting: Meeting) -> MinutesVersion | None:
    """The latest kept version of the minutes."""
    return MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()


def is_outdated(meeting: Meeting, version: MinutesVersion) -> bool:
    """Whether the open part of the minutes differs from what it was in ``version``. A closed line changes nothing."""
    newest = newest_version(meeting)
    return newest is not None and not same_for(open_reader(meeting), version, newest)
