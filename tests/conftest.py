"""What every test stands on.

The suite runs on SQLite; with DATABASE_URL=postgres://… it runs on PostgreSQL. ``make test`` does both. Nothing is
skipped: a missing database or browser fails with one line that says what to install.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tools.driving import BrowserMissing, launched_browser
from tools.pg import PostgresMissing, throwaway_server

settings.register_profile(
    "test", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("proof", parent=settings.get_profile("test"), max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--proof`` asks for full counts."""
    parser.addoption("--proof", action="store_true", help="full counts instead of the reduced ones (hours)")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the counts and refuse to start on a PostgreSQL that does not answer."""
    settings.load_profile("proof" if config.getoption("--proof") else "test")
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres") and not hasattr(config, "workerinput"):
        try:
            psycopg.connect(url, connect_timeout=10).close()
        except psycopg.Error as error:
            pytest.exit(f"The PostgreSQL server of DATABASE_URL does not answer: {error}", returncode=3)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked ``proof`` exist only at full counts; everything else runs always."""
    if config.getoption("--proof"):
        return
    chosen = [item for item in items if item.get_closest_marker("proof") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


@pytest.fixture(scope="session", autouse=True)
def _prepared_statements_are_compared() -> None:
    """Every prepared statement of the suite is compared with its query built anew."""
    from soucinnost.access.prepared import Prepared

    Prepared.check_all = True


@pytest.fixture(scope="session")
def counts(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Return ``counts(reduced, full)``: the second with ``--proof``."""
    full = bool(request.config.getoption("--proof"))
    return lambda reduced, proof: proof if full else reduced


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
        with launched_browser() as browser:
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
    from tests.cast import make_cast

    return make_cast()
