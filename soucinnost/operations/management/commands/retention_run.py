"""``soucinnost retention run``: dispose of what is past its term."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from soucinnost.access.actors import SystemActor
from soucinnost.retention.actions import run


class Command(BaseCommand):
    """``--dry-run`` only counts."""

    help = "Disposes of records past their term and says what was found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        for outcome in run(by=SystemActor("retention", "cli"), dry_run=options["dry_run"]):
            scope = f" ({outcome.organisation_uid})" if outcome.organisation_uid else ""
            self.stdout.write(
                f"{outcome.kind}{scope}: before {outcome.cutoff:%Y-%m-%d} {outcome.found} found, "
                f"{outcome.taken} taken ({outcome.afterwards})"
            )
