"""``soucinnost demo``: load the demonstration into an empty installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from soucinnost.accounts.models import User
from soucinnost.operations.demo.people import signs_in
from soucinnost.operations.demo.story import load


class Command(BaseCommand):
    """Load the demonstration; refuses where accounts exist and in production."""

    help = "Načte ukázku do prázdné instalace."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options of the command."""
        parser.add_argument("--if-empty", action="store_true", help="Kde už účty jsou, neudělá nic.")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Ukázka se do ostrého provozu nenačítá.")
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("Instalace už má účty, ukázka se načítá jen do prázdné.")
        load()
        self.stdout.write(f"Ukázka je načtená. Přihlášení (heslo pro všechny: {settings.DEMO_PASSWORD}):")
        for address, what in signs_in():
            self.stdout.write(f"  {address}  {what}")
