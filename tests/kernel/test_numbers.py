"""Czech numbers, amounts, sizes and plurals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.numbers import (
    NumberError,
    format_bytes,
    format_money,
    format_number,
    parse_number,
    plural_category,
    plural_cs,
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (1009, None, "1 009"),
        (0, None, "0"),
        (Decimal("2.35"), None, "2,35"),
        (Decimal("2.50"), None, "2,5"),
        (Decimal("1E+3"), None, "1 000"),
        (2.35, None, "2,35"),
        (1234567.5, 2, "1 234 567,50"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("-0.001"), 2, "0,00"),
        (-1500, None, "−1 500"),
        (None, None, "neuvedeno"),
        (None, 2, "neuvedeno"),
        (float("nan"), None, "neuvedeno"),
        (Decimal("Infinity"), 1, "neuvedeno"),
    ],
)
def test_numbers(value, places, expected):
    assert plain(format_number(value, places)) == expected


def test_separators_do_not_break():
    assert format_number(1009) == "1\u00a0009"
    assert format_money(1009) == "1\u00a0009\u00a0Kč"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(1009, "1 009 Kč"), (Decimal("12.5"), "12,50 Kč"), (Decimal("12.00"), "12 Kč"), (None, "neuvedeno"), (0, "0 Kč")],
)
def test_money(amount, expected):
    assert plain(format_money(amount)) == expected


def test_other_currency():
    assert plain(format_money(5, currency="EUR")) == "5 EUR"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (84_000, "84 kB"),
        (84_499, "84 kB"),
        (1_234_567, "1,2 MB"),
        (9_960, "10 kB"),
        (999_600, "1 MB"),
        (200_000_000, "200 MB"),
        (3_000_000_000, "3 GB"),
        (5_000_000_000_000_000, "5 000 TB"),
        (None, "neuvedeno"),
    ],
)
def test_sizes(size, expected):
    assert plain(format_bytes(size)) == expected


def test_negative_size():
    with pytest.raises(ValueError, match="negative"):
        format_bytes(-1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 009,5", Decimal("1009.5")),
        ("1\u00a0009", Decimal(1009)),
        ("1\u202f009", Decimal(1009)),
        (" 12 ", Decimal(12)),
        ("-3,25", Decimal("-3.25")),
        ("−3", Decimal(-3)),
        ("+3", Decimal(3)),
        ("12345", Decimal(12345)),
    ],
)
def test_reads(text, expected):
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "empty", "není vyplněno"),
        ("1.5", "dot", "1,5"),
        ("1.009", "dot", "čárkou"),
        ("10 09", "grouping", "tisíce"),
        ("1 009 5", "grouping", "tisíce"),
        ("1,000,000", "unreadable", "není číslo"),
        ("dvacet", "unreadable", "„dvacet“"),
        ("1e5", "unreadable", "není číslo"),
        ("٣", "unreadable", "není číslo"),
        ("9" * 19, "too_long", "18"),
    ],
)
def test_refuses(text, code, says):
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert caught.value.code == code
    assert says in caught.value.message_cs


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_numbers_are_read_back(value):
    assert parse_number(format_number(value)) == value
    assert parse_number(format_number(value, 3)) == value


@given(st.text(max_size=30))
def test_any_text_gives_a_number_or_a_czech_sentence(text):
    try:
        assert parse_number(text).is_finite()
    except NumberError as error:
        assert error.message_cs.endswith(".")


@pytest.mark.parametrize(
    ("value", "category"),
    [(1, "one"), (2, "few"), (4, "few"), (5, "other"), (0, "other"), (21, "other"), (22, "other"), (1.5, "many")]
    + [(Decimal("2.35"), "many"), (Decimal("2.0"), "few"), (-1, "one"), (1.0, "one")],
)
def test_plural_categories(value, category):
    assert plural_category(value) == category


def test_plural_forms():
    words = [plural_cs(n, "den", "dny", "dne", "dnů") for n in (1, 3, 1.5, 14)]
    assert words == ["den", "dny", "dne", "dnů"]
