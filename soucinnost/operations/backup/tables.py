"""Rows as lines of JSON that read the same whichever database they came from.

Values are taken as they lie in the table: what is encrypted there stays encrypted here.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import DataError, connections, models
from django.db.models import ExpressionWrapper, F
from django.utils.translation import gettext as _

from soucinnost.access.models import EncryptedTextField
from soucinnost.operations.backup.errors import BackupError

# Sign-in sessions end with the old installation; nothing else is left out.
LEFT_OUT = {"sessions.session", "usersessions.usersession"}
CHUNK = 1000
Model = type[models.Model]


def copied_models() -> list[Model]:
    """Every table of ours and of the framework except sessions, in a fixed order (constraints are deferred)."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def fields_of(model: Model) -> list[models.Field]:
    """The columns of a table."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def header(model: Model) -> str:
    """First line of a table: its name and columns."""
    columns = [field.column for field in fields_of(model)]
    return json.dumps({"table": model._meta.label_lower, "columns": columns}, separators=(",", ":"))


def _portable(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    return str(value) if isinstance(value, UUID) else value


def lines(model: Model, alias: str) -> Iterator[str]:
    """Header and rows of a table in the order of the primary key, each a line without its end."""
    columns = {}
    for number, field in enumerate(fields_of(model)):
        source: Any = F(field.attname)
        if isinstance(field, EncryptedTextField):
            source = ExpressionWrapper(source, output_field=models.TextField())
        columns[f"column_{number}"] = source
    yield header(model)
    rows = model._base_manager.using(alias).order_by("pk").values_list(*columns.values())
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    for row in rows.iterator(chunk_size=CHUNK):
        yield encode([_portable(value) for value in row])


def digest(given: Iterable[str]) -> tuple[int, str]:
    """Count the rows (without the header) and hash all lines."""
    summary, number = hashlib.sha256(), -1
    for line in given:
        summary.update(line.encode())
        summary.update(b"\n")
        number += 1
    return number, summary.hexdigest()


def _stored(field: models.Field, value: Any, connection: Any) -> Any:
    """Turn a portable value into what the database driver takes, past the field's own encryption."""
    if value is None:
        return None
    if isinstance(field, EncryptedTextField):
        return value
    target: Any = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    if isinstance(target, models.DateTimeField):
        value = datetime.fromisoformat(value)
    elif isinstance(target, models.BinaryField):
        value = base64.b64decode(value)
    elif isinstance(target, models.DurationField):
        value = timedelta(microseconds=value)
    elif not isinstance(target, models.JSONField):
        value = target.to_python(value)
    return target.get_db_prep_save(value, connection)


def load(model: Model, given: Iterator[str], alias: str) -> int:
    """Insert the rows of a table whose lines begin with the header; returns how many.

    Raises BackupError when the columns are not those of this version of the product.
    """
    if next(given, None) != header(model):
        raise BackupError(_("Tabulka %(name)s má jiné sloupce než tato verze.") % {"name": model._meta.label_lower})
    connection, fields = connections[alias], fields_of(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - quoted names
    total = 0
    with connection.cursor() as cursor:
        while batch := list(islice(given, CHUNK)):
            rows = [_row(fields, json.loads(line), connection) for line in batch]
            try:
                cursor.executemany(statement, rows)
            except (ValueError, DataError) as error:  # PostgreSQL refuses the character NUL, SQLite keeps it
                raise BackupError(f"{model._meta.label_lower}: {error}") from error
            total += len(rows)
    return total


def _row(fields: Sequence[models.Field], values: list[Any], connection: Any) -> list[Any]:
    return [_stored(field, value, connection) for field, value in zip(fields, values, strict=True)]


def empty_all(alias: str) -> None:
    """Delete every row, inside the caller's transaction; constraints are checked at its end."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for model in copied_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def reset_sequences(alias: str) -> None:
    """Let automatic primary keys go on after the highest one."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), copied_models()):
            cursor.execute(statement)


def occupied(alias: str) -> str | None:
    """Name a table of ours that holds rows, or None; notes of periodic duties do not count."""
    for model in copied_models():
        ours = model.__module__.startswith("soucinnost.") and model._meta.label_lower != "operations.dutyrun"
        if ours and model._base_manager.using(alias).exists():
            return model._meta.label_lower
    return None
