"""The form: what was read stands in it whole, steps move it and drop nothing, what a browser sends comes back."""

import copy
from decimal import Decimal

import pytest
from django.http import QueryDict

from soucinnost.documents.reading import lines_of
from soucinnost.intake.editing import UnknownStep
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.draft import Draft, from_sent
from soucinnost.intake.evaluations.drafting import draft_of, outcome_of, plain, title_of
from soucinnost.intake.evaluations.editing import step
from soucinnost.intake.evaluations.parsing import parse_evaluation
from tests.intake.evaluations.reading_kit import TEXT, measure_with, text_with, values


@pytest.fixture
def draft() -> Draft:
    return draft_of(parse_evaluation(lines_of(TEXT)))


def sent_of(draft: Draft, **changes: object) -> QueryDict:
    fields = values(draft, 1) | changes
    sent = QueryDict(mutable=True)
    for name, value in fields.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


def all_words(draft: Draft) -> list[str]:
    found = [text["text"] for _owner, text in shape.texts_of(draft)] + [one["text"] for one in draft["unplaced"]]
    found += [owner["title"] for owner in shape.owners_of(draft)]
    return sorted(" ".join(found).replace(".", "").split())


def test_what_was_read_stands_in_the_form(draft: Draft) -> None:
    assert draft["title"] == "Strategie prevence kriminality města Zkušebnice na období 2016 – 2018"
    assert (draft["period"], [len(goal["measures"]) for goal in draft["goals"]]) == ("2016–2018", [2, 1])
    assert text_with(draft, "klidnější, hřiště")["kind"] == "evaluation"
    assert text_with(draft, "bez obav")["kind"] == "description"
    lamps, people = (text_with(draft, words)["numbers"] for words in ("25 lamp", "80 osob"))
    assert [(one["value"], one["unit"], one["period"], one["choice"]) for one in lamps] == [("25", "lamp", "2017", "")]
    assert [(one["value"], one["whole"]) for one in people] == [("80", "200")]
    assert text_with(draft, "120 pochůzek")["numbers"][0]["kind"] == "approximate"
    assert {one["text"] for one in shape.loose(draft)} >= {"Nabídka školení pro učitele"}


def test_a_form_sent_as_it_stands_is_the_same(draft: Draft) -> None:
    assert from_sent(sent_of(draft), draft) == draft


def test_kind_and_home_move_a_text(draft: Draft) -> None:
    lamps, other = text_with(draft, "25 lamp"), measure_with(draft, "Besedy")
    moved = from_sent(sent_of(draft, **{f"{lamps['key']}.home": other["key"]}), draft)
    assert [one["key"] for one in measure_with(moved, "Besedy")["texts"]][-1] == lamps["key"]
    assert text_with(moved, "25 lamp")["numbers"] == lamps["numbers"]
    judged = from_sent(sent_of(draft, **{f"{lamps['key']}.kind": "evaluation"}), draft)
    assert lamps["key"] in [one["key"] for one in judged["goals"][0]["texts"]]
    apart = from_sent(sent_of(draft, **{f"{lamps['key']}.kind": "apart"}), draft)
    left = next(one for one in apart["unplaced"] if one["key"] == lamps["key"])
    assert (left["left"], left["was"], left["text"]) == (True, "1.1", lamps["text"])
    again = from_sent(sent_of(draft, **{f"{lamps['key']}.kind": "apart"}), apart)
    assert sum(one["key"] == lamps["key"] for one in again["unplaced"]) == 1


def test_a_text_becomes_what_its_new_home_can_have(draft: Draft) -> None:
    """A goal plans and does nothing itself, a measure has no evaluation of its own."""
    plan, goal = text_with(draft, "Zavést podvečerní"), draft["goals"][1]
    moved = from_sent(sent_of(draft, **{f"{plan['key']}.home": goal["key"]}), draft)
    assert text_with(moved, "Zavést podvečerní")["kind"] == "evaluation"
    judged, measure = text_with(draft, "Besedy mají smysl"), measure_with(draft, "Hřiště")
    placed, _anchor = step(draft, f"drop:{judged['key']}")
    placed, _anchor = step(placed, "place", [judged["key"]], measure["key"], "evaluation")
    assert [one["text"] for one in placed["goals"][0]["texts"] if one["kind"] == "evaluation"][-1] == judged["text"]
    assert shape.fitting(judged, measure)["kind"] == "result"


def test_a_part_without_words_leaves_nothing_and_strangers_have_no_label(draft: Draft) -> None:
    added, key = step(draft, f"add-measure:{draft['goals'][0]['key']}")
    gone, _anchor = step(added, f"drop:{key}")
    assert gone["unplaced"] == draft["unplaced"]
    assert shape.label_of(draft, shape.new_measure(draft)) == ""


def test_a_part_taken_out_elsewhere_keeps_what_was_typed(draft: Draft) -> None:
    lamps = text_with(draft, "25 lamp")
    elsewhere, _anchor = step(draft, f"drop:{lamps['key']}")
    mine = from_sent(sent_of(draft, **{f"{lamps['key']}.text": "Vyměněno 26 lamp."}), elsewhere)
    assert text_with(mine, "26 lamp")["spans"] == lamps["spans"]


def test_what_another_window_put_into_the_tree_is_unplaced_by_who_did_not_see_it(draft: Draft) -> None:
    """Both windows began from one state; the other one placed a text and added a measure with words of its own."""
    before, loose = sent_of(draft), shape.loose(draft)[0]
    home = measure_with(draft, "Hřiště")["key"]
    elsewhere, _anchor = step(draft, "place", [loose["key"]], home, "result")
    elsewhere, key = step(elsewhere, f"add-measure:{draft['goals'][1]['key']}")
    added = next(one for _goal, one in shape.measures_of(elsewhere) if one["key"] == key)
    added.update(title="Nové opatření", texts=[shape.new_text(elsewhere, "Napsáno jinde.", home=key)])
    mine = from_sent(before, elsewhere)
    assert [(one["text"], one["was"]) for one in shape.loose(mine) if one["reason"] == shape.REMOVED] == [
        (loose["text"], "1.2"), ("Nové opatření", "2.2"), ("Napsáno jinde.", "2.2"),
    ]
    assert from_sent(before, mine) == mine


def test_nothing_sent_loses_nothing(draft: Draft) -> None:
    left = from_sent(QueryDict(), draft)
    assert (left["goals"], all_words(left)) == ([], all_words(step_by_step(draft)))


def step_by_step(draft: Draft) -> Draft:
    """The form with every goal taken out by its button."""
    for goal in list(draft["goals"]):
        draft, _anchor = step(draft, f"drop:{goal['key']}")
    return draft


def test_steps_drop_nothing(draft: Draft) -> None:
    before = all_words(draft)
    measure, goal = measure_with(draft, "Světlo"), draft["goals"][0]
    for wanted in (f"drop:{measure['key']}", f"drop:{goal['key']}", f"down:{goal['key']}", f"up:{measure['key']}"):
        kept = copy.deepcopy(draft)
        changed, _anchor = step(draft, wanted)
        numbers = [word for word in all_words(changed) if word not in {"11", "12", "1"}]
        assert numbers == [word for word in before if word not in {"11", "12", "1"}], wanted
        assert draft == kept
    with pytest.raises(UnknownStep):
        step(draft, "drop:x9")
    with pytest.raises(UnknownStep):
        step(draft, "burn:all")


def test_unplaced_texts_are_placed_left_and_taken_back(draft: Draft) -> None:
    first = shape.loose(draft)[0]
    placed, anchor = step(draft, "place", [first["key"]], measure_with(draft, "Hřiště")["key"], "result")
    assert measure_with(placed, "Hřiště")["texts"][-1]["text"] == first["text"]
    assert (anchor, first["key"] in [one["key"] for one in placed["unplaced"]]) == (first["key"], False)
    ticked, anchor = step(draft, "leave", [first["key"]])
    assert (anchor, first["key"] in [one["key"] for one in shape.loose(ticked)]) == ("nezarazene", False)
    for kind in ("apart", "poem"):
        with pytest.raises(UnknownStep):
            step(draft, "place", [first["key"]], measure_with(draft, "Hřiště")["key"], kind)
    left, _anchor = step(draft, "leave-all:before")
    assert not [one for one in shape.loose(left) if one["reason"] == "before"]
    back, _anchor = step(left, "back", [first["key"]])
    assert [one["key"] for one in shape.loose(back)] == [first["key"]]


def test_numbers_of_a_changed_text_are_looked_for_again(draft: Draft) -> None:
    text = text_with(draft, "chyběl správce")
    text["text"] = "Hřiště mělo 300 návštěvníků."
    found, _anchor = step(draft, f"numbers:{text['key']}")
    assert [(one["value"], one["choice"]) for one in text_with(found, "300")["numbers"]] == [("300", "")]
    added, key = step(found, f"add-number:{text['key']}")
    assert text_with(added, "300")["numbers"][-1]["key"] == key


@pytest.mark.parametrize(("value", "typed"), [("25", "25"), ("12.50", "12,5"), ("1000.0", "1000"), (None, "")])
def test_numbers_are_written_as_people_type_them(value: str | None, typed: str) -> None:
    assert plain(Decimal(value) if value else None) == typed


def test_a_document_without_goals_gives_a_goal_to_write_in() -> None:
    draft = draft_of(parse_evaluation(lines_of("Dobrý den,\nposílám slíbené podklady.")))
    assert [(goal["title"], len(goal["measures"])) for goal in draft["goals"]] == [("", 1)]
    assert [one["text"] for one in shape.loose(draft)] == ["Dobrý den,", "posílám slíbené podklady."]


@pytest.mark.parametrize(("words", "outcome"), [
    ("splněno", "fulfilled"), ("nesplněno", "not"), ("Splněno částečně", "partly"), ("plní se průběžně", "ongoing"),
    ("přechází do další strategie", "carried"), ("viz text", ""),
])
def test_a_bare_state_is_understood(words: str, outcome: str) -> None:
    assert outcome_of(words) == outcome


def test_the_strategy_is_not_called_an_evaluation() -> None:
    assert title_of("Vyhodnocení Strategie prevence 2020") == "Strategie prevence 2020"
    assert title_of("Vyhodnocení plánu prevence 2020") == "Vyhodnocení plánu prevence 2020"
