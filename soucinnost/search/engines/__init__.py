"""Full text in the database: one small module for each kind of database, the same tokens and answers in all."""

from types import ModuleType
from typing import Any

from django.db.models import BooleanField, CharField, Expression, Func, Value

from soucinnost.search.engines import postgres, sqlite

Clause = tuple[frozenset[str], str]
"""Tokens one of which must be there, or a beginning of a token that does ("" = none)."""

TABLE = "search_indexentry"


def engine(vendor: str) -> ModuleType:
    """The module that speaks to a kind of database. Raises KeyError for one that the product does not run on."""
    return {"sqlite": sqlite, "postgresql": postgres}[vendor]


def match_text(vendor: str, clauses: list[Clause]) -> str:
    """All clauses in the language of the database; tokens hold letters, digits and underscores only."""
    return str(engine(vendor).match_text(clauses))


class Matches(Func):
    """Condition on the rows of the index: they have the tokens that a ``match_text`` asks for."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, text: str) -> None:
        super().__init__(text if isinstance(text, Expression) else Value(text))

    def as_sql(self, compiler: Any, connection: Any, **options: Any) -> tuple[str, Any]:  # type: ignore[override]
        """Write the condition as the database wants it; the text stays a parameter."""
        return super().as_sql(compiler, connection, template=engine(connection.vendor).CONDITION, **options)


class Unindexed(Func):
    """A column of text as it is, by which the database shall not look rows up: the full text has fewer of them."""

    output_field = CharField()

    def as_sql(self, compiler: Any, connection: Any, **options: Any) -> tuple[str, Any]:  # type: ignore[override]
        """Write the column as the database wants it."""
        return super().as_sql(compiler, connection, template=engine(connection.vendor).UNINDEXED, **options)


def install(apps: Any, schema_editor: Any) -> None:
    """Make what the database needs beside the table; what is there already stays. For migrations."""
    for statement in engine(schema_editor.connection.vendor).INSTALL:
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take away what ``install`` made."""
    for statement in engine(schema_editor.connection.vendor).REMOVE:
        schema_editor.execute(statement)
