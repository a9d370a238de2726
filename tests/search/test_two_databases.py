"""SQLite and PostgreSQL answer alike: the same records in the same order, whatever is written and asked.

Two connections of their own, beside the one of the suite: the index is filled with the same entries in both and asked
by the engine of each.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soucinnost.search.engines import engine, match_text
from soucinnost.search.questions import understand
from soucinnost.search.selectors import Hit
from soucinnost.search.tokens import tokens_of

TABLE = (
    "CREATE TABLE search_indexentry (id {key}, object_uid varchar(40), title text, tokens text, day date)"
)
WORDS = [
    "škola", "školy", "školách", "skola", "policie", "policejní", "ubytovna", "ubytoven", "ubytovny", "Ostrava",
    "Ostravě", "v", "na", "OSPOD", "O.S.P.O.D.", "Frýdek-Místek", "Frýdku-Místku", "12/2019", "rada", "řada", "děti",
    "dítě", "lidé", "člověk", "ß", "ﬁ", "🚲", "Ωμέγα", "Прага", "rok", "roku", "2019", "a*b", '"x"', "AND",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map(" ".join)
ENTRIES = st.lists(st.tuples(TEXTS, TEXTS, st.none() | st.integers(0, 3)), min_size=1, max_size=8)
QUESTIONS = st.lists(st.sampled_from([*WORDS, '"', "*", "ško*", "ubyt", "pol", "(", "OR"]), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def both(postgres_url: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[list[str]]:
    """Aliases of an SQLite file and a PostgreSQL server, each with the table and its engine."""
    place: Path = tmp_path_factory.mktemp("both")
    aliases = {"search_lite": f"sqlite:///{place / 'lite.sqlite3'}", "search_post": postgres_url}
    with django_db_blocker.unblock():
        for alias, url in aliases.items():
            parsed = dj_database_url.parse(url)
            connections.settings[alias] = connections.configure_settings({"default": parsed})["default"]
            with connections[alias].cursor() as cursor:
                lite = connections[alias].vendor == "sqlite"
                if not lite:
                    cursor.execute("CREATE SCHEMA search_alone")
                    cursor.execute("SET search_path TO search_alone")
                cursor.execute(TABLE.format(key="integer PRIMARY KEY" if lite else "serial PRIMARY KEY"))
                for statement in engine(connections[alias].vendor).INSTALL:
                    cursor.execute(statement)
        yield list(aliases)
        for alias in aliases:
            if connections[alias].vendor == "postgresql":
                with connections[alias].cursor() as cursor:
                    cursor.execute("DROP SCHEMA search_alone CASCADE")
            connections[alias].close()
            del connections[alias]
            del connections.settings[alias]


def answers(alias: str, entries: list[tuple[str, str, int | None]], typed: str, *, beginning: bool) -> list[str]:
    """Identifiers in the order of the page."""
    connection = connections[alias]
    question = understand(typed)
    if beginning:
        question = question.beginning()
    if not question:
        return []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_indexentry")
        for number, (title, text, day) in enumerate(entries):
            cursor.execute(
                "INSERT INTO search_indexentry (object_uid, title, tokens, day) VALUES (%s, %s, %s, %s)",
                [f"u{number}", title, tokens_of([title, text], ["__c0"]), _day(day)],
            )
        condition = engine(connection.vendor).CONDITION % {"expressions": "%s"}
        clauses = [*question.clauses(), (frozenset({"__c0", "__c7"}), "")]
        cursor.execute(
            f"SELECT object_uid, title, day FROM search_indexentry WHERE {condition}",  # noqa: S608 - our own words
            [match_text(connection.vendor, clauses)],
        )
        rows = cursor.fetchall()
    hits = [Hit("k", uid, title, _date(day), bool(title)) for uid, title, day in rows]
    return [hit.uid for hit in sorted(hits, key=lambda hit: hit.rank)]


def _day(number: int | None) -> str | None:
    return None if number is None else str(date(2018, 1, 1) + timedelta(days=number))


def _date(told: Any) -> date | None:
    return date.fromisoformat(told) if isinstance(told, str) else told


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ENTRIES, QUESTIONS, st.booleans())
def test_the_same_answers(
    both: list[str], entries: list[tuple[str, str, int | None]], asked: list[str], beginning: bool
) -> None:
    typed = " ".join(asked)
    lite, post = (answers(alias, entries, typed, beginning=beginning) for alias in both)
    assert lite == post


def test_both_really_answer(both: list[str]) -> None:
    entries = [("Škola", "policie", None), ("Policie", "o školách a 12/2019", 1), ("Ubytovna", "Frýdku-Místku", 2)]
    expected = {"školou": ["u1", "u0"], "12/2019": ["u1"], "místek frýdek": ["u2"], "ubyt*": ["u2"], "hrad": []}
    for alias in both:
        assert {typed: answers(alias, entries, typed, beginning=False) for typed in expected} == expected, alias
        assert answers(alias, entries, "pol", beginning=True) == ["u1", "u0"]
