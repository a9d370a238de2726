"""Goals and measures out of headings, numbers and styles, and where what stands below them goes."""

from __future__ import annotations

import unicodedata

import pytest

from soucinnost.documents.reading import Line
from soucinnost.intake.evaluations.parsing import Evaluation, parse_evaluation, to_json
from tests.intake.evaluations.kit import lists, lost, parsed, texts

HEAD = "Vyhodnocení Strategie prevence kriminality města Lhotka 2014–2016\n\n"
GOAL = HEAD + "Cíl 1: Klid\n"
MEASURE = GOAL + "Opatření 1.1 Hlídky\n"


def tree(evaluation: Evaluation) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Numbers and titles of goals and their measures."""
    return [
        (goal.number, goal.title.text, [(one.number, one.title.text) for one in goal.measures])
        for goal in evaluation.goals
    ]


def styled(*lines: tuple[int, str]) -> Evaluation:
    """The evaluation of paragraphs with the levels of their styles; 0 is none."""
    return parse_evaluation([Line(at, text, heading=level) for at, (level, text) in enumerate(lines, 1)])


class TestHeadings:
    def test_sentences_behind_a_title_are_none_of_it(self) -> None:
        text = HEAD + (
            "Cíl 1: Klidné ulice. Lidé se večer nebojí chodit přes park.\n"
            "Opatření 1.1 Hlídky v parku. Hlídky chodily každý večer od května do září 2015.\n"
            "Opatření 1.2\nKamery na náměstí. Kamery byly v roce 2015 dvě.\n"
            "Cíl 2\nPomoc seniorům. Senioři vědí, kam se obrátit.\nOpatření 2.1\nBesedy\nPlnění: Besed bylo 8.\n"
        )
        first, second = parsed(text).goals
        assert (first.title.text, first.description.text) == ("Klidné ulice.", "Lidé se večer nebojí chodit přes park.")
        assert [(one.title.text, texts(one.results)) for one in first.measures] == [
            ("Hlídky v parku.", ["Hlídky chodily každý večer od května do září 2015."]),
            ("Kamery na náměstí.", ["Kamery byly v roce 2015 dvě."]),
        ]
        assert (second.title.text, second.description.text) == ("Pomoc seniorům.", "Senioři vědí, kam se obrátit.")
        assert [one.title.text for one in second.measures] == ["Besedy"]

    def test_a_row_of_a_form_may_give_the_title(self) -> None:
        text = HEAD + "Cíl 1\nNázev cíle: Klidné ulice\nOpatření 1.1\nNázev opatření: Hlídky\nPlnění: Hlídky chodí.\n"
        evaluation = parsed(text)
        assert tree(evaluation) == [("1", "Klidné ulice", [("1.1", "Hlídky")])]
        assert texts(evaluation.measures[0].results) == ["Hlídky chodí."]
        assert lost(text, evaluation) == []

    def test_a_title_that_is_known_is_not_given_again(self) -> None:
        evaluation = parsed(MEASURE + "Název opatření: Hlídky městské policie\nPlnění: Chodí.\n")
        assert tree(evaluation) == [("1", "Klid", [("1.1", "Hlídky")])]
        assert to_json(evaluation)["unplaced"] == ["Název opatření: Hlídky městské policie"]

    def test_priorities_above_goals_are_told_apart(self) -> None:
        below = "Cíl {0}: {1}\nOpatření {0}.1 Hlídky\nPlnění: Chodí.\n"
        first, second = below.format(1, "Klid"), below.format(2, "Jistota")
        evaluation = parsed(f"{HEAD}Priorita A: Ulice\n{first}Priorita B: Domov\nÚvod.\n{second}")
        assert [goal.title.text for goal in evaluation.goals] == ["Klid", "Jistota"]
        assert to_json(evaluation)["unplaced"] == ["Priorita A: Ulice", "Priorita B: Domov", "Úvod."]

    def test_without_numbers_every_heading_is_one_of_its_own(self) -> None:
        text = HEAD + "Cíl: Klid\nOpatření: Hlídky\nPlnění: Chodí.\nOpatření: Kamery\nPlnění: Jsou tři.\n"
        assert tree(parsed(text)) == [("", "Klid", [("", "Hlídky"), ("", "Kamery")])]

    def test_the_word_alone_names_what_stands_below_it(self) -> None:
        text = HEAD + "Cíl: Klidné ulice\nOpatření:\n- zavést hlídky\n- koupit kola\nPlnění:\n- Hlídky chodí.\n"
        [goal] = parsed(text).goals
        assert [(one.title.text, *lists(one)) for one in goal.measures] == [
            ("", ["zavést hlídky", "koupit kola"], ["Hlídky chodí."])
        ]

    def test_numbers_without_words_above_measures_are_goals(self) -> None:
        text = HEAD + (
            "1. Klidné ulice\nOpatření 1: Hlídky\nPlnění: Chodí denně.\n"
            "2. Senioři\nOpatření 2: Besedy\nPlnění: Bylo jich 8.\n"
        )
        assert tree(parsed(text)) == [("1", "Klidné ulice", [("1", "Hlídky")]), ("2", "Senioři", [("2", "Besedy")])]

    def test_headings_by_their_styles_alone(self) -> None:
        evaluation = styled(
            (0, HEAD.strip()), (1, "Klidné ulice"), (2, "Hlídky"), (0, "Plnění:"), (0, "Hlídky chodí."),
            (2, "Kamery"), (0, "Plnění:"), (0, "Kamery jsou tři."), (1, "Senioři"), (2, "Besedy"), (0, "Plnění:"),
            (0, "Besed bylo 8."),
        )  # fmt: skip
        assert tree(evaluation) == [
            ("", "Klidné ulice", [("", "Hlídky"), ("", "Kamery")]), ("", "Senioři", [("", "Besedy")])
        ]

    def test_a_list_under_a_numbered_heading_does_not_part_it_from_its_measures(self) -> None:
        evaluation = styled(
            (0, HEAD.strip()), (1, "1. Klidné ulice"), (0, "1) méně přestupků"), (0, "2) více světla"),
            (2, "1.1 Hlídky"), (0, "Plnění: Hlídky chodí."), (1, "2. Senioři"), (2, "2.1 Besedy"),
            (0, "Plnění: Besed bylo 8."),
        )  # fmt: skip
        assert tree(evaluation) == [("1", "Klidné ulice", [("1.1", "Hlídky")]), ("2", "Senioři", [("2.1", "Besedy")])]

    def test_specific_goals_are_goals_where_measures_say_something(self) -> None:
        text = HEAD + (
            "Cíl 1: Klid\nSpecifický cíl 1.1 Bezpečné ulice\nOpatření 1.1.1 Hlídky\nPlnění: Hlídky chodily každý večer "
            "od května do září 2015 a zapsaly v parku celkem 40 přestupků.\nHodnocení specifického cíle: Daří se.\n"
        )
        [goal] = parsed(text).goals
        assert (goal.number, goal.title.text, goal.evaluation.text) == ("1.1", "Bezpečné ulice", "Daří se.")
        assert [(one.number, one.title.text) for one in goal.measures] == [("1.1.1", "Hlídky")]

    def test_specific_goals_are_measures_where_what_is_below_only_lists_what_to_do(self) -> None:
        text = HEAD + (
            "Cíl 1: Klid\nSpecifický cíl 1.1 Hlídky v ulicích\nOpatření 1.1.1 Koupit kola\n"
            "Opatření 1.1.2 Najmout strážníky\nPlnění:\n- Chodí denně.\n"
        )
        evaluation = parsed(text)
        assert tree(evaluation) == [("1", "Klid", [("1.1", "Hlídky v ulicích")])]
        assert lists(evaluation.measures[0]) == (["Koupit kola", "Najmout strážníky"], ["Chodí denně."])

    def test_an_overview_above_the_tree_is_none_of_it(self) -> None:
        text = HEAD + "Cíl 1: Klid\nPřehled opatření a akcí\nhlídky, kamery, besedy a mnoho dalšího, co město dělá\n"
        evaluation = parsed(text + MEASURE.removeprefix(HEAD) + "- zavést hlídky\n")
        assert tree(evaluation) == [("1", "Klid", [("1.1", "Hlídky")])]
        assert "hlídky, kamery, besedy a mnoho dalšího, co město dělá" in to_json(evaluation)["unplaced"]

    def test_a_sentence_that_begins_with_a_number_of_a_measure_is_no_heading(self) -> None:
        evaluation = parsed(MEASURE + "Plnění:\nOpatření 1.2, které navazuje, se odkládá.\n")
        assert tree(evaluation) == [("1", "Klid", [("1.1", "Hlídky")])]

    def test_signs_before_headings_and_labels(self) -> None:
        text = "• Cíl 1: Klid\n• Opatření 1.1 Hlídky\n- Plánované aktivity: zavést hlídky\n- Plnění: Hlídky chodí.\n"
        evaluation = parsed(HEAD + text)
        assert tree(evaluation) == [("1", "Klid", [("1.1", "Hlídky")])]
        assert lists(evaluation.measures[0]) == (["zavést hlídky"], ["Hlídky chodí."])

    def test_without_headings_labels_make_one_measure(self) -> None:
        text = "Plánované aktivity:\n- zavést hlídky\nPlnění:\n- Hlídky chodí.\nHodnocení: Daří se.\n"
        [goal] = parsed(HEAD + text).goals
        assert [lists(one) for one in goal.measures] == [(["zavést hlídky"], ["Hlídky chodí."])]
        assert goal.evaluation.text == "Daří se."


class TestLabels:
    def test_an_evaluation_may_say_the_title_of_its_goal_again(self) -> None:
        text = MEASURE + "- zavést hlídky\nHodnocení cíle 1: Klid\nCíl se podařilo naplnit.\n"
        [goal] = parsed(text).goals
        assert goal.evaluation.text == "Cíl se podařilo naplnit."

    def test_an_evaluation_of_a_measure_beside_its_results_judges(self) -> None:
        text = MEASURE + "Plnění: Hlídky chodí denně.\nHodnocení opatření: Hlídky se osvědčily.\n"
        [goal] = parsed(text).goals
        assert texts(goal.measures[0].results) == ["Hlídky chodí denně."]
        assert goal.evaluation.text == "Hlídky se osvědčily."

    def test_a_description_is_of_its_goal_or_a_detail_of_the_measure(self) -> None:
        text = MEASURE + "Popis cíle: Lidé se nebojí.\nPopis: Hlídky jsou dvoučlenné.\nPlnění: Hlídky chodí.\n"
        evaluation = parsed(text)
        assert evaluation.goals[0].description.text == "Lidé se nebojí."
        assert "Popis: Hlídky jsou dvoučlenné." in to_json(evaluation)["unplaced"]

    def test_what_stands_below_a_detail_belongs_to_it(self) -> None:
        text = MEASURE + "Indikátory:\n- počet hlídek\n- počet kol\nPlnění:\n- Hlídky chodí.\n"
        evaluation = parsed(text)
        assert lists(evaluation.measures[0]) == ([], ["Hlídky chodí."])
        assert to_json(evaluation)["unplaced"] == ["Indikátory:", "počet hlídek", "počet kol"]

    def test_a_state_told_in_words_is_a_result(self) -> None:
        [measure] = parsed(MEASURE + "Stav: Hlídky chodí denně a nosí vysílačky.\n").measures
        assert (texts(measure.results), measure.status.text) == (["Hlídky chodí denně a nosí vysílačky."], "")

    @pytest.mark.parametrize(
        ("line", "results"),
        [("Plnění – Hlídky chodí.", ["Hlídky chodí."]), ("Plnění: - Chodí. - Jezdí.", ["Chodí.", "Jezdí."])],
    )
    def test_results_on_the_line_of_their_label(self, line: str, results: list[str]) -> None:
        [measure] = parsed(MEASURE + "- zavést hlídky\n" + line + "\n").measures
        assert lists(measure) == (["zavést hlídky"], results)

    def test_a_word_with_a_colon_inside_a_sentence_is_no_label(self) -> None:
        said = "Radnice v létě vydala leták Výsledky: deset akcí v parku i za ním a k nim ještě mapu."
        [measure] = parsed(MEASURE + f"Plnění: {said}\n").measures
        assert texts(measure.results) == [said]


class TestLists:
    def test_what_a_sign_below_a_result_says_stays_with_results(self) -> None:
        text = MEASURE + (
            "1. Zajistit stan\nPlnění: Stan byl koupen.\n- Stojí u školy.\n2. Zajistit světla\nPlnění: Světla nejsou.\n"
        )
        [measure] = parsed(text).measures
        assert lists(measure) == (
            ["Zajistit stan", "Zajistit světla"], ["Stan byl koupen.", "Stojí u školy.", "Světla nejsou."]
        )  # fmt: skip

    def test_rings_below_dots_stay_in_their_item(self) -> None:
        text = MEASURE + "Plnění:\n• Proběhly akce\n◦ v květnu beseda\n◦ v září průvod\n• Akce se líbily.\n"
        [measure] = parsed(text).measures
        assert texts(measure.results) == ["Proběhly akce\n◦ v květnu beseda\n◦ v září průvod", "Akce se líbily."]

    def test_a_paragraph_below_an_activity_reports_on_it(self) -> None:
        text = MEASURE + "Aktivita 1.1.1 Koupit kola\nKola koupila radnice v květnu 2015.\n"
        [measure] = parsed(text).measures
        assert lists(measure) == (["Koupit kola"], ["Kola koupila radnice v květnu 2015."])

    def test_activities_below_a_line_that_announces_them(self) -> None:
        text = MEASURE + "Plánované aktivity:\n- v prvním roce:\nAktivita 1.1.1 Koupit kola\nPlnění: Hlídky chodí.\n"
        evaluation = parsed(text)
        assert lists(evaluation.measures[0]) == (["v prvním roce:\nKoupit kola"], ["Hlídky chodí."])
        assert lost(text, evaluation) == []

    def test_what_will_be_is_a_plan(self) -> None:
        items = ["Hlídky budou chodit i v zimě.", "Hlídky chodily od května do září 2015."]
        [measure] = parsed(MEASURE + "\n".join(f"- {item}" for item in items)).measures
        assert lists(measure) == (items[:1], items[1:])

    def test_a_page_without_lines(self) -> None:
        """A PDF may give a whole page as one line; dashes between numbers and in brackets begin no item."""
        text = HEAD + (
            "Cíl 1 Klidné ulice Opatření 1.1 Hlídky Plánované aktivity: - zavést hlídky (pěší - cyklistické) v parku a "
            "u nádraží - koupit 5 - 8 kol pro strážníky a jejich dobrovolné pomocníky z řad obyvatel Plnění: - Hlídky "
            "chodily 2 - 3 krát týdně, lidé (z obou sídlišť - horního i dolního) je vítali a Opatření 1.1 chválili. "
            "- Kola koupila radnice v květnu 2015 a půjčuje je i škole, která na nich učí děti jezdit "
            "bezpečně a ohleduplně k chodcům. "
            "- Strážníci si kola pochvalují a jezdí na nich i v zimě. Hodnocení cíle: Ulice jsou klidnější a je vhodné "
            "v hlídkách pokračovat i v dalších letech, protože přispívají k pocitu bezpečí."
        )
        [goal] = parsed(text).goals
        assert (goal.title.text, [one.title.text for one in goal.measures]) == ("Klidné ulice", ["Hlídky"])
        planned, results = lists(goal.measures[0])
        assert planned == [
            "zavést hlídky (pěší - cyklistické) v parku a u nádraží",
            "koupit 5 - 8 kol pro strážníky a jejich dobrovolné pomocníky z řad obyvatel",
        ]
        assert [result[:22] for result in results] == [
            "Hlídky chodily 2 - 3 k", "Kola koupila radnice v", "Strážníci si kola poch"
        ]  # fmt: skip
        assert goal.evaluation.text.startswith("Ulice jsou klidnější")


class TestCharacters:
    def test_marks_apart_from_their_letters_are_put_together(self) -> None:
        text = MEASURE + "Plnění: Hlídky dostaly x\u030c přezdívku a sloužily od května.\n"
        apart = unicodedata.normalize("NFD", text)
        assert to_json(parsed(apart)) == to_json(parsed(text))
        assert "x\u030c" in parsed(apart).measures[0].results[0].text
        assert lost(apart, parsed(apart)) == []

    def test_single_letters_in_a_sentence_stay_apart(self) -> None:
        [measure] = parsed(MEASURE + "Plnění: Třídy a b c se sešly v parku.\n").measures
        assert texts(measure.results) == ["Třídy a b c se sešly v parku."]

    def test_words_divided_at_ends_of_lines(self) -> None:
        text = MEASURE + "Plnění: Radnice se věnuje preven-\nci a orgán sociálně-\nprávní ochrany s ní.\n"
        [measure] = parsed(text).measures
        assert texts(measure.results) == ["Radnice se věnuje prevenci a orgán sociálně-právní ochrany s ní."]
