"""A database with all tables, made once for the whole run: test databases and installations begin as its copy.

Migrating takes some ten seconds of a processor. The process that starts the workers begins with it at once, beside
their collecting (``python -m tests.migrated``); whoever needs the copy first waits for it, or makes it.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent


def environment_of(folder: Path, url: str, **extra: str) -> dict[str, str]:
    """The environment of the processes of an installation; nothing of the test settings leaks in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SOUCINNOST_", "DJANGO_"))}
    told = {"SOUCINNOST_DATA": str(folder), "DATABASE_URL": url, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return {**kept, **told, **extra}


def _migrate(url: str) -> None:
    """Make all tables, as an operator does."""
    with tempfile.TemporaryDirectory(prefix="soucinnost-migrating-") as folder:
        command = [sys.executable, "-m", "config.cli", "migrate", "-v", "0"]
        subprocess.run(command, env=environment_of(Path(folder), url), cwd=ROOT, check=True, timeout=600)


@contextlib.contextmanager
def _alone() -> Iterator[Path]:
    """The directory of this run (config/settings_test.py), for one process at a time."""
    place = Path(os.environ["SOUCINNOST_TEST_DATA"])
    with (place / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield place


@cache
def migrated_file() -> Path:
    """An SQLite file with all tables; nobody may write into it."""
    with _alone() as place:
        made = place / "migrated.sqlite3"
        if not made.exists():
            draft = place / "migrating.sqlite3"
            _migrate(f"sqlite:///{draft}")
            with contextlib.closing(sqlite3.connect(draft)) as link:
                link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            draft.rename(made)
    return made


@cache
def migrated_database(server: str) -> str:
    """The name of a database with all tables on a PostgreSQL server; nobody may connect to it."""
    name = template_name()
    with _alone():
        if not _exists(server, name):
            draft = f"{name}_draft"
            create_database(server, draft)
            _migrate(url_of(server, draft))
            with psycopg.connect(server, autocommit=True) as link:
                link.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, name))))
    return name


def template_name() -> str:
    """Each run has its own: a run beside this one may stand on other migrations."""
    return f"migrated_{hashlib.sha256(os.environ['SOUCINNOST_TEST_DATA'].encode()).hexdigest()[:12]}"


def url_of(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _exists(server: str, name: str) -> bool:
    with psycopg.connect(server, autocommit=True) as link:
        return link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def create_database(server: str, name: str, template: str = "template1") -> None:
    """Make a PostgreSQL database, a copy of ``template``."""
    with psycopg.connect(server, autocommit=True) as link:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        link.execute(made.format(sql.Identifier(name), sql.Identifier(template)))


def drop_database(server: str, name: str) -> None:
    """Remove a PostgreSQL database and whoever is connected to it; one that is not there is no error."""
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_template(server: str) -> None:
    """Remove what this run made; a server that is gone has nothing left."""
    with contextlib.suppress(psycopg.OperationalError):
        for name in (template_name(), f"{template_name()}_draft"):
            drop_database(server, name)


def give_copy(database: dict) -> None:
    """Let the test database of these settings (one of DATABASES) begin as a copy."""
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        database["TEST"]["TEMPLATE"] = migrated_database(server)
    else:
        shutil.copy(migrated_file(), database["TEST"]["NAME"])


if __name__ == "__main__":
    asked = os.environ.get("DATABASE_URL", "")
    if asked.startswith("postgres"):
        migrated_database(asked)
    else:
        migrated_file()
