"""Who may bring a new edition of a code list."""

from soucinnost.kernel.actor import Actor


def imports_lists(actor: Actor) -> bool:
    """Whether the actor may import code lists: administrators, coordinators, and the installation itself."""
    return actor.is_system or actor.is_administrator or bool(actor.coordinated_region_ids)
