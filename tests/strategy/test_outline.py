"""Reading a pasted list: marks, indents, what goes on, what cannot be placed, and that nothing gets lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from soucinnost.strategy.outline import Outline, read_outline


def shape(outline: Outline) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (goal.title, [(one.title, [act.text for act in one.activities]) for one in goal.measures])
        for goal in outline.goals
    ]


EXPECTED = [
    ("Bezpečí", [("Osvěta", ["besedy", "leták"]), ("Kamery", [])]), ("Spolupráce", [("Skupina", ["setkání"])]),
]


def test_numbers_letters_bullets_and_words_mean_the_same() -> None:
    numbered = (
        "1. Bezpečí\n1.1. Osvěta\n1.1.1 besedy\n1.1.2 leták\n1.2 Kamery\n2) Spolupráce\n2.1 Skupina\n2.1.1 setkání"
    )
    lettered = "1 Bezpečí\n 1.1 Osvěta\n  a) besedy\n  b) leták\n 1.2 Kamery\n2 Spolupráce\n 2.1 Skupina\n  • setkání"
    worded = (
        "Cíl 1: Bezpečí\nOpatření 1.1 – Osvěta\nPlánované aktivity:\nBesedy\nLeták\nOpatření 1.2: Kamery\n"
        "STRATEGICKÝ CÍL 2 Spolupráce\nOpatření: Skupina\nAktivita: setkání"
    )
    indented = "Bezpečí\n\tOsvěta\n\t\tbesedy\n\t\tleták\n\tKamery\nSpolupráce\n\tSkupina\n\t\tsetkání"
    for text in (numbered, lettered, indented):
        assert shape(read_outline(text)) == EXPECTED
    assert [(goal, [(one, [act.lower() for act in acts]) for one, acts in held]) for goal, held in shape(
        read_outline(worded)
    )] == EXPECTED


def test_a_line_without_a_mark_goes_on() -> None:
    outline = read_outline(
        "1 Cíl, který je dlouhý\na pokračuje\nPopis cíle na dalším řádku.\n1.1 Opatření\nGarant: Městská policie.\n"
        "- aktivita, která\npokračuje"
    )
    goal = outline.goals[0]
    assert (goal.title, goal.description) == ("Cíl, který je dlouhý a pokračuje", "Popis cíle na dalším řádku.")
    assert goal.measures[0].owner == "Městská policie"
    two = read_outline("1.1 Opatření\nGarant: Městská policie\nGarant: Městská policie\nGarant: OSPOD").loose[0]
    assert (two.owner, two.description) == ("Městská policie", "Garant: OSPOD")
    assert goal.measures[0].activities[0].text == "aktivita, která pokračuje"


def test_years_and_amounts_are_no_numbers_of_goals() -> None:
    outline = read_outline("1 Cíl\n1.1 Opatření\n- do roku\n2024 bude hotovo\n1.3 Další")
    assert [one.given for one in outline.measures] == ["1.1", "1.3"]
    assert [number for number, _one in outline.numbered(first=3)] == ["3", "3.1", "3.2"]
    assert outline.measures[0].activities[0].text == "do roku 2024 bude hotovo"


def test_what_cannot_be_placed_is_told() -> None:
    outline = read_outline("Strategie města\n- aktivita bez opatření\n1.1 Opatření bez cíle\n1 Cíl\n1.2 " + "x" * 600)
    assert [(one.line, one.why) for one in outline.troubles] == [(1, "lost"), (2, "orphan"), (5, "long")]
    assert [one.title for one in outline.loose] == ["Opatření bez cíle"]
    assert read_outline("").counts == (0, 0, 0)


MARKS = st.sampled_from(["1 ", "1.1 ", "2.", "- ", "a) ", "\t", "Cíl 3: ", "Opatření: ", "1.1.1 ", "", "Odpovídá: "])


@given(st.lists(st.tuples(MARKS, st.text("abčř žX", max_size=12)), max_size=12))
def test_no_word_gets_lost(rows: list[tuple[str, str]]) -> None:
    text = "\n".join(mark + words for mark, words in rows)
    outline = read_outline(text)
    held = [one.text for one in outline.troubles]
    for goal in outline.goals:
        held += [goal.title, goal.description]
    for measure in outline.measures:
        held += [measure.title, measure.description, measure.owner, *(act.text for act in measure.activities)]
    known = " ".join(held)
    for _mark, words in rows:
        for word in re.findall(r"\w{2,}", words):
            assert word in known
