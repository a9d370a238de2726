"""``soucinnost setup token``: the address at which the first administrator is made from another machine."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from soucinnost.accounts.models import User
from soucinnost.desk.setup.token import setup_token


class Command(BaseCommand):
    """Prints the address while there is no account."""

    help = "Prints the address of the first set-up. / Vypíše adresu prvního nastavení."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it, or say that it is too late."""
        if User.objects.exists():
            raise CommandError("Účet už existuje. Dalšího správce založí příkaz: soucinnost administrator E-MAIL")
        host = (settings.PUBLIC_URL or "http://127.0.0.1:8000").rstrip("/")
        self.stdout.write(f"{host}/zacatek/?klic={setup_token()}")
