"""What has to be put right before an evaluation is saved: each mistake is said at its place, and by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from soucinnost.documents.reading import lines_of
from soucinnost.intake.evaluations import problems
from soucinnost.intake.evaluations.draft import Draft, new_text
from soucinnost.intake.evaluations.drafting import draft_of
from soucinnost.intake.evaluations.parsing import parse_evaluation
from soucinnost.intake.evaluations.problems import obstacles
from soucinnost.intake.sent import Part
from tests.cast import Cast
from tests.intake.evaluations.reading_kit import TEXT, measure_with, text_with
from tests.strategy import kit


@pytest.fixture
def draft() -> Draft:
    return draft_of(parse_evaluation(lines_of(TEXT))) | {"territory": ""}


def said(draft: Draft) -> list[tuple[str, str]]:
    """Where something is to be put right and the sentence."""
    return [(one.anchor, " ".join(one.message.replace("\xa0", " ").split())) for one in obstacles(draft, None)]


def only(draft: Draft, anchor: str, words: str) -> None:
    """There is one obstacle, there, with these words."""
    [(where, message)] = said(draft)
    assert where == anchor
    assert words in message


def test_what_was_read_may_be_saved(draft: Draft) -> None:
    assert said(draft) == []


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"title": " "}, "title", "Doplňte název strategie"), ({"title": "S" * 301}, "title", "příliš dlouhý"),
        ({"period": ""}, "period", "pro které roky"), ({"period": "kdysi"}, "period", "například 2012–2016"),
        ({"day": "kdysi"}, "day", "Den nejde přečíst"), ({"day": "1. 1. 2099"}, "day", "v budoucnosti"),
        ({"approved_by": "Rada"}, "approved_by", "kdo strategii schválil i kdy"),
        ({"approved_on": "1. 2. 2016"}, "approved_by", "kdo strategii schválil i kdy"),
        ({"approved_by": "Rada", "approved_on": "kdysi"}, "approved_on", "nejde přečíst"),
        ({"approved_by": "Rada", "approved_on": "1. 1. 2099"}, "approved_on", "v budoucnosti"),
        ({"goals": []}, "", "žádné opatření"),
    ],
)  # fmt: skip
def test_of_the_strategy(draft: Draft, fields: dict[str, str], name: str, words: str) -> None:
    only(draft | fields, f"pole-{name}" if name else "strom", words)


@pytest.mark.django_db
def test_a_territory_that_nobody_knows_is_asked_about(draft: Draft) -> None:
    only(draft | {"territory": "Neznámov"}, "pole-territory", "Neznámov")


@pytest.mark.django_db
def test_a_short_name_belongs_to_one_strategy(cast: Cast, draft: Draft) -> None:
    draft["short_name"] = "prevence-2026"
    assert said(draft) == []
    kit.strategy(cast, short_name="prevence-2026")
    only(draft, "pole-short_name", "už má jiná strategie")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": " "}, "Doplňte číslo"), ({"value": "mnoho"}, ""), ({"unit": " ", "label": ""}, "co číslo počítá"),
        ({"whole": "0"}, "větší než nula"), ({"whole": "-3"}, "větší než nula"), ({"unit": "u" * 41}, "nejvýše 40"),
        ({"whole_label": "c" * 201}, "nejvýše 200"), ({"period": "tehdy"}, "tehdy"),
    ],
)  # fmt: skip
def test_of_a_number_that_is_taken(draft: Draft, change: dict[str, str], words: str) -> None:
    number = text_with(draft, "25 lamp")["numbers"][0]
    number.update(change)
    assert said(draft) == []
    number["choice"] = "taken"
    only(draft, number["key"], words)


def _carried(measure: Part) -> None:
    measure.update(outcome="carried", reason="Chyběl správce.", carried="do strategie " + "x" * 300)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one.update(title=""), "Doplňte název opatření"),
        (lambda one: one.update(title="O" * 501), "příliš dlouhý"),
        (lambda one: one.update(outcome="not"), "Napište důvod"),
        (lambda one: one.update(outcome="carried", reason="Chyběl správce."), "kam opatření přechází"),
        (_carried, "vejde se 300 znaků"),
        (lambda one: one.update(outcome="not", reason="x" * 20_001), "příliš dlouhý"),
    ],
)
def test_of_a_measure(draft: Draft, change: Callable[[Part], None], words: str) -> None:
    measure = measure_with(draft, "Hřiště")
    change(measure)
    only(draft, measure["key"], words)
    measure.update(title="Hřiště", outcome="", reason="", carried="")
    assert said(draft) == []


def test_of_texts_and_how_many_there_are(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    measure, goal = measure_with(draft, "Světlo"), draft["goals"][1]
    result, plan = text_with(draft, "25 lamp"), text_with(draft, "Vyměnit lampy")
    result["text"], plan["text"] = "x" * 20_001, "p" * 1001
    assert sorted(said(draft)) == sorted(
        [(result["key"], "Text je příliš dlouhý, vejde se 20000 znaků. Zkraťte ho."),
         (plan["key"], "Text je příliš dlouhý, vejde se 1000 znaků. Zkraťte ho.")]
    )  # fmt: skip
    result["text"], plan["text"] = "Vyměněno.", "Vyměnit lampy."
    monkeypatch.setattr(problems, "MOST_ACTIVITIES", 1)
    only(draft, measure["key"], "nejvýše 1.")
    monkeypatch.setattr(problems, "MOST_ACTIVITIES", 2)
    monkeypatch.setattr(problems, "MOST_GOALS", 1)
    monkeypatch.setattr(problems, "MOST_MEASURES", 2)
    assert [message for _where, message in said(draft)] == [
        "Cílů může být nejvýše 1.", "Opatření může být nejvýše 2."
    ]  # fmt: skip
    monkeypatch.setattr(problems, "MOST_GOALS", 2)
    monkeypatch.setattr(problems, "MOST_MEASURES", 3)
    stray = new_text(draft, "Besed bylo osm.", home=goal["key"])
    goal["texts"].append(stray)
    only(draft, stray["key"], "patří k opatření")
    goal["texts"].remove(stray)
    goal["title"] = ""
    only(draft, goal["key"], "Doplňte název cíle")
    goal["title"] = "C" * 2001
    only(draft, goal["key"], "příliš dlouhý")
    goal["title"] = "Pomoc seniorům"
    text_with(draft, "Besedy mají smysl")["text"] = "x" * 20_001
    only(draft, goal["key"], "příliš dlouhý")


def test_a_day_of_tomorrow_is_none_yet_and_today_is_one(draft: Draft) -> None:
    today = timezone.localdate()
    for day, count in ((today, 0), (today + timedelta(days=1), 1)):
        draft["day"] = f"{day.day}. {day.month}. {day.year}"
        assert len(said(draft)) == count
