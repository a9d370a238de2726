"""Noting how minutes left the office."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import DispatchKind
from soucinnost.meetings.models import Dispatch, Meeting
from soucinnost.meetings.rules import may_dispatch


@transaction.atomic
def note_dispatch(
    *, by: Actor, meeting: Meeting, kind: str, sent_on: date, recipient: str, message_id: str = ""
) -> Dispatch:
    """Note a dispatch. A data box message needs its number; a day in the future or before the meeting is refused."""
    require(may_dispatch(by, meeting))
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
