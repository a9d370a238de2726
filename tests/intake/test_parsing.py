"""Rules of the parser that the collection of shapes does not show one by one."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.intake.parsing import CHAIR, NEXT_MEETING, RECORDER, REVIEWER, parse_minutes, to_json
from soucinnost.intake.parsing.agenda import numbered
from soucinnost.intake.parsing.dative import nominative_owner
from soucinnost.intake.parsing.people import is_name, read_people
from soucinnost.intake.parsing.tasks import due_words
from soucinnost.intake.parsing.when import find_days, find_times

KEYS = {
    "subject", "date", "place", "attendance", "agenda", "items", "reports", "conclusions", "tasks", "suggestions",
    "sign_off", "redactions", "unplaced",
}  # fmt: skip
MINUTES = """Předmět: Skupina pro bezpečí Lhota
Datum: 3. října 2018
Přítomni: dle prezenční listiny

Program jednání:

1. Úvod.
Paní Vrbová přivítala přítomné.

2. Zprávy z projektů.
Úvodem informovaly o projektech 2 organizace.
Modrá Laguna – [REDAKCE] představila své služby. Jedná se o
1. ambulanci
2. terén
3. poradnu
4. dílny
Jasná cesta - [redacted] informoval o třech klubech.
Na závěr paní Vrbová informovala o průběhu projektu MHK.

3. Různé, závěr.
Informace o výzvě zjistí paní Vrbová a předá na dalším jednání skupiny. Domluvu s kluby bude zajišťovat pan Kos.

Závěry jednání

Paní Vrbová zjistí informace o výzvě.

Zapsala: Ema Krátká, DiS.
Dne: 3. 10. 2018
Zrevidovala: Bc. Iva Vrbová
Dne: 15.10.2018
"""


class TestWhole:
    """A record with the programme that is its body, lists in items, reports and a conclusion that is a task."""

    def setup_method(self) -> None:
        self.minutes = parse_minutes(MINUTES.split("\n"))
        self.told = to_json(self.minutes)

    def test_lists_inside_an_item_are_no_items(self) -> None:
        assert self.told["agenda"] == ["Úvod", "Zprávy z projektů", "Různé, závěr"]
        assert [item["number"] for item in self.told["items"]] == ["1", "2", "3"]
        assert "4. dílny" in self.told["items"][1]["text"]

    def test_reports_name_their_organisations_and_the_town(self) -> None:
        assert [one["organisation"] for one in self.told["reports"]] == ["Modrá Laguna", "Jasná cesta", "MHK"]
        assert [problem.code for problem in self.minutes.problems] == ["reports_count"]

    def test_a_conclusion_that_names_somebody_is_a_task_with_the_term_of_the_discussion(self) -> None:
        assert self.told["conclusions"] == ["Paní Vrbová zjistí informace o výzvě."]
        [task] = self.minutes.tasks
        assert (task.owner, task.due, task.item) == ("paní Vrbová", NEXT_MEETING, "3")
        assert self.told["suggestions"] == ["Domluvu s kluby bude zajišťovat pan Kos."]

    def test_signatures_and_marks(self) -> None:
        assert [(one.role, one.name, one.date) for one in self.minutes.sign_off] == [
            (RECORDER, "Ema Krátká, DiS.", date(2018, 10, 3)),
            (REVIEWER, "Bc. Iva Vrbová", date(2018, 10, 15)),
        ]
        assert self.told["redactions"] == ["[REDAKCE]", "[redacted]"]

    def test_a_missing_list_is_a_note(self) -> None:
        assert self.told["attendance"] == {
            "present": [], "excused": [], "absent": [], "note": "dle prezenční listiny",
        }  # fmt: skip

    def test_parts_know_their_lines(self) -> None:
        lines = MINUTES.split("\n")
        assert lines[self.minutes.subject.lines[0] - 1].startswith("Předmět")
        assert all(lines[report.lines[0] - 1] for report in self.minutes.reports)
        assert self.told["unplaced"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("05.03. 2009", date(2009, 3, 5)),
        ("dne 5. března 2009", date(2009, 3, 5)),
        ("2009-03-05", date(2009, 3, 5)),
        ("5/3/2009", date(2009, 3, 5)),
        ("5.3.09", date(2009, 3, 5)),
        ("7. – 8. dubna 2010", date(2010, 4, 7)),
        ("7.4.-8.4.2010", date(2010, 4, 7)),
        ("9. a 10. května 2017", date(2017, 5, 9)),
        ("30. 2. 2019", None),
    ],
)
def test_days(text: str, value: date | None) -> None:
    [found] = find_days(text)
    assert found.value == value


@pytest.mark.parametrize("text", ["17.00 hodin", "v 17:00", "17 h", "od 17.00 do 18.30 hod.", "17.00–18.30"])
def test_times(text: str) -> None:
    begins, _, _ = find_times(text)
    assert begins is not None
    assert begins.hour == 17


def test_a_date_that_does_not_exist_is_told_and_not_lost() -> None:
    minutes = parse_minutes(["Zápis z porady", "Datum: 30. 2. 2019", "1. Úvod", "Text úvodu.", "2. Závěr", "Text."])
    assert minutes.date.value is None
    assert "30. 2. 2019" in minutes.date.text
    assert any(problem.code == "nonexistent_date" for problem in minutes.problems)


@pytest.mark.parametrize(
    ("text", "style", "order"),
    [
        ("1) Úvod", "plain", 1), ("1/ zahájení", "plain", 1), ("IV. Různé", "roman", 4), ("I.Úvod", "roman", 1),
        ("b) SWOT", "letter", 2), ("Ad 3. Text", "named", 3), ("K bodu č. 2 programu – Dotace", "named", 2),
        ("Bod 5: Závěr", "named", 5), ("2. bod programu: X", "named", 2),
        ("Bod b) Rozpočet", "named", 2),
    ],
)  # fmt: skip
def test_numbers_in_front(text: str, style: str, order: int) -> None:
    found = numbered(text)
    assert found is not None
    assert (found.style, found.order) == (style, order)


@pytest.mark.parametrize(
    "text",
    ["5. března 2009", "7. – 8. dubna 2010 proběhl výjezd", "5. 3. 2009 v 9 hodin", "Bodům se věnovala", "17.00 hodin",
     "1.2 Podbod"],
)
def test_dates_and_words_are_no_numbers(text: str) -> None:
    assert numbered(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "pí Ing. Zahradníková Jana, Ph.D., DiS.", "nprap. Vít Srp", "Mgr. et Mgr. Dalimil Hruboš", "NOVÁK Jan", "Kos",
        "van der Berg Jan", "J. Kos", "[REDAKCE]",
    ],
)  # fmt: skip
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["Městská policie", "dle listiny", "8 členů", "vedoucí odboru", "OSPOD", "Program jednání dne"]
)
def test_no_names(text: str) -> None:
    assert not is_name(text)


def test_titles_behind_a_comma_stay_with_their_name() -> None:
    found = read_people([("Ing. Jana Malá, Ph.D., Petr Velký, DiS. (MP), Eva Nová – OSPOD", (1,))])
    assert [one.name for one in found.people] == ["Ing. Jana Malá, Ph.D.", "Petr Velký, DiS.", "Eva Nová"]
    assert [one.note for one in found.people] == ["", "MP", "OSPOD"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("do příštího jednání", NEXT_MEETING), ("31. 8.", "2011-08-31"), ("do 31. října 2011", "2011-10-31"),
        ("ihned", "ihned"), ("do konce srpna", "do konce srpna"),
    ],
)  # fmt: skip
def test_terms(text: str, due: str) -> None:
    assert due_words(text, date(2011, 5, 19))[0] == due


def test_a_term_that_does_not_exist_is_told() -> None:
    task = "Úkol: Opravit plot – pan Kos, termín: 31. 6. 2019"
    minutes = parse_minutes(["Zápis", "Datum: 3. 10. 2018", "1. Plot", task, "2. Různé", "Nic."])
    assert [(one.code, one.lines) for one in minutes.problems] == [("nonexistent_date", (4,))]
    assert "31. 6. 2019" in minutes.problems[0].message_cs


@pytest.mark.parametrize(
    ("end", "signed"),
    [
        (["Zapsali: Ema Krátká 3. 10. 2018, Petr Kos 4. 10. 2018"],
         [(RECORDER, "Ema Krátká", date(2018, 10, 3)), (RECORDER, "Petr Kos", date(2018, 10, 4))]),
        (["Zapsala: Ema Krátká", "", "Jana Malá", "předsedkyně komise"],
         [(RECORDER, "Ema Krátká", None), (CHAIR, "Jana Malá", None)]),
    ],
)  # fmt: skip
def test_signatures(end: list[str], signed: list[tuple[str, str, date | None]]) -> None:
    minutes = parse_minutes(["Zápis", "Datum: 3. 10. 2018", "1. Plot", "Stojí.", "2. Různé", "Nic.", "", *end])
    assert [(one.role, one.name, one.date) for one in minutes.sign_off] == signed


def test_the_same_task_in_an_item_and_in_the_list_is_one() -> None:
    told = to_json(parse_minutes([
        "Program:", "1. Hřiště", "2. Závěr", "", "1. Hřiště", "Úkol: Opravit plot", "2. Závěr", "Nic.", "", "Úkoly:",
        "- Opravit plot – pan Kos – do 1. 6. 2020",
    ]))  # fmt: skip
    assert told["tasks"] == [{"text": "Opravit plot", "owner": "pan Kos", "due": "2020-06-01"}]


LINE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(MINUTES.split("\n")),
    st.sampled_from(
        ["Úkol\tKdo\tTermín", "Omluveni:", "Úkoly:", "a)\t\t", "Závěr:", "Zodpovídá:", "Ad 1", "1/3", "Pro: Kos", "- x"]
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE, max_size=30))
def test_arbitrary_lines_never_fail_and_none_is_lost(lines: list[str]) -> None:
    lines = [line.replace("\n", " ").replace("\r", " ") for line in lines]
    minutes = parse_minutes(lines)
    placed = {place.line for place in minutes.places}
    seen = {number for number, text in enumerate(lines, 1) if any(char.isalnum() for char in text)}
    assert seen <= placed
    assert set(to_json(minutes)) == KEYS


@pytest.mark.parametrize(
    "lines",
    [
        ["Přítomni:"] + ["Mgr. Jana Malá, Ph.D."] * 9_999,
        [f"{number}. Bod" for number in range(10_000)],
        ["a, " * 3000] * 20,
    ],
    ids=["names", "numbers", "commas"],
)
def test_long_input_takes_time_in_proportion(lines: list[str]) -> None:
    """Ten times as much may take no more than some thirty times as long; quadratic work would take a hundred."""
    few = lines[: max(2, len(lines) // 10)]
    started = time.process_time()
    parse_minutes(few)
    short = time.process_time() - started
    started = time.process_time()
    parse_minutes(lines)
    assert time.process_time() - started < 30 * short + 2


@pytest.mark.parametrize(
    ("dative", "nominative"),
    [
        ("Ing. Matoušovi", "Ing. Matouš"),
        ("paní Todorové", "paní Todorová"),
        ("tajemnici Ivaně Brhlové", "tajemnice Ivana Brhlová"),
        ("panu Svobodovi", "pan Svoboda"),
        ("Pavlu Jelínkovi", "Pavel Jelínek"),
        ("JUDr. Tomáši Tichému", "JUDr. Tomáš Tichý"),
        ("Městské policii Most", "Městská policie Most"),
        ("Krajskému úřadu", "Krajský úřad"),
        ("odboru sociálních věcí", "odbor sociálních věcí"),
        ("vedoucí finančního odboru", "vedoucí finančního odboru"),
        ("všem členům", "všichni členové"),
        ("starostovi a Bc. Malé", "starosta a Bc. Malá"),
        ("MěÚ Most", "MěÚ Most"),
        ("sociálnímu odboru", "sociální odbor"),
        ("Ing. Matouši", "Ing. Matouš"),
        ("p. Kropáčkovi", "p. Kropáček"),
        ("Ing. Zdobinovi", "Ing. Zdobin"),
    ],
)
def test_the_owner_of_an_imposed_task_is_in_the_nominative(dative: str, nominative: str) -> None:
    assert nominative_owner(dative) == nominative


def test_a_surname_that_stands_in_the_record_is_the_right_one() -> None:
    assert nominative_owner("Bc. Kavkovi", frozenset({"Kavka"})) == "Bc. Kavka"
    assert nominative_owner("p. Hradilovi", frozenset({"Hradil", "Hrad"})) == "p. Hradil"
