"""The ``soucinnost`` command: Django's commands under two-word names, built on the same actions as the pages."""

import gc
import io
import os
import sys

import django
from django.core.management import execute_from_command_line, get_commands

WRITE_FOR_LONG = {"db_worker", "tick"}
"""Processes that live beside the server: nobody should wait for their lock while they load a dictionary."""

GARBAGE_AFTER = 50_000
"""How many new objects come before the first look for garbage; Python's own 700 is for programs that keep little."""


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
    if len(arguments) >= 3 and f"{arguments[1]}_{arguments[2]}" in get_commands():
        arguments[1:3] = [f"{arguments[1]}_{arguments[2]}"]
    if arguments[1:2] and arguments[1] in WRITE_FOR_LONG:
        from soucinnost.kernel.czech.warming import warm_words  # noqa: PLC0415 - other commands need not wait for it

        warm_words()
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
