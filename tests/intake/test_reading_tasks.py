"""Tasks as records write them: with labels, in lists, in brackets, imposed by a resolution, said by a conclusion."""

from __future__ import annotations

from typing import Any

import pytest

from soucinnost.documents.reading import lines_of
from soucinnost.intake.parsing import parse_minutes, to_json

HEAD = "Zápis ze schůzky dne 14. 3. 2020\nPřítomni: Jana Malá, Petr Kos, Eva Nová\nProgram: 1. Hřiště 2. Různé\n\n"
PLOT = {"text": "Opravit plot", "owner": "pan Kos", "due": "2020-06-01"}


def read(inside: str, end: str = "") -> dict[str, Any]:
    """What a record with this in its first item, and with this end, says."""
    return to_json(parse_minutes(lines_of(f"{HEAD}1. Hřiště\n{inside}\n2. Různé\nNikdo nic neměl.\n{end}")))


@pytest.mark.parametrize(
    "written",
    [
        "Úkol: Opravit plot – pan Kos. Termín: 1. 6. 2020",
        "Úkol: Opravit plot do 1. 6. 2020, zodpovídá: pan Kos",
        "Úkol: Opravit plot (zodpovídá: pan Kos), termín: 1. 6. 2020",
        "Úkoly: Opravit plot. Zodpovídá: pan Kos. Termín: 1. 6. 2020",
        "Úkoly:\n- Opravit plot – pan Kos – do 1. 6. 2020",
        "Úkoly:\n- Opravit plot (pan Kos, 1. 6. 2020)",
        "Úkoly:\n- pan Kos: Opravit plot do 1. 6. 2020",
        "Úkol: Opravit plot\nZodpovídá: pan Kos\nTermín: 1. 6. 2020",
    ],
)
def test_of_one_task(written: str) -> None:
    [task] = read(written)["tasks"]
    assert task | {"text": task["text"].rstrip(".")} == PLOT


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("Opravit plot (u školy, pan Kos)", ("Opravit plot (u školy, pan Kos)", "", "")),
        ("1. 6. 2020: Opravit plot – pan Kos", ("1. 6. 2020: Opravit plot", "pan Kos", "")),
        ("2. 1. 6. 2020: Opravit plot – pan Kos", ("1. 6. 2020: Opravit plot", "pan Kos", "")),
        ("2) 1. 6. 2020: Opravit plot – pan Kos", ("1. 6. 2020: Opravit plot", "pan Kos", "")),
        ("b) 3. setkání připravit – pan Kos", ("3. setkání připravit", "pan Kos", "")),
        ("Projednat hřiště – Charita + město, prosinec", ("Projednat hřiště", "Charita + město", "prosinec")),
        ("Opravit plot – u školy i za ní, kudy chodí děti na odpolední kroužky a kde v zimě nesvítí lampy",
         ("Opravit plot – u školy i za ní, kudy chodí děti na odpolední kroužky a kde v zimě nesvítí lampy", "", "")),
    ],
)  # fmt: skip
def test_of_lines_that_say_less_or_more(line: str, task: tuple[str, str, str]) -> None:
    [found] = read(f"Úkoly:\n- {line}")["tasks"]
    assert (found["text"], found["owner"], found["due"]) == task


def test_a_list_of_tasks_ends_where_something_else_begins() -> None:
    told = read("Úkoly:\n- Opravit plot – pan Kos – 1. 6. 2020\n- Natřít lavičky – Jana Malá\nZávěr: Hřiště se otevře.")
    assert told["tasks"] == [PLOT, {"text": "Natřít lavičky", "owner": "Jana Malá", "due": ""}]
    told = read("Úkoly:\n- Opravit plot – pan Kos – 1. 6. 2020\n\nO lavičkách se mluvilo dlouho.")
    assert told["tasks"] == [PLOT]
    assert "O lavičkách se mluvilo dlouho." in told["items"][0]["text"]


def test_who_answers_below_a_long_paragraph_answers_for_its_last_sentence() -> None:
    told = read(
        "Paní Malá popsala, jak hřiště vypadá po zimě, kdo na něj chodí a proč se tam po setmění nikdo necítí dobře. "
        "Děti si stěžují na psy, rodiče na střepy a sousedé na hluk, který se rozléhá až k nádraží a k domovu seniorů. "
        "Nejhorší je plot u školy. Opravit plot.\nZodpovídá: pan Kos\nTermín: 1. 6. 2020"
    )
    assert told["tasks"] == [PLOT | {"text": "Opravit plot."}]


@pytest.mark.parametrize(
    ("said", "text", "due"),
    [
        ("Skupina ukládá tajemníkovi předložit zprávu, termín: 30. 6. 2020.", "předložit zprávu", "2020-06-30"),
        ("Skupina ukládá tajemníkovi předložit zprávu do 30. 6. 2020.", "předložit zprávu", "2020-06-30"),
        ("Skupina ukládá tajemníkovi předložit do 30. 6. 2020 zprávu o hřišti.",
         "předložit do 30. 6. 2020 zprávu o hřišti", "2020-06-30"),
        ("Skupina ukládá tajemníkovi předložit zprávu.\nTermín: 30. 6. 2020", "předložit zprávu", "2020-06-30"),
        ("Skupina ukládá tajemníkovi předložit zprávu.", "předložit zprávu", ""),
    ],
)  # fmt: skip
def test_a_resolution_imposes(said: str, text: str, due: str) -> None:
    assert read(f"Usnesení č. 1/2020: {said}")["tasks"] == [{"text": text, "owner": "tajemník", "due": due}]
    if "\n" not in said:
        told = read("O hřišti se mluvilo dlouho.", f"\nZávěry:\n- {said}\n")
        assert told["tasks"] == [{"text": text, "owner": "tajemník", "due": due}]
        assert len(told["conclusions"]) == 1


def test_a_conclusion_takes_its_term_from_the_discussion() -> None:
    inside = "Paní Nová slíbila, že osloví rodiče. Letáky škole předá do 15. 4. 2020. Zjistí také ceny."
    told = read(inside, "\nZávěry:\n- Pan Kos předá letáky škole.\n- Paní Malá zjistí ceny lamp.\n")
    assert told["tasks"] == [
        {"text": "Pan Kos předá letáky škole.", "owner": "pan Kos", "due": "2020-04-15"},
        {"text": "Paní Malá zjistí ceny lamp.", "owner": "paní Malá", "due": ""},
    ]


def test_a_task_below_the_signatures_is_one_too() -> None:
    told = read("Mluvilo se.", "\nZapsala: Eva Nová\n\nÚkol: Opravit plot\nZodpovídá: pan Kos\nTermín: 1. 6. 2020\n")
    assert told["tasks"] == [PLOT]
