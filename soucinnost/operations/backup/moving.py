"""Moving everything from one database to another, SQLite to PostgreSQL or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import dj_database_url
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.utils.translation import gettext as _

from soucinnost.audit.actions import record
from soucinnost.audit.selectors import verify
from soucinnost.kernel.actor import Actor
from soucinnost.operations.backup.errors import BackupError
from soucinnost.operations.backup.snapshot import applied_migrations, snapshot
from soucinnost.operations.backup.tables import (
    copied_models,
    digest,
    empty_all,
    lines,
    load,
    occupied,
    reset_sequences,
)

SOURCE, TARGET = "transfer_source", "transfer_target"


@dataclass(frozen=True)
class Moved:
    """How much was copied and proved equal."""

    tables: int
    rows: int


def transfer(*, by: Actor, to_url: str, from_url: str = "") -> Moved:
    """Copy every row from the database of ``from_url`` (default: the configured one) into the empty ``to_url``.

    The target's tables are made by its migrations, filled in one transaction, read back and compared table by table;
    then the audit chain is verified there and the move is recorded in it. Raises BackupError and leaves the target
    empty otherwise. The source is only read. Files and keys stay where they are.
    """
    with _database(TARGET, to_url), _database(SOURCE, from_url) as source:
        _refuse_same(source)
        try:
            if not _is_new(TARGET) and (name := occupied(TARGET)):
                raise BackupError(_("Cílová databáze není prázdná (tabulka %(name)s).") % {"name": name})
            call_command("migrate", database=TARGET, verbosity=0, interactive=False)
            call_command("createcachetable", database=TARGET, verbosity=0)
            with snapshot(source) as view:
                return _copy(by, view)
        except DatabaseError as error:
            raise BackupError(_("Databáze odmítla přenos: %(reason)s") % {"reason": str(error).strip()}) from error


@contextmanager
def _database(alias: str, url: str) -> Iterator[str]:
    """Make the database of ``url`` known under ``alias`` for the block; an empty URL is the configured one."""
    if not url:
        yield DEFAULT_DB_ALIAS
        return
    try:
        parsed = dj_database_url.parse(url)
    except (ValueError, KeyError) as error:
        raise BackupError(_("Adresa databáze není srozumitelná: %(url)s") % {"url": url.split("@")[-1]}) from error
    if parsed["ENGINE"].endswith("sqlite3"):
        parsed["OPTIONS"] = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA foreign_keys=ON;"}
    complete = connections.configure_settings({DEFAULT_DB_ALIAS: parsed})[DEFAULT_DB_ALIAS]
    connections.settings[alias] = complete
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def _refuse_same(source: str) -> None:
    def place(alias: str) -> tuple[str, ...]:
        told = connections[alias].settings_dict
        return (connections[alias].vendor, *(str(told.get(name) or "") for name in ("HOST", "PORT", "NAME")))

    if place(source) == place(TARGET):
        raise BackupError(_("Zdroj a cíl jsou tatáž databáze."))


def _is_new(alias: str) -> bool:
    return not applied_migrations(alias)


def _copy(by: Actor, view: str) -> Moved:
    if applied_migrations(view) != applied_migrations(TARGET):
        raise BackupError(_("Zdrojová databáze není aktuální. Nejdřív spusťte: soucinnost migrate"))
    rows, models = 0, copied_models()
    with transaction.atomic(using=TARGET):
        empty_all(TARGET)
        for model in models:
            rows += load(model, lines(model, view), TARGET)
        reset_sequences(TARGET)
        connections[TARGET].check_constraints()
        for model in models:
            if digest(lines(model, view)) != digest(lines(model, TARGET)):
                name = model._meta.label_lower
                raise BackupError(_("Tabulka %(name)s se po přenosu liší od zdroje.") % {"name": name})
        verdict = verify(using=TARGET)
        if not verdict.intact:
            raise BackupError(_("Záznam o přístupech je porušený: %(what)s") % {"what": verdict.breaks[0]})
        record(by=by, verb="installation.transferred", using=TARGET)
    return Moved(len(models), rows)
