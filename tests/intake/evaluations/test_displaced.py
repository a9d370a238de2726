"""What a PDF does to an evaluation: labels inside sentences, ends of pages, contents, the front page."""

from __future__ import annotations

import pytest

from soucinnost.documents.reading import Line
from soucinnost.intake.evaluations.parsing import Evaluation, Reason, parse_evaluation, to_json
from tests.intake.evaluations.kit import lists, parsed, texts

HEAD = "Vyhodnocení Strategie prevence kriminality města Lhotka 2014–2016\n\n"
MEASURE = HEAD + "Cíl 1: Klid\nOpatření 1.1 Hlídky\n"
PARTED = (
    "- zavést hlídky\n- Hlídky slouží v parku, u školy a také\n\nHodnocení:\n\nu nádraží, kde jich bylo v roce 2015 "
    "celkem 12. Hlídky přispívají k pocitu bezpečí a je vhodné je zachovat.\n"
)
SECOND = "Cíl 2: Kamery\nOpatření 2.1 Náměstí\n- koupit kamery\n"


def paged(*pages: str) -> Evaluation:
    """The evaluation in a text whose pages are known."""
    lines: list[Line] = []
    for number, page in enumerate(pages, 1):
        lines += [Line(at, text, page=number) for at, text in enumerate(page.split("\n"), len(lines) + 1)]
    return parse_evaluation(lines)


class TestLabels:
    def test_a_label_alone_in_a_sentence_moves_to_where_judging_begins(self) -> None:
        [goal] = parsed(MEASURE + PARTED).goals
        assert texts(goal.measures[0].results) == [
            "Hlídky slouží v parku, u školy a také u nádraží, kde jich bylo v roce 2015 celkem 12."
        ]
        assert goal.evaluation.text == "Hlídky přispívají k pocitu bezpečí a je vhodné je zachovat."

    def test_a_label_at_the_top_of_a_page_is_followed_by_what_it_says(self) -> None:
        said = "Přenos obrazu jde na služebnu a strážníci ho sledují."
        first, second = paged(
            f"{MEASURE}{PARTED}{SECOND}- Kamery stojí na náměstí od roku 2015.", f"Hodnocení: {said}"
        ).goals
        assert texts(first.measures[0].results)[0].endswith("celkem 12.")
        assert lists(second.measures[0]) == (["koupit kamery"], ["Kamery stojí na náměstí od roku 2015."])
        assert second.evaluation.text == said

    def test_a_label_between_two_items_of_a_list_is_no_evaluation(self) -> None:
        text = MEASURE + PARTED + SECOND + "- Kamery stojí.\nHodnocení:\n- Kamer bylo v roce 2016 pět.\nPříloha č. 1\n"
        evaluation = parsed(text)
        second = evaluation.goals[1]
        assert lists(second.measures[0]) == (["koupit kamery"], ["Kamery stojí.", "Kamer bylo v roce 2016 pět."])
        assert second.evaluation.text == ""
        assert [one.text for one in evaluation.unplaced if one.reason is Reason.AFTER] == ["Příloha č. 1"]


class TestPages:
    def test_a_page_said_inside_a_long_line_is_taken_out(self) -> None:
        said = "Plnění: Hlídky chodily každý večer od května do září, a to Strana 2 z 9 i v neděli a ve svátek.\n"
        evaluation = parsed(MEASURE + said)
        assert texts(evaluation.measures[0].results) == [
            "Hlídky chodily každý večer od května do září, a to i v neděli a ve svátek."
        ]
        assert [(one.text, one.reason) for one in evaluation.unplaced] == [("Strana 2 z 9", Reason.PAGE)]

    def test_a_quotation_that_ended_with_its_page_is_whole(self) -> None:
        line = "Hlídky vyrazily do všech čtvrtí a nikdo je neodmítl. Ke spokojenosti jejich lidé\n"
        cut = "slouží každý večer. Jedna ze seniorek řekla: „Konečně se večer nebojím.“\n2\nStrážníci děkují.\n"
        text = MEASURE + "Plnění:\n" + line + cut + (line + "slouží dál beze změny v celé obci i okolí.\n") * 2 + "3\n"
        [measure] = parsed(text).measures
        assert not any("nebojím.“ Strážníci" in result for result in texts(measure.results))
        assert any(result.startswith("Strážníci děkují.") for result in texts(measure.results))

    def test_two_tables_of_contents_one_behind_the_other(self) -> None:
        text = HEAD + "Obsah\nCíl 1: Klid\t3\nCíl 2: Kamery\t7\nSeznam grafů\nHlídky v čase\t2\nKamery v čase\t8\n"
        evaluation = parsed(text + MEASURE.removeprefix(HEAD) + "Plnění: Chodí.\n" + SECOND)
        assert [(goal.title.text, len(goal.measures)) for goal in evaluation.goals] == [("Klid", 1), ("Kamery", 1)]


class TestFront:
    @pytest.mark.parametrize(
        ("title", "territory", "period"),
        [
            ("Vyhodnocení plánu prevence města Lhotka schváleného pod číslem 2015/2014 za rok 2016", "Město Lhotka",
             "2016"),
            ("Vyhodnocení Strategie prevence kriminality města Kladna 2015–2016", "Město Kladno", "2015–2016"),
        ],
    )  # fmt: skip
    def test_of_titles(self, title: str, territory: str, period: str) -> None:
        told = to_json(parsed(f"{title}\nCíl 1: Klid\nOpatření 1.1 A\n- zajistit a"))["strategy"]
        assert (told["territory"], told["period"]) == (territory, period)

    def test_a_long_preface_names_no_territory(self) -> None:
        preface = "Předkládaný text vznikl ve spolupráci mnoha lidí a organizací, které se prevencí zabývají. " * 8
        text = f"Vyhodnocení Strategie prevence kriminality 2014–2016\n\n{preface}Děkujeme i lidem z města Jinov.\n"
        told = to_json(parsed(text + "Cíl 1: Klid\nOpatření 1.1 A\n- zajistit a"))["strategy"]
        assert (told["territory"], told["period"]) == ("", "2014–2016")
