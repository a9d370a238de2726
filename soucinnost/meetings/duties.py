"""What the installation does for meetings by itself: asks for reports in time."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import is_working_day
from soucinnost.kernel.duties import Duty, register
from soucinnost.meetings.actions.reporting import ask_in_time


def ask_for_reports(*, by: Actor) -> str:
    """One round: on a working day ask for reports to meetings two weeks ahead that nobody was asked for."""
    if not is_working_day(timezone.localdate()):
        return ""
    opened = ask_in_time(by=by)
    text = ngettext("%(count)s výzva ke zprávám", "%(count)s výzev ke zprávám", opened)
    return text % {"count": opened} if opened else ""


def register_duty() -> None:
    """Register the round with the installation's duties; safe to call again."""
    register(Duty("meetings.reports", _("Výzvy ke zprávám před jednáním"), timedelta(hours=1), ask_for_reports))
