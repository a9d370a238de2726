"""What marks and versions of a report are called."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.documents.paper.czech import in_czech
from soucinnost.kernel.dates import format_date
from soucinnost.strategy.models import ReportVersion

VERBS = {
    "strategy.council_viewed": gettext_lazy("zobrazení shrnutí pro radu"),
    "strategy.passage_dropped": gettext_lazy("návrat k návrhu ze záznamů"),
    "strategy.passage_edited": gettext_lazy("otevření pasáže hodnoticí zprávy"),
    "strategy.passage_kept": gettext_lazy("ponechání přepsané pasáže"),
    "strategy.passage_written": gettext_lazy("přepsání pasáže hodnoticí zprávy"),
    "strategy.report_compared": gettext_lazy("porovnání verzí hodnoticí zprávy"),
    "strategy.report_downloaded": gettext_lazy("stažení hodnoticí zprávy"),
    "strategy.report_exported": gettext_lazy("vypsání hodnoticí zprávy do souboru"),
    "strategy.report_file_begun": gettext_lazy("začátek sestavení souboru hodnoticí zprávy"),
    "strategy.report_file_made": gettext_lazy("sestavení souboru hodnoticí zprávy"),
    "strategy.report_version_failed": gettext_lazy("nepovedené sestavení verze zprávy"),
    "strategy.report_version_made": gettext_lazy("uložení verze hodnoticí zprávy"),
    "strategy.report_version_retried": gettext_lazy("nový pokus o soubory verze zprávy"),
    "strategy.report_version_viewed": gettext_lazy("zobrazení verze hodnoticí zprávy"),
    "strategy.report_versions_listed": gettext_lazy("zobrazení verzí hodnoticí zprávy"),
    "strategy.report_viewed": gettext_lazy("zobrazení hodnoticí zprávy"),
}


@in_czech
def draft_mark() -> str:
    """What stands on a report that nobody kept as a version."""
    return _("NÁVRH")


@in_czech
def version_mark(version: ReportVersion) -> str:
    """„Verze 3 ze dne 7. 12. 2017“."""
    values = {"number": version.number, "day": format_date(timezone.localtime(version.made_at).date())}
    return _("Verze %(number)s ze dne %(day)s") % values
