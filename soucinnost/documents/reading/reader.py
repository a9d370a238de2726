"""One door to all formats: what the file is, whether it can be read, and its lines."""

from __future__ import annotations

from io import BytesIO

from soucinnost.documents.reading.docx import read_docx
from soucinnost.documents.reading.pdf import read_pdf
from soucinnost.documents.reading.shapes import Reading, ReadingError, lines_of
from soucinnost.documents.uploads import UploadRefused, inspect_upload
from soucinnost.documents.uploads.kinds import BY_EXTENSION, KINDS
from soucinnost.documents.uploads.names import extension, safe_name
from soucinnost.documents.uploads.sniff import HEAD_BYTES, sniffed
from soucinnost.kernel.encoding import decode_text

MAX_BYTES = 50_000_000
MAX_TEXT_BYTES = 10_000_000
_READ = {"docx": read_docx, "pdf": read_pdf}


def read_document(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> Reading:
    """Return the lines of a DOCX, PDF or plain text, decided by its content and its name.

    Raises :class:`ReadingError` with a Czech message; strange layouts inside a sound file never do.
    """
    refuse_size(len(data), max_bytes)
    if not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise ReadingError("empty", "Soubor je prázdný, není v něm žádný text.")
    if _may_be_text(data, name):
        return _read_text(data, name)
    try:
        inspected = inspect_upload(BytesIO(data), name, max_bytes=max_bytes)
    except UploadRefused as error:
        raise ReadingError(error.code, error.message_cs) from None
    if inspected.encrypted:
        raise password()
    reader = _READ.get(inspected.kind)
    if reader is None:
        label = KINDS[inspected.kind].label
        raise ReadingError("unsupported", f"Číst lze DOCX, PDF a TXT, tento soubor je {label}. Uložte ho jako DOCX.")
    try:
        return reader(data, inspected.safe_name)
    except RecursionError:
        raise ReadingError("corrupt", "Soubor je poškozený: jeho části jsou do sebe vnořeny bez konce.") from None


def refuse_size(size: int, max_bytes: int = MAX_BYTES) -> None:
    """Raise :class:`ReadingError` when a file of ``size`` bytes is too large to be read."""
    if size > max_bytes:
        limit = f"{max_bytes // 1_000_000} MB"
        raise ReadingError(
            "too_large", f"Soubor je příliš velký ({size // 1_000_000} MB). Nejvýše lze přečíst {limit}."
        )


def password() -> ReadingError:
    """Return the refusal of a locked file."""
    return ReadingError("password", "Soubor je zamčený heslem. Uložte ho bez hesla a zkuste to znovu.")


def _may_be_text(data: bytes, name: str) -> bool:
    """Return whether the file is to be read as plain text, in whatever encoding."""
    kind = BY_EXTENSION.get(extension(safe_name(name)), "")
    if kind not in {"", "txt", "eml"} or (not kind and extension(name)):
        return False
    found = sniffed(data[:HEAD_BYTES])
    return found == "text" or (found == "unknown" and kind != "")


def _read_text(data: bytes, name: str) -> Reading:
    refuse_size(len(data), MAX_TEXT_BYTES)
    decoded = decode_text(data)
    if decoded is None:
        raise ReadingError("mismatch", "Soubor není text, i když se tak jmenuje. Otevřete ho a uložte znovu jako TXT.")
    lines = lines_of(decoded.text)
    if not any(line.text for line in lines):
        raise ReadingError("empty", "Soubor je prázdný, není v něm žádný text.")
    return Reading("txt", safe_name(name), lines, encoding=decoded.encoding, warnings=decoded.notes)
