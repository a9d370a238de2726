"""The head of a record: when and where, who came, the programme, and where the minutes themselves begin."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from soucinnost.documents.reading import lines_of
from soucinnost.intake.parsing import parse_minutes, to_json
from soucinnost.intake.parsing.when import find_days, find_times

ITEMS = "\n1. Zahájení\nSchůzi zahájila předsedkyně.\n2. Různé\nNikdo nic neměl.\n"


def read(text: str) -> dict[str, Any]:
    """What a record says."""
    return to_json(parse_minutes(lines_of(text)))


class TestFields:
    def test_values_may_stand_below_their_labels(self) -> None:
        told = read("Zápis ze schůzky\nDatum konání:\n14. března 2017\nMísto:\nmalý sál radnice\n" + ITEMS)
        assert (told["date"], told["place"]) == ("2017-03-14", "malý sál radnice")

    def test_what_is_said_twice_is_taken_once_and_the_rest_is_listed(self) -> None:
        text = "Předmět: Skupina pro bezpečí\nVěc: plot u školy\nDatum: 14. 3. 2017\nMísto: radnice\nMísto: klub\n"
        told = read(text + "Program: 1. Zahájení 2. Různé\n" + ITEMS)
        assert (told["subject"], told["place"]) == ("Skupina pro bezpečí", "radnice")
        assert told["unplaced"] == ["Věc: plot u školy", "Místo: klub"]

    def test_a_short_line_above_a_paragraph_begins_the_minutes(self) -> None:
        said = "Paní ředitelka oznámila, že hřiště bude od září otevřené i v sobotu a správce dostane příplatek."
        told = read(f"Zápis z porady\nDatum: 3. 5. 2018\n\nHřiště u školy\n{said}\nO lavičkách se nemluvilo.\n")
        assert told["date"] == "2018-05-03"
        [item] = told["items"]
        assert item["text"] == f"Hřiště u školy\n{said}\nO lavičkách se nemluvilo."


class TestAttendance:
    def test_a_list_in_a_paragraph_goes_on_in_the_next_lines(self) -> None:
        text = (
            "Zápis ze schůzky dne 14. 3. 2017\nPřítomni: Ing. Jana Malá, Petr Velký, Mgr. Eva Nová, Bc. Tomáš Dlouhý,\n"
            "Lenka Krátká\nOmluveni: Karel Starý\nProgram: 1. Zahájení 2. Různé\n"
        )
        told = read(text + ITEMS)["attendance"]
        assert told["present"] == ["Ing. Jana Malá", "Petr Velký", "Mgr. Eva Nová", "Bc. Tomáš Dlouhý", "Lenka Krátká"]
        assert told["excused"] == ["Karel Starý"]

    def test_sentences_tell_who_came_and_who_did_not(self) -> None:
        text = (
            "Zápis ze schůzky dne 14. 3. 2017\nSchůzky se zúčastnili Jana Malá, Petr Velký a Eva Nová. "
            "Karel Starý se omluvil. Paní ředitelka poslala pozdrav.\n"
        )
        told = read(text + ITEMS)["attendance"]
        assert (told["present"], told["excused"]) == (["Jana Malá", "Petr Velký", "Eva Nová"], ["Karel Starý"])
        assert "Paní ředitelka poslala pozdrav." in told["note"]

    def test_a_gathering_whose_day_stands_above_it(self) -> None:
        said = "V kanceláři starosty se sešli: Jana Malá, Petr Velký. Eva Nová se omluvila. Topilo se.\n"
        told = read("Datum: 24. 3. 2015\n" + said + ITEMS)
        assert told["date"] == "2015-03-24"
        assert told["attendance"]["present"] == ["Jana Malá", "Petr Velký"]
        assert told["attendance"]["excused"] == ["Eva Nová"]
        assert "Topilo se." in told["attendance"]["note"]

    def test_a_table_says_who_was_there(self) -> None:
        text = (
            "Zápis ze schůzky dne 14. 3. 2017\nJméno\tOrganizace\tÚčast\nJana Malá\tměsto\tpřítomna\n\tškola\tnikdo\n"
            "Petr Velký\tpolicie\tomluven\nEva Nová\tcharita\thost\nKarel Starý\tobec\tne\n"
        )
        told = read(text + ITEMS)["attendance"]
        assert (told["present"], told["excused"], told["absent"]) == (
            ["Jana Malá", "Eva Nová"], ["Petr Velký"], ["Karel Starý"]
        )  # fmt: skip

    def test_offices_inside_a_list_name_people_too(self) -> None:
        people = "Přítomni:\npředsedkyně: Jana Malá\nPetr Velký\n- dle prezenční listiny\n"
        head = "Zápis ze schůzky dne 14. 3. 2017\n"
        told = read(head + people + "Program: 1. Zahájení 2. Různé\n" + ITEMS)["attendance"]
        assert told["present"] == ["Jana Malá", "Petr Velký"]

    def test_many_people_are_no_names(self) -> None:
        told = read("Zápis ze schůzky dne 14. 3. 2017\nPřítomno hodně lidí z okolí\n" + ITEMS)
        assert told["attendance"]["present"] == []


class TestProgramme:
    @pytest.mark.parametrize(
        ("programme", "points"),
        [
            ("Jednání se řídilo následujícím programem:\n1. Zahájení\n2. Různé\n", ["Zahájení", "Různé"]),
            ("Program:\n1. Zahájení\na) přivítání\nb) kontrola\n2. Různé\n", ["Zahájení", "Různé"]),
            ("Program:\n1. Zahájení\n- přivítání hostů\n2. Různé\n", ["Zahájení", "Různé"]),
            ("Program:\n1. Zahájení\n2. Různé\n- termín schůzky\n", ["Zahájení", "Různé"]),
            ("Program: 1. Zahájení od 9. hodiny, 2. Různé\n", ["Zahájení od 9. hodiny", "Různé"]),
            ("Program: I. Zahájení\nII. Různé\n", ["Zahájení", "Různé"]),
        ],
    )
    def test_its_points(self, programme: str, points: list[str]) -> None:
        told = read("Zápis ze schůzky dne 14. 3. 2017\n" + programme + ITEMS)
        assert told["agenda"] == points
        assert [item["title"] for item in told["items"]][-1] == "Různé"
        assert told["items"][-1]["text"].endswith("Nikdo nic neměl.")


class TestWhen:
    @pytest.mark.parametrize(
        ("text", "days"),
        [
            ("7.13.-8.13.2010", [None]), ("8. – 7. dubna 2010", [date(2010, 4, 7)]), ("31. 2. u školy", []),
            ("28. 2. u školy", [date(2016, 2, 28)]), ("2/3/2015 v sále", [date(2015, 3, 2)]),
        ],
    )  # fmt: skip
    def test_days_near_a_meeting(self, text: str, days: list[date | None]) -> None:
        assert [found.value for found in find_days(text, date(2016, 1, 10))] == days

    @pytest.mark.parametrize(
        ("text", "begins", "ends"),
        [
            ("začátek 9.00, konec 10.30", time(9), time(10, 30)), ("17.00–9.00", time(17), None),
            ("od 9 hodin do 10.30 hodin", time(9), time(10, 30)), ("v sále č. 25", None, None),
        ],
    )  # fmt: skip
    def test_hours(self, text: str, begins: time | None, ends: time | None) -> None:
        assert find_times(text)[:2] == (begins, ends)


class TestItems:
    HEAD = "Zápis ze schůzky\nDatum: 14. 3. 2020\n"

    def test_a_title_and_its_text_on_one_line(self) -> None:
        told = read(
            self.HEAD + "1. Hřiště: Paní Malá popsala stav plotu.\n2. Lavičky: Pan Kos je natřel v březnu.\n"
        )
        assert [(item["title"], item["text"]) for item in told["items"]] == [
            ("Hřiště", "Paní Malá popsala stav plotu."), ("Lavičky", "Pan Kos je natřel v březnu.")
        ]  # fmt: skip
        told = read(self.HEAD + "1. Stav kamer. Kamery jsou tři a fungují.\nNikdo nic nedodal.\n2. Různé\nNic.\n")
        assert [(item["title"], item["text"]) for item in told["items"]] == [
            ("Stav kamer", "Kamery jsou tři a fungují.\nNikdo nic nedodal."), ("Různé", "Nic.")
        ]  # fmt: skip

    def test_parts_of_a_point_at_once(self) -> None:
        told = read(
            self.HEAD + "Program: 1. Hřiště 2. Lavičky\n\n1. a) Plot u školy stojí křivě.\nb) Brána drží.\n"
            "2. Pan Kos lavičky natřel v březnu a dodal, že jedna z nich chybí už od podzimu.\n"
        )
        assert [(item["number"], item["title"], item["text"]) for item in told["items"]] == [
            ("1", "Hřiště", "a) Plot u školy stojí křivě.\nb) Brána drží."),
            ("2", "Lavičky", "Pan Kos lavičky natřel v březnu a dodal, že jedna z nich chybí už od podzimu."),
        ]

    def test_a_report_ends_where_a_task_begins(self) -> None:
        told = read(
            self.HEAD + "1. Zprávy\nCharita Lhota – představila terénní službu, která chodí i v neděli.\n"
            "Úkol: Opravit plot – pan Kos\nDiakonie Lhota – informovala o půjčovně pomůcek pro seniory.\n"
            "2. Různé\nNic.\n"
        )
        assert [(one["organisation"], one["text"]) for one in told["reports"]] == [
            ("Charita Lhota", "představila terénní službu, která chodí i v neděli."),
            ("Diakonie Lhota", "informovala o půjčovně pomůcek pro seniory."),
        ]
        assert [one["text"] for one in told["tasks"]] == ["Opravit plot"]
