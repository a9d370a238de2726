"""Bytes of attachments on the server's disk: written whole or not at all, verified when read."""

import errno
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from soucinnost.kernel.ids import is_uid, new_uid

BLOCK = 1024 * 1024
PARTIAL = ".part"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageError(Exception):
    """The bytes could not be written or read."""


class DiskFull(StorageError):
    """There is no room left."""


class Missing(StorageError):
    """The file is not there."""


class Damaged(StorageError):
    """What lies on the disk is not what was stored."""


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes written and flushed under a temporary name, ready to be put in place."""

    path: Path
    size: int
    sha256: str


def place_of(uid: str) -> Path:
    """Return where the bytes of the attachment ``uid`` lie."""
    return Path(settings.FILES_DIR) / uid[:2] / uid


def stage(chunks: Iterable[bytes]) -> Staged:
    """Write the chunks to a temporary file, flush it to the disk and return it with its size and SHA-256.

    Raises DiskFull or StorageError; then nothing is left behind.
    """
    path = Path(settings.FILES_DIR) / f"{new_uid()}{PARTIAL}"
    digest, size = hashlib.sha256(), 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        discard(path)
        raise _translated(error) from error
    except BaseException:
        discard(path)
        raise
    return Staged(path, size, digest.hexdigest())


def put_in_place(staged: Staged, uid: str) -> Path:
    """Rename staged bytes to their lasting place, durably. Raises DiskFull or StorageError, leaving nothing."""
    place = place_of(uid)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        staged.path.rename(place)
        _flush_folder(place.parent)
    except OSError as error:
        discard(staged.path)
        discard(place)
        raise _translated(error) from error
    return place


def discard(path: Path) -> None:
    """Delete a file if it is there."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def verify(uid: str, sha256: str) -> Path:
    """Return the place of the bytes after reading them all; Missing or Damaged when they are not what was stored."""
    place, digest = place_of(uid), hashlib.sha256()
    try:
        with place.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except FileNotFoundError as error:
        raise Missing(uid) from error
    except OSError as error:
        raise Damaged(uid) from error
    if digest.hexdigest() != sha256:
        raise Damaged(uid)
    return place


def strays(known: set[str], older_than_seconds: float) -> Iterator[Path]:
    """Yield files that belong to no attachment of ``known``, last changed before so many seconds."""
    root = Path(settings.FILES_DIR)
    before = time.time() - older_than_seconds
    if not root.is_dir():
        return
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.stat().st_mtime > before:
            continue
        is_ours = path.name.endswith(PARTIAL) or (is_uid(path.name) and path.parent.name == path.name[:2])
        if is_ours and path.name not in known:
            yield path


def _flush_folder(folder: Path) -> None:
    """Make a rename durable (POSIX: the directory has to be flushed too)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _translated(error: OSError) -> StorageError:
    return DiskFull(str(error)) if error.errno in FULL else StorageError(str(error))
