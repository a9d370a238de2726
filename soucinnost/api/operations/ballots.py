"""Votes by correspondence: reading, voting."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from soucinnost.access.rules import require
from soucinnost.api.enums import Scope
from soucinnost.api.operations.common import actor_of, reads, writes
from soucinnost.api.shapes.ballots import (
    BallotChoice,
    BallotDetail,
    BallotShape,
    NewVotes,
    ballot_detail,
    ballot_shape,
)
from soucinnost.api.shapes.common import Page, Paging, Uid, cut
from soucinnost.audit.disclosure import disclose
from soucinnost.ballots.actions import cast_votes
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.models import Ballot
from soucinnost.ballots.rules import may_vote
from soucinnost.ballots.selectors import is_over, lines, own_votes, papers_of, shown_votes, with_frame

router = Router()


class BallotQuery(BallotChoice, Paging):
    """Which ballots, which page."""


@reads(router, "/ballots/", Scope.BALLOTS_READ, Page[BallotShape], _("Hlasování per rollam"))
def list_ballots(request: HttpRequest, query: Query[BallotQuery]) -> Page[BallotShape]:
    """Ballots of the person's groups, the newest first; those in preparation only to who runs the group."""
    actor = actor_of(request)
    found = Ballot.objects.visible_to(actor).select_related("group").order_by("-created_at", "-pk")
    if query.group is not None:
        found = found.filter(group__uid=query.group)
    if query.state is not None:
        found = found.filter(state=query.state)
    rows, more = cut(list(found[query.start : query.start + query.limit + 1]), query)
    disclose(request, "ballot.listed", [row.uid for row in rows])
    items = [ballot_shape(line.ballot, waits=line.waits) for line in lines(actor, rows)]
    return Page(items=items, page=query.page, limit=query.limit, more=more)


def _ballot(request: HttpRequest, uid: str) -> Ballot:
    return get_object_or_404(with_frame(Ballot.objects.visible_to(actor_of(request))), uid=uid)


def _shown(request: HttpRequest, uid: str) -> BallotDetail:
    """What the page shows too; votes are open to readers once the ballot ended, before that everybody's own."""
    actor, ballot = actor_of(request), _ballot(request, uid)
    votes = shown_votes(actor, ballot) if ballot.state == BallotState.CLOSED else []
    runs_now = ballot.state == BallotState.OPEN and not is_over(ballot)
    own = own_votes(actor, ballot) if runs_now and may_vote(actor, ballot) else []
    papers = papers_of(actor, ballot)
    ids = [*(paper.attachment.uid for paper in papers), *(vote.uid for vote in votes or own)]
    disclose(request, "ballot.viewed", ids, object_uid=uid, circle=ballot.circle.uid)
    return ballot_detail(
        ballot, waits=any(not vote.choice for vote in own), papers=papers, own=own, votes=votes
    )


@reads(router, "/ballots/{uid}/", Scope.BALLOTS_READ, BallotDetail, _("Jedno hlasování"))
def get_ballot(request: HttpRequest, uid: Uid) -> BallotDetail:
    """One ballot: the proposal, its papers, one's own voting papers, the result."""
    return _shown(request, uid)


@writes(router, "/ballots/{uid}/votes/", Scope.BALLOTS_WRITE, BallotDetail, _("Hlasovat"))
def cast_vote(request: HttpRequest, uid: Uid, sent: NewVotes) -> BallotDetail:
    """Vote on the person's own voting papers (``own`` of the ballot); the last choice before the deadline holds."""
    actor, ballot = actor_of(request), _ballot(request, uid)
    require(may_vote(actor, ballot))
    choices = {vote.paper: vote.choice for vote in sent.votes}
    if len(choices) != len(sent.votes):
        raise ValidationError({"votes": gettext("Jeden hlasovací lístek je tu dvakrát.")})
    cast_votes(by=actor, ballot=ballot, choices=choices)
    return _shown(request, uid)
