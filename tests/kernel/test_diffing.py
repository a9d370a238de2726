"""Word by word differences: exact, readable, quick."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.kernel import diffing
from soucinnost.kernel.diffing import word_diff

texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(["a", "v", "úkol", "termín ", " ", "\n", "\u00a0", "Jana,", "do konce", "- "])).map(
        " ".join
    ),
)


def side(changes, dropped):
    return "".join(text for op, text in changes if op != dropped)


def assert_sound(old, new, changes):
    assert side(changes, "insert") == old
    assert side(changes, "delete") == new
    ops = [op for op, _ in changes]
    assert all(text for _, text in changes)
    assert all(one != other for one, other in zip(ops, ops[1:], strict=False))
    assert ("insert", "delete") not in list(zip(ops, ops[1:], strict=False))


@given(texts, texts)
def test_both_texts_can_be_put_together_again(old, new):
    assert_sound(old, new, word_diff(old, new))


@given(texts)
def test_the_same_text_has_no_change(text):
    assert word_diff(text, text) == ([("equal", text)] if text else [])


@pytest.mark.parametrize("limit", [1, 20, 400])
@given(data=st.data())
def test_long_texts_are_compared_by_lines_first(limit, data):
    old, new = data.draw(texts), data.draw(texts)
    saved, diffing._MAX_CELLS = diffing._MAX_CELLS, limit
    try:
        assert_sound(old, new, word_diff(old, new))
    finally:
        diffing._MAX_CELLS = saved


def test_one_word_in_a_long_stretch(monkeypatch):
    monkeypatch.setattr(diffing, "_MAX_CELLS", 60)
    lines = [f"řádek {number} beze změny\n" for number in range(5)]
    old = "první x\n" + "".join(lines) + "poslední x\n"
    new = "první y\n" + "".join(lines) + "poslední y\n"
    assert word_diff(old, new) == [
        ("equal", "první "),
        ("delete", "x\n"),
        ("insert", "y\n"),
        ("equal", "".join(lines) + "poslední "),
        ("delete", "x\n"),
        ("insert", "y\n"),
    ]


def test_reads_well():
    assert word_diff("Úkol splní Jana do pátku.", "Úkol splní Petr do pátku.") == [
        ("equal", "Úkol splní "),
        ("delete", "Jana "),
        ("insert", "Petr "),
        ("equal", "do pátku."),
    ]
    assert word_diff("", "nové") == [("insert", "nové")]
    assert word_diff("staré", "") == [("delete", "staré")]


def test_chance_words_are_not_kept():
    assert word_diff("auto a dům", "kolo a byt") == [("delete", "auto a dům"), ("insert", "kolo a byt")]
    assert ("equal", "policie ") in word_diff("auto policie dům", "kolo policie byt")


def words(seed, count):
    rng = random.Random(seed)
    return [f"slovo{int(rng.paretovariate(0.7)) % 3000} " for _ in range(count)]


def test_ten_thousand_words_are_quick():
    old = words(1, 10_000)
    few = ["změna " if index % 20 == 0 else word for index, word in enumerate(old)]
    for new in (few, words(2, 10_000), old[::-1], ["stejné "] * 10_000):
        start = time.process_time()
        changes = word_diff("".join(old), "".join(new))
        assert time.process_time() - start < 1
        assert_sound("".join(old), "".join(new), changes)


def test_a_whole_book_does_not_exhaust_memory():
    old, new = "Staré: " + "".join(words(3, 60_000)) + "a", "Nové: " + "".join(words(4, 60_000)) + "b"
    assert word_diff(old, new) == [("delete", old), ("insert", new)]
