"""Making a backup while people work."""

import contextlib
import hashlib
import hmac
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from soucinnost import __version__
from soucinnost.audit.actions import record
from soucinnost.audit.models import ChainHead
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.operations.backup.archive import Opener, Writer, open_new, writing
from soucinnost.operations.backup.errors import of_disk
from soucinnost.operations.backup.snapshot import applied_migrations, snapshot
from soucinnost.operations.backup.tables import copied_models, lines


@dataclass(frozen=True)
class Saved:
    """What went into a backup; ``missing`` are uids of attachments whose file was not found."""

    path: Path
    rows: int
    files: int
    missing: tuple[str, ...]


def key_check(key: str) -> str:
    """A fingerprint that tells whether two installations have the same key and says nothing else about it."""
    return hmac.new(key.encode(), b"soucinnost backup", hashlib.sha256).hexdigest()[:24]


def save(*, by: Actor, path: Path, with_keys: bool = False, opener: Opener = open_new) -> Saved:
    """Write all rows and files, as they are at one moment, into one archive.

    The audit row is committed first: no row, no backup. Readers and writers go on meanwhile. ``with_keys`` adds the
    installation's keys, without which encrypted fields cannot be read. Raises BackupError; no half file stays.
    """
    record(by=by, verb="installation.backed_up", ids=["keys"] if with_keys else [])
    with writing(path, opener) as writer, _held_files() as held, snapshot(DEFAULT_DB_ALIAS) as alias:
        held.hold_new()
        for model in copied_models():
            writer.add_lines(f"tables/{model._meta.label_lower}.jsonl", lines(model, alias))
        missing = _add_files(writer, held, alias)
        _add_keys_and_witness(writer, with_keys)
        writer.finish(_about(alias, missing))
    rows = sum(part.get("rows", 0) for part in writer.parts.values())
    files = sum(name.startswith("files/") for name in writer.parts)
    return Saved(path, rows, files, tuple(missing))


def _about(alias: str, missing: list[str]) -> dict[str, Any]:
    head = ChainHead.objects.using(alias).first()
    return {
        "product": "soucinnost",
        "version": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": connections[alias].vendor,
        "migrations": applied_migrations(alias),
        "keys": {"secret": key_check(settings.SECRET_KEY), "field": key_check(settings.FIELD_KEY)},
        "audit": {"sequence": head.sequence if head else 0, "hash": head.hash if head else ""},
        "missing_files": missing,
    }


def _add_files(writer: Writer, held: "_Held", alias: str) -> list[str]:
    """Add the file of every attachment that the rows speak of; returns the uids of those that have none."""
    missing = []
    kept = Attachment._base_manager.using(alias).order_by("pk")  # bytes of removed ones stay until their term is over
    for uid in kept.values_list("uid", flat=True).iterator(chunk_size=1000):
        path = held.find(uid)
        if path is None:
            missing.append(uid)
        else:
            writer.add_file(f"files/{uid[:2]}/{uid}", path)
    return missing


def _add_keys_and_witness(writer: Writer, with_keys: bool) -> None:
    if settings.AUDIT_WITNESS.exists():
        writer.add_file("checkpoints.log", settings.AUDIT_WITNESS)
    if not with_keys:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, key in (("secret", settings.SECRET_KEY), ("field", settings.FIELD_KEY)):
            path = Path(folder) / name
            path.touch(mode=0o600)
            path.write_text(key + "\n", encoding="utf-8")
            writer.add_file(f"keys/{name}.key", path)


class _Held:
    """Second names (hard links) of the files, so that one removed during the backup still goes into it."""

    def __init__(self, files: Path, folder: Path) -> None:
        self.files, self.folder = files, folder

    def hold_new(self) -> None:
        """Link every file that is not held yet."""
        for path in self.files.glob("??/*"):
            other = self.folder / path.name
            if path.is_file() and not path.name.startswith(".") and not other.exists():
                with contextlib.suppress(FileNotFoundError):
                    _link(path, other)

    def find(self, uid: str) -> Path | None:
        """Where the bytes of an attachment are, or None."""
        for path in (self.folder / uid, self.files / uid[:2] / uid):
            if path.exists():
                return path
        return None


def _link(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without hard links
        shutil.copyfile(path, other)


@contextmanager
def _held_files() -> Iterator[_Held]:
    files = Path(settings.FILES_DIR)
    try:
        files.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=files))
    except OSError as error:
        raise of_disk(error) from error
    try:
        held = _Held(files, folder)
        held.hold_new()
        yield held
    finally:
        shutil.rmtree(folder, ignore_errors=True)
