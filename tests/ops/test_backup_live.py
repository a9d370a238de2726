"""Backup, restore and transfer as an operator does them, on installations of their own."""

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.migrated import migrated_database, migrated_file
from tests.ops.installations import Installation, installation, new_database


@contextmanager
def writers(running: Installation, count: int) -> Iterator[list[str]]:
    """Processes that write; yields what they acknowledged, growing."""
    said: list[str] = []
    processes = [running.script("tests.ops.writer", "write") for _ in range(count)]

    def listen(stream) -> None:  # noqa: ANN001
        for line in stream:
            said.append(line.rstrip("\n"))

    threads = [threading.Thread(target=listen, args=(process.stdout,), daemon=True) for process in processes]
    try:
        for thread in threads:
            thread.start()
        wait_for(lambda: len(said) > 20 * count)
        yield said
    finally:
        for process in processes:
            process.send_signal(signal.SIGKILL)
            process.wait(120)
        for thread in threads:
            thread.join(120)


def wait_for(true: Callable[[], bool], seconds: float = 240) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "nothing happened in time"
        time.sleep(0.02)


def chain_of(made: Installation) -> list[list[str]]:
    return rows_of(made.ask("tests.ops.writer", "chain"))


def rows_of(chain: str) -> list[list[str]]:
    return [line.split() for line in chain.splitlines()]


@contextmanager
def fresh(folder: Path, keys_of: Installation | None) -> Iterator[Installation]:
    """An empty installation, with the keys of another."""
    folder.mkdir(parents=True)
    if keys_of is not None:
        for name in ("secret.key", "field.key"):
            shutil.copy(keys_of.folder / name, folder / name)
    with installation(folder) as made:
        yield made


def test_backup_under_load_is_one_moment_and_nobody_waits(
    running: Installation, tmp_path: Path, counts: Callable[[int, int], int]
) -> None:
    """The archive holds a prefix of the chain and exactly the rows and files that this prefix speaks of."""
    running.ask("tests.ops.writer", "prepare")
    archive = tmp_path / "zaloha.zip"
    with writers(running, 2) as said:
        before = len(said)
        running.command("backup", str(archive))
        wait_for(lambda: len(said) > before + 20)
        during = list(said)
    longest = max(float(line.split()[2]) for line in during)
    # One second is claimed, and held with --proof; beside another worker of the suite a writer waits for a processor.
    assert longest < counts(15, 1), f"a writer waited {longest} s"
    source = chain_of(running)
    with fresh(tmp_path / "obnova", running) as restored:
        restored.command("restore", str(archive))
        found = chain_of(restored)
        assert found[-1][1] == "installation.restored"
        assert found[:-1] == source[: len(found) - 1]
        assert before // 2 < len(found) < len(source)
        # whatever was acknowledged before the backup began is in it; the check also holds rows against the chain
        (tmp_path / "said").write_text("\n".join(" ".join(line.split()[:2]) for line in during[:before]) + "\n")
        restored.ask("tests.ops.writer", "check", str(tmp_path / "said"))
        restored.command("audit", "verify")
        assert not list((restored.folder / "files").rglob("*.part"))


def test_restored_installation_is_the_same_and_goes_on(running: Installation, tmp_path: Path) -> None:
    running.ask("tests.ops.writer", "prepare")
    with writers(running, 1) as said:
        wait_for(lambda: any(line.startswith("file ") for line in said))
    running.command("audit", "checkpoint")
    archive = tmp_path / "zaloha.zip"
    running.command("backup", "--with-keys", str(archive))
    assert archive.stat().st_mode & 0o077 == 0
    with fresh(tmp_path / "obnova", None) as restored:
        done = restored.command("restore", str(archive))
        assert "Spusťte Součinnost znovu" in done.stdout
        told = running.tell("digests", "files")
        assert restored.ask("tests.ops.writer", "digests") == told["digests"]
        files = {path.name: path.read_bytes() for path in (running.folder / "files").rglob("*") if path.is_file()}
        again = {path.name: path.read_bytes() for path in (restored.folder / "files").rglob("*") if path.is_file()}
        # the killed writer may leave the bytes of a file whose row was never committed: no row speaks of it, so it is
        # not in the archive; every other file is there
        known = told["files"].split()
        assert again == {name: files[name] for name in known}
        assert len(files.keys() - again.keys()) <= 1
        assert again
        for name in ("secret.key", "field.key", "checkpoints.log"):
            assert (restored.folder / name).read_bytes() == (running.folder / name).read_bytes()
        with writers(restored, 1) as said:  # new rows take free primary keys
            assert said
        restored.command("audit", "verify")
        refused = restored.command("restore", str(archive), check=False)
        assert refused.returncode == 1
        assert "už obsahuje data" in refused.stderr


@pytest.mark.both
def test_backup_of_one_database_restores_into_the_other(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive does not know where it came from."""
    for first, second in (("", postgres_url), (postgres_url, "")):
        name = "pg" if first else "sqlite"
        monkeypatch.setenv("DATABASE_URL", first)
        with installation(tmp_path / name) as source:
            source.ask("tests.ops.writer", "prepare")
            archive = tmp_path / f"{name}.zip"
            source.command("backup", "--with-keys", str(archive))
            monkeypatch.setenv("DATABASE_URL", second)
            with installation(tmp_path / f"{name}-obnova") as target:
                target.command("restore", str(archive))
                told = target.tell("digests", "found")
                assert "group:" in told["found"] and told == source.tell("digests", "found")
                target.command("audit", "verify")


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an SQLite installation with life in it; each test gets a copy."""
    made = Installation(tmp_path_factory.mktemp("zivot") / "stara")
    made.folder.mkdir()
    shutil.copy(migrated_file(), made.folder / "soucinnost.sqlite3")
    made.ask("tests.ops.writer", "prepare")
    with writers(made, 1):
        pass
    return made.folder


@pytest.mark.both
class TestTransfer:
    @pytest.fixture
    def on_sqlite(self, lived_in: Path, tmp_path: Path) -> Installation:
        """A copy of the installation that was lived in: database, its journal, files and keys."""
        shutil.copytree(lived_in, tmp_path / "stara")
        return Installation(tmp_path / "stara")

    def test_everything_moves_and_goes_on(self, on_sqlite: Installation, postgres_url: str) -> None:
        with new_database(postgres_url) as url:
            done = on_sqlite.command("transfer", "--to", url)
            assert "Přeneseno a ověřeno" in done.stdout
            moved = Installation(on_sqlite.folder, url)
            here, there = moved.tell("digests", "found", "chain"), on_sqlite.tell("digests", "found", "chain")
            assert here["digests"] == there["digests"]
            assert "topic:" in here["found"] and here["found"] == there["found"]
            chain = rows_of(here["chain"])
            assert chain[:-1] == rows_of(there["chain"])
            assert chain[-1][1] == "installation.transferred"
            moved.command("audit", "verify")
            with writers(moved, 1) as said:
                assert said
            moved.command("audit", "verify")
            assert "0 migrations" not in moved.command("migrate").stdout
            # and back again, given by URL, into a database that has its tables already
            back = on_sqlite.folder / "zpet.sqlite3"
            shutil.copy(migrated_file(), back)
            on_sqlite.command("transfer", "--from", url, "--to", f"sqlite:///{back}")
            returned = Installation(on_sqlite.folder, f"sqlite:///{back}")
            assert returned.tell("digests", "found") == moved.tell("digests", "found")

    def test_a_target_in_use_is_refused(self, on_sqlite: Installation, postgres_url: str) -> None:
        with new_database(postgres_url, migrated_database(postgres_url)) as url:
            other = Installation(on_sqlite.folder, url)
            other.ask("tests.ops.writer", "prepare")
            before = other.ask("tests.ops.writer", "digests")
            refused = on_sqlite.command("transfer", "--to", url, check=False)
            assert refused.returncode == 1
            assert "není prázdná" in refused.stderr
            assert other.ask("tests.ops.writer", "digests") == before

    def test_a_target_that_is_none_is_refused(self, on_sqlite: Installation) -> None:
        refusals = {
            "postgres://nobody@127.0.0.1:1/nic": "Databáze odmítla přenos", "nonsense": "není srozumitelná",
            on_sqlite.database_url: "tatáž databáze",
        }  # fmt: skip
        for url, words in refusals.items():
            refused = on_sqlite.command("transfer", "--to", url, check=False)
            assert refused.returncode == 1
            assert words in refused.stderr
            assert "Traceback" not in refused.stderr

    def test_a_row_that_the_target_refuses_leaves_it_empty(self, on_sqlite: Installation, postgres_url: str) -> None:
        """SQLite keeps the character NUL in a text, PostgreSQL does not."""
        script = (
            "import sqlite3, sys; link = sqlite3.connect(sys.argv[1]);"
            "link.execute(\"update groups_topic set note = 'a' || char(0) || 'b' where id = 1\"); link.commit()"
        )
        os.spawnlp(
            os.P_WAIT, "python3", "python3", "-c", script, on_sqlite.database_url.removeprefix("sqlite:///")
        )
        with new_database(postgres_url, migrated_database(postgres_url)) as url:
            refused = on_sqlite.command("transfer", "--to", url, check=False)
            assert refused.returncode == 1
            assert "groups.topic" in refused.stderr
            empty = json.loads(Installation(on_sqlite.folder, url).ask("tests.ops.writer", "digests"))
            assert empty["groups.group"][0] == 0
