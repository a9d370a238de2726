"""Periods written and read, in both languages of the interface."""

from datetime import date

import pytest
from django.utils import translation

from soucinnost.evidence.periods import half_year, parse_period, period_text


@pytest.mark.parametrize("language", ["cs", "en"])
def test_what_the_form_shows_it_reads_again(language: str) -> None:
    periods = [
        half_year(2016, 1), half_year(2016, 2), (date(2016, 1, 1), date(2016, 12, 31)),
        (date(2012, 1, 1), date(2016, 12, 31)), (date(2015, 9, 1), date(2015, 11, 30)), (None, None),
    ]
    with translation.override(language):
        for start, end in periods:
            shown = period_text(start, end).replace("\N{NO-BREAK SPACE}", " ")
            assert parse_period(shown, today=date(2026, 11, 22)) == (start, end), shown
