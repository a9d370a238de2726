"""The ``soucinnost`` command: Django's commands under two-word names, built on the same actions as the pages."""

import gc
import io
import os
import sys

import django
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand

WRITE_FOR_LONG = {"db_worker", "tick"}
"""Processes that live beside the server: nobody should wait for their lock while they load a dictionary."""

GARBAGE_AFTER = 50_000
"""How many new objects come before the first look for garbage; Python's own 700 is for programs that keep little."""


class TwoWords(ManagementUtility):
    """Django's utility for commands of two words: usage and the list of commands show the words that are typed."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Find ``import minutes`` in the module ``import_minutes``."""
        return super().fetch_command(subcommand.replace(" ", "_"))

    def main_help_text(self, commands_only: bool = False) -> str:
        """Django's list of commands, ours written as they are typed; for completion the names stay."""
        text = super().main_help_text(commands_only)
        if not commands_only:
            for name, app in get_commands().items():
                if isinstance(app, str) and app.startswith("soucinnost."):
                    text = text.replace(f"    {name}\n", f"    {name.replace('_', ' ')}\n")
        return text


def joined(arguments: list[str]) -> list[str]:
    """Join the two words of a command, alone or after ``help``, where a module of such a name exists."""
    start = 2 if arguments[1:2] == ["help"] else 1
    words = arguments[start : start + 2]
    if len(words) == 2 and "_".join(words) in get_commands():
        return [*arguments[:start], " ".join(words), *arguments[start + 2 :]]
    return arguments


def main(argv: list[str] | None = None) -> None:
    """Run one command; ``soucinnost import territory F`` finds the module ``import_territory``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without these letters gets the rest
    arguments = list(sys.argv if argv is None else argv)
    # Loading leaves hundreds of thousands of objects that stay: looking for garbage among them took a sixth of the
    # start of every command.
    gc.set_threshold(GARBAGE_AFTER)
    # Without loaded apps Django would know (and remember) only its own commands.
    django.setup()
    gc.freeze()
    arguments = joined(arguments)
    if arguments[1:2] and arguments[1] in WRITE_FOR_LONG:
        from soucinnost.kernel.czech.warming import warm_words  # noqa: PLC0415 - other commands need not wait for it

        warm_words()
    TwoWords(arguments).execute()


if __name__ == "__main__":
    main()
