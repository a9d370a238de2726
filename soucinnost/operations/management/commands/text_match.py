"""``soucinnost text match QUERY WORD…``: which of the words the query finds, one a line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from soucinnost.kernel.czech.matching import finds
from soucinnost.kernel.czech.words import words


def _found(query: str, text: str) -> bool:
    """Return whether each word of the query finds some word of ``text``."""
    wanted = [word.text for word in words(query)]
    offered = [word.text for word in words(text)]
    return bool(wanted) and all(any(finds(one, other) for other in offered) for one in wanted)


class Command(BaseCommand):
    """Matching of words exactly as the search does it; needs no database."""

    help = "Prints which of the words the query finds, one a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the query and the words."""
        parser.add_argument("query", metavar="QUERY", help="the word looked for, or several")
        parser.add_argument("words", metavar="WORD", nargs="+", help="words to look in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each word that the query finds."""
        for text in options["words"]:
            if _found(options["query"], text):
                self.stdout.write(text)
