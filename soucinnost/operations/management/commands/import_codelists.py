"""``soucinnost import codelists``: the lists that come with the product, or a file as a new edition of a list."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.codelists.actions import ImportResult, import_edition, import_shipped
from soucinnost.kernel.dates import DateError, parse_date
from soucinnost.kernel.tables import TableError, read_table


class Command(BaseCommand):
    """Thin caller of the import actions."""

    help = "Load the shipped code lists (--shipped) or one file as a new edition (--list KEY --label L --valid-from D)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options as in docs/operations.md."""
        parser.add_argument("file", nargs="?", help="CSV or XLSX with columns klíč, název, anglicky, nadřazený")
        parser.add_argument("--shipped", action="store_true", help="load the lists that come with the product")
        parser.add_argument("--list", dest="key", default="", help="key of the list, such as themes")
        parser.add_argument("--name", default="", help="name of the list when it is new")
        parser.add_argument("--label", default="", help="name of the edition, such as 2026")
        parser.add_argument("--valid-from", default="", help="first day, such as 1. 1. 2026")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, or with --dry-run roll back after having tried."""
        if options["shipped"] == bool(options["file"]):
            raise CommandError("Give either --shipped or a file.")
        by = SystemActor(name="import", channel="cli")
        try:
            with transaction.atomic():
                results = import_shipped(by=by) if options["shipped"] else [self._one(by, options)]
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from None
        except (TableError, DateError) as error:
            raise CommandError(error.message_cs) from None
        for result in results:
            state = "new edition" if result.is_new else "unchanged"
            self.stdout.write(f"{result.edition}: {result.count} terms, {state}")
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was saved.")

    def _one(self, by: SystemActor, options: dict[str, Any]) -> ImportResult:
        if not (options["key"] and options["label"] and options["valid_from"]):
            raise CommandError("A file needs --list, --label and --valid-from.")
        try:
            data = Path(options["file"]).read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        return import_edition(
            by=by, key=options["key"], name=options["name"] or options["key"], label=options["label"],
            valid_from=parse_date(options["valid_from"], today=timezone.localdate()), table=read_table(data),
        )
