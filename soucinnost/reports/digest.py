"""Owed reports in reminders. Before its day a report is asked for by its own mail, told here is that it has passed."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.notices.digests import HORIZON, DigestLine, DigestSource, register
from soucinnost.reports.selectors import owed_by


def owed_reports(actor: Actor, day: date) -> Iterator[DigestLine]:
    """Reports that organisations of the actor owe; four queries at most.

    Until their day they stand in the weekly summary only; nobody is reminded any more once the meeting has passed.
    """
    for owed in owed_by(actor):
        call = owed.call
        if not day <= call.for_day or call.due_on > day + timedelta(days=HORIZON):
            continue
        text = _("Zpráva k jednání %(day)s: %(group)s, %(organisation)s") % {
            "day": format_date(call.for_day), "group": call.group.name, "organisation": owed.organisation.name,
        }
        yield DigestLine(
            text=text, day=call.due_on, uid=call.uid, circle_id=call.circle_id, reminds=call.due_on < day,
            stage=f"late:{call.due_on}:{owed.organisation.pk}",
            url_path=reverse("reports:write", args=[call.uid, owed.organisation.uid]),
        )


def register_source() -> None:
    """Register owed reports with reminders; safe to call again."""
    label = pgettext_lazy("list", "Zprávy před jednáním")
    register(DigestSource(key="reports", label=label, lines=owed_reports, choice="reports", order=30))
