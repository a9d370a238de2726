"""What an import would do; nothing here writes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class AreaRecord:
    """One unit of a list. ``parent`` and ``orp`` are codes (official or NUTS/LAU), ``replaces`` a code it had before.

    An empty field of an existing unit keeps what is known.
    """

    line: int
    kind: str
    code: str
    name: str
    nuts: str = ""
    parent: str = ""
    orp: str = ""
    replaces: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Boundary:
    """A boundary for one unit; ``position`` is the feature's number in the file, counted from 1."""

    position: int
    kind: str
    code: str
    nuts: str
    name: str
    parent: str
    geojson: dict[str, Any]
    was_repaired: bool


@dataclass
class Plan:
    """What a file holds: units of a list or boundaries, and finished sentences about what is wrong with it."""

    source: str
    source_date: date | None = None
    records: list[AreaRecord] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
