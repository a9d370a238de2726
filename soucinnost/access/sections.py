"""What the administration offers: apps above add their page, each with whom it is for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from soucinnost.kernel.actor import Actor


@dataclass(frozen=True)
class Entry:
    """One page of the administration."""

    key: str
    label: Any
    note: Any
    url_name: str
    order: int
    allowed: Callable[[Actor], bool]

    @property
    def url(self) -> str:
        """Its address."""
        return reverse(self.url_name)


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add a page; the same key replaces it."""
    _entries[entry.key] = entry


def entries_for(actor: Actor) -> list[Entry]:
    """Pages that the actor may open, in their order."""
    allowed = [entry for entry in _entries.values() if entry.allowed(actor)]
    return sorted(allowed, key=lambda entry: (entry.order, entry.key))
