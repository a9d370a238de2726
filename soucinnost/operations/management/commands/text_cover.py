"""``soucinnost text cover``: a text with all that the public version must not show covered."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soucinnost.kernel.czech.covering import cover, propose
from soucinnost.kernel.errors import InputError
from soucinnost.kernel.tables.encoding import decode


class Command(BaseCommand):
    """Thin caller of ``kernel.czech.covering``; the database is not touched."""

    help = "Print FILE (text; - is the standard input) with names and contacts covered, or with --json the proposals."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options as in docs/operations.md."""
        parser.add_argument("file", help="text in UTF-8, Windows-1250 or ISO-8859-2; - reads the standard input")
        parser.add_argument("--public", action="append", default=[], metavar="NAME", help="name that stays; repeatable")
        parser.add_argument("--json", action="store_true", help="print the proposals instead of the text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the covered text, or the proposals as a JSON list of {start, end, kind, reason, text}."""
        text = _read(options["file"])
        proposals = propose(text, public=options["public"])
        if options["json"]:
            rows = [
                {"start": one.start, "end": one.end, "kind": str(one.kind), "reason": one.reason,
                 "text": text[one.start : one.end]}
                for one in proposals
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(cover(text, proposals), ending="")


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from None
    if not data.strip():
        raise CommandError(f"{name}: Soubor je prázdný.")
    try:
        return data.decode("cp1250" if _is_cp1250(data) else "iso-8859-2") if _is_eight_bit(data) else decode(data)[0]
    except (InputError, UnicodeDecodeError):
        raise CommandError(f"{name}: Kódování souboru se nepodařilo poznat. Uložte ho jako text v UTF-8.") from None


def _is_eight_bit(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data
    return False


def _is_cp1250(data: bytes) -> bool:
    """Return whether Windows-1250 fits better than ISO-8859-2: only there Š, Ť, Ž lie below 0xA0."""
    return any(0x80 <= byte < 0xA0 for byte in data) or not any(byte in b"\xa9\xab\xae\xb9\xbb\xbe" for byte in data)
