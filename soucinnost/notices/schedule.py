"""When reminders and summaries go: in Prague's time, on working days, by day. What falls otherwise moves on.

Weekends and public holidays are quiet (Act No. 245/2000 Sb., :func:`kernel.dates.public_holidays`).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from soucinnost.kernel.dates import is_working_day, next_working_day

#: Hours between which mail of this kind is written: from the first on, before the last.
FIRST_HOUR, LAST_HOUR = 7, 20
WEEKDAYS = range(5)
HOURS = range(FIRST_HOUR, 19)
WEEK = timedelta(days=7)


def is_time(now: datetime) -> bool:
    """Whether reminders may go at this moment: a working day, between seven in the morning and eight in the evening."""
    local = timezone.localtime(now)
    return is_working_day(local.date()) and FIRST_HOUR <= local.hour < LAST_HOUR


def slot_day(nominal: date) -> date:
    """The day on which the summary of a nominal day goes: the same, or the next working one."""
    return next_working_day(nominal, including=True)


def slot_moment(nominal: date, hour: int) -> datetime:
    """The moment of a summary; the hour is that of the clock on the wall, also across the change to summer time."""
    return timezone.make_aware(datetime.combine(slot_day(nominal), time(hour)))


def latest_slot(weekday: int, hour: int, now: datetime) -> date:
    """The nominal day of the last summary whose moment has come."""
    today = timezone.localtime(now).date()
    nominal = today - timedelta(days=(today.weekday() - weekday) % 7)
    while slot_moment(nominal, hour) > now:
        nominal -= WEEK
    return nominal


def slot_is_today(weekday: int, now: datetime) -> bool:
    """Whether this person's summary goes today, has gone, or is yet to: then there is no reminder beside it."""
    today = timezone.localtime(now).date()
    nominal = today - timedelta(days=(today.weekday() - weekday) % 7)
    return today in (slot_day(nominal), slot_day(nominal - WEEK))


def due_slots(now: datetime) -> Iterator[tuple[int, int, date]]:
    """Every weekday and hour that can be chosen with the nominal day of its last summary."""
    for weekday in WEEKDAYS:
        for hour in HOURS:
            yield weekday, hour, latest_slot(weekday, hour, now)
