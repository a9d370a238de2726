"""Noting how minutes left the office."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.actions.live import lock_meeting
from soucinnost.meetings.enums import DispatchKind
from soucinnost.meetings.models import Dispatch, Meeting
from soucinnost.meetings.rules import may_dispatch


@transaction.atomic
def note_dispatch(
    *, by: Actor, meeting: Meeting, kind: str, sent_on: date, recipient: str, message_id: str = ""
) -> Dispatch:
    """Note a dispatch. A data box message needs its number; a day in the future or before the meeting is refused."""
    meeting = lock_meeting(meeting)
    require(may_dispatch(by, meeting))
    if kind not in DispatchKind.values:
        raise ValidationError({"kind": _("Vyberte, jak byl zápis odeslán.")})
    if sent_on > timezone.localdate():
        raise ValidationError({"sent_on": _("Den odeslání je v budoucnosti.")})
    if sent_on < timezone.localtime(meeting.starts_at).date():
        raise ValidationError({"sent_on": _("Den odeslání je dřív než jednání.")})
    if not recipient.strip():
        raise ValidationError({"recipient": _("Uveďte, komu byl zápis odeslán.")})
    if kind == DispatchKind.DATA_BOX and not message_id.strip():
        raise ValidationError({"message_id": _("Uveďte číslo datové zprávy.")})
    dispatch = Dispatch.objects.create(
        meeting=meeting, kind=kind, sent_on=sent_on, recipient=recipient.strip(), message_id=message_id.strip(),
        noted_by_id=by.person_id,
    )
    record(by=by, verb="minutes.dispatched", object_uid=dispatch.uid, circle=meeting.circle.uid, ids=[meeting.uid])
    return dispatch


@transaction.atomic
def remove_dispatch(*, by: Actor, dispatch: Dispatch) -> None:
    """Take back a note of a dispatch that was written by mistake. The audit keeps that it was there."""
    meeting = lock_meeting(dispatch.meeting)
    require(may_dispatch(by, meeting))
    uid = dispatch.uid
    Dispatch.objects.filter(pk=dispatch.pk).delete()
    record(by=by, verb="minutes.dispatch_removed", object_uid=uid, circle=meeting.circle.uid, ids=[meeting.uid])
