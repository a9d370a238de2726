"""How well words are matched: recall, false matches, and queries typed without diacritics.

``house.tsv`` was written by the author of the rules, ``stranger.tsv`` and ``second_stranger.tsv`` by others who had not
seen them.
Lines: kind (pair, plain, negative), query, word, note.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from soucinnost.kernel.czech.matching import finds

LEAST_RECALL = 0.98
LEAST_PLAIN = 0.95
MOST_FALSE = 0.01
SETS = ("house.tsv", "stranger.tsv", "second_stranger.tsv")
SMALLEST = {"pair": 130, "plain": 60, "negative": 110}


def _lines(name):
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row[0], row[1], row[2]) for row in rows if len(row) > 2 and row[0] in SMALLEST]


def _wrong(lines):
    return [(kind, query, word) for kind, query, word in lines if finds(query, word) == (kind == "negative")]


@pytest.mark.parametrize("name", SETS)
def test_figures(name, capsys):
    lines = _lines(name)
    wrong = _wrong(lines)
    sizes, mistakes = Counter(line[0] for line in lines), Counter(line[0] for line in wrong)
    share = {kind: mistakes[kind] / sizes[kind] for kind in SMALLEST}
    recall, false, plain = 1 - share["pair"], share["negative"], 1 - share["plain"]
    with capsys.disabled():
        counted = ", ".join(f"{sizes[kind]} {kind}" for kind in SMALLEST)
        print(f"\n{name}: recall {recall:.4f}, false {false:.4f}, without diacritics {plain:.4f} ({counted})")
    assert all(sizes[kind] >= least for kind, least in SMALLEST.items())
    assert recall >= LEAST_RECALL, wrong
    assert false <= MOST_FALSE, wrong
    assert plain >= LEAST_PLAIN, wrong


def test_the_sets_repeat_nothing():
    for name in SETS:
        assert [line for line, times in Counter(_lines(name)).items() if times > 1] == []
    earlier = {*_lines("house.tsv"), *_lines("stranger.tsv")}
    assert earlier.isdisjoint(_lines("second_stranger.tsv"))
