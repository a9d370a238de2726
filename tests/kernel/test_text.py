"""Order, folding, IČO, and the shape of errors."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.collation import sort_key, sorted_cs
from soucinnost.kernel.errors import InputError, quoted
from soucinnost.kernel.folding import _folded_slowly, fold
from soucinnost.kernel.organisations import IcoError, check_ico


def test_czech_order():
    words = ["Šimek", "Chalupa", "Cibulka", "Horák", "Ivan", "Čapek", "Simek", "Zeman", "Žák", "Řehoř", "Rak", "Áda"]
    assert sorted_cs(words) == (
        ["Áda", "Cibulka", "Čapek", "Horák", "Chalupa", "Ivan", "Rak", "Řehoř", "Simek", "Šimek", "Zeman", "Žák"]
    )


def test_order_by_key_and_reversed():
    people = [(2, "Žák"), (1, "Čapek"), (3, "Chalupa")]
    assert [number for number, _ in sorted_cs(people, key=lambda row: row[1])] == [1, 3, 2]
    assert sorted_cs(["a", "č", "b"], reverse=True) == ["č", "b", "a"]


@given(st.lists(st.text()))
def test_order_is_total_and_keeps_all(items):
    ordered = sorted_cs(items)
    assert sorted(ordered) == sorted(items)
    assert all(sort_key(one) <= sort_key(other) for one, other in zip(ordered, ordered[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Příliš  ŽLUŤOUČKÝ\u00a0kůň", "prilis zlutoucky kun"),
        ("  Straße ﬁ Łódź ", "strasse fi lodz"),
        (unicodedata.normalize("NFD", "Šárka"), "sarka"),
        ("", ""),
    ],
)
def test_folding(text, expected):
    assert fold(text) == expected


@given(st.text())
def test_folding_settles(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25596641", "25596641"),
        ("255 96 641", "25596641"),
        ("IČO: 25596641", "25596641"),
        ("ič 25596641", "25596641"),
        ("00845451", "00845451"),
        ("845451", "00845451"),
    ],
)
def test_ico(text, expected):
    assert check_ico(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "empty", "není vyplněno"),
        ("IČO:", "empty", "není vyplněno"),
        ("2559664a", "unreadable", "jiné znaky"),
        ("255966411", "length", "má 9"),
        ("25596642", "checksum", "kontrolní číslice"),
        ("95596642", "unreadable", "neexistuje"),
    ],
)
def test_refused_ico(text, code, says):
    with pytest.raises(IcoError) as caught:
        check_ico(text)
    assert caught.value.code == code
    assert says in caught.value.message_cs


@given(st.integers(0, 8_999_999), st.integers(0, 9))
def test_ico_has_one_right_check_digit(stem, digit):
    accepted = []
    for candidate in range(10):
        try:
            accepted.append(check_ico(f"{stem:07}{candidate}"))
        except IcoError as error:
            assert error.code == "checksum"
    weighted = sum(weight * int(figure) for weight, figure in zip(range(8, 1, -1), f"{stem:07}", strict=True))
    assert accepted == [f"{stem:07}{(11 - weighted % 11) % 10}"]


def test_errors_carry_code_sentence_and_values():
    error = InputError("code", "Věta.", text="x")
    assert (error.code, error.message_cs, error.params["text"], str(error)) == ("code", "Věta.", "x", "Věta.")
    assert quoted("a\n b") == "„a b“"
    assert quoted("x" * 50) == "„" + "x" * 39 + "…“"


def test_the_short_way_of_folding_gives_what_the_long_one_does() -> None:
    for code in range(0x3000):
        for text in (chr(code), f"a{chr(code)}b", f"{chr(code)}\u0301 x"):
            assert fold(text) == _folded_slowly(text)
