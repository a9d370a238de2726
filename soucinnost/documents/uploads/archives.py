"""Zip-based documents (DOCX, XLSX, PPTX, ODF): unpacked once as a stream, trusting no header."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from soucinnost.documents.uploads.kinds import EXECUTABLE_EXTENSIONS
from soucinnost.documents.uploads.names import extension
from soucinnost.documents.uploads.refusal import UploadRefused

MAX_ENTRIES = 5_000
MAX_UNPACKED = 400_000_000
MAX_RATIO = 150
RATIO_FROM = 20_000_000  # below this size a high ratio is harmless, and common in sheets
MAX_KEPT = 4_000_000
MAX_NESTED = 50_000_000
_CHUNK = 65_536
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_OFFICE_MAIN = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
    b"presentationml.slideshow.main+xml": "pptx",
}
_OPEN_DOCUMENTS = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_MACRO_ENTRY = re.compile(r"(?i)(^|/)(vbaproject\.bin|vbadata\.xml)$|^(basic|scripts)/.|^xl/macrosheets/")
_MACRO_TYPE = re.compile(rb"(?i)macroEnabled|ms-office\.vbaProject|excel4macro|ms-excel\.macrosheet")
_EMBEDDED = re.compile(r"(?i)(^|/)embeddings/[^/]+\.(docx|xlsx|pptx)$")


@dataclass
class Budget:
    """How much may still be unpacked from one upload, embedded documents included."""

    unpacked: int = MAX_UNPACKED
    entries: int = MAX_ENTRIES


@dataclass(frozen=True)
class Unpacked:
    """What a zip document turned out to be; ``kind`` is ``zip`` for an archive that is no document."""

    kind: str
    encrypted: bool


def inspect_zip(file: BinaryIO, size: int, budget: Budget | None = None, *, nested: bool = False) -> Unpacked:
    """Unpack every entry as a stream and say what document it is.

    Raises UploadRefused with ``bomb corrupt macros executable nested``.
    """
    budget = budget or Budget()
    try:
        with ZipFile(file) as archive:
            infos = archive.infolist()
    except (BadZipFile, LargeZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        raise _corrupt() from error
    budget.entries -= len(infos)
    if budget.entries < 0:
        raise _bomb()
    _check_names(infos)
    if sum(info.compress_size for info in infos) > size:
        raise _bomb()  # entries that share one packed stretch
    kept: dict[str, bytes] = {}
    for info in infos:
        if not info.is_dir():
            _inspect_entry(file, info, size, budget, kept, nested)
    return _kind(kept, {info.filename for info in infos})


def _check_names(infos: list[ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len({name.lower() for name in names}) != len(names):
        raise _corrupt()
    for name in names:
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
            raise _corrupt()
        if _MACRO_ENTRY.search(name) and not name.endswith("/"):
            raise macros()
        if extension(parts[-1]) in EXECUTABLE_EXTENSIONS:
            raise UploadRefused("executable", f"Soubor v sobě nese spustitelný program ({parts[-1][:60]}).")


def _inspect_entry(
    file: BinaryIO, info: ZipInfo, size: int, budget: Budget, kept: dict[str, bytes], nested: bool
) -> None:
    """Unpack one entry, count what really comes out, and keep what tells the kind."""
    embedded = _EMBEDDED.search(info.filename) is not None
    keep = embedded or info.filename in {"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"}
    limit = MAX_NESTED if embedded else MAX_KEPT
    total, head, content, check = 0, b"", bytearray(), 0
    for chunk in _unpacked(file, info, size):
        total += len(chunk)
        budget.unpacked -= len(chunk)
        if budget.unpacked < 0 or (total > RATIO_FROM and total > MAX_RATIO * max(info.compress_size, 1)):
            raise _bomb()
        check = zlib.crc32(chunk, check)
        head = head or chunk[:8]
        if keep:
            content += chunk
            if len(content) > limit:
                raise _bomb()
    if total != info.file_size or check != info.CRC:
        raise _corrupt()
    if head.startswith(b"PK\x03\x04"):
        if nested or not embedded:
            raise UploadRefused("nested", "Soubor v sobě nese další archiv. Přiložte ho samostatně.")
        inspect_zip(BytesIO(bytes(content)), len(content), budget, nested=True)
    elif head.startswith((b"MZ", b"\x7fELF")) and info.filename.count("/") <= 1:
        raise UploadRefused("executable", f"Soubor v sobě nese spustitelný program ({info.filename[:60]}).")
    elif keep:
        kept[info.filename] = bytes(content)


def _unpacked(file: BinaryIO, info: ZipInfo, size: int) -> Iterator[bytes]:
    """Yield what an entry really unpacks to, whatever size its header states."""
    if info.flag_bits & 1:
        raise UploadRefused("corrupt", "Soubor je archiv zamčený heslem, ne dokument. Přiložte odemčený dokument.")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise _corrupt()
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise _corrupt()
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    file.seek(name_length + extra_length, 1)
    left = info.compress_size
    if file.tell() + left > size:
        raise _corrupt()
    engine = zlib.decompressobj(-15) if info.compress_type == ZIP_DEFLATED else None
    while left:
        packed = file.read(min(_CHUNK, left))
        if not packed:
            raise _corrupt()
        left -= len(packed)
        if engine is None:
            yield packed
            continue
        try:
            while packed:
                yield engine.decompress(packed, 16 * _CHUNK)
                packed = engine.unconsumed_tail
        except zlib.error as error:
            raise _corrupt() from error
    if engine is not None and (not engine.eof or engine.unused_data):
        raise _corrupt()


def _kind(kept: dict[str, bytes], names: set[str]) -> Unpacked:
    types = kept.get("[Content_Types].xml", b"")
    if types:
        if _MACRO_TYPE.search(types):
            raise macros()
        for mark, kind in _OFFICE_MAIN.items():
            if mark in types:
                return Unpacked(kind, encrypted=False)
    found = re.fullmatch(rb"application/vnd\.oasis\.opendocument\.([a-z]+)\s*", kept.get("mimetype", b""))
    if found and found[1] in _OPEN_DOCUMENTS and "META-INF/manifest.xml" in names:
        encrypted = b"encryption-data" in kept.get("META-INF/manifest.xml", b"")
        return Unpacked(_OPEN_DOCUMENTS[found[1]], encrypted=encrypted)
    return Unpacked("zip", encrypted=False)


def macros() -> UploadRefused:
    """Return the refusal of a document with macros."""
    return UploadRefused("macros", "Dokument obsahuje makra. Uložte ho bez maker (například jako DOCX, XLSX nebo PDF).")


def _bomb() -> UploadRefused:
    return UploadRefused("bomb", "Soubor se po rozbalení nebezpečně zvětšuje, proto ho nelze přiložit.")


def _corrupt() -> UploadRefused:
    return UploadRefused("corrupt", "Soubor je poškozený. Otevřete ho, uložte znovu a zkuste to ještě jednou.")
