"""What apps above do when a draft of a strategy is removed, filled from ``AppConfig.ready``."""

from collections.abc import Callable

from soucinnost.kernel.actor import Actor
from soucinnost.strategy.models import Strategy

Leaving = Callable[[Actor, Strategy], None]
_leaving: dict[str, Leaving] = {}


def before_removal(key: str, act: Leaving) -> None:
    """Call ``act`` in the transaction that removes a draft, before it goes; the same key replaces."""
    _leaving[key] = act


def leave(by: Actor, strategy: Strategy) -> None:
    """Tell everybody that the draft is about to go."""
    for act in _leaving.values():
        act(by, strategy)
