"""``soucinnost audit prune --before DAY``: delete the oldest part of the chain, up to a checkpoint."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.audit.actions import prune


class Command(BaseCommand):
    """The term of retention does this by itself; the command is for a shorter one-time term."""

    help = "Deletes rows of the audit chain up to the newest checkpoint before a day."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        moment = timezone.make_aware(datetime.combine(options["before"], time.min))
        self.stdout.write(f"Deleted rows: {prune(by=SystemActor('prune', 'cli'), older_than=moment)}")
