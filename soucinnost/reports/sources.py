"""What reports are called where their numbers are used as evidence."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.evidence.sources import Source, register
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.reports.actions.figures import SOURCE
from soucinnost.reports.models import Report


def describe(actor: Actor, uids: Iterable[str]) -> Mapping[str, Source]:
    """Reports that the actor sees: whose and for which meeting; its day is when it was both due and given."""
    found = Report.objects.visible_to(actor).filter(uid__in=list(uids)).select_related("organisation", "call")
    return {
        report.uid: Source(
            _("zpráva: %(organisation)s, k jednání %(day)s") % {
                "organisation": report.organisation.name, "day": format_date(report.call.for_day)
            },
            reverse("reports:report", args=[report.uid]),
            max(report.call.for_day, timezone.localdate(report.handed_in_at)),
        )
        for report in found
    }


def register_source() -> None:
    """Tell claims about reports."""
    register(SOURCE, describe)
