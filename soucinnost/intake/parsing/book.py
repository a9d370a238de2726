"""Keeping account of lines: which part each went into, and which are left."""

from __future__ import annotations

from collections.abc import Iterable

from soucinnost.intake.parsing.minutes import Lines, Place


class Book:
    """Places of lines in the order in which they were given."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, str], None] = {}
        self._placed: set[int] = set()

    def put(self, lines: Iterable[int], part: str) -> None:
        """Note that the lines went into ``part``."""
        for line in lines:
            self._places[line, part] = None
            self._placed.add(line)

    def has(self, lines: Lines) -> bool:
        """Return whether all the lines have a place."""
        return all(line in self._placed for line in lines)

    def places(self) -> tuple[Place, ...]:
        """Return the places sorted by line."""
        return tuple(Place(line, part) for line, part in sorted(self._places))
