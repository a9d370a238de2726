"""When a ballot ends, when its voters are reminded and until when votes that came by mail may be written down."""

from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.kernel.dates import (
    end_of_day,
    format_date,
    format_date_long,
    format_time,
    is_working_day,
    next_working_day,
)

LONGEST = timedelta(days=60)
"""No ballot runs longer: one-time links live as long at most."""
_DAY = timedelta(days=1)


def deadline_at(day: date, clock: time | None = None) -> datetime:
    """Return the moment from which no vote is taken: a time of that day in Prague, or the day's end without one.

    Of an hour that comes twice (end of October) it is the later, so that nobody is cut short. Raises ValidationError
    (field ``time``) for the hour that does not exist when the clock moves forward.
    """
    if clock is None:
        return end_of_day(day)
    naive = datetime.combine(day, clock)
    moment = timezone.make_aware(naive.replace(fold=1))
    if timezone.localtime(moment.astimezone(UTC)).replace(tzinfo=None, fold=0) != naive:
        raise ValidationError({"time": _("Tento čas ten den neexistuje, hodiny se posouvají na letní čas.")})
    return moment


def last_day(deadline: datetime) -> date:
    """The last day on which one can vote."""
    return timezone.localtime(deadline.astimezone(UTC) - timedelta(microseconds=1)).date()


def is_whole_day(deadline: datetime) -> bool:
    """Whether the last day runs to its end."""
    return timezone.localtime(deadline).time() == time.min


def deadline_text(deadline: datetime) -> str:
    """The deadline in words: „čtvrtek 7. 12. 2017, do konce dne“, „čtvrtek 7. 12. 2017, 16.00“."""
    day = format_date_long(last_day(deadline))
    if is_whole_day(deadline):
        return _("%(day)s, do konce dne") % {"day": day}
    return f"{day}, {format_time(timezone.localtime(deadline))}"


def deadline_short(deadline: datetime) -> str:
    """The deadline for a line of a list: „7. 12. 2017“, „7. 12. 2017 16.00“."""
    day = format_date(last_day(deadline))
    return day if is_whole_day(deadline) else f"{day} {format_time(timezone.localtime(deadline))}"


def reminder_day(deadline: datetime) -> date:
    """The day on which who has not voted is reminded: the last working day before the last day of voting."""
    day = last_day(deadline) - _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def entering_until(deadline: datetime) -> datetime:
    """Until when votes that came by mail in time may still be written down: the end of the next working day."""
    return deadline_at(next_working_day(last_day(deadline)))
