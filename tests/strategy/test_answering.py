"""What an owner typed of a measure, as values: numbers with their doubts, words that exclude each other."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from soucinnost.strategy import answering
from soucinnost.strategy.answering import Figure, doubts_of, read_content, read_figure


def said(error: ValidationError) -> dict[str, str]:
    return {field: " ".join(" ".join(texts).split()) for field, texts in error.message_dict.items()}


@pytest.mark.parametrize(("row", "field", "sentence"), [
    ({"value": "5", "whole": "mnoho"}, "whole", "„mnoho“ není číslo"),
    ({"value": "5", "whole": "0"}, "whole", "Celek musí být větší než nula."),
    ({"value": "5", "whole": "-3"}, "whole", "Celek musí být větší než nula."),
    ({"value": "", "note": "bez prosince"}, "value", "Doplňte číslo, nebo vymažte i celek a poznámku."),
    ({"value": "", "whole": "100"}, "value", "Doplňte číslo, nebo vymažte i celek a poznámku."),
])
def test_a_number_that_cannot_stand(row: dict[str, str], field: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_figure(row, "osob")
    assert sentence in said(refused.value)[field]


def test_a_number_with_its_whole_and_none_at_all() -> None:
    part = read_figure({"value": "cca 40 osob", "whole": "120"}, "osob")
    assert part == Figure(Decimal(40), "approximate", Decimal(120))
    assert read_figure({"value": "", "kind": "actual"}, "osob") is None


@pytest.mark.parametrize(("figure", "unit", "doubt"), [
    (Figure(Decimal(110), "actual"), "% obyvatel", "Je to víc než 100 %: 110 %."),
    (Figure(Decimal(-3), "actual"), "osob", "Číslo je záporné: −3."),
    (Figure(Decimal(100), "actual", Decimal(100)), "%", ""),
])
def test_what_makes_one_stop(figure: Figure, unit: str, doubt: str) -> None:
    assert [" ".join(one.split()) for one in doubts_of(figure, unit)] == ([doubt] if doubt else [])


@pytest.mark.parametrize(("typed", "field", "sentence"), [
    ({"text": "Slovo " * answering.MOST_TEXT}, "text", "Text má nejvýše 20000 znaků."),
    ({"obstacles": "Slovo " * answering.MOST_TEXT}, "obstacles", "Text má nejvýše 20000 znaků."),
    ({"nothing": True}, "obstacles", "Napište, proč se v tomto období nic neudělalo."),
    ({"nothing": True, "obstacles": "Nebyly peníze.", "text": "Kurz"}, "nothing", "Obojí naráz neplatí."),
])
def test_words_that_cannot_stand(typed: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_content(typed, {})
    assert sentence in said(refused.value)[field]


def test_a_number_of_an_indicator_that_is_no_more_is_left_out() -> None:
    typed = {"text": " Kurz ", "figures": {"stary": {"value": "mnoho"}, "novy": {"value": "8"}}}
    read = read_content(typed, {"novy": "osob"})
    assert (read.text, dict(read.figures)) == ("Kurz", {"novy": Figure(Decimal(8), "actual")})
