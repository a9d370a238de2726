"""What apps above add to the page of a unit or a locality, and who is told of changes. Filled from ``AppConfig.ready``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from soucinnost.kernel.actor import Actor


@dataclass(frozen=True)
class Link:
    """One line of a panel."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A heading and its lines; ``uids`` are what the section discloses."""

    title: Any
    links: tuple[Link, ...]
    uids: tuple[str, ...] = ()


Provider = Callable[[Actor, Any], Panel | None]
_providers: dict[str, Provider] = {}


def register_panel(key: str, provider: Provider) -> None:
    """Add a section; the provider gets the actor and an Area or a Locality, asks ``visible_to`` itself and returns
    None where it has nothing to show. Same key replaces."""
    _providers[key] = provider


def panels(actor: Actor, place: Any) -> list[Panel]:
    """Return the sections for this actor and place, in the order of their keys."""
    found = (_providers[key](actor, place) for key in sorted(_providers))
    return [panel for panel in found if panel is not None]


@dataclass(frozen=True)
class Text:
    """What of a locality can be found; ``title`` is empty when it was removed."""

    uid: str
    title: str = ""
    text: str = ""


_listeners: dict[str, Callable[[Text], None]] = {}


def listen(key: str, listener: Callable[[Text], None]) -> None:
    """Be told, inside the writing transaction, what text a locality has now (an index of the search). Same key
    replaces."""
    _listeners[key] = listener


def announce(text: Text) -> None:
    """Tell the listeners."""
    for listener in _listeners.values():
        listener(text)
