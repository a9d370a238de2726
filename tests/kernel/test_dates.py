"""Dates and times: written the Czech way, read in every form that people type."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel import dates

TODAY = date(2026, 11, 22)  # a Sunday
PLUS_ONE = timezone(timedelta(hours=1))
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_written_forms():
    day = date(2017, 12, 7)
    assert dates.format_date(day) == "7.\u00a012.\u00a02017"
    assert plain(dates.format_date_long(day)) == "čtvrtek 7. 12. 2017"
    assert plain(dates.format_date_words(day)) == "7. prosince 2017"
    assert dates.format_time(time(9, 0)) == "9.00"
    assert dates.format_time(time(16, 5, 59)) == "16.05"
    assert plain(dates.format_datetime(datetime(2017, 12, 7, 9, 0))) == "7. 12. 2017, 9.00"


def test_aware_moments_are_shown_in_prague():
    late = datetime(2017, 12, 31, 23, 30, tzinfo=UTC)
    assert plain(dates.format_datetime(late)) == "1. 1. 2018, 0.30"
    assert dates.format_time(datetime(2017, 7, 1, 10, 0, tzinfo=UTC)) == "12.00"
    assert plain(dates.format_date_long(late)) == "pondělí 1. 1. 2018"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2010, 4, 7), date(2010, 4, 8), "7.–8. 4. 2010"),
        (date(2010, 4, 7), date(2010, 4, 7), "7. 4. 2010"),
        (date(2010, 3, 30), date(2010, 4, 2), "30. 3. – 2. 4. 2010"),
        (date(2017, 12, 30), date(2018, 1, 2), "30. 12. 2017 – 2. 1. 2018"),
        (time(9, 0), time(10, 35), "9.00–10.35"),
        (datetime(2017, 12, 7, 9, 0), datetime(2017, 12, 7, 10, 35), "9.00–10.35"),
        (datetime(2017, 12, 7, 22, 0), datetime(2017, 12, 8, 1, 0), "7. 12. 2017, 22.00 – 8. 12. 2017, 1.00"),
        (date(2018, 1, 1), None, "od 1. 1. 2018"),
        (None, date(2018, 1, 1), "do 1. 1. 2018"),
        (None, datetime(2018, 1, 1, 8, 0), "do 1. 1. 2018, 8.00"),
        (time(8, 0), None, "od 8.00"),
    ],
)
def test_ranges(start, end, expected):
    assert plain(dates.format_range(start, end)) == expected


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (None, None),
        (date(2018, 1, 2), date(2018, 1, 1)),
        (datetime(2018, 1, 2), datetime(2018, 1, 1)),
        (date(2018, 1, 1), time(9, 0)),
        (date(2018, 1, 1), datetime(2018, 1, 2)),
    ],
)
def test_impossible_ranges(start, end):
    with pytest.raises(ValueError, match="range"):
        dates.format_range(start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7.12.2017", date(2017, 12, 7)),
        ("7. 12. 2017", date(2017, 12, 7)),
        ("7.\u00a012.\u00a02017", date(2017, 12, 7)),
        ("  7. 12. 2017. ", date(2017, 12, 7)),
        ("05.03. 2009", date(2009, 3, 5)),
        ("5. března 2009", date(2009, 3, 5)),
        ("5. BREZNA 2009", date(2009, 3, 5)),
        ("31. prosince roku 2020", date(2020, 12, 31)),
        ("čtvrtek 7. 12. 2017", date(2017, 12, 7)),
        ("do čt 7. 12. 2017", date(2017, 12, 7)),
        ("dne 7. 12. 2017", date(2017, 12, 7)),
        ("2017-12-07", date(2017, 12, 7)),
        ("7/12/2017", date(2017, 12, 7)),
        ("7-12-2017", date(2017, 12, 7)),
        ("7 12 2017", date(2017, 12, 7)),
        ("7.12.17", date(2017, 12, 7)),
        ("7.12.80", date(1980, 12, 7)),
        ("7.12.", date(2026, 12, 7)),
        ("7.12", date(2026, 12, 7)),
        ("22. 11.", TODAY),
        ("21. 11.", date(2027, 11, 21)),
        ("5. března", date(2027, 3, 5)),
        ("dnes", TODAY),
        ("Zítra", date(2026, 11, 23)),
        ("do zítra", date(2026, 11, 23)),
        ("včera", date(2026, 11, 21)),
        ("za týden", date(2026, 11, 29)),
        ("za 14 dní", date(2026, 12, 6)),
        ("za dva týdny", date(2026, 12, 6)),
        ("za měsíc", date(2026, 12, 22)),
        ("za 3 měsíce", date(2027, 2, 22)),
        ("za rok", date(2027, 11, 22)),
        ("v pátek", date(2026, 11, 27)),
        ("ve středu", date(2026, 11, 25)),
        ("do pondělí", date(2026, 11, 23)),
        ("v neděli", date(2026, 11, 29)),
        ("příští středu", date(2026, 11, 25)),
        ("do konce ledna", date(2027, 1, 31)),
        ("konec listopadu", date(2026, 11, 30)),
        ("do konce února 2028", date(2028, 2, 29)),
        ("do konce měsíce", date(2026, 11, 30)),
        ("do konce roku", date(2026, 12, 31)),
    ],
)
def test_reads(text, expected):
    assert dates.parse_date(text, today=TODAY) == expected


def test_next_weekday_is_in_the_next_week():
    monday = date(2026, 11, 23)
    assert dates.parse_date("v pátek", today=monday) == date(2026, 11, 27)
    assert dates.parse_date("příští pátek", today=monday) == date(2026, 12, 4)
    assert dates.parse_date("v pondělí", today=monday) == date(2026, 11, 30)


def test_a_month_later_ends_with_the_month():
    assert dates.parse_date("za měsíc", today=date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("text", "kind", "code", "says"),
    [
        ("31. 2. 2018", dates.NonexistentDate, "nonexistent", "31. 2. 2018 neexistuje"),
        ("29. 2.", dates.NonexistentDate, "nonexistent", "29. 2. 2027 neexistuje"),
        ("0. 5. 2018", dates.NonexistentDate, "nonexistent", "0. 5. 2018 neexistuje"),
        ("1. 13. 2018", dates.NonexistentDate, "nonexistent", "Měsíc 13 neexistuje"),
        ("2018-00-01", dates.NonexistentDate, "nonexistent", "Měsíc 0 neexistuje"),
        ("1. 1. 1899", dates.DateOutOfRange, "out_of_range", "1899"),
        ("1. 1. 2101", dates.DateOutOfRange, "out_of_range", "2101"),
        ("1. 1. 20170", dates.DateOutOfRange, "out_of_range", "20170"),
        ("za 999999 dní", dates.DateOutOfRange, "out_of_range", "mimo rozsah"),
        ("za 999999 týdnů", dates.DateOutOfRange, "out_of_range", "mimo rozsah"),
        ("za 500 let", dates.DateOutOfRange, "out_of_range", "2526"),
        ("do konce ledna 3000", dates.DateOutOfRange, "out_of_range", "3000"),
        ("", dates.UnreadableDate, "empty", "není vyplněno"),
        (" \u00a0", dates.UnreadableDate, "empty", "není vyplněno"),
        ("blízko", dates.UnreadableDate, "unreadable", "„blízko“"),
        ("po 7. 12. 2017", dates.UnreadableDate, "unreadable", "„po 7. 12. 2017“"),
        ("7. 12. 2017 " * 20, dates.UnreadableDate, "unreadable", "…“"),
        ("do příštího jednání", dates.UnreadableDate, "unreadable", "nelze přečíst"),
    ],
)
def test_refuses(text, kind, code, says):
    with pytest.raises(kind) as caught:
        dates.parse_date(text, today=TODAY)
    assert isinstance(caught.value, dates.DateError)
    assert caught.value.code == code
    assert says in plain(caught.value.message_cs)


@given(days, days)
def test_what_is_written_is_read_back(day, today):
    for written in (
        dates.format_date(day),
        dates.format_date_long(day),
        dates.format_date_words(day),
        day.isoformat(),
        f"{day:%d.%m.%Y}",
    ):
        assert dates.parse_date(written, today=today) == day


@given(days.filter(lambda day: day.year < 2100), days.filter(lambda day: (day.month, day.day) != (2, 29)))
def test_without_a_year_the_day_is_near_and_not_past(today, day):
    read = dates.parse_date(f"{day.day}. {day.month}.", today=today)
    assert (read.day, read.month) == (day.day, day.month)
    assert 0 <= (read - today).days <= 366


@given(st.text(max_size=80), days)
def test_any_text_gives_a_day_or_a_czech_sentence(text, today):
    try:
        read = dates.parse_date(text, today=today)
    except dates.DateError as error:
        assert error.message_cs.endswith(".")
    else:
        assert 1900 <= read.year <= 2100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9.00", time(9)),
        ("9:00", time(9)),
        ("9", time(9)),
        ("17.00 hodin", time(17)),
        ("v 9 h", time(9)),
        ("ve 14.30 hod.", time(14, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9,30", time(9, 30)),
        ("12:30:15", time(12, 30, 15)),
    ],
)
def test_reads_times(text, expected):
    assert dates.parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("24.00", "nonexistent"), ("9.60", "nonexistent"), ("9.5", "unreadable"), ("ráno", "unreadable")],
)
def test_refuses_times(text, code):
    with pytest.raises(dates.DateError) as caught:
        dates.parse_time(text)
    assert caught.value.code == code


@given(st.times())
def test_times_are_read_back(clock):
    assert dates.parse_time(dates.format_time(clock)) == clock.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    "text",
    [
        "do příštího jednání",
        "příští jednání",
        "Příště",
        "do příště.",
        "na příští schůzce",
        "DO PRISTIHO JEDNANI PS",
        "na dalším setkání",
        "do příštího jednání pracovní skupiny",
    ],
)
def test_next_meeting(text):
    assert dates.is_next_meeting(text)


@pytest.mark.parametrize("text", ["", "do pátku", "příští pátek", "jednání", "do příštího jednání připravit zprávu"])
def test_not_next_meeting(text):
    assert not dates.is_next_meeting(text)


def test_holidays_of_2026():
    found = dates.public_holidays(2026)
    assert found[date(2026, 4, 3)] == "Velký pátek"
    assert found[date(2026, 11, 17)].startswith("Den boje za svobodu")
    assert len(found) == 13
    assert list(found) == sorted(found)


def test_working_days():
    assert dates.is_working_day(date(2026, 11, 16))
    assert not dates.is_working_day(date(2026, 11, 17))
    assert not dates.is_working_day(TODAY)
    assert dates.next_working_day(date(2026, 12, 23)) == date(2026, 12, 28)
    assert dates.next_working_day(date(2026, 12, 23), including=True) == date(2026, 12, 23)
    assert dates.next_working_day(date(2026, 12, 24), including=True) == date(2026, 12, 28)
    assert dates.working_days_between(date(2026, 11, 13), date(2026, 11, 20)) == 4
    assert dates.working_days_between(date(2026, 11, 20), date(2026, 11, 13)) == -4
    assert dates.working_days_between(TODAY, TODAY) == 0
    assert dates.days_between(date(2026, 11, 20), date(2026, 11, 13)) == -7


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(start, first, second):
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    whole = dates.working_days_between(start, end)
    assert whole == dates.working_days_between(start, middle) + dates.working_days_between(middle, end)
    assert whole <= dates.days_between(start, end)
