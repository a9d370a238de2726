"""How a message about an account reaches its owner. ``notices`` stands above and takes the job over when it starts."""

from collections.abc import Callable
from typing import Any

from soucinnost.accounts.models import User

Carrier = Callable[..., Any]
_carriers: list[Carrier] = []


def carry_through(carrier: Carrier) -> None:
    """Set who carries: called with ``user``, ``kind``, ``subject``, ``body``, ``link``."""
    _carriers[:] = [carrier]


def carry(*, user: User, kind: str, subject: str, body: str, link: str = "") -> None:
    """Hand over a message; ``link`` is a one-time address that must not be kept in clear."""
    for carrier in _carriers:
        carrier(user=user, kind=kind, subject=subject, body=body, link=link)
