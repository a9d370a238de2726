"""The signed attendance sheet: its scan, attached after the meeting."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.actions import attach, remove_attachment
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.rules import may_attach_scan


@transaction.atomic
def attach_scan(*, by: Actor, meeting: Meeting, upload: UploadedFile) -> Meeting:
    """Attach the scan of the signed sheet; a scan that was there is replaced. Locked minutes are no obstacle.

    Raises ValidationError (field ``upload``) for a file that cannot be taken.
    """
    meeting = lock_meeting(meeting)
    require(may_attach_scan(by, meeting))
    earlier = meeting.attendance_scan
    attachment = attach(by=by, circle=meeting.circle, upload=upload, title=_("Prezenční listina"))
    meeting.attendance_scan = attachment
    meeting.save(update_fields=["attendance_scan"])
    if earlier is not None:
        remove_attachment(by=by, attachment=earlier)
    record(by=by, verb="meeting.scan_attached", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[attachment.uid])
    return meeting


@transaction.atomic
def remove_scan(*, by: Actor, meeting: Meeting) -> Meeting:
    """Take the scan away. Raises ValidationError when there is none."""
    meeting = lock_meeting(meeting)
    require(may_attach_scan(by, meeting))
    attachment = meeting.attendance_scan
    if attachment is None:
        raise ValidationError(_("Žádná prezenční listina přiložená není."))
    meeting.attendance_scan = None
    meeting.save(update_fields=["attendance_scan"])
    remove_attachment(by=by, attachment=attachment)
    record(by=by, verb="meeting.scan_removed", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[attachment.uid])
    return meeting
