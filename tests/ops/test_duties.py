"""Periodic duties: when they run, what a failing one does to the others; the supervisor of processes."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from soucinnost.audit.actions import record
from soucinnost.audit.models import Checkpoint
from soucinnost.kernel import duties
from soucinnost.kernel.duties import Duty
from soucinnost.operations import statistics
from soucinnost.operations.actions import run_due_duties
from soucinnost.operations.models import DutyRun
from soucinnost.operations.supervisor import Child, Supervisor
from tests import factories
from tests.ops.installations import Installation

HOUR = timedelta(hours=1)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Only duties of the test: ``a`` and ``c`` work, ``b`` fails."""
    done: list[str] = []

    def work(key: str):  # noqa: ANN202
        def run(*, by: object) -> str:
            done.append(key)
            if key == "b":
                raise RuntimeError("b is broken")
            return f"{key} done"

        return run

    monkeypatch.setattr(duties, "_duties", {})
    for key in "abc":
        duties.register(Duty(key, key, HOUR, work(key)))
    return done


@pytest.mark.django_db
class TestDuties:
    def test_a_failing_duty_stops_no_other(self, ran: list[str]) -> None:
        now = timezone.now()
        assert run_due_duties(now=now) == {"a": True, "b": False, "c": True}
        assert ran == ["a", "b", "c"]
        assert list(DutyRun.objects.order_by("key").values_list("key", "succeeded", "note")) == [
            ("a", True, "a done"), ("b", False, "RuntimeError: b is broken"), ("c", True, "c done"),
        ]  # fmt: skip

    def test_each_comes_round_at_its_interval_a_failed_one_sooner(self, ran: list[str]) -> None:
        now = timezone.now()
        run_due_duties(now=now)
        assert run_due_duties(now=now + timedelta(minutes=9)) == {}
        assert run_due_duties(now=now + timedelta(minutes=10)) == {"b": False}
        assert run_due_duties(now=now + timedelta(minutes=59)) == {"b": False}
        assert set(run_due_duties(now=now + HOUR)) == {"a", "c"}

    def test_force_runs_all(self, ran: list[str]) -> None:
        run_due_duties()
        assert set(run_due_duties(force=True)) == {"a", "b", "c"}

    def test_a_duty_that_never_comes_round_is_refused(self) -> None:
        with pytest.raises(ValueError, match="positive"):
            duties.register(Duty("x", "x", timedelta(0), lambda by: ""))

    def test_command_fails_with_the_failed_ones(self, ran: list[str]) -> None:
        with pytest.raises(CommandError, match="Failed: b"):
            call_command("tick", "--force")

    def test_one_begun_by_somebody_else_at_the_same_moment_is_left_to_them(
        self, ran: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        DutyRun.objects.create(key="a", started_at=timezone.now())
        with monkeypatch.context() as blind:
            blind.setattr(DutyRun.objects, "filter", lambda **_asked: DutyRun.objects.none())
            outcome = run_due_duties()
        assert "a" not in outcome and "a" not in ran
        assert DutyRun.objects.count() == 3

    def test_a_round_that_cannot_be_noted_counts_as_failed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(**_asked: object) -> None:
            raise DatabaseError("disk full")

        monkeypatch.setattr(duties, "_duties", {})
        duties.register(Duty("a", "a", HOUR, lambda *, by: monkeypatch.setattr(DutyRun.objects, "filter", full)))
        assert run_due_duties() == {"a": False}
        monkeypatch.undo()
        assert not DutyRun.objects.get(key="a").succeeded

    def test_the_shipped_duties_work(self) -> None:
        from soucinnost.access.actors import SystemActor

        record(by=SystemActor("x"), verb="thing.changed")
        outcome = run_due_duties(force=True)
        assert {"audit.checkpoint", "retention", "sessions", "statistics", "tasks"} <= set(outcome)
        assert all(outcome.values()), DutyRun.objects.filter(succeeded=False).values_list("key", "note")
        assert Checkpoint.objects.count() == 1

    def test_the_database_learns_how_its_rows_are_spread(self) -> None:
        """SQLite by the duty, PostgreSQL by itself or when rows came in bulk."""
        factories.user()
        factories.person(has_account=False)
        factories.person(has_account=False)
        is_sqlite = connection.vendor == "sqlite"
        assert statistics.gather() is is_sqlite
        assert statistics.gather(always=True)
        known = (
            "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'accounts_user' AND stat LIKE '1 %'" if is_sqlite
            else "SELECT count(*) FROM pg_class WHERE relname = 'accounts_user' AND reltuples = 1"
        )
        with connection.cursor() as cursor:
            cursor.execute(known)
            assert cursor.fetchone()[0] > 0
            if is_sqlite:  # unique columns that are mostly empty are left to what SQLite takes for granted
                cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'agencies_person' AND stat LIKE '% 2'")
                assert not [row for row in cursor.fetchall() if "autoindex" in row[0]]


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_run_a_duty_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []
    monkeypatch.setattr(duties, "_duties", {})
    duties.register(Duty("slow", "slow", HOUR, lambda by: (time.sleep(0.2), ran.append(1), "")[2]))
    for moment in (timezone.now(), timezone.now() + 2 * HOUR):
        ran.clear()
        gate = threading.Barrier(4)

        def tick(moment=moment, gate=gate) -> None:  # noqa: ANN001
            gate.wait(60)
            run_due_duties(now=moment)
            connections.close_all()

        threads = [threading.Thread(target=tick) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert ran == [1]


def alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for(true, seconds: float = 120.0) -> None:  # noqa: ANN001
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "did not happen in time"
        time.sleep(0.05)


class TestSupervisor:
    """Small children instead of the real ones: what is proved is starting, restarting, stopping."""

    SCRIPT = textwrap.dedent(
        """
        import sys
        from soucinnost.operations.supervisor import Child, Supervisor
        worker = [sys.executable, "-c",
            "import os,sys,time,subprocess;"
            "p = subprocess.Popen(['sleep', '600']);"
            "open(sys.argv[1], 'a').write(f'{os.getpid()} {p.pid}\\\\n'); time.sleep(600)"]
        Supervisor([Child("one", worker + [sys.argv[1]]), Child("two", worker + [sys.argv[2]])]).run()
        """
    )

    @pytest.fixture
    def started(self, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path, Path]]:
        paths = (tmp_path / "one", tmp_path / "two")
        process = subprocess.Popen([sys.executable, "-c", self.SCRIPT, *map(str, paths)])
        try:
            wait_for(lambda: all(path.exists() and path.read_text().endswith("\n") for path in paths))
            yield process, *paths
        finally:
            process.kill()
            process.wait()

    @staticmethod
    def pids(*paths: Path) -> list[int]:
        return [int(word) for path in paths for word in path.read_text().split()]

    @pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
    def test_stopping_leaves_nothing(self, started, sign: int) -> None:  # noqa: ANN001
        process, *paths = started
        pids = self.pids(*paths)
        assert len(pids) == 4
        assert all(map(alive, pids))
        process.send_signal(sign)
        assert process.wait(120) == 0
        wait_for(lambda: not any(map(alive, pids)))

    def test_a_dead_child_comes_back_with_nothing_left_of_it(self, started) -> None:  # noqa: ANN001
        process, one, two = started
        first = self.pids(one)
        other = self.pids(two)
        os.kill(first[0], signal.SIGKILL)
        wait_for(lambda: len(self.pids(one)) == 4)
        wait_for(lambda: not any(map(alive, first)))
        assert all(map(alive, [*self.pids(one)[2:], *other]))
        assert self.pids(two) == other
        process.terminate()
        process.wait(120)

    def test_stopped_while_a_child_waits_for_its_next_start(self, caplog: pytest.LogCaptureFixture) -> None:
        child = Child("brief", [sys.executable, "-c", "raise SystemExit(3)"])
        watching = Supervisor([child])

        def stop_when_it_ended() -> None:
            watching.stopping = child.process is None

        handlers = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
        watching.run(stop_when_it_ended)
        assert child.restarts == 0 and child.process is None
        assert "brief ended with code 3" in caplog.text
        assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == handlers

    def test_children_end_when_the_supervisor_is_killed(self, started) -> None:  # noqa: ANN001
        process, *paths = started
        children = self.pids(*paths)[::2]
        process.kill()
        wait_for(lambda: not any(map(alive, children)))
        assert [alive(pid) for pid in children] == [False, False]
        for pid in self.pids(*paths)[1::2]:
            os.kill(pid, signal.SIGKILL)  # the child's own child, whose parent could not end it


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def descendants(pid: int) -> list[int]:
    """Process ids below ``pid``."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = path.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parts[1]) == pid:
            child = int(path.parent.name)
            found += [child, *descendants(child)]
    return found


def test_the_product_starts_answers_and_stops(running: Installation) -> None:
    port = free_port()
    running.command("createcachetable")
    process = running.script("config.cli", "run", "--port", str(port), "--workers", "1")
    try:
        said: list[str] = []
        threading.Thread(target=lambda: said.extend(process.stdout), daemon=True).start()
        wait_for(lambda: any(f"http://localhost:{port}/" in line for line in said), 240)
        link = HTTPConnection("127.0.0.1", port, timeout=120)
        link.request("GET", "/", headers={"Host": "localhost"})
        answer = link.getresponse()
        assert answer.status in (200, 302)
        link.close()
        pids = descendants(process.pid)
        assert len(pids) >= 4  # gunicorn and its worker, background worker, tick
        taken = running.command("run", "--port", str(port), check=False)
        assert taken.returncode == 1
        assert f"make run PORT={port + 1}" in taken.stderr
        process.terminate()
        assert process.wait(120) == 0
        wait_for(lambda: not any(map(alive, pids)))
    finally:
        process.kill()
        process.wait()


def test_a_database_that_is_behind_is_not_started(tmp_path: Path) -> None:
    behind = Installation(tmp_path).command("run", "--port", str(free_port()), check=False)
    assert behind.returncode == 1
    assert "soucinnost migrate" in behind.stderr
