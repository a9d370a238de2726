"""``soucinnost public reindex``: search keys of published minutes anew, after an upgrade that changed matching."""

from typing import Any

from django.core.management.base import BaseCommand

from soucinnost.access.actors import SystemActor
from soucinnost.publishing.actions.stating import write_words


class Command(BaseCommand):
    """Write the search keys of published minutes anew."""

    help = "Write the search keys of published minutes anew."

    def handle(self, *args: Any, **options: Any) -> None:
        count = write_words(by=SystemActor("public reindex", channel="cli"))
        self.stdout.write(f"{count}")
