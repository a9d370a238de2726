"""The fixed cast put into the database again and again: made once by the actions, afterwards by copying its rows.

Most tests begin with the cast, which takes some 180 queries to make. The first test of a process makes it and its rows
are remembered as the database stored them; the others get the same rows by one INSERT a table.
"""

import pickle
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from soucinnost.audit.models import Entry
from tests.cast import Cast, make_cast

Statement = tuple[str, list[Any]]
Rows = dict[Any, tuple[Any, ...]]


@dataclass(frozen=True)
class _Recording:
    statements: list[Statement]
    cast: bytes


_recordings: dict[date, _Recording] = {}


def recorded_cast() -> Cast:
    """Put the whole cast into the database.

    Only a cast made before anything else was written is remembered, and only for the day on which it was made. Where
    something was written before, it is made by the actions again: its audit rows follow those that are there.
    """
    if Entry.objects.exists():
        return make_cast()
    recording = _recordings.get(timezone.localdate())
    if recording is None:
        return _record()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in recording.statements:
                cursor.execute(statement, values)
    except DatabaseError:  # another row of the test took the place of one of these
        return make_cast()
    cast: Cast = pickle.loads(recording.cast)  # noqa: S301 - made by this process
    return cast


def _record() -> Cast:
    """Make the cast and remember which rows it added or changed."""
    before = _rows()
    cast = make_cast()
    after = _rows()
    statements = [
        statement
        for (table, columns), rows in after.items()
        for statement in _statements(table, columns, before[table, columns], rows)
    ]
    _recordings[timezone.localdate()] = _Recording(statements, pickle.dumps(cast))
    return cast


def _rows() -> dict[tuple[str, tuple[str, ...]], Rows]:
    """Everything in the tables of all models by primary key, each value as it is stored; the key comes first."""
    quote = connection.ops.quote_name
    stored = "{}::text" if connection.vendor == "postgresql" else "+{}"  # SQLite would turn a bare column into a date
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            options = model._meta
            if options.proxy or not options.managed:
                continue
            fields = sorted(options.local_concrete_fields, key=lambda field: not field.primary_key)
            columns = tuple(field.column for field in fields)
            selected = ", ".join(stored.format(quote(column)) for column in columns)
            cursor.execute(f"SELECT {selected} FROM {quote(options.db_table)}")
            found[options.db_table, columns] = {row[0]: row for row in cursor.fetchall()}
    return found


def _statements(table: str, columns: tuple[str, ...], before: Rows, after: Rows) -> list[Statement]:
    """What turns the rows before into those after."""
    quote = connection.ops.quote_name
    made: list[Statement] = []
    stale = [key for key, row in before.items() if after.get(key) != row]
    if stale:
        marks = ", ".join(["%s"] * len(stale))
        made.append((f"DELETE FROM {quote(table)} WHERE {quote(columns[0])} IN ({marks})", stale))
    new = [row for key, row in after.items() if before.get(key) != row]
    if new:
        marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(new))
        names = ", ".join(map(quote, columns))
        made.append((f"INSERT INTO {quote(table)} ({names}) VALUES {marks}", [value for row in new for value in row]))
    return made
