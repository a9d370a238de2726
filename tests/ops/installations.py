"""Whole installations for tests: own database, files and keys, driven as processes from outside."""

import atexit
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Installation:
    """An installation in ``folder`` with the database of ``url`` (SQLite in the folder when empty)."""

    folder: Path
    url: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes; nothing of the test settings leaks in."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SOUCINNOST_", "DJANGO_"))}
        kept.pop("DATABASE_URL", None)
        told = {"SOUCINNOST_DATA": str(self.folder), "DATABASE_URL": self.database_url, "PYTHONPATH": str(ROOT)}
        return {**kept, **told, "PYTHONUNBUFFERED": "1", **self.extra}

    @property
    def database_url(self) -> str:
        """Where its rows are."""
        return self.url or f"sqlite:///{self.folder / 'soucinnost.sqlite3'}"

    def command(self, *arguments: str, check: bool = True, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run ``soucinnost …`` and return what it printed; with ``check`` a failure fails the test."""
        done = subprocess.run(
            [sys.executable, "-m", "config.cli", *arguments], env=self.environment, cwd=ROOT, text=True,
            capture_output=True, timeout=timeout, check=False,
        )
        # The Czech catalogue puts no-break spaces behind prepositions.
        done.stdout, done.stderr = done.stdout.replace("\xa0", " "), done.stderr.replace("\xa0", " ")
        if check and done.returncode:
            raise AssertionError(f"soucinnost {' '.join(arguments)}: {done.stderr[-2000:]}")
        return done

    def script(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a module of the tests inside the installation, with pipes."""
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "config.settings"}
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments], env=environment, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )

    def ask(self, module: str, *arguments: str) -> str:
        """Run a module of the tests to its end and return its output."""
        process = self.script(module, *arguments)
        out, err = process.communicate(timeout=300)
        if process.returncode:
            raise AssertionError(f"{module} {' '.join(arguments)}: {err[-2000:]}")
        return out.strip()


@contextmanager
def new_database(server: str, template: str = "") -> Iterator[str]:
    """Make a PostgreSQL database on ``server`` for the block, empty or as a copy; yields its URL."""
    name = _new_name()
    _create(server, name, template)
    try:
        yield _url_of(server, name)
    finally:
        _drop(server, name)


def _new_name() -> str:
    return f"t_{uuid.uuid4().hex[:12]}"


def _url_of(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _create(server: str, name: str, template: str) -> None:
    with psycopg.connect(server, autocommit=True) as link:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        link.execute(made.format(sql.Identifier(name), sql.Identifier(template or "template1")))


def _drop(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_if_there(server: str, name: str) -> None:
    """A throw-away server may be gone before this process: then there is nothing left to drop."""
    with contextlib.suppress(psycopg.OperationalError):
        _drop(server, name)


@cache
def _migrated_file() -> Path:
    """An SQLite file with all tables, made once a process; installations begin as its copy."""
    folder = Path(tempfile.mkdtemp(prefix="soucinnost-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = Installation(folder)
    made.command("migrate", "-v", "0")
    with sqlite3.connect(folder / "soucinnost.sqlite3") as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "soucinnost.sqlite3"


@cache
def _migrated_database(server: str) -> str:
    """The name of a PostgreSQL database with all tables, made once a process."""
    name = _new_name()
    _create(server, name, "")
    atexit.register(_drop_if_there, server, name)
    with tempfile.TemporaryDirectory() as folder:
        Installation(Path(folder), _url_of(server, name)).command("migrate", "-v", "0")
    return name


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """A migrated installation on the kind of database that the suite runs on."""
    server = os.environ.get("DATABASE_URL", "")
    folder.mkdir(parents=True, exist_ok=True)
    if server.startswith("postgres"):
        with new_database(server, _migrated_database(server)) as url:
            yield Installation(folder, url)
        return
    shutil.copy(_migrated_file(), folder / "soucinnost.sqlite3")
    yield Installation(folder)
