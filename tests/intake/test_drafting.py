"""From what the parser understood to the form: parts between texts, and no word of the original forgotten."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from soucinnost.documents.reading import lines_of
from soucinnost.intake import draft as shape
from soucinnost.intake import parsing
from soucinnost.intake.drafting import draft_of, lines_json
from soucinnost.intake.joining import joined
from soucinnost.intake.parsing.promised import promised_in_reports
from soucinnost.kernel.folding import fold
from tests.intake.kit import LINES, MINUTES

SHAPES = sorted((Path(__file__).parent / "shapes").rglob("*.txt"))


def made() -> dict[str, Any]:
    return draft_of(MINUTES, LINES)


def test_the_frame_is_filled_in() -> None:
    draft = made()
    assert (draft["subject"], draft["starts"], draft["ends"], draft["place"], draft["number"]) == (
        "Bezpečná Zkušebnice", "9.00", "10.30", "radnice", "3"
    )
    assert draft["day"].replace("\xa0", " ") == "14. 6. 2018"
    assert [(one["name"], one["status"]) for one in draft["people"]] == [
        ("Mgr. Předsedová Alena", "present"), ("Dana Členová", "present"), ("Karel Dávný", "present")
    ]
    assert [one["name"] for one in draft["signers"]] == ["Blanka Zapisovatelová"]
    assert draft["redactions"] == 1


def test_the_text_of_an_item_is_divided_into_its_parts() -> None:
    first, second, third = made()["items"]
    assert [(one["kind"], one["text"]) for one in first["entries"]] == [
        ("text", "Schůzi zahájila předsedkyně a přivítala všechny přítomné."),
        ("decision", "Skupina bere na vědomí plán práce.\npro 11, proti 0, zdržel se 1"),
    ]
    decision = first["entries"][1]
    assert (decision["for"], decision["against"], decision["abstained"], decision["result"]) == (
        "11", "0", "1", "adopted"
    )
    assert [(one["kind"], one["text"], one["organisation"], one["owner"], one["due"]) for one in second["entries"]] == [
        ("report", "v terénu je 22 klientů.", "Most k lidem", "", ""),
        ("task", "Zjistit stav osvětlení.", "", "Členová", "do příštího jednání"),
        ("text", "Kolega [redacted] předá seznam míst strážníkům.", "", "", ""),
    ]
    assert (third["title"], third["entries"]) == ("Různé", [])


def test_parts_know_their_lines_and_the_rest_is_loose() -> None:
    draft = made()
    lines = {one["kind"]: one["lines"] for item in draft["items"] for one in item["entries"]}
    assert (lines["decision"], lines["report"], lines["task"]) == ([8, 9], [11], [12])
    assert draft["items"][0]["entries"][0]["lines"] == [6, 7]
    assert shape.loose_lines(draft, lines_json(LINES)) == [14]


def test_a_task_inside_a_longer_sentence_comes_behind_it_and_the_text_stays_whole() -> None:
    text = "1. Různé\nMluvilo se o lampách a starosta slíbil, že zjistí stav do pátku, potom se šlo domů."
    item = parsing.Item("1", "Různé", text.split("\n")[1], (), (1, 2))
    minutes = parsing.Minutes(items=(item,), tasks=(parsing.Task("zjistí stav", "starosta", "do pátku", lines=(2,)),))
    entries = draft_of(minutes, lines_of(text))["items"][0]["entries"]
    assert [(one["kind"], one["text"]) for one in entries] == [("text", text.split("\n")[1]), ("task", "zjistí stav")]


def test_a_report_over_several_rows_keeps_words_that_the_parser_left_out() -> None:
    text = "1. Zprávy\nMost k lidem (ústně doplněno)\nTerén běží."
    item = parsing.Item("1", "Zprávy", "Most k lidem (ústně doplněno)\nTerén běží.", (), (1, 2, 3))
    minutes = parsing.Minutes(items=(item,), reports=(parsing.Report("Most k lidem", "Terén běží.", (2, 3)),))
    (entry,) = draft_of(minutes, lines_of(text))["items"][0]["entries"]
    assert (entry["kind"], entry["text"]) == ("report", "Most k lidem (ústně doplněno)\nTerén běží.")


def test_votes_that_stand_before_what_was_decided_belong_to_it() -> None:
    text = "1. Program\npro 14, proti 0, zdržel se 0\nProgram byl schválen.\nZměna programu byla zamítnuta."
    outcomes = (
        parsing.Outcome("vote", "pro 14, proti 0, zdržel se 0", (2,)),
        parsing.Outcome("decision", "Program byl schválen.", (3,)),
        parsing.Outcome("decision", "Změna programu byla zamítnuta.", (4,)),
    )
    item = parsing.Item("1", "Program", text.partition("\n")[2], outcomes, (1, 2, 3, 4))
    first, second = draft_of(parsing.Minutes(items=(item,)), lines_of(text))["items"][0]["entries"]
    assert (first["text"], first["for"], first["result"], first["lines"]) == (
        "pro 14, proti 0, zdržel se 0\nProgram byl schválen.", "14", "adopted", [2, 3]
    )
    assert (second["for"], second["result"]) == ("", "rejected")


def entries_of(text: str) -> list[dict[str, Any]]:
    lines = lines_of(text)
    return [one for item in draft_of(parsing.parse_minutes(lines), lines)["items"] for one in item["entries"]]


def test_votes_told_by_names_are_counted_and_the_names_stay() -> None:
    votes = "pro: Bílá, Černý, proti: nikdo, zdržel se: Malý"
    text = f"Zápis z komise\n1. Dotace\nUsnesení č. 3/2019\nKomise doporučuje přidělit dotaci.\n{votes}"
    entry = entries_of(text)[-1]
    assert (entry["for"], entry["against"], entry["abstained"], entry["result"]) == ("2", "0", "1", "adopted")
    assert votes in entry["text"]


def test_labels_and_the_heading_of_a_table_of_tasks_are_no_texts() -> None:
    text = (
        "Zápis ze schůzky komise\n1. Úkoly\nÚkol: oslovit školky\nZodp.: Kadlec\nT: 15.5.2010\n2. Různé\nMluvilo se.\n"
        "Úkol\tZodpovídá\tTermín\nSvolat schůzku\tKadlec\tpříští jednání"
    )
    found = [(one["kind"], one["text"], one["owner"]) for one in entries_of(text)]
    assert found == [
        ("task", "oslovit školky", "Kadlec"), ("text", "Mluvilo se.", ""), ("task", "Svolat schůzku", "Kadlec")
    ]


def test_a_promise_right_behind_the_organisation_is_offered_as_its_own() -> None:
    reports = [
        parsing.Report("Most k lidem", "v březnu 3 akce.", (4,), "1"),
        parsing.Report("Úřad práce", "bude zajišťovat program. V dubnu skončí.", (5,), "1"),
        parsing.Report("Škola", "paní Malá zjistí počty.", (6,), "1"),
    ]
    found = promised_in_reports(reports, [parsing.Suggestion("paní Malá zjistí počty.", "paní Malá", "", (6,), "1")])
    assert [(one.text, one.owner, one.lines) for one in found] == [("bude zajišťovat program.", "Úřad práce", (5,))]


def test_the_day_under_a_name_belongs_to_the_signature() -> None:
    ending = "Zapsala: Jana Bílá\nDne: 7. 12. 2017\nV Lhotě dne 8. 12. 2017"
    lines = lines_of(f"Zápis z komise\n1. Úvod\nMluvilo se.\n{ending}")
    draft = draft_of(parsing.parse_minutes(lines), lines)
    assert [one["lines"] for one in draft["signers"]] == [[4, 5]]


@pytest.mark.parametrize(
    ("head", "place", "starts"),
    [
        ("Termín: úterý 6. dubna 2010 od 9,00 hod\nMísto konání: radnice, zasedačka", "radnice, zasedačka", "9.00"),
        ("Datum: 6. dubna 2010, radnice\nMísto: zasedačka č. 2", "zasedačka č. 2, radnice", ""),
        ("Dne 6. dubna 2010 / klubovna Kotva, Lesní 8 / 17.00 hodin", "klubovna Kotva, Lesní 8", "17.00"),
    ],
)
def test_the_place_is_what_is_labelled_so_and_hours_are_not_part_of_it(head: str, place: str, starts: str) -> None:
    lines = lines_of(f"Zápis z pracovní skupiny\n{head}\nPřítomni: Jana Bílá\n1. Úvod\nMluvilo se.")
    draft = draft_of(parsing.parse_minutes(lines), lines)
    assert (draft["place"], draft["starts"], shape.loose_lines(draft, lines_json(lines))) == (place, starts, [])


def test_what_stands_outside_of_all_items_gets_one() -> None:
    minutes = parsing.Minutes(conclusions=(parsing.Piece("Skupina souhlasí.", (1,)),))
    (item,) = draft_of(minutes, lines_of("Skupina souhlasí."))["items"]
    assert [(one["kind"], one["text"], one["lines"]) for one in item["entries"]] == [
        ("conclusion", "Skupina souhlasí.", [1])
    ]


def test_minutes_in_which_nothing_was_recognised_leave_all_lines_loose() -> None:
    draft = draft_of(parsing.Minutes(), LINES)
    assert shape.loose_lines(draft, lines_json(LINES)) == [line.number for line in LINES]
    assert len(draft["items"]) == 1


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Schůzi zahájila", "předsedkyně."], "Schůzi zahájila předsedkyně."),
        (["První.", "druhá"], "První.\ndruhá"),
        (["a\tb", "Druhý"], "a | b\nDruhý"),
        (["", " "], ""),
    ],
)
def test_lines_are_joined_where_a_sentence_goes_on(lines: list[str], text: str) -> None:
    assert joined(lines) == text


def words(text: str) -> set[str]:
    """Words and numbers; a day „05.03.“ is shown as „5. 3.“."""
    return {word.lstrip("0") or word for word in re.findall(r"\w+", fold(text))}


def everything(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(everything(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(everything(one) for one in value)
    return str(value) if isinstance(value, str) else ""


LABELS = "t z úkol usnesení zodpovídá zodp odpovídá kdo termín do kdy stav č hlasování závěr rozhodnutí příští"


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_no_word_of_real_shapes_is_lost(path: Path) -> None:
    """Every word that the parser gave to an item, a report, a task or a person is in the form, each line once at least.

    Which lines the parser gives to what is for its own tests; lines that it gave to nothing are loose.
    """
    lines = lines_of(path.read_text(encoding="utf-8"))
    minutes = parsing.parse_minutes(lines)
    draft = draft_of(minutes, lines)
    assert json.loads(json.dumps(draft)) == draft
    told = [one.text for one in (*minutes.items, *minutes.reports, *minutes.tasks, *minutes.conclusions)]
    told += [one.name for one in (*minutes.attendance.present, *minutes.attendance.excused, *minutes.attendance.absent)]
    assert words(" ".join(told)) - words(everything(draft)) <= words(LABELS)
    loose = shape.loose_lines(draft, lines_json(lines))
    assert {line for piece in minutes.unplaced for line in piece.lines} <= set(loose)
