"""An item typed in one line."""

from dataclasses import dataclass

import pytest

from soucinnost.meetings.quick import read_quick


@dataclass(frozen=True)
class Member:
    given_name: str
    surname: str


POKORNA, JAN, PETR, DOUBLE = (
    Member("Iveta", "Pokorná"), Member("Jan", "Novák"), Member("Petr", "Novák"), Member("Eva", "Malá Nová")
)
MEMBERS = (POKORNA, JAN, PETR, DOUBLE)


@pytest.mark.parametrize(
    ("text", "title", "minutes", "people", "name"),
    [
        ("GDPR 10 min Pokorná", "GDPR", 10, (POKORNA,), ""),
        ("GDPR 10 min pokorna", "GDPR", 10, (POKORNA,), ""),
        ("GDPR Pokorná 10 min", "GDPR", 10, (POKORNA,), ""),
        ("GDPR, 10 min, Mgr. I. Pokorná", "GDPR", 10, (POKORNA,), ""),
        ("Rozpočet 1,5 h Novák", "Rozpočet", 90, (JAN, PETR), ""),
        ("Rozpočet 20 minut, Jan Novák", "Rozpočet", 20, (JAN,), ""),
        ("Rozpočet – Mgr. P. Novák", "Rozpočet", None, (PETR,), ""),
        ("Tour 10 min Malá Nová", "Tour", 10, (DOUBLE,), ""),
        ("Tour 10 min Nová", "Tour", 10, (), "Nová"),
        ("Zpráva 5' Karel Host", "Zpráva", 5, (), "Karel Host"),
        ("Projekt 2018 30min.", "Projekt 2018", 30, (), ""),
        ("15 min Exkurze", "Exkurze", 15, (), ""),
        ("půl hodiny debata", "debata", 30, (), ""),
        ("Kontrola úkolů Pokorná", "Kontrola úkolů Pokorná", None, (), ""),
        ("Plán 2024, 2025", "Plán 2024, 2025", None, (), ""),
        ("Tituly, Mgr. Bc.", "Tituly, Mgr. Bc.", None, (), ""),
        ("Pokorná 10 min", "Pokorná", 10, (), ""),
        ("Děti do 15 let", "Děti do 15 let", None, (), ""),
        ("Minimální program", "Minimální program", None, (), ""),
    ],
)
def test_reading(text: str, title: str, minutes: int | None, people: tuple[Member, ...], name: str) -> None:
    read = read_quick(text, MEMBERS)
    assert (read.title, read.minutes, read.people, read.presenter_name) == (title, minutes, people, name)


def test_nothing_but_a_time_is_no_title() -> None:
    assert read_quick("10 min", MEMBERS).title == ""
