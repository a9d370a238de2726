"""Who reads, writes and runs a strategy."""

from soucinnost.access.models import Seat
from soucinnost.access.rules import chairs, runs, sits_in, takes_part
from soucinnost.agencies.models import Organisation
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.enums import CollectionState
from soucinnost.strategy.models import Ask, Remark, Strategy


def creates(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor begins strategies of the organisation: its manager."""
    return actor.is_system or organisation.pk in actor.managed_organisation_ids


def manages(actor: Actor, strategy: Strategy) -> bool:
    """Whether the actor manages the organisation whose strategy it is."""
    return actor.is_system or strategy.circle.controller.organisation_id in actor.managed_organisation_ids


def sees_content(actor: Actor, strategy: Strategy) -> bool:
    """Whether the actor sees the tree, claims and reports: a seat in the strategy's circle."""
    return sits_in(actor, strategy.circle)


def writes(actor: Actor, strategy: Strategy) -> bool:
    """Whether the actor writes the tree, assesses and prepares the report: chair and recorder of the strategy."""
    return runs(actor, strategy.circle)


def answers_for(actor: Actor, strategy: Strategy) -> bool:
    """Whether the actor notes the approval and closes the evaluation: the chair."""
    return chairs(actor, strategy.circle)


def contributes(actor: Actor, strategy: Strategy) -> bool:
    """Whether the actor states claims, comments and remarks: every member and deputy."""
    return takes_part(actor, strategy.circle)


def seats_team(actor: Actor, strategy: Strategy) -> bool:
    """Whether the actor gives and ends seats of the team: who writes it, and the organisation's manager."""
    return writes(actor, strategy) or manages(actor, strategy)


def creates_any(actor: Actor) -> bool:
    """Whether the actor begins strategies at all."""
    return actor.is_system or bool(actor.managed_organisation_ids)


def sees_any(actor: Actor) -> bool:
    """Whether the list can show the actor anything: a seat, a region or an organisation."""
    return bool(
        actor.is_system or actor.circle_ids or actor.coordinated_region_ids or actor.managed_organisation_ids
    )


def sees_team(actor: Actor, strategy: Strategy) -> bool:
    """Whether the actor sees who sits in the team: its members and who seats it."""
    return sees_content(actor, strategy) or seats_team(actor, strategy)


def takes_seat(actor: Actor, strategy: Strategy) -> bool:
    """Whether the actor may sit down in the team: a manager who does not sit there yet."""
    return manages(actor, strategy) and actor.person_id is not None and not sees_content(actor, strategy)


def speaks_for_owner(actor: Actor, ask: Ask) -> bool:
    """Whether the actor answers a collection for the owner: the person asked, or who sits in the team for it."""
    circle = ask.strategy.circle
    if not takes_part(actor, circle):
        return False
    if actor.person_id is not None and actor.person_id == ask.person_id:
        return True
    seats = Seat.objects.filter(pk__in=actor.seat_ids, circle=circle, organisation=ask.organisation_id)
    return seats.without_break_glass().exists()


def reads_answer(actor: Actor, ask: Ask) -> bool:
    """Whether the actor sees what is being typed for an owner: who speaks for it, who writes the strategy."""
    return writes(actor, ask.strategy) or speaks_for_owner(actor, ask)


def fills_in(actor: Actor, ask: Ask) -> bool:
    """Whether the actor types and hands in: for the owner while the collection runs, who writes it also afterwards."""
    if writes(actor, ask.strategy):
        return True
    return ask.collection.state == CollectionState.OPEN and speaks_for_owner(actor, ask)


def wrote(actor: Actor, remark: Remark) -> bool:
    """Whether the remark is the actor's own."""
    return actor.person_id is not None and remark.author_id == actor.person_id
