"""Dates and times as Czech writes and says them: writing out, reading, working days."""

from soucinnost.kernel.dates.errors import DateError, DateOutOfRange, NonexistentDate, UnreadableDate
from soucinnost.kernel.dates.formatting import (
    format_date,
    format_date_long,
    format_date_words,
    format_datetime,
    format_range,
    format_time,
    to_prague,
)
from soucinnost.kernel.dates.moments import end_of_day, start_of_day
from soucinnost.kernel.dates.phrases import is_next_meeting
from soucinnost.kernel.dates.reading import parse_date
from soucinnost.kernel.dates.times import parse_time
from soucinnost.kernel.dates.workdays import (
    days_between,
    is_working_day,
    next_working_day,
    public_holidays,
    working_days_between,
)

__all__ = [
    "DateError",
    "DateOutOfRange",
    "NonexistentDate",
    "UnreadableDate",
    "days_between",
    "end_of_day",
    "format_date",
    "format_date_long",
    "format_date_words",
    "format_datetime",
    "format_range",
    "format_time",
    "is_next_meeting",
    "is_working_day",
    "next_working_day",
    "parse_date",
    "parse_time",
    "public_holidays",
    "start_of_day",
    "to_prague",
    "working_days_between",
]
