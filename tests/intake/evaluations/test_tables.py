"""Evaluations written as tables: columns under a header, forms with labels in the first column, rows across."""

from __future__ import annotations

import pytest

from soucinnost.documents.reading import Line, LineKind
from soucinnost.intake.evaluations.parsing import Evaluation, parse_evaluation, to_json
from tests.intake.evaluations.kit import lists, texts

TITLE = "Vyhodnocení Strategie prevence kriminality města Lhotka 2014–2016"
WIDE = ("Č.", "Opatření", "Plánované aktivity", "Plnění")


def read(*rows: str | tuple[str, ...]) -> Evaluation:
    """The evaluation of a document of Word: paragraphs, and rows of tables; „+“ first goes on with the row above."""
    made, table, is_row = [], 0, False
    for row in (TITLE, *rows):
        table += isinstance(row, tuple) and not is_row
        is_row = isinstance(row, tuple)
        goes_on = isinstance(row, tuple) and row[0] == "+"
        text = row if isinstance(row, str) else "\t".join(row[1:] if goes_on else row)
        kind = LineKind.ROW if is_row else LineKind.TEXT
        made.append(Line(len(made) + 1, text, kind, table=table if is_row else 0, continues=goes_on))
    return parse_evaluation(made)


def tree(evaluation: Evaluation) -> list[tuple[str, str, list[tuple[str, str, list[str], list[str]]]]]:
    """Goals with their measures: numbers, titles, plans and results."""
    return [
        (goal.number, goal.title.text, [(one.number, one.title.text, *lists(one)) for one in goal.measures])
        for goal in evaluation.goals
    ]


class TestColumns:
    def test_goals_across_the_table_and_lists_inside_cells(self) -> None:
        evaluation = read(
            ("Cíl 1: Klidné ulice",), WIDE,
            ("1.1", "Hlídky", "- zavést hlídky - koupit kola", "Hlídky jezdí od roku 2015."),
            ("Cíl 2: Senioři",),
            ("2.1", "Besedy", "uspořádat besedy; vydat leták;", "1. Besed bylo 8. 2. Leták vyšel v září."),
            ("Hodnocení cíle 2", "Besedy měly úspěch."),
        )
        assert tree(evaluation) == [
            ("1", "Klidné ulice",
             [("1.1", "Hlídky", ["zavést hlídky", "koupit kola"], ["Hlídky jezdí od roku 2015."])]),
            ("2", "Senioři",
             [("2.1", "Besedy", ["uspořádat besedy", "vydat leták"], ["Besed bylo 8.", "Leták vyšel v září."])]),
        ]  # fmt: skip
        assert [goal.evaluation.text for goal in evaluation.goals] == ["", "Besedy měly úspěch."]

    def test_a_number_alone_across_the_table_is_a_goal(self) -> None:
        evaluation = read(
            ("Opatření", "Plánované aktivity", "Plnění"),
            ("1. Klidné ulice",), ("Hlídky", "zavést hlídky", "Chodí."),
            ("2. Senioři",), ("Besedy", "vést besedy", "Besed bylo 8."),
        )  # fmt: skip
        assert tree(evaluation) == [
            ("1", "Klidné ulice", [("", "Hlídky", ["zavést hlídky"], ["Chodí."])]),
            ("2", "Senioři", [("", "Besedy", ["vést besedy"], ["Besed bylo 8."])]),
        ]

    def test_a_heading_between_rows_begins_a_goal(self) -> None:
        evaluation = read(
            "Cíl 1: Klidné ulice", ("Opatření", "Plánované aktivity", "Plnění"),
            ("1.1 Hlídky", "zavést hlídky", "Chodí."), ("Cíl 2", "Senioři"),
            ("Opatření 2.1: Besedy", "vést besedy", "Besed bylo 8."),
        )
        assert tree(evaluation) == [
            ("1", "Klidné ulice", [("1.1", "Hlídky", ["zavést hlídky"], ["Chodí."])]),
            ("2", "Senioři", [("2.1", "Besedy", ["vést besedy"], ["Besed bylo 8."])]),
        ]

    def test_a_number_of_an_activity_belongs_to_no_measure(self) -> None:
        evaluation = read(
            "Cíl 1: Klidné ulice", WIDE, ("1.1", "Hlídky", "zavést hlídky", "Zavedeny v roce 2015."),
            ("2", "", "koupit kola", "Kola koupila radnice."),
        )
        [(_number, _title, [measure])] = tree(evaluation)
        assert measure == (
            "1.1", "Hlídky", ["zavést hlídky", "koupit kola"], ["Zavedeny v roce 2015.", "Kola koupila radnice."]
        )

    @pytest.mark.parametrize(
        ("header", "row", "results", "status"),
        [
            (("Opatření", "Plánované aktivity", "Plnění"), ("1.1 Hlídky", "zavést", "splněno"), [], "splněno"),
            (("Opatření", "Plánované aktivity", "Výsledek", "Stav"), ("1.1 Hlídky", "zavést", "", "Chodí denně."),
             ["Chodí denně."], ""),
            (("Opatření", "Plnění", "Hodnocení"), ("1.1 Hlídky", "Hlídky chodí.", "splněno"), ["Hlídky chodí."],
             "splněno"),
            (("Opatření", "Plánované aktivity", "Hodnocení"), ("1.1 Hlídky", "zavést", "Chodí."), ["Chodí."], ""),
            (("Opatření", "Plánované aktivity", "Stav"), ("1.1 Hlídky", "zavést", "Chodí denně."), ["Chodí denně."],
             ""),
            (("Opatření", "Aktivity", "Plnění / termín"), ("1.1 Hlídky", "zavést", "Chodí."), ["Chodí."], ""),
        ],
    )  # fmt: skip
    def test_a_column_holds_what_its_cells_say(
        self, header: tuple[str, ...], row: tuple[str, ...], results: list[str], status: str
    ) -> None:
        [measure] = read("Cíl 1: Klidné ulice", header, row).measures
        assert (texts(measure.results), measure.status.text) == (results, status)

    def test_of_two_columns_of_activities_the_first_is_the_measure(self) -> None:
        evaluation = read(
            "Cíl 1: Klidné ulice", ("Aktivita", "Plánované činnosti", "Výsledek"), ("Hlídky", "zavést hlídky", "Chodí.")
        )
        assert tree(evaluation)[0][2] == [("", "Hlídky", ["zavést hlídky"], ["Chodí."])]

    def test_a_column_that_nothing_names_is_listed(self) -> None:
        evaluation = read(
            "Cíl 1: Klidné ulice", ("Opatření", "Plánované aktivity", "Plnění", "Pozn."),
            ("1.1 Hlídky", "zavést hlídky", "Chodí.", "viz rozpočet", "2 mil. Kč"),
        )
        assert lists(evaluation.measures[0]) == (["zavést hlídky"], ["Chodí."])
        assert {"viz rozpočet", "2 mil. Kč"} <= set(to_json(evaluation)["unplaced"])

    def test_a_cell_goes_on_behind_the_end_of_its_page(self) -> None:
        rows = (
            (1, "Opatření\tPlánované aktivity\tPlnění"),
            (1, "1.1 Hlídky\tzavést hlídky\tHlídky chodí každý večer kolem"),
            (2, "\t\tškoly a nádraží."),
            (2, "1.2 Kamery\tkoupit kamery\tKamery jsou tři."),
        )
        lines = [Line(1, TITLE, page=1), Line(2, "Cíl 1: Klidné ulice", page=1)]
        lines += [Line(at, text, LineKind.ROW, page, table=page) for at, (page, text) in enumerate(rows, 3)]
        assert [lists(one) for one in parse_evaluation(lines).measures] == [
            (["zavést hlídky"], ["Hlídky chodí každý večer kolem školy a nádraží."]),
            (["koupit kamery"], ["Kamery jsou tři."]),
        ]


class TestForms:
    """A table for each measure or goal, its labels in the first column."""

    def test_every_row_is_its_label(self) -> None:
        evaluation = read(
            ("Cíl 1", "Klidné ulice"), ("Popis cíle", "Lidé se večer nebojí."),
            ("Opatření 1.1", "Hlídky"), ("Plánované aktivity", "- zavést hlídky"), ("+", "", "- koupit kola"),
            ("Garant", "městská policie"), ("Plnění", "Hlídky chodí od roku 2015."), ("Stav", "splněno"),
            ("Hodnocení cíle", "Cíl se plní."),
        )  # fmt: skip
        assert tree(evaluation) == [
            ("1", "Klidné ulice",
             [("1.1", "Hlídky", ["zavést hlídky", "koupit kola"], ["Hlídky chodí od roku 2015."])]),
        ]  # fmt: skip
        [goal] = evaluation.goals
        assert (goal.description.text, goal.evaluation.text) == ("Lidé se večer nebojí.", "Cíl se plní.")
        assert goal.measures[0].status.text == "splněno"
        assert "Garant městská policie" in to_json(evaluation)["unplaced"]

    def test_measures_without_numbers_and_words_beside_the_tree(self) -> None:
        evaluation = read(
            "Cíl 1: Klidné ulice", ("Opatření", "Kamery"), ("Plnění", "Kamery jsou tři."), ("", "Jedna z nich stojí."),
            "Cíl 2: Senioři", ("Opatření", "Besedy"), ("Plnění", "Besed bylo 8."),
        )
        assert tree(evaluation) == [
            ("1", "Klidné ulice", [("", "Kamery", [], ["Kamery jsou tři.", "Jedna z nich stojí."])]),
            ("2", "Senioři", [("", "Besedy", [], ["Besed bylo 8."])]),
        ]
