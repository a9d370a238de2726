"""What events and the strategy itself are called as sources of claims."""

from collections.abc import Iterable, Mapping

from soucinnost.evidence.sources import Source, register
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.enums import STRATEGY_SOURCE, UNDERTAKING_SOURCE
from soucinnost.strategy.models import Strategy, Undertaking
from soucinnost.strategy.selectors.shown import strategy_source, undertaking_source


def undertakings(actor: Actor, uids: Iterable[str]) -> Mapping[str, Source]:
    """Events and projects that the actor sees."""
    found = Undertaking.objects.visible_to(actor).filter(uid__in=list(uids))
    return {one.uid: undertaking_source(one) for one in found}


def strategies(actor: Actor, uids: Iterable[str]) -> Mapping[str, Source]:
    """Claims that were written straight into a strategy lead nowhere else."""
    found = Strategy.objects.content_visible_to(actor).filter(uid__in=list(uids)).values_list("uid", flat=True)
    return {uid: strategy_source() for uid in found}


def register_sources() -> None:
    """Tell claims about strategies and what was done under them."""
    register(UNDERTAKING_SOURCE, undertakings)
    register(STRATEGY_SOURCE, strategies)
