"""What apps above tell the directory, and what the directory tells them. Filled from ``AppConfig.ready``.

The directory lies below circles, groups and the search, so it cannot ask them; they register here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from soucinnost.kernel.actor import Actor


@dataclass(frozen=True)
class Link:
    """One line of a panel: where it leads and what it says."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A section on the page of an organisation or a person: a heading and its lines; ``uids`` are what it discloses."""

    title: Any
    links: tuple[Link, ...]
    uids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """What of a record can be found; ``title`` is empty when the record was removed."""

    kind: str
    uid: str
    title: str = ""
    text: str = ""


PanelProvider = Callable[[Actor, Any], Panel | None]
Listener = Callable[[Text], None]

ORGANISATION = "organisation"
PERSON = "person"

_panels: dict[str, dict[str, PanelProvider]] = {ORGANISATION: {}, PERSON: {}}
_listeners: dict[str, Listener] = {}


def register_panel(place: str, key: str, provider: PanelProvider) -> None:
    """Add a section to the page of ``place`` (ORGANISATION or PERSON). The provider gets the actor and the record
    and returns None where it has nothing to show; it must itself ask ``visible_to``. Same key replaces."""
    _panels[place][key] = provider


def panels(place: str, actor: Actor, record: Any) -> list[Panel]:
    """Return the sections for this actor and record, in the order of their keys."""
    providers = _panels[place]
    found = (providers[key](actor, record) for key in sorted(providers))
    return [panel for panel in found if panel is not None]


def listen(key: str, listener: Listener) -> None:
    """Be told, inside the writing transaction, what text a record has now (an index of the search). Same key replaces.
    """
    _listeners[key] = listener


def announce(texts: Iterable[Text]) -> None:
    """Tell the listeners."""
    for text in texts:
        for listener in _listeners.values():
            listener(text)
