"""``soucinnost tick``: run the periodic duties whose time has come."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from soucinnost.operations.actions import run_due_duties


class Command(BaseCommand):
    """Meant for cron or a timer every minute; ``--loop`` stays and does it by itself."""

    help = "Runs the periodic duties whose time has come."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", type=int, metavar="SECONDS", help="stay and repeat every SECONDS")
        parser.add_argument("--force", action="store_true", help="run every duty now")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["loop"]:
            failed = [key for key, succeeded in self._round(force=options["force"]).items() if not succeeded]
            if failed:
                raise CommandError("Failed: " + ", ".join(failed))
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                self._round(force=False)
            except DatabaseError as error:
                self.stderr.write(f"tick: {error}")
            stop.wait(options["loop"])

    def _round(self, *, force: bool) -> dict[str, bool]:
        outcome = run_due_duties(force=force)
        for key, succeeded in outcome.items():
            if not succeeded or force:
                self.stdout.write(f"{key}: {'ok' if succeeded else 'failed'}")
        return outcome
