"""Registry of what the installation does by itself from time to time; run by ``soucinnost tick``.

It lies on the lowest floor so that every app can register its duty in ``AppConfig.ready``; the surface that runs
them (``operations``) is known to none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Duty:
    """One periodic duty.

    ``run(by=actor)`` does one round and returns a short note for the operator ("" when there is nothing to say);
    it must be safe to run twice. ``label`` is the name shown to an administrator (lazily translated).
    """

    key: str
    label: object
    every: timedelta
    run: Callable[..., str]


_duties: dict[str, Duty] = {}


def register(duty: Duty) -> None:
    """Add a duty; the same key again replaces it. Raises ValueError when it would never come round."""
    if duty.every <= timedelta(0):
        raise ValueError(f"Duty {duty.key} needs a positive interval.")
    _duties[duty.key] = duty


def unregister(key: str) -> None:
    """Remove a duty; an unknown key is no error."""
    _duties.pop(key, None)


def duties() -> list[Duty]:
    """All duties, in the order of their keys."""
    return [_duties[key] for key in sorted(_duties)]
