"""What has to be put right before old minutes are saved, each mistake at its place; which body the heading names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from soucinnost.intake.drafting import draft_of
from soucinnost.intake.problems import obstacles, other_body, read_when
from tests.intake.kit import LINES, MINUTES, TEXT, entry

Draft = dict[str, Any]


@pytest.fixture
def draft() -> Draft:
    return draft_of(MINUTES, LINES)


def test_what_was_read_may_be_saved(draft: Draft) -> None:
    assert obstacles(draft) == []


@pytest.mark.parametrize(
    ("find", "change", "words"),
    [
        (lambda draft: draft["signers"][0], {"day": "loni"}, "Den podpisu"),
        (lambda draft: draft["signers"][0], {"name": "J" * 161}, "nejvýše 160 znaků"),
        (lambda draft: draft["people"][1], {"organisation": "O" * 201}, "nejvýše 200 znaků"),
        (lambda draft: entry(draft, "task"), {"state": "open", "who": ""}, "potřebuje řešitele"),
        (lambda draft: entry(draft, "task"), {"due": "d" * 201}, "nejvýše 200 znaků"),
        (lambda draft: entry(draft, "decision"), {"for": "mnoho"}, "celým číslem"),
        (lambda draft: entry(draft, "decision"), {"against": "10000"}, "celým číslem"),
        (lambda draft: entry(draft, "decision"), {"abstained": "³"}, "celým číslem"),
    ],
)
def test_of_parts(
    draft: Draft, find: Callable[[Draft], Draft], change: dict[str, str], words: str
) -> None:
    part = find(draft)
    part.update(change)
    [one] = obstacles(draft)
    assert one.anchor == part["key"]
    assert words in " ".join(one.message.replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("starts", "ends", "hours", "length"),
    [
        ("9.00", "10.30", "both", 90), ("9.00", "", "begin", 60), ("", "10.30", "none", 60),
        ("20.00", "1.00", "both", 300),
    ],
)
def test_hours(draft: Draft, starts: str, ends: str, hours: str, length: int) -> None:
    when, found = read_when(draft | {"starts": starts, "ends": ends})
    assert found == [] and when is not None
    assert (when.hours, (when.ends - when.starts).total_seconds()) == (hours, length * 60)


def test_an_end_before_its_beginning_is_asked_about(draft: Draft) -> None:
    when, found = read_when(draft | {"starts": "10.30", "ends": "9.00"})
    assert (when, [one.anchor for one in found]) == (None, ["pole-ends"])


@pytest.mark.parametrize(
    ("subject", "others", "body"),
    [
        ("Bezpečná Zkušebnice", ["Komise pro bydlení"], ""),
        ("Komise pro bydlení, zápis", ["Rada seniorů", "Komise pro bydlení"], "Komise pro bydlení"),
        ("Kulatý stůl ke sportu", ["Rada seniorů"], "Kulatý stůl ke sportu"),
        ("Schůzka o lavičkách", [], ""),
    ],
)
def test_the_body_that_the_heading_names(subject: str, others: list[str], body: str) -> None:
    lines = [{"t": line.replace("Bezpečná Zkušebnice", "")} for line in TEXT.splitlines()]
    assert other_body("Bezpečná Zkušebnice", others, subject, lines) == body
