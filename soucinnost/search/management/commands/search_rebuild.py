"""``soucinnost search rebuild``: make the search index anew from the records."""

from typing import Any

from django.core.management.base import BaseCommand

from soucinnost.search.actions import rebuild


class Command(BaseCommand):
    """Thin caller of the action."""

    help = "Makes the search index anew from the records. / Sestaví znovu vyhledávací rejstřík."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many records of each kind are in the index."""
        for kind, count in sorted(rebuild(say=self._say).items()):
            self.stdout.write(f"{kind}: {count}")

    def _say(self, kind: str) -> None:
        self.stderr.write(f"{kind} …")
