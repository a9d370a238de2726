"""Emptying the tables after a test that commits: only those that hold something.

Django empties all of them, on PostgreSQL by a TRUNCATE that takes the strongest lock on each, and then makes content
types and permissions anew: a quarter of a second of a processor after each such test.
"""

from functools import cache
from typing import Any

from django.db import connection, transaction

MADE_BY_MIGRATING = ("django_content_type", "auth_permission")
AT_ONCE = 200
"""Tables asked for in one statement; SQLite takes 500."""


@cache
def _tables() -> tuple[str, ...]:
    return tuple(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _written(cursor: Any, tables: tuple[str, ...]) -> list[str]:
    """Those of the tables that hold a row."""
    quote = connection.ops.quote_name
    found: list[str] = []
    for at in range(0, len(tables), AT_ONCE):
        asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in tables[at : at + AT_ONCE]]
        cursor.execute(" UNION ALL ".join(asked))
        found += [name for (name,) in cursor.fetchall()]
    return found


def made_by_migrating() -> tuple[Any, ...]:
    """What tells whether a test changed the rows that no test makes."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(
            f"SELECT COUNT(*), COALESCE(MAX(id), 0) FROM {connection.ops.quote_name(name)}"
            for name in MADE_BY_MIGRATING
        ))
        return tuple(cursor.fetchall())


def empty_what_was_written() -> None:
    """Delete all rows but those made by migrating; foreign keys are looked at when all is done."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name in _written(cursor, tuple(name for name in _tables() if name not in MADE_BY_MIGRATING)):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
