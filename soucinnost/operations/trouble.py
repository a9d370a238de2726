"""Telling a full or busy store from a programming error."""

import errno
import sqlite3

import psycopg.errors

FULL = "full"
BUSY = "busy"
UNREACHABLE = "unreachable"
_BUSY = (
    psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure,
    psycopg.errors.TooManyConnections,
)  # fmt: skip
_UNREACHABLE = (
    psycopg.errors.AdminShutdown, psycopg.errors.CannotConnectNow, psycopg.errors.CrashShutdown,
    psycopg.errors.ConnectionFailure,
)  # fmt: skip


def _links(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or current.__context__
    return found


def kind_of_trouble(error: BaseException) -> str | None:
    """Return "full", "busy" or "unreachable" when the error says so of disk or database, else None.

    Looks through the chain of causes, because Django wraps the driver's errors.
    """
    for link in _links(error):
        kind = _driver_trouble(link)
        if kind is not None:
            return kind
    return None


def _driver_trouble(error: BaseException) -> str | None:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    if isinstance(error, sqlite3.OperationalError):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            return FULL
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return BUSY
        return UNREACHABLE if code == sqlite3.SQLITE_CANTOPEN else None
    if isinstance(error, psycopg.errors.DiskFull):
        return FULL
    if isinstance(error, _BUSY):
        return BUSY
    if isinstance(error, _UNREACHABLE):
        return UNREACHABLE
    no_state = isinstance(error, psycopg.OperationalError) and error.sqlstate is None
    return UNREACHABLE if no_state else None
