"""The archive: a ZIP with a manifest that names the hash of each part. Written whole or not at all."""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from soucinnost.operations.backup.errors import BackupError, of_disk

FORMAT = 1
MANIFEST = "manifest.json"
PART = re.compile(r"(tables/[a-z0-9_.]+\.jsonl|files/[a-z0-9]{2}/[a-z0-9]+|keys/(secret|field)\.key|checkpoints\.log)")
BLOCK = 1 << 20
Opener = Callable[[Path], IO[bytes]]


def open_new(path: Path) -> IO[bytes]:
    """Create a file that only its owner may read; it must not exist."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


class Writer:
    """Adds parts to an archive and remembers what the manifest says of them."""

    def __init__(self, pack: zipfile.ZipFile) -> None:
        self.pack = pack
        self.parts: dict[str, dict[str, Any]] = {}

    def add_lines(self, name: str, lines: Iterable[str]) -> None:
        """Add a table; the manifest gets the number of rows and the hash of its lines."""
        summary, rows = hashlib.sha256(), -1
        with self.pack.open(name, "w", force_zip64=True) as part:
            for line in lines:
                data = line.encode() + b"\n"
                summary.update(data)
                part.write(data)
                rows += 1
        self.parts[name] = {"sha256": summary.hexdigest(), "rows": rows}

    def add_file(self, name: str, path: Path) -> None:
        """Add a file as it is."""
        summary, size = hashlib.sha256(), 0
        with path.open("rb") as source, self.pack.open(name, "w", force_zip64=True) as part:
            while block := source.read(BLOCK):
                summary.update(block)
                size += len(block)
                part.write(block)
        self.parts[name] = {"sha256": summary.hexdigest(), "size": size}

    def finish(self, about: dict[str, Any]) -> None:
        """Add the manifest, last."""
        text = json.dumps({"format": FORMAT, **about, "parts": self.parts}, ensure_ascii=False, indent=1)
        self.pack.writestr(MANIFEST, text)


@contextmanager
def writing(path: Path, opener: Opener = open_new) -> Iterator[Writer]:
    """Write an archive beside ``path`` and put it there when it is complete and on the disk.

    Raises BackupError when the file exists or the disk fails; a half file never stays.
    """
    if path.exists():
        raise BackupError(_("Soubor už existuje: %(name)s") % {"name": path.name})
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with opener(part) as file:
            pack = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=4)
            try:
                yield Writer(pack)
                pack.close()
            finally:
                pack.fp = None  # after an error nothing more is to be written, onto a full disk least of all
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise of_disk(error) from error
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Reader:
    """An archive whose every part has been checked against the manifest."""

    def __init__(self, pack: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
        self.pack, self.manifest = pack, manifest
        self.parts: dict[str, dict[str, Any]] = manifest["parts"]

    def lines(self, name: str) -> Iterator[str]:
        """The lines of a table, without their ends."""
        with self.pack.open(name) as part:
            for line in part:
                yield line[:-1].decode()

    def extract(self, name: str, target: Path) -> None:
        """Write a part to ``target`` durably, replacing what is there."""
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(target.name + ".part")
        half.unlink(missing_ok=True)
        try:
            with self.pack.open(name) as part, open_new(half) as file:
                while block := part.read(BLOCK):
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            half.replace(target)
            sync_folder(target.parent)
        finally:
            half.unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open an archive and prove every part. Raises BackupError when anything is missing, added or altered."""
    try:
        with zipfile.ZipFile(path) as pack:
            yield Reader(pack, _checked(pack))
    except FileNotFoundError as error:
        raise BackupError(_("Soubor zálohy neexistuje.")) from error
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupError(_("Soubor není úplná záloha Součinnosti.")) from error
    except OSError as error:
        raise of_disk(error) from error


def _checked(pack: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(pack.read(MANIFEST))
        parts = manifest["parts"]
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(_("Soubor není úplná záloha Součinnosti.")) from error
    if manifest.get("format") != FORMAT:
        raise BackupError(_("Zálohu vytvořila novější verze Součinnosti."))
    names = pack.namelist()
    if sorted(names) != sorted([*parts, MANIFEST]) or not all(PART.fullmatch(name) for name in parts):
        raise BackupError(_("Obsah zálohy neodpovídá jejímu soupisu."))
    for name, told in parts.items():
        summary = hashlib.sha256()
        with pack.open(name) as part:
            while block := part.read(BLOCK):
                summary.update(block)
        if summary.hexdigest() != told["sha256"]:
            raise BackupError(_("Část zálohy je poškozená: %(name)s") % {"name": name})
    return manifest
