"""What the apps above add to the page of minutes. They register in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass

from soucinnost.kernel.actor import Actor
from soucinnost.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Link:
    """A link beside the heading of minutes."""

    label: str
    url: str


LinkOf = Callable[[Actor, Meeting], Link | None]
_links: dict[str, LinkOf] = {}


def register_link(key: str, link: LinkOf) -> None:
    """Add a link to the page of minutes: ``fn(actor, meeting) -> Link | None``. The same key replaces."""
    _links[key] = link


def links(actor: Actor, meeting: Meeting) -> list[Link]:
    """The links of a meeting's minutes for this actor, in the order of their keys."""
    found = (_links[key](actor, meeting) for key in sorted(_links))
    return [link for link in found if link is not None]
