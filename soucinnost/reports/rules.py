"""Who may ask for reports, hand them in and correct them."""

from soucinnost.access.rules import runs, takes_part
from soucinnost.agencies.models import Organisation
from soucinnost.assignments.selectors import organisations_in
from soucinnost.groups.models import Group
from soucinnost.groups.rules import is_closed
from soucinnost.kernel.actor import Actor
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call, Report


def may_ask(actor: Actor, group: Group) -> bool:
    """Open a call for reports: who runs a group that has not ended."""
    return runs(actor, group.circle) and not is_closed(group)


def may_lead(actor: Actor, call: Call) -> bool:
    """Move and close a call, remind those who owe, enter a report on behalf: who runs the circle."""
    return runs(actor, call.circle)


def speaks_for(actor: Actor, call: Call, organisation: Organisation) -> bool:
    """Whether the actor sits in the call's circle for the organisation today, as a member or as a deputy of one."""
    return takes_part(actor, call.circle) and organisation.pk in organisations_in(actor, call.circle)


def may_hand_in(actor: Actor, call: Call, organisation: Organisation) -> bool:
    """Hand in one's own organisation's report: while the call is open; who runs the circle also afterwards."""
    if not speaks_for(actor, call, organisation):
        return False
    return call.state == CallState.OPEN or may_lead(actor, call)


def may_write(actor: Actor, call: Call, organisation: Organisation) -> bool:
    """Hand in for one's own organisation, or on behalf of any as who runs the circle."""
    return may_lead(actor, call) or may_hand_in(actor, call, organisation)


def may_correct(actor: Actor, report: Report) -> bool:
    """Correct a report: who sits there for the organisation and who runs the circle, also after the call is closed."""
    return may_lead(actor, report.call) or speaks_for(actor, report.call, report.organisation)
