"""Promises in the minutes: sentences that sound like one are offered as tasks, a person decides."""

from datetime import date

from django.utils import timezone

from soucinnost.documents.richtext import to_plain
from soucinnost.kernel.czech.promises import Promise, find_promises
from soucinnost.kernel.dates import DateError, is_next_meeting, parse_date
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.models import Entry

MOST = 3
#: Kinds that are somebody's duty or decision already.
SETTLED = {EntryKind.TASK, EntryKind.DECISION}


def offered_tasks(entry: Entry) -> list[dict[str, str]]:
    """What could be written down as a task: ``text`` of the sentence and ``due``, empty when no term can be read."""
    if entry.struck_at is not None or entry.kind in SETTLED:
        return []
    text = to_plain(entry.body)
    day = timezone.localdate(entry.meeting.starts_at)
    return [
        {"text": " ".join(text[one.start : one.end].split()), "due": _due(one, day)}
        for one in find_promises(text)[:MOST]
    ]


def _due(promise: Promise, meeting_day: date) -> str:
    """The term as the field „Do kdy“ reads it; one that it would not read is left in the sentence only."""
    if not promise.due or is_next_meeting(promise.due):
        return promise.due
    term = promise.due.removeprefix("do ").strip()
    try:
        parse_date(term, today=meeting_day)
    except DateError:
        return ""
    return term
