"""Moving, closing and reopening a call."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.reports import letters
from soucinnost.reports.actions.asking import check_due, tell_owing
from soucinnost.reports.actions.common import lead, must_be_open
from soucinnost.reports.dates import usual_due
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call


@transaction.atomic
def move_call(*, by: Actor, call: Call, for_day: date, due_on: date | None = None) -> Call:
    """Move a call to the meeting's new day, or only its due day; those who owe are told the new one.

    Without ``due_on`` the usual day before ``for_day`` holds. Nothing differs, nothing is written. Chair and recorder
    only; raises ValidationError for days that cannot be and for a closed call.
    """
    call = lead(by, call)
    must_be_open(call)
    today = timezone.localdate()
    due = due_on or usual_due(for_day, today)
    if (call.for_day, call.due_on) == (for_day, due):
        return call
    if due_on is not None:
        check_due(due, for_day, today)
    is_new_due = due != call.due_on
    call.for_day, call.due_on = for_day, due
    if is_new_due:
        call.reminded_on = None
    call.save(update_fields=["for_day", "due_on", "reminded_on"])
    record(by=by, verb="report_call.moved", object_uid=call.uid, circle=call.circle.uid)
    if is_new_due and due >= today:
        tell_owing(by, call, letters.MOVED)
    return call


@transaction.atomic
def close_call(*, by: Actor, call: Call) -> Call:
    """Close a call: nobody owes any more, late reports are entered by who runs the circle. Closed, it stays so."""
    call = lead(by, call)
    if call.state == CallState.CLOSED:
        return call
    call.state, call.closed_on = CallState.CLOSED, timezone.localdate()
    call.save(update_fields=["state", "closed_on"])
    record(by=by, verb="report_call.closed", object_uid=call.uid, circle=call.circle.uid)
    return call


@transaction.atomic
def reopen_call(*, by: Actor, call: Call) -> Call:
    """Open a closed call again, so that members can hand in; raises ValidationError where another one runs."""
    call = lead(by, call)
    if call.state == CallState.OPEN:
        return call
    if Call.objects.filter(group=call.group_id, for_day=call.for_day, state=CallState.OPEN).exists():
        raise ValidationError(_("K tomuto jednání už běží jiná výzva."))
    call.state, call.closed_on = CallState.OPEN, None
    call.save(update_fields=["state", "closed_on"])
    record(by=by, verb="report_call.reopened", object_uid=call.uid, circle=call.circle.uid)
    return call
