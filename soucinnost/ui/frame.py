"""What the frame of a page says about the reader: town, colour, name.

The foundation above knows it; ``access`` gives a provider from its ``AppConfig.ready``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Frame:
    """Town in the masthead, key of its colour sheet, the reader's name and what identifies the reader's drafts."""

    town: str = ""
    sheet: str = ""
    person: str = ""
    user_uid: str = ""


_provider: list[Callable[[HttpRequest], Frame]] = []
_colours: list[Callable[[str], str | None]] = []


def provide(frame: Callable[[HttpRequest], Frame], colour: Callable[[str], str | None]) -> None:
    """Say who knows the frame of a request, and the colour (``#rrggbb``) behind a key; None for an unknown key."""
    _provider[:] = [frame]
    _colours[:] = [colour]


def frame_of(request: HttpRequest) -> Frame:
    """Return the frame for this request; an empty one when nobody provides it or nobody is signed in."""
    user = getattr(request, "user", None)
    if not _provider or user is None or not user.is_authenticated:
        return Frame()
    return _provider[0](request)


def colour_of(key: str) -> str | None:
    """Return the colour chosen by the organisation behind ``key``, None when there is no such organisation."""
    return _colours[0](key) if _colours else None
