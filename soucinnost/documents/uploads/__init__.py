"""Uploads: what a file really is, decided by its content and read as a stream; refusals say why in Czech.

This is no virus scanner: it keeps out what a circle of clerks never needs (programs, macros, web pages, archives,
bombs) and files that are not what their name says. Originals are kept unchanged and are to be sent as attachments
with ``X-Content-Type-Options: nosniff``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from soucinnost.documents.uploads import kinds, names
from soucinnost.documents.uploads.archives import inspect_zip, macros
from soucinnost.documents.uploads.images import check_image, strip_image_metadata
from soucinnost.documents.uploads.kinds import KINDS
from soucinnost.documents.uploads.refusal import UploadRefused
from soucinnost.documents.uploads.sniff import HEAD_BYTES, sniffed, text_fits

__all__ = ["Inspected", "UploadRefused", "inspect_upload", "strip_image_metadata"]

_CHUNK = 262_144
_OVERLAP = 64  # longer than any mark that is looked for
_OLE_MACROS = ("_VBA_PROJECT".encode("utf-16-le"), b"_VBA_PROJECT_CUR")
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHECKED_IMAGES = frozenset({"png", "jpeg", "gif", "webp", "tiff"})


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept. ``sha256`` is hexadecimal, ``size`` in bytes; ``encrypted`` needs a password to open."""

    kind: str
    mime: str
    size: int
    sha256: str
    safe_name: str
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """What one pass through the file found."""

    size: int
    sha256: str
    head: bytes
    marks: frozenset[bytes]


def inspect_upload(fileobj: BinaryIO, filename: str, *, max_bytes: int) -> Inspected:
    """Read a seekable file from its beginning and decide whether it may be kept; leaves it at its beginning.

    Raises UploadRefused with a code and a Czech message.
    """
    name = names.safe_name(filename)
    extension = names.extension(name)
    _refuse_by_extension(extension)
    read = _read(fileobj, max_bytes)
    found = sniffed(read.head)
    _refuse_by_content(found, extension)
    kind, encrypted = _settle(fileobj, read, found, extension)
    fileobj.seek(0)
    described = KINDS[kind]
    if not extension:
        name = names.safe_name(f"{name or 'soubor'}.{described.extensions[0]}")
    return Inspected(kind, described.mime, read.size, read.sha256, name, encrypted)


def _read(fileobj: BinaryIO, max_bytes: int) -> _Read:
    """Hash and measure the file, stop as soon as it is too large, and look for marks of passwords and macros."""
    fileobj.seek(0)
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    found: set[bytes] = set()
    while chunk := fileobj.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise UploadRefused(
                "too_large", f"Soubor je příliš velký. Nejvýše lze přiložit {_megabytes(max_bytes)} v jednom souboru."
            )
        digest.update(chunk)
        head = head if len(head) >= HEAD_BYTES else (head + chunk)[:HEAD_BYTES]
        window = tail + chunk
        found.update(mark for mark in (b"/Encrypt", _OLE_ENCRYPTED, *_OLE_MACROS) if mark in window)
        tail = window[-_OVERLAP:]
    if not size:
        raise UploadRefused("empty", "Soubor je prázdný (0 bajtů).")
    return _Read(size, digest.hexdigest(), head, frozenset(found))


def _megabytes(count: int) -> str:
    if count < 1_000_000:
        return f"{count // 1000} kB"
    return f"{count / 1_000_000:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " MB"


def _refuse_by_extension(extension: str) -> None:
    if extension in kinds.EXECUTABLE_EXTENSIONS:
        raise _executable()
    if extension in kinds.MACRO_EXTENSIONS:
        raise macros()
    if extension in kinds.ACTIVE_EXTENSIONS:
        raise _active()
    if extension in kinds.ARCHIVE_EXTENSIONS:
        raise _archive()
    if extension and extension not in kinds.BY_EXTENSION:
        raise _unknown()


def _refuse_by_content(found: str, extension: str) -> None:
    if found == "executable":
        raise _executable()
    if found == "markup":
        raise _active()
    if found == "archive":
        raise _archive()
    if found == "unknown":
        if extension:
            raise _mismatch(extension, "něco jiného")
        raise _unknown()


def _settle(fileobj: BinaryIO, read: _Read, found: str, extension: str) -> tuple[str, bool]:
    """Return the kind and whether the file is locked; refuse what is not what its name says."""
    named = kinds.BY_EXTENSION.get(extension, "")
    if found == "text":
        return _settle_text(read, named, extension), False
    encrypted = False
    kind = found
    if found == "zip":
        unpacked = inspect_zip(fileobj, read.size)
        kind, encrypted = unpacked.kind, unpacked.encrypted
        if kind == "zip":
            raise _archive()
    elif found == "ole":
        kind, encrypted = _settle_ole(read, named)
    elif found == "pdf":
        encrypted = b"/Encrypt" in read.marks
    elif found in _CHECKED_IMAGES:
        fileobj.seek(0)
        check_image(fileobj, found)
    if named and named != kind:
        raise _mismatch(extension, KINDS[kind].label)
    return kind, encrypted


def _settle_text(read: _Read, named: str, extension: str) -> str:
    if named and named not in kinds.TEXTS:
        raise _mismatch(extension, KINDS["txt"].label)
    if not named:
        return "txt"
    if not text_fits(named, read.head):
        raise _mismatch(extension, KINDS["txt"].label)
    return named


def _settle_ole(read: _Read, named: str) -> tuple[str, bool]:
    """Old Office files share one container; it also holds new ones that are locked with a password."""
    if _OLE_ENCRYPTED in read.marks:
        return (named if named in kinds.NEW_OFFICE else "docx"), True
    if read.marks & set(_OLE_MACROS):
        raise macros()
    return (named if named in kinds.OLD_OFFICE else "doc"), False


def _executable() -> UploadRefused:
    return UploadRefused("executable", "Soubor je spustitelný program nebo skript a nelze ho přiložit.")


def _active() -> UploadRefused:
    return UploadRefused(
        "active", "Webové stránky, XML a obrázky SVG nelze přiložit. Uložte obsah jako PDF, DOCX nebo PNG."
    )


def _archive() -> UploadRefused:
    return UploadRefused("archive", "Archivy (ZIP, RAR, 7z…) nelze přiložit. Přiložte soubory jednotlivě.")


def _unknown() -> UploadRefused:
    return UploadRefused("unknown", f"Tento druh souboru nelze přiložit. Lze přiložit: {kinds.list_of_kinds()}.")


def _mismatch(extension: str, label: str) -> UploadRefused:
    return UploadRefused(
        "mismatch", f"Soubor se jmenuje .{extension}, ale je to {label}. Přiložte ho se správnou příponou."
    )
