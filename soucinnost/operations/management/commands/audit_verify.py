"""``soucinnost audit verify``: prove the chain."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soucinnost.audit.selectors import verify


class Command(BaseCommand):
    """Exit code 1 and one line for each break when the chain is not whole."""

    help = "Proves the audit chain: no row altered, missing or out of order."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--witness", type=Path, help="file of checkpoints kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(witness=options["witness"])
        if not verdict.intact:
            raise CommandError("\n".join(verdict.breaks))
        self.stdout.write(f"The chain is whole: {verdict.rows} rows, {verdict.checkpoints} checkpoints.")
