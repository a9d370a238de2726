"""Who may write the directory of organisations and people."""

from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor


def writes_directory(actor: Actor) -> bool:
    """Whether the actor keeps the directory: manages an organisation, coordinates a region or administers accounts."""
    return (
        actor.is_system
        or actor.is_administrator
        or bool(actor.managed_organisation_ids)
        or bool(actor.coordinated_region_ids)
    )


def is_self(actor: Actor, person: Person) -> bool:
    """Whether the actor is this person."""
    return actor.person_id is not None and actor.person_id == person.pk


def edits_contacts(actor: Actor, person: Person) -> bool:
    """Whether the actor may change the person's e-mail, phone and salutation: who keeps the directory, and oneself."""
    return writes_directory(actor) or is_self(actor, person)
