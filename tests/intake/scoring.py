"""How right a reading is: the answers of the parser against what a person read, field by field.

A key that the expectation leaves out is not judged. Each field gives points and a maximum of points: one for a single
value, one for every expected or superfluous thing in a list (so both forgetting and inventing cost).
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from typing import Any

from soucinnost.intake.parsing import Minutes, to_json
from soucinnost.kernel.dates import is_next_meeting

NEAR = 0.9
Score = dict[str, list[float]]


def plain(text: Any) -> str:
    """Compare words, not spaces, dashes, quotes and closing punctuation."""
    text = " ".join(str(text if text is not None else "").split())
    return re.sub(r"[–—]", "-", text).strip(" .,;:-•→").lower()


def same(ours: Any, theirs: Any) -> bool:
    ours, theirs = plain(ours), plain(theirs)
    if ours == theirs or is_next_meeting(ours) and is_next_meeting(theirs):
        return True
    return min(len(ours), len(theirs)) > 20 and SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= NEAR


def in_lists(ours: list[Any], theirs: list[Any]) -> tuple[float, float]:
    """Return how many match one to one, and how many there are in the longer account."""
    left = list(ours)
    hits = 0
    for wanted in theirs:
        place = next((index for index, one in enumerate(left) if same(one, wanted)), None)
        if place is not None:
            hits += 1
            del left[place]
    return hits, max(len(theirs) + len(left), 0)


def score(minutes: Minutes, expected: dict[str, Any]) -> Score:
    """Return points and maximum for each field that is judged."""
    found = to_json(minutes)
    points: Score = defaultdict(lambda: [0.0, 0.0])

    def add(field: str, hits: float, of: float) -> None:
        points[field][0] += hits
        points[field][1] += of

    for key in ("subject", "date", "place"):
        if key in expected:
            add(key, same(found[key], expected[key]), 1)
    for key, value in expected.get("attendance", {}).items():
        if key == "note":
            add("attendance.note", same(found["attendance"]["note"], value), 1)
        else:
            add(f"attendance.{key}", *_all(in_lists(found["attendance"][key], value)))
    for key in ("agenda", "conclusions", "suggestions"):
        if key in expected:
            add(key, *_all(in_lists(found[key], expected[key])))
    if "unplaced" in expected:
        hits, _ = in_lists(found["unplaced"], expected["unplaced"])
        add("unplaced", hits, len(expected["unplaced"]))
    if "redactions" in expected:
        wanted = expected["redactions"]
        add("redactions", len(found["redactions"]) == (wanted if isinstance(wanted, int) else len(wanted)), 1)
    _parts(add, "tasks", found, expected, "text")
    _parts(add, "reports", found, expected, "organisation")
    _parts(add, "sign_off", found, expected, "name")
    if "items" in expected:
        _items(add, minutes, expected["items"])
    return points


def _all(pair: tuple[float, float]) -> tuple[float, float]:
    """Nothing expected and nothing found is one right answer."""
    return pair if pair[1] else (1, 1)


def _parts(add: Any, key: str, found: dict[str, Any], expected: dict[str, Any], name: str) -> None:
    if key not in expected:
        return
    add(key, *_all(in_lists([one[name] for one in found[key]], [one[name] for one in expected[key]])))
    left = list(found[key])
    for wanted in expected[key]:
        ours = next((one for one in left if same(one[name], wanted[name])), None)
        for field in wanted:
            if field != name:
                add(f"{key}.{field}", ours is not None and same(ours[field], wanted[field]), 1)
        if ours is not None:
            left.remove(ours)


def _items(add: Any, minutes: Minutes, expected: list[dict[str, Any]]) -> None:
    ours = minutes.items
    add("items", min(len(ours), len(expected)), max(len(ours), len(expected)))
    for place, wanted in enumerate(expected):
        item = ours[place] if place < len(ours) else None
        for field in ("number", "title", "text"):
            if field in wanted:
                add(f"items.{field}", item is not None and same(getattr(item, field), wanted[field]), 1)
        if "outcomes" in wanted:
            add("items.outcomes", *_all(_outcomes(item.outcomes if item else [], wanted["outcomes"])))


def _outcomes(ours: list[Any], theirs: list[Any]) -> tuple[float, float]:
    """Compare with the kind where the expectation tells it, else the text alone."""
    kinds = any(not isinstance(one, str) for one in theirs)
    told = [f"{one.kind}: {one.text}" if kinds else one.text for one in ours]
    return in_lists(told, [one if isinstance(one, str) else f"{one['kind']}: {one['text']}" for one in theirs])
