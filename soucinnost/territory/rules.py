"""Who may write territory."""

from soucinnost.kernel.actor import Actor


def imports_territory(actor: Actor) -> bool:
    """Whether the actor may load lists and boundaries: administrators, coordinators, managers, the installation."""
    return writes_localities(actor)


def writes_localities(actor: Actor) -> bool:
    """Whether the actor may describe localities: who manages an organisation, coordinates a region or administers."""
    return (
        actor.is_system
        or actor.is_administrator
        or bool(actor.managed_organisation_ids)
        or bool(actor.coordinated_region_ids)
    )
