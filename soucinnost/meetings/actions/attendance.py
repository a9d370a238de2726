"""The signed attendance sheet: its scan, attached after the meeting."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require, runs
from soucinnost.audit.actions import record
from soucinnost.documents.actions import attach, remove_attachment
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.meetings.rules import may_attach_scan, may_remove_scan


def locked_words() -> str:
    """Why a scan that is there can no longer be changed."""
    return _("Zápis je uzamčený a listina k němu patří. Vyměnit ji jde jen po znovuotevření zápisu.")


@transaction.atomic
def attach_scan(*, by: Actor, meeting: Meeting, upload: UploadedFile) -> Meeting:
    """Attach the scan of the signed sheet; a scan that was there is replaced.

    To locked minutes a missing one can still be attached, for the sheet is often scanned last; what is there stays as
    it was locked. Raises ValidationError (field ``upload``) for a file that cannot be taken, or that would replace.
    """
    meeting = lock_meeting(meeting)
    require(runs(by, meeting.circle))
    if meeting.state == MeetingState.FINAL and meeting.attendance_scan_id is not None:
        raise ValidationError({"upload": locked_words()})
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
    """Take the scan away. Raises ValidationError when there is none, or the minutes are locked."""
    meeting = lock_meeting(meeting)
    require(runs(by, meeting.circle))
    if meeting.state == MeetingState.FINAL:
        raise ValidationError(locked_words())
    require(may_remove_scan(by, meeting))
    attachment = meeting.attendance_scan
    if attachment is None:
        raise ValidationError(_("Žádná prezenční listina přiložená není."))
    meeting.attendance_scan = None
    meeting.save(update_fields=["attendance_scan"])
    remove_attachment(by=by, attachment=attachment)
    record(by=by, verb="meeting.scan_removed", object_uid=meeting.uid, circle=meeting.circle.uid, ids=[attachment.uid])
    return meeting
