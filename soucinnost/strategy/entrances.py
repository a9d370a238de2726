"""Ways into strategies that apps above offer, filled from ``AppConfig.ready``."""

from collections.abc import Callable

from soucinnost.kernel.actor import Actor
from soucinnost.strategy.models import Strategy

Way = Callable[[Actor, Strategy | None], tuple[str, str] | None]
_ways: list[Way] = []


def register_way(way: Way) -> None:
    """Add a way: for an actor and a strategy (None: the list of strategies) a label and an address, None for none."""
    if way not in _ways:
        _ways.append(way)


def ways(actor: Actor, strategy: Strategy | None = None) -> list[tuple[str, str]]:
    """Labels and addresses to be offered."""
    found = (way(actor, strategy) for way in _ways)
    return [one for one in found if one is not None]
