"""Voting with an account, and writing down votes that came otherwise."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.ballots import actions
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.forms import EnterForm, VoteForm
from soucinnost.ballots.models import Vote
from soucinnost.ballots.moments import deadline_text, entering_until
from soucinnost.ballots.rules import may_lead, may_vote
from soucinnost.ballots.selectors import Turnout, enterable, is_over, own_votes, turnout_for
from soucinnost.ballots.views.common import actor_of, visible_ballot
from soucinnost.ballots.views.page import show
from soucinnost.ui.submitting import carried_out


@require_POST
def vote(request: HttpRequest, uid: str) -> HttpResponse:
    """Vote on one's own voting papers."""
    actor, found = actor_of(request), visible_ballot(request, uid)
    require(may_vote(actor, found))
    if found.state != BallotState.OPEN or is_over(found):
        messages.error(request, _("Hlasování už skončilo, hlas přijmout nejde."))
        return redirect("ballots:ballot", uid=uid)
    form = VoteForm(request.POST, votes=own_votes(actor, found))

    def act() -> list[Vote]:
        return actions.cast_votes(by=actor, ballot=found, choices=form.choices())

    if carried_out(request, form, act, _("Hlas je zapsaný. Do konce lhůty ho můžete změnit.")):
        return redirect("ballots:ballot", uid=uid)
    return show(request, found, vote_form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down a vote that came by mail or on paper."""
    actor, found = actor_of(request), visible_ballot(request, uid)
    require(may_lead(actor, found))
    if found.state != BallotState.OPEN:
        messages.error(request, _("Zapsat hlas jde, jen dokud hlasování běží."))
        return redirect("ballots:ballot", uid=uid)
    turnout = turnout_for(actor, found) or Turnout([], [], [])
    votes = [one for one in enterable(turnout) if one.seat.person_id != actor.person_id]
    form = EnterForm(
        request.POST if request.method == "POST" else None, votes=votes,
        initial={"received_on": timezone.localdate(), "paper": request.GET.get("hlas", "")},
    )

    def act() -> Vote:
        return actions.enter_vote(by=actor, ballot=found, **form.told())

    if carried_out(request, form, act, _("Hlas je zapsaný.")):
        return redirect("ballots:enter", uid=uid)
    disclose(request, "ballot.entering", turnout.uids, object_uid=found.uid, circle=found.circle.uid)
    context = {
        "ballot": found, "form": form, "turnout": turnout, "offered": votes, "deadline": deadline_text(found.deadline),
        "until": deadline_text(entering_until(found.deadline)),
    }
    return render(request, "ballots/enter.html", context, status=422 if form.errors else 200)
