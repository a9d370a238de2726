"""The main navigation: apps above register their entry from ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch

from soucinnost.kernel.actor import Actor
from soucinnost.ui.addresses import address


@dataclass(frozen=True)
class Entry:
    """One link of the main navigation; ``allowed`` decides for whom it is shown."""

    key: str
    label: Any
    url_name: str
    order: int
    allowed: Callable[[Actor], bool]


_entries: dict[str, Entry] = {}


def register(
    key: str, label: Any, url_name: str, order: int, allowed: Callable[[Actor], bool] = lambda actor: True
) -> None:
    """Add a link; ``label`` is a lazy translation, a lower ``order`` stands further left. Same key replaces."""
    _entries[key] = Entry(key, label, url_name, order, allowed)


def entries_for(actor: Actor, path: str = "") -> list[dict[str, Any]]:
    """Return what ``actor`` sees: ``key, label, url, current``. An address that does not exist is left out.

    ``current`` marks the entry whose address is the longest beginning of ``path``.
    """
    shown: list[dict[str, Any]] = []
    for entry in sorted(_entries.values(), key=lambda entry: (entry.order, entry.key)):
        if not entry.allowed(actor):
            continue
        try:
            url = address(entry.url_name)
        except NoReverseMatch:
            continue
        shown.append({"key": entry.key, "label": entry.label, "url": url, "current": False})
    within = [item for item in shown if path.startswith(item["url"])]
    if within:
        max(within, key=lambda item: len(item["url"]))["current"] = True
    return shown
