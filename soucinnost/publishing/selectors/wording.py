"""Which wording a preparation or a public version belongs to, judged by what is open to everybody in the circle."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Max

from soucinnost.meetings.models import Meeting, MinutesVersion
from soucinnost.meetings.selectors.sight import same_for
from soucinnost.publishing.enums import PartKind
from soucinnost.publishing.models import Preparation, PublicMinutes
from soucinnost.publishing.selectors.proposals import parts_of
from soucinnost.publishing.selectors.source import open_reader, source_of
from soucinnost.publishing.text import Part

FRAME = {PartKind.HEAD, PartKind.TITLE, PartKind.FACT, PartKind.SECTION}


def newest_version(meeting: Meeting) -> MinutesVersion | None:
    """The latest kept version of the minutes."""
    return MinutesVersion.objects.filter(meeting=meeting).defer("content").order_by("-number").first()


def is_outdated(meeting: Meeting, version: MinutesVersion) -> bool:
    """Whether the open part of the minutes differs from what it was in ``version``. A closed line changes nothing."""
    newest = newest_version(meeting)
    return newest is not None and not same_for(open_reader(meeting), version, newest)


def says_more(preparation: Preparation) -> bool:
    """Whether the prepared text says something of the agenda that is not open today.

    Versions of minutes do not hold tasks that were carried to the meeting and papers, and minutes that were opened
    again have no new version yet: what was closed or taken away since then is seen only beside the text of today.
    """
    return bool(_said(parts_of(preparation)) - _said(source_of(preparation.meeting).parts))


def is_stale(preparation: Preparation) -> bool:
    """Whether a preparation has to begin anew."""
    return is_outdated(preparation.meeting, preparation.version) or says_more(preparation)


def _said(parts: Iterable[Part]) -> Counter[str]:
    return Counter(part.text for part in parts if part.kind not in FRAME)


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
