"""Rules of reading an evaluation that the collection of shapes does not show one by one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soucinnost.documents.reading import read_document
from soucinnost.intake.evaluations.parsing import Reason, parse_evaluation, to_json
from tests.intake.evaluations.kit import lists, lost, parsed, pieces_of, texts

HEAD = "Vyhodnocení Strategie prevence kriminality města Lhotka 2014–2016\n\n"
MEASURE = HEAD + "Cíl 1: Klid\nOpatření 1.1 Hlídky\n"
SHAPES = Path(__file__).parent / "shapes"
SNIPPETS = [line for path in sorted(SHAPES.glob("*.txt")) for line in path.read_text(encoding="utf-8").split("\n")]
SNIPPETS += [
    "Cíl 1:", "Opatření", "Hodnocení:", "- ", "•", "| a | b |", "a\tb\t", "Cíl 1\tOpatření\tPlnění", "1.1",
    "Stav: splněno", "C í l  1", "a\u0301\u00adb-", "Plnění: - a - b - c", "Č.\tOpatření\tPlánované aktivity",
    "1.\tx\ty", "- 3 -", "12", "Strana 2 z 3", "13", "o  x", "II. Cíl", "### ", "**", "Garant:", "Závěr", "Cíl: a",
    "Opatření: b", "\ufeff",
]  # fmt: skip


class TestNothingIsLost:
    """Whatever the text, every character that is not blank is placed, listed, or a mark of the structure."""

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=60), max_size=40))
    def test_of_any_mixture(self, lines: list[str]) -> None:
        text = "\n".join(lines)
        evaluation = parsed(text)
        assert lost(text, evaluation) == []
        assert all(one.text.strip() and one.spans for one in evaluation.unplaced)
        assert list(to_json(evaluation)) == ["strategy", "goals", "unplaced"]

    def test_texts_say_what_their_spans_hold(self) -> None:
        text = (SHAPES / "01-stream-displaced.txt").read_text(encoding="utf-8")
        lines = text.split("\n")
        for piece in list(pieces_of(parsed(text)))[1:]:
            held = "".join(lines[span.line - 1][span.start : span.end] for span in piece.spans)
            assert held.replace(" ", "") == piece.text.replace(" ", "").replace("\n", "")

    def test_without_any_goal_all_is_listed(self) -> None:
        evaluation = parsed("Milý deníčku,\ndnes pršelo.")
        assert evaluation.goals == ()
        assert [one.text for one in evaluation.unplaced] == ["Milý deníčku,", "dnes pršelo."]
        assert [problem.code for problem in evaluation.problems] == ["no_goals"]


class TestPlansAndReports:
    """Plans and reports in one run of dashes are told apart by their language."""

    @pytest.mark.parametrize(
        ("planned", "results"),
        [
            (["zajistit přednášky", "podpora klubů"], ["Přednášky se konaly v deseti školách."]),
            (["Vydat leták.", "Oslovit školy."], ["Leták vyšel v květnu 2015.", "Osloveny byly všechny školy."]),
            (["rozšíření kamer (vč. obsluhy)"], ["Kamer je dnes 12.", "Obsluha chybí."]),
            (["zavést linku, která poradí obětem"], ["Linka funguje a lidé ji znají."]),
            ([], ["Proškoleno 40 strážníků."]),
            (["proškolit strážníky"], []),
        ],
    )
    def test_in_one_run(self, planned: list[str], results: list[str]) -> None:
        text = MEASURE + "\n".join(f"- {item}" for item in (*planned, *results))
        [measure] = parsed(text).measures
        assert lists(measure) == (planned, results)

    def test_a_result_below_its_plan(self) -> None:
        text = MEASURE + "1. Zajistit stan\nPlnění: Stan byl koupen.\n2. Zajistit světla\nPlnění: Světla nejsou."
        [measure] = parsed(text).measures
        assert lists(measure) == (["Zajistit stan", "Zajistit světla"], ["Stan byl koupen.", "Světla nejsou."])

    def test_items_below_an_item_stay_in_it(self) -> None:
        text = MEASURE + "Plnění:\n- Proběhly akce:\n   - v květnu beseda\n   - v září průvod\n- Akce se líbily."
        [measure] = parsed(text).measures
        assert texts(measure.results) == ["Proběhly akce:\n- v květnu beseda\n- v září průvod", "Akce se líbily."]

    def test_a_state_stands_beside_the_results(self) -> None:
        evaluation = parsed(MEASURE + "Plnění: Hlídky chodí.\nStav: částečně splněno")
        assert evaluation.measures[0].status.text == "částečně splněno"
        assert to_json(evaluation)["unplaced"] == ["1.1 částečně splněno"]


class TestEvaluations:
    """The evaluation belongs to the goal, also when its label was displaced."""

    def test_a_sentence_parted_by_the_label_is_whole_again(self) -> None:
        text = MEASURE + (
            "- zavést hlídky\n- Hlídky slouží v parku, u školy a také\n\nHodnocení: u nádraží, "
            "kde jich bylo v roce 2015 celkem 12. Hlídky přispívají k pocitu bezpečí a je vhodné je zachovat."
        )
        [goal] = parsed(text).goals
        assert texts(goal.measures[0].results) == [
            "Hlídky slouží v parku, u školy a také u nádraží, kde jich bylo v roce 2015 celkem 12."
        ]
        assert goal.evaluation.text == "Hlídky přispívají k pocitu bezpečí a je vhodné je zachovat."

    def test_an_evaluation_goes_to_the_goal_that_it_names(self) -> None:
        text = HEAD + "Cíl 1: Klid\nOpatření 1.1 A\n- zajistit a\nCíl 2: Mír\nOpatření 2.1 B\n- zajistit b\n"
        first, second = parsed(text + "Hodnocení cíle 1: Daří se.\nHodnocení cíle 2: Nedaří se.").goals
        assert (first.evaluation.text, second.evaluation.text) == ("Daří se.", "Nedaří se.")

    def test_a_label_in_its_place_stays(self) -> None:
        text = MEASURE + "- zajistit a\n- A je zajištěno.\nHodnocení:\n- Cíl se plní.\n- Bude se pokračovat."
        [goal] = parsed(text).goals
        assert goal.evaluation.text == "Cíl se plní.\nBude se pokračovat."
        assert texts(goal.measures[0].results) == ["A je zajištěno."]


class TestHeadings:
    """What is a goal or a measure, and what only speaks of one."""

    @pytest.mark.parametrize(
        ("goal", "measure", "numbers"),
        [
            ("Cíl č. 1: Klid", "Opatření č. 1.1. Hlídky", ("1", "1.1")),
            ("CÍL I. KLID", "OPATŘENÍ I.1 HLÍDKY", ("I", "I.1")),
            ("Strategický cíl 1 – Klid", "Specifický cíl 1.2 – Hlídky", ("1", "1.2")),
            ("Priorita 2: Klid", "Opatření 2.1: Hlídky", ("2", "2.1")),
            ("Oblast A) Klid", "A.1 Hlídky", ("A", "A.1")),
            ("1. Klid", "1.1 Hlídky", ("1", "1.1")),
            ("C í l  1 : Klid", "O p a t ř e n í  1.1 Hlídky", ("1", "1.1")),
            ("První cíl: Klid", "Opatření 1: Hlídky", ("1", "1")),
            ("Cíl: Klid", "Opatření: Hlídky", ("", "")),
        ],
    )
    def test_of_many_manners(self, goal: str, measure: str, numbers: tuple[str, str]) -> None:
        [found] = parsed(f"{HEAD}{goal}\n{measure}\n- zavést hlídky\n- Hlídky chodí od roku 2014.").goals
        assert found.title.text.casefold() == "klid"
        [inner] = found.measures
        assert inner.title.text.casefold() == "hlídky"
        assert (found.number, inner.number) == numbers
        assert lists(inner) == (["zavést hlídky"], ["Hlídky chodí od roku 2014."])

    def test_a_sentence_about_a_goal_is_no_heading(self) -> None:
        said = "Cíl 2 byl naplněn dříve (viz opatření 2.1).\nOpatření 1.1 se plní spolu s opatřením 1.3."
        evaluation = parsed(f"{MEASURE}Plnění: {said}")
        assert len(evaluation.goals) == len(evaluation.measures) == 1

    def test_a_table_of_contents_is_listed(self) -> None:
        text = HEAD + "Obsah\nCíl 1: Klid\nOpatření 1.1 Hlídky\nÚvod\n" + MEASURE.removeprefix(HEAD) + "- zavést hlídky"
        evaluation = parsed(text)
        assert [len(goal.measures) for goal in evaluation.goals] == [1]
        assert texts(evaluation.measures[0].planned) == ["zavést hlídky"]
        assert {one.reason for one in evaluation.unplaced} == {Reason.BEFORE}

    def test_annexes_belong_to_no_goal(self) -> None:
        evaluation = parsed(MEASURE + "Hodnocení: Daří se.\nPříloha č. 2 Seznam akcí\nbeseda\nprůvod")
        assert evaluation.goals[0].evaluation.text == "Daří se."
        assert [one.reason for one in evaluation.unplaced] == [Reason.AFTER] * 3


class TestPages:
    """Numbers of pages leave no trace in sentences, but other numbers stay."""

    def test_numbers_that_count_are_pages(self) -> None:
        said = "Hlídky chodily po celém městě a jeho okolí, a to\n\n4\n\nve dne i v noci, což je\n\n5\n\nmnoho."
        evaluation = parsed(f"{MEASURE}Plnění: {said}")
        assert texts(evaluation.measures[0].results) == [
            "Hlídky chodily po celém městě a jeho okolí, a to ve dne i v noci, což je mnoho."
        ]
        assert [(one.text, one.reason) for one in evaluation.unplaced] == [("4", Reason.PAGE), ("5", Reason.PAGE)]

    def test_a_number_at_the_end_of_a_line_stays(self) -> None:
        [measure] = parsed(MEASURE + "Plnění:\n- počet hlídek v roce 2015: 12\n- počet hlídek v roce 2016: 13").measures
        assert texts(measure.results)[1].endswith("13")


class TestFront:
    """Name, years and territory out of the title."""

    def test_dash_lost_between_years_is_put_back(self) -> None:
        told = parsed("Vyhodnocení plánu prevence města Lhotka na období 2012 2016\nCíl 1: Klid\nOpatření 1.1 A\n- x")
        assert told.strategy.title.text.endswith("na období 2012–2016")

    @pytest.mark.parametrize(
        ("title", "territory", "period"),
        [
            ("Vyhodnocení Strategie prevence na území Lipenského kraje 2012–2016", "Lipenský kraj", "2012–2016"),
            ("Hodnocení Koncepce prevence kriminality kraje Vysočina za rok 2015", "Kraj Vysočina", "2015"),
            ("HODNOCENÍ PLÁNU MĚSTA LHOTKA NAD ŘEKOU NA LÉTA 2010 AŽ 2012", "Město Lhotka nad Řekou", "2010–2012"),
            ("Zpráva o plnění programu prevence", "", ""),
        ],
    )
    def test_of_titles(self, title: str, territory: str, period: str) -> None:
        told = to_json(parsed(f"{title}\nCíl 1: Klid\nOpatření 1.1 A\n- zajistit a"))["strategy"]
        assert told == {"title": title, "territory": territory, "period": period}


def test_a_document_of_word_with_lists_and_a_table() -> None:
    document = docx.Document()
    document.add_heading("Vyhodnocení Strategie prevence kriminality města Lhotka 2014–2017", 0)
    document.add_heading("Cíl 1: Ulice", 1)
    document.add_heading("Opatření 1.1 Hlídky", 2)
    for style, items in (("List Number", ("zavést hlídky", "koupit vysílačky")), ("List Bullet", ("Hlídky slouží.",))):
        document.add_paragraph("Plánované aktivity" if style == "List Number" else "Plnění")
        for item in items:
            document.add_paragraph(item, style=style)
    document.add_heading("Cíl 2: Domov", 1)
    table = document.add_table(rows=0, cols=5)
    for values in (
        ("Č.", "Opatření", "Plánované aktivity", "Výsledek", "Stav"),
        ("2.1", "Besedy", "- vést besedy\n- vydat leták", "Besed bylo 8.", "splněno"),
        ("", "", "", "Leták vyšel.", ""),
    ):
        for cell, text in zip(table.add_row().cells, values, strict=True):
            first, *others = text.split("\n")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)
    out = BytesIO()
    document.save(out)
    evaluation = parse_evaluation(read_document(out.getvalue(), "a.docx").lines)
    assert [lists(measure) for measure in evaluation.measures] == [
        (["zavést hlídky", "koupit vysílačky"], ["Hlídky slouží."]),
        (["vést besedy", "vydat leták"], ["Besed bylo 8.", "Leták vyšel."]),
    ]
    assert [(one.number, one.status.text) for one in evaluation.measures] == [("1.1", ""), ("2.1", "splněno")]


class TestWhatAStrangerShowed:
    """Causes that four documents by a stranger brought up, in other words."""

    def test_a_typed_table_of_contents_belongs_to_nothing(self) -> None:
        contents = "Obsah\nCíl 1: Klid\t2\nCíl 2: Děti\t5\nDoslov\t9\n"
        below = "Opatření {}.1 Hlídky\nPlnění:\n- Stalo se.\n"
        tree = f"Cíl 1: Klid\n{below.format(1)}Cíl 2: Děti\n{below.format(2)}"
        evaluation = parsed(HEAD + contents + tree)
        assert [(goal.title.text, goal.evaluation.text) for goal in evaluation.goals] == [("Klid", ""), ("Děti", "")]
        assert "Cíl 2: Děti 5" in [one.text for one in evaluation.unplaced]

    def test_rows_with_figures_are_no_table_of_contents(self) -> None:
        text = HEAD + "Cíl 1: Klid\nOpatření\tPlnění\n1.1 Hlídky\t14\n1.2 Kamery\t25\n"
        assert [measure.title.text for measure in parsed(text).measures] == ["Hlídky", "Kamery"]

    @pytest.mark.parametrize("rest", ["120 hodin.", "Lhotky."])
    def test_a_sentence_goes_on_behind_its_page(self, rest: str) -> None:
        line = "Hlídky vyrazily do všech čtvrtí a nikdo je neodmítl. Ke spokojenosti jejich lidé\n"
        cut = f"slouží každý večer. Strážníci letos obešli okraje\n2\n{rest}\n"
        text = MEASURE + "Plnění:\n" + line + cut + (line + "slouží dál beze změny v celé obci i okolí.\n") * 2 + "3\n"
        [measure] = parsed(text).measures
        assert f"Strážníci letos obešli okraje {rest}" in measure.results[0].text

    def test_evaluations_of_measures_with_activities_are_results(self) -> None:
        text = HEAD + "Priorita 1: Klid\n"
        for number in ("1.1", "1.2"):
            text += f"Opatření {number} Hlídky\nAktivita {number}.1 Zajistit auto\nVyhodnocení: Auto jezdí.\n"
        [goal] = parsed(text + "Shrnutí priority 1:\nJe klid.\n").goals
        assert [lists(measure) for measure in goal.measures] == [(["Zajistit auto"], ["Auto jezdí."])] * 2
        assert goal.evaluation.text == "Je klid."

    def test_a_heading_in_the_style_of_goals_ends_them(self) -> None:
        document = docx.Document()
        document.add_paragraph(HEAD.strip())
        for level, text in ((1, "Cíl 1: Klid"), (2, "Opatření 1.1 Hlídky"), (2, "Hodnocení cíle"), (1, "Díky")):
            document.add_heading(text, level)
            document.add_paragraph("Díky tomu se chodilo.")
        target = BytesIO()
        document.save(target)
        [goal] = parse_evaluation(read_document(target.getvalue(), "a.docx").lines).goals
        assert goal.evaluation.text == "Díky tomu se chodilo."

    def test_wide_letter_spacing_keeps_words_apart(self) -> None:
        [goal] = parsed(HEAD + "CÍL 1.  D Ě T I   A   S E N I O Ř I ,   K T E Ř Í   J S O U   U   N Á S\n").goals
        assert goal.title.text == "DĚTI A SENIOŘI, KTEŘÍ JSOU U NÁS"

    def test_a_title_waits_for_the_name_of_its_town(self) -> None:
        text = "KONCEPCE PREVENCE KRIMINALITY OBCE\nLHOTKA\n2014–2016\n\nCíl 1: Klid\nOpatření 1.1 Hlídky\n"
        strategy = parsed(text).strategy
        assert (strategy.title.text, strategy.period.text) == ("KONCEPCE PREVENCE KRIMINALITY OBCE LHOTKA 2014–2016",
                                                               "2014–2016")  # fmt: skip
        assert strategy.territory.text == "Obec Lhotka"

    def test_what_is_carried_over_is_a_state(self) -> None:
        text = HEAD + "Cíl 1: Klid\nOpatření\tPlnění\tStav\n1.1 Hlídky\tNevyšly.\tpřesunuto do další strategie 2017\n"
        [measure] = parsed(text).measures
        assert (lists(measure)[1], measure.status.text) == (["Nevyšly."], "přesunuto do další strategie 2017")
