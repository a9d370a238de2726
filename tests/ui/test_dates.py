"""Dates with words."""

from datetime import UTC, date, datetime, timedelta

from django.template import Context, Template
from django.utils.functional import Promise

from soucinnost.kernel.dates import format_date_long
from soucinnost.ui.dates import WEEKDAYS, day_with_weekday


def test_weekdays_are_those_of_the_kernel_and_translated_when_shown() -> None:
    week = [date(2017, 12, 4) + timedelta(days=number) for number in range(7)]
    assert [day_with_weekday(day) for day in week] == [format_date_long(day) for day in week]
    assert all(isinstance(word, Promise) for word in WEEKDAYS)


def test_a_moment_counts_in_prague() -> None:
    late = datetime(2017, 12, 6, 23, 30, tzinfo=UTC)
    assert day_with_weekday(late) == day_with_weekday(date(2017, 12, 7))
    assert Template("{{ moment|day_long }}").render(Context({"moment": late})) == day_with_weekday(late)
    assert Template("{{ none|day_long }}{{ none|clock }}{{ none|day }}").render(Context({"none": None})) == ""
