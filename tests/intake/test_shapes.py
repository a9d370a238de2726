"""The collection of shapes: how much of each field is read right, and that no line of any of them is lost.

``house`` was written next to the parser; ``stranger`` by somebody who never saw it (its README says how things were
decided), ``second`` later, before its author had seen the parser. The floors are a little below what is reached;
docs/proof.md has the figures. Run with -s for the table.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from soucinnost.documents.reading import read_document
from soucinnost.intake.parsing import Minutes, parse_minutes, to_json
from soucinnost.kernel.czech.marks import find_marks
from tests.intake.scoring import Score, score

SHAPES = Path(__file__).parent / "shapes"
SETS = ("house", "stranger", "second")
FLOOR = 0.95
LOWER = {("stranger", "suggestions"): 0.93}
"""Fields that fall short of the floor, and what they reach."""
OF_HEADINGS = frozenset({"zápis", "bodu", "programu", "hlasování", "číslo"})
FILES = [path for name in SETS for path in sorted((SHAPES / name).glob("*.txt"))]


def read(path: Path) -> tuple[Minutes, list[str]]:
    reading = read_document(path.read_bytes(), path.name)
    return parse_minutes(reading.lines), [line.text for line in reading.lines]


def totals(name: str) -> Score:
    summed: Score = defaultdict(lambda: [0.0, 0.0])
    for path in sorted((SHAPES / name).glob("*.txt")):
        minutes, _ = read(path)
        for field, (hits, of) in score(minutes, json.loads(path.with_suffix(".json").read_text())).items():
            summed[field][0] += hits
            summed[field][1] += of
    return summed


@pytest.mark.parametrize("name", SETS)
def test_accuracy_by_field(name: str) -> None:
    summed = totals(name)
    print()
    for field, (hits, of) in sorted(summed.items()):
        print(f"{name} {field:20} {hits:4.0f} / {of:4.0f} = {hits / of:.3f}")
    short = {
        field: round(hits / of, 3)
        for field, (hits, of) in summed.items()
        if hits / of < LOWER.get((name, field), FLOOR)
    }
    assert short == {}


def test_the_collection_is_large_and_a_third_of_it_is_not_ours() -> None:
    house, stranger, second = (len(list((SHAPES / name).glob("*.txt"))) for name in SETS)
    assert house >= 32
    assert stranger * 3 >= house + stranger
    assert second >= 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_line_that_was_read_is_not_called_unplaced(path: Path) -> None:
    minutes, _ = read(path)
    read_whole = set(minutes.subject.lines) | set(minutes.date.lines) | set(minutes.place.lines)
    read_whole -= {line for item in minutes.items for line in item.lines}
    assert not [piece for piece in minutes.unplaced if set(piece.lines) & read_whole and "\t" not in piece.text]


def words(text: str) -> Counter[str]:
    """Words of a text; glued ones are parted at their capitals, words of headings of points do not count."""
    text = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ])", " ", text)
    return Counter(word for word in re.findall(r"[^\W_]{4,}", text.lower()) if word not in OF_HEADINGS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_line_is_lost(path: Path) -> None:
    minutes, lines = read(path)
    placed = {place.line for place in minutes.places}
    assert {
        number for number, text in enumerate(lines, 1) if text.strip() and not re.fullmatch(r"[-=_*.\s]+", text)
    } <= placed


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_was_said_is_in_the_result(path: Path) -> None:
    """The words of every item, conclusion and unplaced line of the original are in what comes out, as often."""
    minutes, lines = read(path)
    heads = {"subject", "date", "place", "attendance", "heading", "running", "agenda", "sign_off", "tasks"}
    told = words(json.dumps(to_json(minutes), ensure_ascii=False).replace("\\n", " ").replace("\\t", " "))
    parts = defaultdict(set)
    for place in minutes.places:
        parts[place.line].add(place.part)
    wrapped = "-\n" in "\n".join(lines)
    for number, text in enumerate(lines, 1):
        if parts[number] and not parts[number] & heads and not wrapped:
            assert not words(text) - told, text


def test_marks_are_found_in_every_spelling() -> None:
    crosses = "X" * 4
    small = crosses.lower()
    text = f"[REDAKCE] a [redacted], [REDACTED] {crosses} *** ██ (anonymizováno) [neveřejné] tel. {small} XX. den"
    found = [text[start:end] for start, end in find_marks(text)]
    assert found == [
        "[REDAKCE]", "[redacted]", "[REDACTED]", crosses, "***", "██", "(anonymizováno)", "[neveřejné]", small,
    ]  # fmt: skip
