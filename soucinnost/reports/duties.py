"""What the installation does with calls by itself: asks newcomers, reminds, closes what is long over."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import is_working_day
from soucinnost.kernel.duties import Duty, register
from soucinnost.reports.actions import ask_missing, close_call, remind
from soucinnost.reports.dates import CLOSED_AFTER, is_time_to_remind
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call
from soucinnost.reports.selectors import standings


def look_after_calls(*, by: Actor) -> str:
    """One round: close calls a month past their meeting; on a working day ask who was not asked, remind who owes.

    Each call is reminded of once by itself, before its day; chairs may remind again.
    """
    today = timezone.localdate()
    for call in Call.objects.filter(state=CallState.OPEN, for_day__lt=today - CLOSED_AFTER):
        close_call(by=by, call=call)
    if not is_working_day(today):
        return ""
    told = 0
    coming = list(
        Call.objects.filter(state=CallState.OPEN, for_day__gte=today).select_related("group", "circle").order_by("pk")
    )
    for standing in standings(by, coming, today=today, in_words=True):
        call = standing.call
        if not standing.owing:
            continue
        if call.reminded_on is None and is_time_to_remind(due_on=call.due_on, asked_on=call.asked_on, today=today):
            told += remind(by=by, call=call)
        elif any(len(row.asks) < len(row.people) for row in standing.owing):
            told += ask_missing(by=by, call=call)
    if not told:
        return ""
    text = ngettext("%(count)s člověku napsáno o zprávě", "%(count)s lidem napsáno o zprávě", told)
    return text % {"count": told}


def register_duty() -> None:
    """Register the round with the installation's duties; safe to call again."""
    register(Duty("reports.calls", _("Prosby o zprávy a připomínky"), timedelta(hours=1), look_after_calls))
