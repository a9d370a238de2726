"""Meetings, what is on their agenda, who came, what was written, who signed."""

from soucinnost.meetings.models.agenda import AgendaItem, AgendaPaper, CarriedTask
from soucinnost.meetings.models.imported import Imported
from soucinnost.meetings.models.meeting import Dispatch, Meeting, Presence
from soucinnost.meetings.models.minutes import Answer, Entry, EntryConflict, EntryRevision, SyncOperation
from soucinnost.meetings.models.reply import Reply
from soucinnost.meetings.models.signoff import MinutesVersion, Remark, Reopening, Signature

__all__ = [
    "AgendaItem",
    "AgendaPaper",
    "Answer",
    "CarriedTask",
    "Dispatch",
    "Entry",
    "EntryConflict",
    "EntryRevision",
    "Imported",
    "Meeting",
    "MinutesVersion",
    "Presence",
    "Remark",
    "Reopening",
    "Reply",
    "Signature",
    "SyncOperation",
]
