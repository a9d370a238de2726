"""``soucinnost report evaluation STRATEGY --format pdf|docx|html --output FILE``: the evaluation report into a file."""

import contextlib
import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError

from soucinnost.access.actors import SystemActor
from soucinnost.documents.paper.pdf import PaperError

FORMATS = ("pdf", "docx", "html")


class Command(BaseCommand):
    """Writes with the code of the pages, from what is kept now; each file goes out whole or not at all."""

    help = "Write the evaluation report of a strategy into a file. --list names the strategies, short name first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options as in docs/operations.md."""
        parser.add_argument("strategy", nargs="?", default="", metavar="STRATEGY", help="short name, or uid")
        parser.add_argument("--list", action="store_true", help="one strategy a line, short name first")
        parser.add_argument("--format", choices=FORMATS, default="", help="else by the ending of the file")
        parser.add_argument("--output", default="", metavar="FILE")
        parser.add_argument("--council", action="store_true", help="the one-page version for the council (pdf, docx)")

    def handle(self, *args: Any, **options: Any) -> None:
        """List the strategies, or write one report."""
        try:
            if options["list"]:
                self._list()
            else:
                self._write(**{name: options[name] for name in ("strategy", "format", "output", "council")})
        except DatabaseError as error:
            raise CommandError(f"Databázi nejde číst: {' '.join(str(error).split())}") from error

    def _list(self) -> None:
        from soucinnost.kernel.collation import sorted_cs  # noqa: PLC0415 - models load after the command
        from soucinnost.strategy.models import Strategy  # noqa: PLC0415

        rows = Strategy.objects.values_list("short_name", "title", "period_from__year", "period_to__year")
        for short, title, first, last in sorted_cs(rows, key=lambda row: row[0]):
            self.stdout.write(f"{short}\t{' '.join(title.split())}\t{first}–{last}")

    def _write(self, *, strategy: str, format: str, output: str, council: bool) -> None:
        if not strategy:
            raise CommandError("Uveďte strategii (zkratku vypíše --list).", returncode=2)
        if not output:
            raise CommandError("Uveďte soubor: --output FILE.", returncode=2)
        target = _resolved(output)
        fmt = format or target.suffix.removeprefix(".").lower()
        if fmt not in FORMATS:
            raise CommandError(f"Formát uveďte: --format {'|'.join(FORMATS)}.", returncode=2)
        if council and fmt == "html":
            raise CommandError("Strana pro radu je jen v PDF a DOCX.", returncode=2)
        found = _strategy(strategy)
        _writable(target)
        try:
            content = _content(found, fmt, council=council)
        except PaperError as error:
            raise CommandError(f"Zprávu nelze sestavit: {' '.join(str(error).split())}") from error
        _replace(target, content)
        self.stdout.write(f"{target}: {len(content)} B")


def _strategy(name: str) -> Any:
    from soucinnost.strategy.models import Strategy  # noqa: PLC0415 - models load after the command
    from soucinnost.strategy.selectors.listing import with_circle  # noqa: PLC0415

    strategies = with_circle(Strategy.objects.all())
    found = strategies.filter(short_name=name).first() or strategies.filter(uid=name).first()
    if found is None:
        raise CommandError(f"Strategie {name} neexistuje. Zkratky vypíše --list.", returncode=2)
    return found


def _content(found: Any, fmt: str, *, council: bool) -> bytes:
    """The file as the installation itself sees the strategy; that it was taken out is in the audit."""
    from soucinnost.strategy.actions.reporting import exported  # noqa: PLC0415 - models load after the command

    return exported(by=SystemActor(name="report", channel="cli"), strategy=found, fmt=fmt, council=council)


def _resolved(output: str) -> Path:
    """The place behind links, so that a link stays a link."""
    try:
        return Path(output).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise CommandError(f"Soubor {output} nelze zapsat.", returncode=2) from error


def _writable(target: Path) -> None:
    """Refuse a place nothing can be written to before the work is done."""
    if target.is_dir():
        raise CommandError(f"{target} je složka, uveďte soubor.")
    if not target.parent.is_dir():
        raise CommandError(f"Složka {target.parent} neexistuje.")
    if not (target.exists() and not target.is_file()) and not os.access(target.parent, os.W_OK):
        raise CommandError(f"Do složky {target.parent} nelze zapisovat.")


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target, then put it in its place; a full disk leaves the old file and no rest.

    What is there and is no file (a device, a pipe) is written to, never replaced.
    """
    if target.exists() and not target.is_file():
        try:
            target.write_bytes(content)
        except OSError as error:
            raise CommandError(f"Do {target} nelze zapsat: {error.strerror}.") from error
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise CommandError(f"Soubor {target} nelze zapsat: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise CommandError(f"Soubor {target} nelze zapsat: {error.strerror}.") from error
