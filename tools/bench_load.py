"""Many readers and some writers at once against the real web server, and the same against the bare list."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

READERS = 8
SECONDS = 3.0
WRITE_EVERY = 10


class Server(NamedTuple):
    """A web server that runs: its port and the process that started the others."""

    port: int
    pid: int

    def processor(self) -> float:
        """Seconds that its processes have spent on a processor so far."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        spent = 0
        for pid in (self.pid, *children):
            told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            spent += int(told[11]) + int(told[12])
        return spent / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def server(
    environment: dict[str, str], application: str = "config.wsgi:application", probed: str = "/ucet/login/"
) -> Iterator[Server]:
    """Run gunicorn for the block, two processes of four threads as ``soucinnost run`` does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2",
            "--threads", "4", "--worker-class", "gthread", "--no-control-socket", "--log-level",
            "error",
        ],
        env={**os.environ, **environment}, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    try:
        limit = time.monotonic() + 240
        while True:
            with contextlib.suppress(OSError, HTTPException):
                link = HTTPConnection("127.0.0.1", port, timeout=5)
                link.request("GET", probed)
                link.getresponse().read()
                break
            if time.monotonic() > limit:
                raise RuntimeError("the web server did not start")
            time.sleep(0.1)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


class Reader:
    """One user with a connection that stays open; every tenth step of a signed-in one is a form that is sent."""

    def __init__(self, port: int, addresses: list[str], cookie: str = "", form: str = "") -> None:
        self.link = HTTPConnection("127.0.0.1", port, timeout=60)
        self.addresses, self.form = addresses, form
        self.headers = {"Host": "localhost", **({"Cookie": f"sessionid={cookie}"} if cookie else {})}
        self.token = self._token() if form else ""
        self.seconds: list[float] = []
        self.failed = 0

    def _token(self) -> str:
        self.link.request("GET", self.form, headers=self.headers)
        text = self.link.getresponse().read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        if found is None:
            raise RuntimeError(f"{self.form} has no form")
        return found[1]

    def work(self, until: float, offset: int) -> None:
        """Ask for one address after another until the time is over."""
        number = offset
        while time.monotonic() < until:
            begun = time.monotonic()
            if self.form and number % WRITE_EVERY == 0:
                body = urlencode({"csrfmiddlewaretoken": self.token, "title": f"Téma {number}", "note": ""})
                told = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"}
                self.link.request("POST", self.form, body=body, headers=told)
            else:
                self.link.request("GET", self.addresses[number % len(self.addresses)], headers=self.headers)
            response = self.link.getresponse()
            response.read()
            self.failed += response.status not in (200, 302)
            self.seconds.append(time.monotonic() - begun)
            number += 1


def window(readers: list[Reader]) -> tuple[float, list[float], int]:
    """Let all readers work for a window; returns answers a second, their seconds and how many failed."""
    for reader in readers:
        reader.seconds, reader.failed = [], 0
        reader.link.close()  # the server gave up waiting during the window of the others; it opens anew by itself
    until = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=reader.work, args=(until, at * 3)) for at, reader in enumerate(readers)
    ]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - begun
    seconds = [one for reader in readers for one in reader.seconds]
    return len(seconds) / spent, seconds, sum(reader.failed for reader in readers)


class Users:
    """All users of one server: how long their answers took, how many failed, what they cost the server."""

    def __init__(self, of: Server, readers: list[Reader]) -> None:
        self.of, self.readers = of, readers
        self.forget()

    def forget(self) -> None:
        """Begin to count anew."""
        self.seconds: list[float] = []
        self.failed, self.processor = 0, 0.0

    def work(self) -> float:
        """Let all work for a window; returns answers a second."""
        before = self.of.processor()
        rate, seconds, failed = window(self.readers)
        self.processor += self.of.processor() - before
        self.seconds.extend(seconds)
        self.failed += failed
        return rate

    def each(self) -> float:
        """Seconds of the processor for an answer."""
        return self.processor / len(self.seconds)
