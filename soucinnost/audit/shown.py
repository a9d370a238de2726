"""The rows of pages that are read: the same as ``actions.record`` writes, by statements that are written once.

A page that is read writes nothing but these rows, and no other row stands in its transaction. The end of the chain is
held for three short statements. Pages that are finished while another thread of the process is writing wait for it and
are then written together: one transaction, one flush to the disk. No page leaves before its own row is committed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection, transaction

from soucinnost.audit import hooks
from soucinnost.audit.actions import linked, lock_end, refuse_content
from soucinnost.audit.models import ChainHead, Entry
from soucinnost.kernel.actor import Actor

_COLUMNS = [field for field in Entry._meta.concrete_fields if not field.primary_key]
_HEAD = ChainHead._meta.db_table
_INSERT = (
    f"INSERT INTO {Entry._meta.db_table} ({', '.join(str(field.column) for field in _COLUMNS)}) "  # noqa: S608
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
)
_READ = f"SELECT sequence, hash FROM {_HEAD} WHERE id = 1"  # noqa: S608 - names of tables and columns
_MOVE = f"UPDATE {_HEAD} SET sequence = %s, hash = %s WHERE id = 1"  # noqa: S608


@dataclass(eq=False)
class _Shown:
    """What one page shows, to whom; ``error`` says why its rows could not be written."""

    by: Actor
    rows: list[dict[str, Any]]
    is_settled: bool = False
    error: BaseException | None = None


_listed = Lock()
"""Held while the list of those who wait is read or changed."""
_writing = Lock()
"""Held by the thread that writes for all who wait."""
_waiting: list[_Shown] = []


def record_shown(*, by: Actor, rows: Iterable[Mapping[str, Any]]) -> None:
    """Append one row for each disclosure (``verb``, ``object_uid``, ``circle``, ``ids``), all of them or none.

    The transaction is committed, and on the disk, when this returns; inside a transaction of the caller, with that.
    Raises ValueError as ``record`` does, and the error of the database to everybody whose row was not written.
    """
    shown = _Shown(by, [dict(row) for row in rows])
    for row in shown.rows:
        refuse_content(row["verb"], row["object_uid"], row["circle"], row["ids"])
    if connection.in_atomic_block:
        _write([shown])
        return
    with _listed:
        _waiting.append(shown)
    with _writing:
        if not shown.is_settled:
            with _listed:
                together = list(_waiting)
                _waiting.clear()
            _settle(together)
    if shown.error is not None:
        raise shown.error


def _settle(together: Sequence[_Shown]) -> None:
    """Write what several pages show and say to each how it went."""
    error = None
    try:
        _write(together)
    except BaseException as raised:  # noqa: BLE001 - raised again in the thread of each
        error = raised
    for shown in together:
        shown.error, shown.is_settled = error, True


def _write(together: Sequence[_Shown]) -> None:
    """Append the rows of several pages in one transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            sequence, digest = _end(cursor)
            entries = []
            for shown in together:
                for row in shown.rows:
                    entry = linked(sequence, digest, by=shown.by, **row)
                    cursor.execute(_INSERT, _values(entry))
                    sequence, digest = entry.sequence, entry.hash
                    entries.append((shown.by, entry))
            cursor.execute(_MOVE, [sequence, digest])
        for by, entry in entries:
            hooks.tell(by, entry)


def _end(cursor: Any) -> tuple[int, str]:
    """Lock the end of the chain (the whole database where rows cannot be) and return its number and hash."""
    features, ops = connection.features, connection.ops
    cursor.execute(f"{_READ} {ops.for_update_sql()}" if features.has_select_for_update else _READ)
    row = cursor.fetchone()
    if row is None:
        head = lock_end()
        return head.sequence, head.hash
    return row[0], row[1]


def _values(entry: Entry) -> list[Any]:
    return [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in _COLUMNS]
