"""Dates with words in the reader's language; figures alone are the kernel's."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.dates import format_date, to_prague

WEEKDAYS = (_("pondělí"), _("úterý"), _("středa"), _("čtvrtek"), _("pátek"), _("sobota"), _("neděle"))


def day_with_weekday(value: date | datetime) -> str:
    """Return „čtvrtek 7. 12. 2017“, the weekday in the active language; moments are taken in Prague's time."""
    day = to_prague(value).date() if isinstance(value, datetime) else value
    return f"{WEEKDAYS[day.weekday()]} {format_date(day)}"
