"""What numbers, labels and events of reports are called for a reader."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.evidence.wording import number_text
from soucinnost.kernel.dates import format_date
from soucinnost.reports.models import Report

__all__ = ["KINDS", "VERBS", "asked_text", "number_text", "since_text"]
KINDS = {
    "report_call": gettext_lazy("prosba o zprávu"),
    "report_moved": gettext_lazy("nový termín zprávy"),
    "report_reminder": gettext_lazy("připomínka zprávy"),
}

VERBS = {
    "report.corrected": gettext_lazy("oprava zprávy organizace"),
    "report.draft_dropped": gettext_lazy("zahození rozepsané zprávy"),
    "report.draft_saved": gettext_lazy("uložení rozepsané zprávy"),
    "report.edited": gettext_lazy("otevření formuláře zprávy"),
    "report.entered": gettext_lazy("zápis zprávy za organizaci"),
    "report.erased": gettext_lazy("vymazání zpráv"),
    "report.handed_in": gettext_lazy("odevzdání zprávy"),
    "report.listed": gettext_lazy("zobrazení seznamu zpráv"),
    "report.nothing_new": gettext_lazy("zpráva beze změny"),
    "report.viewed": gettext_lazy("zobrazení zprávy"),
    "report_call.asked": gettext_lazy("prosba o zprávy"),
    "report_call.closed": gettext_lazy("uzavření výzvy ke zprávám"),
    "report_call.moved": gettext_lazy("změna termínu zpráv"),
    "report_call.opened": gettext_lazy("výzva ke zprávám"),
    "report_call.reminded": gettext_lazy("připomenutí zpráv"),
    "report_call.reopened": gettext_lazy("znovuotevření výzvy ke zprávám"),
    "report_call.viewed": gettext_lazy("zobrazení výzvy ke zprávám"),
}


def since_text(report: Report) -> str:
    """„Beze změny od zprávy k jednání 7. 12. 2017“ of a report that says nothing new."""
    assert report.unchanged_since is not None
    return _("Beze změny od zprávy k jednání %(day)s.") % {"day": format_date(report.unchanged_since)}


def asked_text(for_day: date) -> str:
    """What is said after asking for reports to a day; without a mail server nothing goes out by itself."""
    if for_day < timezone.localdate():
        return _("Jednání už bylo, nikoho se neptáme. Zprávy můžete zapsat za organizace.")
    if settings.MAIL_ENABLED:
        return _("Zprávy jsou vyžádané, prosby odcházejí e-mailem.")
    return _("Zprávy jsou vyžádané. Odesílání pošty není nastavené, texty k odeslání jsou v odchozí poště.")
