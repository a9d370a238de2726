"""One unmoving view of the database while others go on writing. The one place with SQL of a single database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder

ALIAS = "snapshot"


@contextmanager
def snapshot(alias: str) -> Iterator[str]:
    """Open a second connection that sees the database as it is now; yields the alias to read it by.

    SQLite in WAL mode and PostgreSQL both let writers go on meanwhile. The view ends with the block.
    """
    connection = connections[alias].copy(ALIAS)
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"] = {**connection.settings_dict["OPTIONS"], "transaction_mode": "DEFERRED"}
    connections[ALIAS] = connection
    try:
        with transaction.atomic(using=ALIAS):
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                # The view is fixed by the first read, not by the beginning.
                cursor.execute("SELECT count(*) FROM django_migrations")
            yield ALIAS
    finally:
        connection.close()
        del connections[ALIAS]


def applied_migrations(alias: str) -> list[str]:
    """Names of the migrations that made the tables, sorted."""
    recorder = MigrationRecorder(connections[alias])
    return sorted(f"{app}.{name}" for app, name in recorder.applied_migrations())
