"""``kill -9`` under load: what was acknowledged is there, nothing is half-done, the chain is whole."""

import contextlib
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.ops.installations import Installation

WRITERS = 2


class Nursery:
    """A process that forks writers; everything they acknowledge is collected."""

    def __init__(self, running: Installation, seed: int) -> None:
        self.process = running.script("tests.ops.writer", "nursery")
        self.dice = random.Random(seed)  # noqa: S311
        self.said: list[str] = []
        self.errors: list[str] = []
        self.pid: int | None = None
        self.gone = threading.Event()
        for stream, take in ((self.process.stdout, self._take), (self.process.stderr, self.errors.append)):
            threading.Thread(target=self._listen, args=(stream, take), daemon=True).start()

    @staticmethod
    def _listen(stream, take: Callable[[str], None]) -> None:  # noqa: ANN001
        for line in stream:
            take(line.rstrip("\n"))

    def _take(self, line: str) -> None:
        if line.startswith("pid "):
            self.pid = int(line.removeprefix("pid "))
        elif line == "gone":
            self.gone.set()
        else:
            self.said.append(line)

    def kill_one(self) -> None:
        """Start a writer, let it work for a random while, kill it."""
        self.gone.clear()
        self.pid, before = None, len(self.said)
        self.process.stdin.write(f"{self.dice.randrange(10**9)}\n")
        self.process.stdin.flush()
        self._wait_for(lambda: self.pid is not None)
        if self.dice.random() < 0.75:  # the rest is killed wherever it has got to
            self._wait_for(lambda: len(self.said) > before)
        time.sleep(self.dice.uniform(0.0, 0.25))
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        assert self.gone.wait(180), self.errors

    def _wait_for(self, true: Callable[[], bool]) -> None:
        limit = time.monotonic() + 180
        while not true():
            assert self.process.poll() is None, self.errors
            assert time.monotonic() < limit, "the writer did nothing"
            time.sleep(0.002)

    def close(self) -> None:
        """End the nursery."""
        self.process.stdin.close()
        self.process.wait(120)


def test_kill_loses_nothing_acknowledged(
    running: Installation, tmp_path: Path, counts: Callable[[int, int], int]
) -> None:
    running.ask("tests.ops.writer", "prepare")
    nurseries = [Nursery(running, seed) for seed in range(WRITERS)]
    rounds = counts(20, 1000) // WRITERS
    try:
        def work(nursery: Nursery) -> None:
            for _ in range(rounds):
                nursery.kill_one()

        threads = [threading.Thread(target=work, args=(nursery,)) for nursery in nurseries]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        for nursery in nurseries:
            nursery.close()
    assert not [line for nursery in nurseries for line in nursery.errors]
    said = [line for nursery in nurseries for line in nursery.said]
    (tmp_path / "said").write_text("\n".join(said) + "\n")
    topics, files, rows = map(int, running.ask("tests.ops.writer", "check", str(tmp_path / "said")).split())
    assert topics + files == len(said)
    assert len(said) >= rounds
    assert rows >= topics + files
    print(f"\n{rounds * WRITERS} kills, {len(said)} acknowledged writes, {rows} audit rows, 0 lost")
