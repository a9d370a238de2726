"""Where a day of Prague begins and ends; a day has 23 or 25 hours when the clock moves."""

from datetime import date, datetime, time, timedelta

from soucinnost.kernel.dates.formatting import PRAGUE


def start_of_day(day: date) -> datetime:
    """Return the first moment of a day in Prague, aware."""
    return datetime.combine(day, time.min, tzinfo=PRAGUE)


def end_of_day(day: date) -> datetime:
    """Return the first moment after a day in Prague, aware: what is due "until" a day is due before it."""
    return start_of_day(day + timedelta(days=1))
