"""Voting by a one-time link."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.audit.disclosure import disclose
from soucinnost.ballots.actions import ask_again, cast_votes
from soucinnost.ballots.enums import BallotState, Choice
from soucinnost.ballots.forms import VoteForm
from soucinnost.ballots.letters import LINK, seat_label
from soucinnost.ballots.models import Ballot, BallotPaper, Vote
from soucinnost.ballots.moments import deadline_text
from soucinnost.ballots.selectors import own_votes, papers_of, with_frame
from soucinnost.ballots.words import rule_text
from soucinnost.documents.views import send_file
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.purposes import Purpose, register
from soucinnost.ui.submitting import add_errors


def _ballot(actor: Actor, link: OneTimeLink) -> Ballot:
    return get_object_or_404(with_frame(Ballot.objects.visible_to(actor)), uid=link.object_uid)


def _is_strict(link: OneTimeLink) -> bool:
    """Whether the lead organisation wants a second factor: then a link takes votes and shows no content."""
    return link.circle.controller.requires_mfa


def answer(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    """Show the proposal with papers; take the vote, which consumes the link."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    ballot = _ballot(actor, link)
    strict = _is_strict(link)
    votes, papers = own_votes(actor, ballot), [] if strict else papers_of(actor, ballot)
    form = VoteForm(request.POST if request.method == "POST" else None, votes=votes)
    cast: list[Vote] = []
    if request.method == "POST" and form.is_valid():
        try:
            cast = cast_votes(by=actor, ballot=ballot, choices=form.choices(), link=link)
        except ValidationError as error:
            if getattr(error, "code", "") == "spent":
                raise
            add_errors(form, error)
        except PermissionDenied:
            form.add_error(None, _("V tomto hlasování hlas nemáte: mandát musí trvat od zahájení do konce."))
    ids = [*(paper.attachment.uid for paper in papers), *(vote.uid for vote in votes)]
    disclose(request, "ballot.viewed", ids, object_uid=ballot.uid, circle=ballot.circle.uid)
    context = {
        "link": link, "ballot": ballot, "papers": papers, "votes": votes, "form": form, "strict": strict,
        "done": [(seat_label(vote), Choice(vote.choice).label) for vote in cast],
        "deadline": deadline_text(ballot.deadline), "rule": rule_text(ballot),
    }
    return render(request, "ballots/link_vote.html", context, status=422 if form.errors else 200)


def paper(request: HttpRequest, link: OneTimeLink, uid: str) -> HttpResponseBase:
    """A paper of the ballot that the link's person may see."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    ballot = _ballot(actor, link)
    if _is_strict(link):
        raise Http404
    found = BallotPaper.objects.visible_to(actor).filter(
        ballot=ballot, attachment__uid=uid, attachment__removed_at__isnull=True
    )
    return send_file(request, get_object_or_404(found.select_related("attachment__circle__controller")).attachment)


def _open_until(link: OneTimeLink) -> datetime | None:
    ballot = Ballot.objects.filter(uid=link.object_uid, state=BallotState.OPEN).first()
    return ballot.deadline if ballot is not None else None


def _send_again(*, by: Actor, link: OneTimeLink) -> bool:
    ballot: Any = Ballot.objects.visible_to(by).filter(uid=link.object_uid).first()
    return ballot is not None and ask_again(by=by, ballot=ballot, person=link.person)


def register_purpose() -> None:
    """Register the purpose; safe to call again."""
    register(
        Purpose(
            key=LINK, label=gettext_lazy("Hlasování per rollam"), answer=answer, open_until=_open_until,
            send_again=_send_again,
            file=paper, model=Ballot,
        )
    )
