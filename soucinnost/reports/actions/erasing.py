"""Erasing calls with their reports, and drafts that nobody finished, when their terms are over."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.reports.findable import lose_report
from soucinnost.reports.models import Call, Draft, Report


@transaction.atomic
def erase_calls(*, by: Actor, records: QuerySet[Call], cutoff: datetime) -> int:
    """Erase calls past their term with all versions of their reports. The installation's own job only.

    Claims stay: they are evidence of a number and name no report's words. Minutes keep what stood in them.
    """
    require(by.is_system)
    uids = []
    for call in records:
        for report in Report.objects.filter(call=call):
            lose_report(report)
        uids.append(call.uid)
        call.delete()
    if uids:
        record(by=by, verb="report.erased", ids=uids)
    return len(uids)


@transaction.atomic
def erase_drafts(*, by: Actor, records: QuerySet[Draft], cutoff: datetime) -> int:
    """Erase drafts past their term. The installation's own job only."""
    require(by.is_system)
    uids = list(records.values_list("uid", flat=True))
    records.delete()
    if uids:
        record(by=by, verb="report.draft_dropped", ids=uids)
    return len(uids)
