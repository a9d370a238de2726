"""Erasing meetings whose term is over, with everything written at them."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.actions import erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.agenda.items import VERSIONS
from soucinnost.meetings.findable import lose_meeting
from soucinnost.meetings.models import AgendaItem, AgendaPaper, Entry, Imported, Meeting, Reopening
from soucinnost.versions.actions import erase


@transaction.atomic
def erase_meetings(*, by: Actor, records: QuerySet[Meeting], cutoff: datetime) -> int:
    """Erase meetings past their term: agenda, papers, scan, minutes with all versions, search entries.

    Tasks that arose there have a term of their own and stay. The installation's own job only; returns how many.
    """
    require(by.is_system)
    uids = []
    for meeting in records.select_related("circle"):
        items = list(AgendaItem.objects.filter(meeting=meeting).values_list("uid", flat=True))
        files = set(AgendaPaper.objects.filter(item__meeting=meeting).values_list("attachment", flat=True))
        origin = Imported.objects.filter(meeting=meeting).exclude(attachment=None)
        files.update(origin.values_list("attachment", flat=True))
        if meeting.attendance_scan_id is not None:
            files.add(meeting.attendance_scan_id)
        lose_meeting(meeting)
        Reopening.objects.filter(meeting=meeting).delete()
        Entry.objects.filter(meeting=meeting).delete()
        uid = meeting.uid
        meeting.delete()
        erase_attachments(by=by, records=Attachment.objects.filter(pk__in=files))
        erase(kind="meetings.meeting", object_uids=[uid])
        erase(kind=VERSIONS, object_uids=items)
        uids.append(uid)
    if uids:
        record(by=by, verb="meeting.erased", ids=uids)
    return len(uids)
