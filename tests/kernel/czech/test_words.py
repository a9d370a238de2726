"""Words of a text as the search takes them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel.czech.words import words


def _texts(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zpráva OSPOD za rok.", ["Zpráva", "OSPOD", "za", "rok"]),
        ("O. S. P. O. D. a P.Č.R. i O.S.P.O.D.em", ["OSPOD", "a", "PČR", "i", "OSPODem"]),
        ("O. S. P. O. D.", ["OSPOD"]),
        ("s.r.o., a.s.", ["sro", "as"]),
        ("Frýdek-Místek", ["Frýdek-Místek", "Frýdek", "Místek"]),
        ("usnesení č. 12/2019", ["usnesení", "č", "12/2019", "12", "2019"]),
        ("zákon 359/1999 Sb., bod 3", ["zákon", "359/1999", "359", "1999", "Sb", "bod", "3"]),
        ("v 17.00 hodin", ["v", "17.00", "17", "00", "hodin"]),
        ("J. K. Novák, T.G.Masaryk", ["J", "K", "Novák", "T", "G", "Masaryk"]),
        ("konec věty. A. Nováková", ["konec", "věty", "A", "Nováková"]),
        ("O'Connor d’Artagnan", ["O'Connor", "d’Artagnan"]),
        ("a_b (c)", ["a", "b", "c"]),
        ("", []),
        (" – … !", []),
    ],
)
def test_words_of_a_text(text, expected):
    assert _texts(text) == expected


def test_positions_point_into_the_text():
    text = "Dnes O. S. P. O. D. ve Frýdku-Místku 5/2019"
    assert [(word.text, text[word.start : word.end]) for word in words(text)] == [
        ("Dnes", "Dnes"),
        ("OSPOD", "O. S. P. O. D."),
        ("ve", "ve"),
        ("Frýdku-Místku", "Frýdku-Místku"),
        ("Frýdku", "Frýdku"),
        ("Místku", "Místku"),
        ("5/2019", "5/2019"),
        ("5", "5"),
        ("2019", "2019"),
    ]


def test_marks_typed_apart_are_one_letter():
    apart = unicodedata.normalize("NFD", "Řehoř přišel")
    found = words(apart)
    assert [word.text for word in found] == ["Řehoř", "přišel"]
    assert [apart[word.start : word.end] for word in found] == apart.split()


@given(st.text())
def test_every_text_gives_words_that_stand_in_it(text):
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert any(char.isalnum() for char in word.text)
