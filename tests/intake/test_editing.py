"""Steps of correcting: each changes a copy, and no line of the original gets lost by any of them."""

import copy
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from soucinnost.intake import draft as shape
from soucinnost.intake.drafting import draft_of, lines_json
from soucinnost.intake.editing import UnknownStep, step
from tests.intake.kit import LINES, MINUTES, entry, values

JSON = lines_json(LINES)


def made() -> dict[str, Any]:
    return draft_of(MINUTES, LINES)


def sent(data: dict[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def test_a_step_leaves_the_form_it_started_from() -> None:
    before = made()
    kept = copy.deepcopy(before)
    step(before, JSON, "add-item")
    assert before == kept


def test_picked_lines_go_into_an_item_a_part_the_attendance_or_a_field() -> None:
    draft = made()
    changed, anchor = step(draft, JSON, f"put:{draft['items'][1]['key']}", [14])
    assert (changed["items"][1]["entries"][-1]["text"], changed["items"][1]["entries"][-1]["key"]) == (
        "Strana dvě, kopie", anchor
    )
    task = entry(draft, "task")
    changed, anchor = step(draft, JSON, f"put:{task['key']}", [14, 99])
    assert (entry(changed, "task")["text"], entry(changed, "task")["lines"]) == (
        "Zjistit stav osvětlení.\nStrana dvě, kopie", [12, 14]
    )
    changed, _anchor = step(draft, JSON, "put:people", [14])
    assert changed["people"][-1]["name"] == "Strana dvě, kopie"
    changed, _anchor = step(draft, JSON, "put:note", [14])
    assert changed["note"] == "Strana dvě, kopie"
    assert not shape.loose_lines(changed, JSON)


def test_lines_of_what_is_dropped_are_loose_again() -> None:
    draft = made()
    changed, _anchor = step(draft, JSON, f"drop:{draft['items'][0]['key']}")
    assert shape.loose_lines(changed, JSON) == [5, 6, 7, 8, 9, 14]


def test_lines_are_left_out_and_brought_back() -> None:
    draft, _anchor = step(made(), JSON, "leave", [14])
    assert (shape.loose_lines(draft, JSON), shape.left_lines(draft, JSON)) == ([], [14])
    draft, _anchor = step(draft, JSON, "back", [14])
    assert shape.loose_lines(draft, JSON) == [14]
    draft, _anchor = step(draft, JSON, "leave-all")
    assert shape.left_lines(draft, JSON) == [14]


def test_a_part_moves_within_its_item_and_over_its_edge() -> None:
    draft = made()
    first, second = draft["items"][0]["entries"], draft["items"][1]["entries"]
    changed, _anchor = step(draft, JSON, f"down:{first[0]['key']}")
    assert [one["kind"] for one in changed["items"][0]["entries"]] == ["decision", "text"]
    changed, _anchor = step(draft, JSON, f"up:{second[0]['key']}")
    assert changed["items"][0]["entries"][-1]["kind"] == "report"
    changed, _anchor = step(draft, JSON, f"down:{first[1]['key']}")
    assert changed["items"][1]["entries"][0]["kind"] == "decision"


class TestPromises:
    def test_one_becomes_a_task_by_a_click_only_and_once(self) -> None:
        draft = made()
        assert [one["kind"] for one in draft["items"][1]["entries"]] == ["report", "task", "text"]
        key = draft["offers"][0]["key"]
        changed, anchor = step(draft, JSON, f"take:{key}")
        again, _anchor = step(changed, JSON, f"take:{key}")
        assert again == changed
        assert [one["kind"] for one in changed["items"][1]["entries"]] == ["report", "task", "text", "task"]
        assert (changed["items"][1]["entries"][3]["key"], changed["offers"][0]["choice"]) == (anchor, "task")

    def test_one_is_left_and_thought_over(self) -> None:
        key = made()["offers"][0]["key"]
        changed, _anchor = step(made(), JSON, f"let:{key}")
        assert changed["offers"][0]["choice"] == "left"
        changed, _anchor = step(changed, JSON, f"open:{key}")
        assert changed["offers"][0]["choice"] == ""


@pytest.mark.parametrize("wanted", ["", "fly", "drop:x9", "put:x9", "take:r1", "add-entry:r1", "put:"])
def test_a_step_that_is_not_there(wanted: str) -> None:
    with pytest.raises(UnknownStep):
        step(made(), JSON, wanted, [14])


def test_what_a_browser_sends_is_the_form_again() -> None:
    draft = made()
    assert shape.from_sent(sent(values(draft, 1)), draft) == draft


def test_what_was_typed_is_taken_and_lines_are_not_the_browsers() -> None:
    draft = made()
    task = entry(draft, "task")
    data = values(draft, 1) | {f"{task['key']}.text": "Jinak\x00", "day": " 15. 6. 2018 ", f"{task['key']}.lines": "1"}
    changed = shape.from_sent(sent(data), draft)
    assert (entry(changed, "task")["text"], changed["day"], entry(changed, "task")["lines"]) == (
        "Jinak", "15. 6. 2018", [12]
    )


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=20), max_size=3), max_size=8))
def test_whatever_a_browser_sends_the_form_keeps_its_shape(data: dict[str, list[str]]) -> None:
    draft = shape.from_sent(sent(data), made())
    assert set(draft) == set(made())
    assert shape.from_sent(sent(values(draft, 1)), draft) == draft


_NAMES = ("add-person", "add-item", "leave-all", "leave", "back", "add-signer")
_KEYED = ("drop", "up", "down", "put", "add-entry", "take", "let", "open")


_STEPS = st.tuples(st.sampled_from((*_NAMES, *_KEYED)), st.integers(0, 40), st.sets(st.integers(1, 15)))


@given(st.lists(_STEPS, max_size=12))
def test_no_line_is_lost_by_any_steps(steps: list[tuple[str, int, set[int]]]) -> None:
    draft = made()
    for name, place, picked in steps:
        keys = [part["key"] for part in (*shape.parts_of(draft), *draft["offers"])] + ["people", "note"]
        wanted = name if name in _NAMES else f"{name}:{keys[place % len(keys)]}"
        try:
            draft, _anchor = step(draft, JSON, wanted, picked)
        except UnknownStep:
            continue
        known = shape.placed_lines(draft) | set(shape.loose_lines(draft, JSON)) | set(shape.left_lines(draft, JSON))
        assert known >= {line["n"] for line in JSON if line["t"].strip()}


def test_what_has_no_place_of_its_own_goes_to_the_end() -> None:
    draft = made()
    offer = draft["offers"][0]
    offer["lines"] = []
    changed, key = step(draft, JSON, f"take:{offer['key']}")
    assert changed["items"][-1]["entries"][-1]["key"] == key
    changed, key = step(draft | {"items": []}, JSON, f"take:{offer['key']}")
    [item] = changed["items"]
    assert ([one["key"] for one in item["entries"]], item["entries"][0]["kind"]) == ([key], "task")
    nothing, where = step(draft, JSON, f"put:{draft['items'][0]['key']}", [])
    assert (nothing, where) == (draft, draft["items"][0]["key"])
