"""``soucinnost text cover``: a text with all that the public version must not show covered."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soucinnost.documents.reading import ReadingError, read_document
from soucinnost.kernel.czech.covering import cover, propose
from soucinnost.kernel.encoding import decode_text


class Command(BaseCommand):
    """Thin caller of ``kernel.czech.covering``; the database is not touched."""

    help = "Print FILE (text, DOCX or PDF; - is the standard input) covered, or with --json the proposals."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options as in docs/operations.md."""
        parser.add_argument("file", help="text in UTF-8, Windows-1250 or ISO 8859-2, DOCX or PDF; - reads the input")
        parser.add_argument("--public", action="append", default=[], metavar="NAME", help="name that stays; repeatable")
        parser.add_argument("--json", action="store_true", help="print the proposals instead of the text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the covered text, or the proposals as a JSON list of {start, end, kind, reason, text}.

        Offsets count characters of the decoded text with its line ends as they are; of a DOCX or PDF they count
        characters of its lines joined by line ends.
        """
        text, notes = _read(options["file"])
        for note in notes:
            self.stderr.write(note)
        proposals = propose(text, public=options["public"])
        if not options["json"]:
            self.stdout.write(cover(text, proposals), ending="")
            return
        rows = [
            {
                "start": one.start,
                "end": one.end,
                "kind": str(one.kind),
                "reason": one.reason,
                "text": text[one.start : one.end],
            }
            for one in proposals
        ]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))


def _read(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of the file and what could not be read faithfully."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name}: {_why(error)}") from None
    if not data.strip():
        raise CommandError(f"{name}: Soubor je prázdný, není v něm žádný text.")
    kind = _document_kind(data, name)
    if kind:
        try:
            reading = read_document(data, f"input.{kind}" if name == "-" else Path(name).name)
        except ReadingError as error:
            raise CommandError(f"{name}: {error.message_cs}") from None
        return "\n".join(line.text for line in reading.lines), reading.warnings
    decoded = decode_text(data)
    if decoded is None:
        raise CommandError(f"{name}: Soubor není text. Přečíst lze text, DOCX a PDF.")
    return decoded.text, decoded.notes


def _why(error: OSError) -> str:
    """Return why a file cannot be read, in a Czech sentence."""
    reasons = (
        (FileNotFoundError, "soubor neexistuje"), (IsADirectoryError, "je to složka, ne soubor"),
        (PermissionError, "k souboru nemáte přístup"),
    )
    reason = next((said for kind, said in reasons if isinstance(error, kind)), "čtení selhalo")
    return f"Soubor nelze otevřít: {reason}."


def _document_kind(data: bytes, name: str) -> str:
    """Return „docx“ or „pdf“ when the content or the name says so, "" for plain text."""
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    suffix = Path(name).suffix.lower()
    return suffix[1:] if suffix in (".docx", ".pdf", ".doc", ".odt", ".rtf") else ""
