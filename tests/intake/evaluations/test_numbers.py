"""Numbers offered as claims: what counts something, how surely and when; and what is no number of a claim."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.intake.evaluations.parsing import NumberKind, find_numbers

ACTUAL, APPROXIMATE, PLAN = NumberKind.ACTUAL, NumberKind.APPROXIMATE, NumberKind.PLAN


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("Přišlo 132 účastníků.", "132", "účastníků", ACTUAL),
        ("Žákům slouží 299 skříněk u šatny.", "299", "skříněk", ACTUAL),
        ("Projekt stál 135 mil. Kč.", "135", "mil. Kč", ACTUAL),
        ("Na dotacích se vyplatilo 1,2 mld. Kč.", "1.2", "mld. Kč", ACTUAL),
        ("Děti dostaly 2 100 reflexních pásků.", "2100", "reflexních pásků", ACTUAL),
        ("Vydáno 2.500 letáků.", "2500", "letáků", ACTUAL),
        ("Seminář (cca 80 osob) se líbil.", "80", "osob", APPROXIMATE),
        ("Hlídalo více než 40 dobrovolníků.", "40", "dobrovolníků", APPROXIMATE),
        ("Přišlo 120+ dětí.", "120", "dětí", APPROXIMATE),
        ("Spokojeno je 33,5 % obyvatel.", "33.5", "%", ACTUAL),
        ("Je plánováno zřídit 5 poraden.", "5", "poraden", PLAN),
        ("Plán 2018-2020 25 hlídek.", "25", "hlídek", PLAN),
    ],
)
def test_a_number_with_its_unit_and_kind(text: str, value: str, unit: str, kind: NumberKind) -> None:
    [found] = find_numbers(text)
    assert (found.value, found.unit, found.kind) == (Decimal(value), unit, kind)
    assert text[found.start : found.end].endswith(unit.split()[-1])


@pytest.mark.parametrize(
    "text",
    [
        "Jednalo se dne 5. 6. 2015, 12. května 2016 a od 9.00 hodin.",
        "Podle zákona č. 45/2013 Sb., § 12 odst. 3 a ČSN 73 4400.",
        "Viz opatření 2.3, cíl 4 a strana 12.",
        "Volejte 116 111 nebo 475 123 456, Dlouhá 12, 400 01 Ústí.",
        "Děti do 15 let věku z 1. ročníku.",
        "V letech 2012 až 2016 a v roce 2017.",
        "Více na https://www.mesto.cz/zprava-2016/12?id=34.",
        "Projekt Podpora služeb 2.",
    ],
)
def test_what_counts_nothing_is_not_offered(text: str) -> None:
    assert find_numbers(text) == []


def test_a_part_has_its_whole() -> None:
    [found] = find_numbers("Práci našlo 15 z celkových 30 klientů.")
    assert (found.value, found.denominator, found.unit) == (Decimal(15), Decimal(30), "klientů")
    [whole, part] = find_numbers("Z celkového počtu 60 škol se přihlásilo 18 škol.")
    assert (whole.denominator, part.denominator) == (None, Decimal(60))


def test_a_range_has_both_ends() -> None:
    [found] = find_numbers("Na akce chodí 10–15 strážníků.")
    assert (found.value, found.until, found.kind) == (Decimal(10), Decimal(15), APPROXIMATE)


def test_a_plan_in_brackets_takes_the_unit_before_it() -> None:
    done, planned = find_numbers("Proškoleno bylo 40 strážníků (plán 50).")
    assert (done.kind, planned.kind, planned.unit) == (ACTUAL, PLAN, "strážníků")


def test_periods_are_those_nearest() -> None:
    text = "V roce 2014 přišlo 27 lidí (v roce 2015 přišlo 31 lidí). Vznikly 2 kluby. V letech 2015–2016 bylo 8 besed."
    assert [(str(one.value), one.period) for one in find_numbers(text)] == [
        ("27", "2014"), ("31", "2015"), ("2", ""), ("8", "2015–2016"),
    ]  # fmt: skip
    [first, second] = find_numbers("Přišlo celkem 1 009 účastníků, 353 v roce 2015.")
    assert (first.period, second.period, second.unit) == ("2015", "2015", "účastníků")


def test_years_after_the_strategy_are_a_plan() -> None:
    text = "Od roku 2019 působí 12 domovníků."
    assert find_numbers(text)[0].kind is ACTUAL
    assert find_numbers(text, last_year=2016)[0].kind is PLAN


def test_labels_say_of_what() -> None:
    text = "V roce 2014 proběhly semináře Dům bez zlodějů (132 zúčastněných) a Klid na ulici (43 zúčastněných)."
    labels = [one.label for one in find_numbers(text)]
    assert labels[0].endswith("Dům bez zlodějů")
    assert labels[1] == "Klid na ulici"


def test_a_sentence_without_end_is_read_in_pieces() -> None:
    found = find_numbers("V roce 2014: " + "132 účastníků, " * 400)
    assert [(one.value, one.unit) for one in found] == [(Decimal(132), "účastníků")] * 400
    assert len({one.start for one in found}) == 400


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789 .,-–()%zKčavíúmil/+aA\n", max_size=120))
def test_any_text_is_read(text: str) -> None:
    last = 0
    for found in find_numbers(text):
        assert last <= found.start < found.end <= len(text)
        assert found.denominator is None or found.denominator > 0
        last = found.start
