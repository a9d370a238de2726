"""What the body of a record gave, as it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from soucinnost.intake.parsing.minutes import Item, Piece, Report, SignOff, Suggestion, Task


@dataclass(slots=True)
class Body:
    """What the body said; ``done`` and ``parts`` speak of places of its segments, ``written`` are capitalised words."""

    items: list[Item] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    conclusions: list[Piece] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    sign_off: list[SignOff] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    written: frozenset[str] = frozenset()
    parts: dict[int, set[str]] = field(default_factory=dict)

    def put(self, place: int, part: str) -> None:
        """Note that a segment went into ``part``."""
        self.done.add(place)
        self.parts.setdefault(place, set()).add(part)
