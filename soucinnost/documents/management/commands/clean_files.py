"""``soucinnost clean files``: delete files that no record knows."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from soucinnost.access.actors import SystemActor
from soucinnost.documents.actions import STRAY_AGE, clean_strays


class Command(BaseCommand):
    """Delete files left behind by a crash between writing a file and committing its record."""

    help = "Delete files that no record knows and that are older than some hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--hours", type=float, default=STRAY_AGE.total_seconds() / 3600, help="leave younger files alone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        removed = clean_strays(by=SystemActor("clean_files", channel="cli"), age=timedelta(hours=options["hours"]))
        self.stdout.write(f"{removed} files deleted")
