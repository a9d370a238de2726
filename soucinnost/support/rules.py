"""Who keeps, shares, sends and reads records of methodical support."""

from typing import Any

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Organisation
from soucinnost.kernel.actor import Actor
from soucinnost.support.enums import CircularState, NeedState
from soucinnost.support.models import Circular, TrainingNeed


def keeps_for(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor may begin a record of the organisation: its manager, or coordinator of the region it is."""
    if actor.is_system or organisation.pk in actor.managed_organisation_ids:
        return True
    return organisation.kind == OrganisationKind.REGION and organisation.area_id in actor.coordinated_region_ids


def keeps(actor: Actor, record: Any) -> bool:
    """Whether the actor writes the record: manager of its keeper, or coordinator of its region."""
    if actor.is_system or record.keeper_id in actor.managed_organisation_ids:
        return True
    return record.region_id in actor.coordinated_region_ids


def keeps_any(actor: Actor) -> bool:
    """Whether the actor can keep records at all."""
    return bool(actor.managed_organisation_ids or actor.coordinated_region_ids)


def is_draft(circular: Circular) -> bool:
    """Whether the circular can still change."""
    return circular.state == CircularState.DRAFT


def states_need(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor may state a need of the organisation to the region: its manager."""
    return organisation.pk in actor.managed_organisation_ids


def changes_need(actor: Actor, need: TrainingNeed) -> bool:
    """Who collects it always; who stated it as long as nobody has done anything with it."""
    if keeps(actor, need):
        return True
    own = need.is_own_statement and states_need(actor, need.organisation)
    return own and need.state == NeedState.COLLECTED
