"""Registry of what can be found. Filled by the apps in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from soucinnost.kernel.actor import Actor


@dataclass(frozen=True)
class Searchable:
    """A kind of record: its word, the records an actor may see (with a ``uid`` field) and their address."""

    kind: str
    label: Any
    queryset: Callable[[Actor], QuerySet[Any]]
    url: Callable[[str], str]


_kinds: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    """Add a kind; the same key replaces."""
    _kinds[searchable.kind] = searchable


def kinds() -> list[Searchable]:
    """All kinds in the order of their keys."""
    return [_kinds[key] for key in sorted(_kinds)]
