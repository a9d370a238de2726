"""Whole installations for tests: own database, files and keys, driven as processes from outside."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.migrated import (
    ROOT,
    create_database,
    drop_database,
    environment_of,
    migrated_database,
    migrated_file,
    url_of,
)


@dataclass
class Installation:
    """An installation in ``folder`` with the database of ``url`` (SQLite in the folder when empty)."""

    folder: Path
    url: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes."""
        return environment_of(self.folder, self.database_url, **self.extra)

    @property
    def database_url(self) -> str:
        """Where its rows are."""
        return self.url or f"sqlite:///{self.folder / 'soucinnost.sqlite3'}"

    def command(self, *arguments: str, check: bool = True, timeout: float = 600) -> subprocess.CompletedProcess[str]:
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
        out, err = process.communicate(timeout=600)
        if process.returncode:
            raise AssertionError(f"{module} {' '.join(arguments)}: {err[-2000:]}")
        return out.strip()

    def tell(self, *names: str) -> dict[str, str]:
        """What ``tests.ops.writer`` prints of each of ``names``, asked in one process."""
        parts = f"\n{self.ask('tests.ops.writer', 'tell', *names)}".split("\n== ")[1:]
        return {name: text for name, _, text in (part.partition("\n") for part in parts)}


@contextmanager
def new_database(server: str, template: str = "template1") -> Iterator[str]:
    """Make a PostgreSQL database on ``server`` for the block, empty or as a copy; yields its URL."""
    name = f"t_{uuid.uuid4().hex[:12]}"
    create_database(server, name, template)
    try:
        yield url_of(server, name)
    finally:
        drop_database(server, name)


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """A migrated installation on the kind of database that the suite runs on."""
    server = os.environ.get("DATABASE_URL", "")
    folder.mkdir(parents=True, exist_ok=True)
    if server.startswith("postgres"):
        with new_database(server, migrated_database(server)) as url:
            yield Installation(folder, url)
        return
    shutil.copy(migrated_file(), folder / "soucinnost.sqlite3")
    yield Installation(folder)
