"""``soucinnost transfer --to URL``: everything into another database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from soucinnost.access.actors import SystemActor
from soucinnost.operations.backup import BackupError, transfer


class Command(BaseCommand):
    """Stop the installation first: what is written during the move stays in the source."""

    help = "Copies everything, audit included, from one database into another, empty one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="source", default="", metavar="URL", help="default: the configured database")
        parser.add_argument("--to", dest="target", required=True, metavar="URL", help="postgres://… or sqlite:///…")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            moved = transfer(
                by=SystemActor("transfer", "cli"), to_url=options["target"], from_url=options["source"]
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Přeneseno a ověřeno. Tabulek: %(tables)s, řádků: %(rows)s. Nastavte DATABASE_URL na novou databázi.")
            % {"tables": moved.tables, "rows": moved.rows}
        )
