"""What the installation does with calls by itself: asks newcomers, reminds, closes what is long over."""

import logging
from datetime import date, timedelta

from django.db import transaction
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
from soucinnost.reports.selectors import CallStanding, standings

logger = logging.getLogger(__name__)


def _look_after(by: Actor, standing: CallStanding, today: date) -> int:
    """Remind or ask where it is time; returns to how many people it wrote."""
    call = standing.call
    if not standing.owing:
        return 0
    if call.reminded_on is None and is_time_to_remind(due_on=call.due_on, asked_on=call.asked_on, today=today):
        return remind(by=by, call=call)
    if any(len(row.asks) < len(row.people) for row in standing.owing):
        return ask_missing(by=by, call=call)
    return 0


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
        try:
            with transaction.atomic():
                told += _look_after(by, standing, today)
        except Exception:  # noqa: BLE001 - the others get their turn; logged, tried again in the next round
            logger.exception("call %s", standing.call.uid)
    if not told:
        return ""
    text = ngettext("%(count)s člověku napsáno o zprávě", "%(count)s lidem napsáno o zprávě", told)
    return text % {"count": told}


def register_duty() -> None:
    """Register the round with the installation's duties; safe to call again."""
    register(Duty("reports.calls", _("Prosby o zprávy a připomínky"), timedelta(hours=1), look_after_calls))
