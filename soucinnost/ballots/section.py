"""Ballots on the page of their group."""

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from soucinnost.access.prepared import Prepared
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.models import Ballot
from soucinnost.ballots.rules import may_prepare
from soucinnost.ballots.selectors import lines
from soucinnost.groups.hooks import Section
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor

SHOWN = 4


def ballots_of(actor: Actor, group: Group) -> Section | None:
    """The newest ballots, running ones first; nothing where the statutes know no such vote and there never was one."""
    ballots = _newest(actor, group.pk)
    if not ballots and not group.votes_by_correspondence:
        return None
    shown = ballots[:SHOWN]
    return Section(
        key="hlasovani", title=_("Hlasování per rollam"), template="ballots/section.html",
        context={
            "rows": lines(actor, shown), "group": group, "prepares": may_prepare(actor, group),
            "more": len(ballots) > SHOWN,
        },
        uids=tuple(ballot.uid for ballot in shown),
    )


@Prepared
def _newest(actor: Actor, group: int) -> QuerySet[Ballot]:
    order = Case(
        When(state=BallotState.OPEN, then=Value(0)), When(state=BallotState.PREPARED, then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )
    found = Ballot.objects.visible_to(actor).filter(group=group).order_by(order, "-created_at", "-pk")
    return found.select_related("group")[: SHOWN + 1]
