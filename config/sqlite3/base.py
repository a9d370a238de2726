"""Waiting for the write lock in short, even steps.

SQLite's own waiting grows to 100 ms a step, so that under load a writer can be overtaken for seconds by those who
have just begun to wait. Steps of a few milliseconds give everybody the same chance.
"""

import random
import sqlite3
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

STEP_SECONDS = (0.001, 0.004)


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite as ever, except for how a write transaction waits for its turn."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begin, trying again every few milliseconds for as long as ``timeout`` of the settings allows."""
        timeout = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        limit = time.monotonic() + timeout
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                    return
                except OperationalError as error:
                    if not _is_busy(error) or time.monotonic() > limit:
                        raise
                time.sleep(random.uniform(*STEP_SECONDS))  # noqa: S311 - spreads the tries, nothing secret
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={int(timeout * 1000)}")


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
