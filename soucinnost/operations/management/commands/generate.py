"""``soucinnost generate --scale national``: an invented installation for measuring."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from soucinnost.operations import statistics
from soucinnost.operations.generator import SIZES, generate
from soucinnost.operations.generator.making import NotEmpty


class Command(BaseCommand):
    """Into an empty installation only, never in production."""

    help = "Fills an empty installation with a large invented set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=sorted(SIZES), default="small")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Not in production.")
        begun = time.monotonic()

        def say(text: str) -> None:
            self.stdout.write(f"{time.monotonic() - begun:6.1f} s  {text}")
            self.stdout.flush()

        try:
            generate(SIZES[options["scale"]], say=say)
        except NotEmpty as error:
            raise CommandError(f"This installation is not empty ({error}).") from error
        statistics.gather(always=True)
        say("done")
