"""Running the processes of an installation under one parent that restarts and stops them."""

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)

STEADY_SECONDS = 30.0
LONGEST_PAUSE = 60.0
PATIENCE = 20.0
PR_SET_PDEATHSIG = 1


def _follow_parent() -> None:
    """In the child: be told to stop when the supervisor is gone, even if it was killed."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process that should always run. A pause before each restart doubles up to a minute."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = 0.5
    start_at: float = 0.0
    restarts: int = field(default=-1)

    def start(self) -> None:
        """Start in a session of its own, so that Ctrl+C reaches the supervisor alone and the group can be killed."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_follow_parent)
        self.started_at = time.monotonic()
        self.restarts += 1

    def signal_group(self, number: int) -> None:
        """Send a signal to the process and all that it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def look_after(self, now: float) -> None:
        """Start the process when it is due; note its end and when to try again."""
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.signal_group(signal.SIGKILL)  # whatever it left behind
        self.pause = 0.5 if now - self.started_at > STEADY_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
        logger.warning("%s ended with code %s, starting it again in %.1f s", self.name, code, self.pause)
        self.process, self.start_at = None, now + self.pause


class Supervisor:
    """Keeps children running until SIGTERM or SIGINT, then stops them all."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = False

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self, on_turn: Callable[[], None] | None = None) -> None:
        """Block until told to stop. ``on_turn`` is called after each look at the children (about 5 a second)."""
        previous = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            while not self.stopping:
                for child in self.children:
                    child.look_after(time.monotonic())
                if on_turn is not None:
                    on_turn()
                time.sleep(0.2)
        finally:
            self.stop_children()
            for number, handler in previous.items():
                signal.signal(number, handler)

    def stop_children(self) -> None:
        """Ask every child to end; after twenty seconds kill what is left of it and of its own children."""
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        limit = time.monotonic() + PATIENCE
        for child in self.children:
            if child.process is None:
                continue
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, limit - time.monotonic()))
            child.signal_group(signal.SIGKILL)
            child.process.wait()


def children(*, host: str, port: int, workers: int, threads: int, tick_seconds: int) -> list[Child]:
    """The three processes of an installation: web server, worker of background tasks, periodic duties."""
    python = [sys.executable, "-m"]
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = [
        *python, "gunicorn", "config.wsgi:application", "--bind", bind, "--worker-class", "gthread",
        "--workers", str(workers), "--threads", str(threads), "--timeout", "120", "--graceful-timeout", "15",
        "--preload", "--keep-alive", "5", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    if os.path.isdir("/dev/shm"):  # noqa: PTH112, S108 - gunicorn's heartbeat must not wait for a disk
        web += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    return [
        Child("web", web),
        Child("worker", [*python, "config.cli", "db_worker", "--interval", "2", "--queue-name", "*"]),
        Child("tick", [*python, "config.cli", "tick", "--loop", str(tick_seconds)]),
    ]
