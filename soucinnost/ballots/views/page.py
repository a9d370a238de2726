"""The page of one ballot, in whatever state, with whatever form came back."""

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from soucinnost.access.rules import may_export
from soucinnost.audit.disclosure import disclose
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.forms import PaperForm, VoteForm, WithdrawForm
from soucinnost.ballots.models import Ballot
from soucinnost.ballots.moments import deadline_text, entering_until
from soucinnost.ballots.rules import may_lead, may_vote
from soucinnost.ballots.selectors import (
    Turnout,
    is_over,
    may_close_now,
    own_votes,
    papers_of,
    shown_votes,
    turnout_for,
    voters,
)
from soucinnost.ballots.views.common import actor_of
from soucinnost.ballots.words import rule_text, status_of, tally_of_closed, who_votes_text
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import Message


def show(
    request: HttpRequest, ballot: Ballot, *, vote_form: VoteForm | None = None, withdraw_form: Form | None = None,
    paper_form: Form | None = None, status: int = 200,
) -> HttpResponse:
    """Render the page; a form that came back with mistakes takes the place of the empty one."""
    actor = actor_of(request)
    runs_now = ballot.state == BallotState.OPEN and not is_over(ballot)
    votes = shown_votes(actor, ballot) if ballot.state == BallotState.CLOSED else []
    mine = own_votes(actor, ballot) if runs_now and may_vote(actor, ballot) else []
    papers = papers_of(actor, ballot)
    turnout = turnout_for(actor, ballot) if ballot.state == BallotState.OPEN else None
    ids = [*(paper.attachment.uid for paper in papers), *(one.uid for one in votes or mine)]
    ids += turnout.uids if turnout is not None else []
    disclose(request, "ballot.viewed", list(dict.fromkeys(ids)), object_uid=ballot.uid, circle=ballot.circle.uid)
    kind, word = status_of(ballot)
    context = {
        "ballot": ballot, "status_kind": kind, "status_word": word, "papers": papers, "votes": votes, "mine": mine,
        "turnout": turnout, "runs_now": runs_now, "is_over": is_over(ballot), "leads": may_lead(actor, ballot),
        "exports": may_export(actor, ballot.circle), "deadline": deadline_text(ballot.deadline),
        "rule": rule_text(ballot), "who_votes": who_votes_text(), "tally": tally_of_closed(ballot),
        "vote_form": vote_form or (VoteForm(votes=mine) if mine else None),
        "withdraw_form": withdraw_form or WithdrawForm(), "withdraw_opened": withdraw_form is not None,
        "paper_form": paper_form or PaperForm(),
        **_for_leaders(actor, ballot, turnout),
    }
    return render(request, "ballots/ballot.html", context, status=status)


def _for_leaders(actor: Actor, ballot: Ballot, turnout: Turnout | None) -> dict[str, object]:
    """What only who leads the ballot is shown: whom it goes to, what can be done, messages to send by hand."""
    if not may_lead(actor, ballot):
        return {}
    found: dict[str, object] = {"mail": settings.MAIL_ENABLED}
    if ballot.state == BallotState.PREPARED:
        found["seats"] = seats_on(ballot.group, timezone.localdate())
    if turnout is not None:
        found |= {
            "may_close": may_close_now(ballot, turnout),
            "entering_until": deadline_text(entering_until(ballot.deadline)),
            "unreachable": [
                one.person for one in voters([*turnout.voted, *turnout.silent])
                if not one.person.email and (one.person.user is None or not one.person.user.email)
            ],
        }
    if not settings.MAIL_ENABLED:
        held = Message.objects.visible_to(actor).filter(about=ballot.uid, state=Message.State.HELD)
        found["drafts"] = held.count()
    return found
