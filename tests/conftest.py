"""What every test stands on.

The suite runs on SQLite; with DATABASE_URL=postgres://… it runs on PostgreSQL. ``make test`` does both. Nothing is
skipped: a missing database or browser fails with one line that says what to install.
"""

import contextlib
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import psycopg
import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests.emptied import empty_what_was_written, made_by_migrating
from tests.migrated import ROOT, drop_template, give_copy
from tests.once import few_of_each, runs_again
from tools.driving import BrowserMissing, launched_browser
from tools.pg import PostgresMissing, throwaway_server

settings.register_profile(
    "test", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
OPS = Path(__file__).parent / "ops"
MIGRATING = pytest.StashKey[subprocess.Popen[bytes]]()

settings.register_profile("second", parent=settings.get_profile("test"), max_examples=15)
settings.register_profile("proof", parent=settings.get_profile("test"), max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--proof`` asks for full counts, ``--second`` leaves out what the run on the other database has proved whole.

    ``--restored`` lets the stories of tests/browser begin on what came back from a backup.
    """
    parser.addoption("--proof", action="store_true", help="full counts instead of the reduced ones (hours)")
    parser.addoption("--second", action="store_true", help="without what no other database could change")
    parser.addoption("--restored", action="store_true", help="stories in a browser begin on a restored backup")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the counts and refuse to start on a PostgreSQL that does not answer."""
    asked = [name for name in ("proof", "second") if config.getoption(f"--{name}")]
    settings.load_profile(asked[0] if asked else "test")
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres") and not hasattr(config, "workerinput"):
        try:
            psycopg.connect(url, connect_timeout=10).close()
        except psycopg.Error as error:
            pytest.exit(f"The PostgreSQL server of DATABASE_URL does not answer: {error}", returncode=3)
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        config.stash[MIGRATING] = subprocess.Popen(
            [sys.executable, "-m", "tests.migrated"], cwd=ROOT, start_new_session=True
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what was begun beside the workers; the template on a server that lives on is removed."""
    process = config.stash.get(MIGRATING, None)
    if process is not None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres") and not hasattr(config, "workerinput"):
        drop_template(url)


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long value is not its own name: names of megabytes went to and fro between the processes at each test."""
    if isinstance(val, str | bytes) and len(val) > 200:
        raw = val if isinstance(val, bytes) else val.encode("utf-8", "surrogatepass")
        return f"{len(val)} long, {crc32(raw):08x}"
    return None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked ``proof`` exist only at full counts; everything else runs always, though not twice to no purpose."""
    chosen = items
    if not config.getoption("--proof"):
        chosen = [item for item in chosen if item.get_closest_marker("proof") is None]
    if config.getoption("--second"):
        chosen = few_of_each([item for item in chosen if stands_on_the_database(item)])
    if not config.getoption("--proof"):
        for item in chosen:
            if item.get_closest_marker("browser") is not None:
                item.add_marker(pytest.mark.flaky(reruns=1))  # told in the summary, ADR 24
    kept = set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    # Whole installations take longest: begun last they would let one worker work alone at the end.
    items[:] = sorted(chosen, key=lambda item: OPS not in item.path.parents or _databases(item))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What collecting left stays to the end: it need not be searched for garbage again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A story that failed and then passed is told with its failure, so that it can be looked at."""
    for report in terminalreporter.stats.get("rerun", ()):
        terminalreporter.write_sep("=", f"FAILED ONCE, TRIED AGAIN: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext[-6000:])


def stands_on_the_database(item: pytest.Item) -> bool:
    """Whether another database under the suite could change what the test proves.

    Tests that ask for no database read texts, dates and files, those marked ``both`` start a database of each kind by
    themselves; tests/once.py names those that ask only to have something to show. Tests of ``tests/ops`` run whole
    installations on the database of the environment.
    """
    asks = _databases(item) or OPS in item.path.parents
    return asks and item.get_closest_marker("both") is None and runs_again(item)


def _databases(item: pytest.Item) -> bool:
    """Whether the test asks for the database of the suite."""
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session", autouse=True)
def _prepared_statements_are_compared(counts: Callable[[int, int], int]) -> None:
    """Prepared statements are compared with their queries built anew: the first ten calls of each, then each tenth."""
    from soucinnost.access.prepared import Prepared

    Prepared.check_every = counts(10, 1)


@pytest.fixture(scope="session")
def counts(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Return ``counts(reduced, full)``: the second with ``--proof``."""
    full = bool(request.config.getoption("--proof"))
    return lambda reduced, proof: proof if full else reduced


@pytest.fixture(scope="session")
def walkers(request: pytest.FixtureRequest) -> Callable[[Sequence[str], Sequence[str]], Sequence[str]]:
    """Return ``walkers(everybody, some)``: who goes over every page. In the second run some of them do."""
    second = bool(request.config.getoption("--second"))
    return lambda everybody, some: some if second else everybody


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """In a worker on SQLite the copy that was put in place is the test database; the run removes its directory."""
    given = bool(request.config.getvalue("reuse_db"))
    return given or (hasattr(request.config, "workerinput") and connection.vendor == "sqlite")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """The database of a worker begins as a copy of one with all tables; a single process makes its own."""
    if hasattr(request.config, "workerinput"):
        give_copy(connection.settings_dict)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After a test that commits only the tables that hold something are emptied; Django does it where more changed."""
    with django_db_blocker.unblock():
        made = made_by_migrating()
    whole = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        nonlocal made
        if made_by_migrating() == made:
            empty_what_was_written()
        else:
            whole(case)
            made = made_by_migrating()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server for tests that need one whatever the suite runs on (moving between databases)."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        yield url
        return
    try:
        with throwaway_server() as started:
            yield started
    except PostgresMissing as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, one for the whole process: its driver starts only once. Without one the test fails with one line."""
    try:
        with launched_browser(light=True) as browser:
            yield browser
    except BrowserMissing as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(autouse=True)
def files_of_this_test(settings: Any, tmp_path: Path) -> Path:
    """Uploads and the audit's witness file of each test lie in a directory of its own."""
    settings.FILES_DIR = tmp_path / "files"
    settings.AUDIT_WITNESS = tmp_path / "checkpoints.log"
    return settings.FILES_DIR


@pytest.fixture
def cast(db: None) -> Any:
    """The fixed cast (tests/cast.py), fresh for each test."""
    from tests.recorded import recorded_cast

    return recorded_cast()
