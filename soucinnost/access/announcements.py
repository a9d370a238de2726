"""How people learn what was done with their access. ``notices`` stands above and takes the job over when it starts."""

from collections.abc import Callable
from typing import Any

from soucinnost.access.models import Circle
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor

Announcer = Callable[..., Any]
_announcers: list[Announcer] = []


def announce_through(announcer: Announcer) -> None:
    """Set who delivers: called with ``by, person, kind, subject, body, circle, link, address``."""
    _announcers[:] = [announcer]


def announce(
    *, by: Actor, person: Person, kind: str, subject: str, body: str, circle: Circle | None = None, link: str = "",
    address: str = "",
) -> None:
    """Tell a person something, inside the caller's transaction.

    ``link`` is a one-time address that must not be kept in clear; ``address`` overrides the person's e-mail.
    """
    for announcer in _announcers:
        announcer(
            by=by, person=person, kind=kind, subject=subject, body=body, circle=circle, link=link, address=address
        )
