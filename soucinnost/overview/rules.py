"""Who oversees a region."""

from soucinnost.kernel.actor import Actor
from soucinnost.territory.models import Area


def oversees(actor: Actor, region: Area) -> bool:
    """Whether the actor coordinates the region today. Nobody else has its overview, administrators neither."""
    return region.pk in actor.coordinated_region_ids


def oversees_any(actor: Actor) -> bool:
    """Whether the actor coordinates any region."""
    return bool(actor.coordinated_region_ids)
