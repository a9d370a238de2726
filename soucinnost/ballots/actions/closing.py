"""Ending a ballot: counting and freezing the result, or withdrawing it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.audit.actions import record
from soucinnost.ballots import letters
from soucinnost.ballots.actions.asking import tell_result
from soucinnost.ballots.actions.common import BALLOT, lead, must_be
from soucinnost.ballots.counting import result_of, tally_of
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.selectors import all_votes, is_valid, may_close_now, turnout
from soucinnost.ballots.words import quorum_of, result_text
from soucinnost.groups.actions import raise_topic
from soucinnost.groups.rules import is_closed
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.typography import shortened
from soucinnost.notices.actions import drop_unsent, revoke_links
from soucinnost.versions.actions import keep

MOST_TITLE, MOST_NOTE = 200, 4000


@transaction.atomic
def close_ballot(*, by: Actor, ballot: Ballot) -> Ballot:
    """Count the votes, freeze the result, raise it as a topic of the next agenda, tell the voters.

    Before the deadline only when everybody has voted (ValidationError). Seats that ended since the opening neither
    vote nor count. Closed already, it stays as it is.
    """
    ballot = lead(by, ballot)
    if ballot.state == BallotState.CLOSED:
        return ballot
    must_be(ballot, BallotState.OPEN)
    votes = all_votes(ballot)
    found = turnout(votes, ballot)
    if not may_close_now(ballot, found):
        missing = len(found.silent)
        message = ngettext(
            "Před lhůtou jde hlasování ukončit, jen když hlasovali všichni. Chybí %(count)s hlas.",
            "Před lhůtou jde hlasování ukončit, jen když hlasovali všichni. Chybí %(count)s hlasů.", missing,
        )
        raise ValidationError(message % {"count": missing})
    counting = [vote for vote in votes if is_valid(ballot, vote)]
    tally = tally_of(vote.choice for vote in counting)
    Vote.objects.filter(ballot=ballot).update(counts=False)
    Vote.objects.filter(pk__in=[vote.pk for vote in counting]).update(counts=True)
    ballot.quorum = quorum_of(ballot, tally.members)
    ballot.result = result_of(tally, ballot.majority, ballot.quorum)
    ballot.members, ballot.votes_for = tally.members, tally.votes_for
    ballot.votes_against, ballot.votes_abstained = tally.against, tally.abstained
    ballot.state, ballot.closed_at, ballot.closed_by_id = BallotState.CLOSED, timezone.now(), by.person_id
    _to_next_agenda(by, ballot)
    ballot.save()
    _end_links(by, ballot)
    keep(by=by, obj=ballot, kind=BALLOT)
    record(by=by, verb="ballot.closed", object_uid=ballot.uid, circle=ballot.circle.uid)
    tell_result(by, ballot, counting, letters.RESULT)
    return ballot


def _to_next_agenda(by: Actor, ballot: Ballot) -> None:
    """Raise the result as a topic, in the language of the record; a group that has ended has no next agenda."""
    if is_closed(ballot.group):
        return
    with translation.override("cs"):
        title = _("Výsledek hlasování per rollam: %(question)s") % {"question": " ".join(ballot.question.split())}
        title = shortened(title, MOST_TITLE)
        note = f"{ballot.question}\n\n{result_text(ballot)}"[:MOST_NOTE]
    ballot.topic = raise_topic(by=by, group=ballot.group, title=title, note=note)


def _end_links(by: Actor, ballot: Ballot) -> None:
    revoke_links(by=by, object_uid=ballot.uid, purposes=[letters.LINK])
    for kind in (letters.ASK, letters.REMINDER):
        drop_unsent(by=by, kind=kind, about=ballot.uid)


@transaction.atomic
def withdraw_ballot(*, by: Actor, ballot: Ballot, reason: str) -> Ballot:
    """Withdraw a ballot that was not closed; voters are told why, votes given stay unseen. Who leads it.

    Raises ValidationError without a reason (field ``reason``) or when it is over.
    """
    ballot = lead(by, ballot)
    if ballot.state != BallotState.PREPARED:
        must_be(ballot, BallotState.OPEN)
    told = " ".join(reason.split())
    if not told:
        raise ValidationError({"reason": _("Napište důvod.")})
    if len(told) > 300:
        raise ValidationError({"reason": _("Důvod má nejvýše 300 znaků.")})
    votes = turnout(all_votes(ballot), ballot)
    ballot.state, ballot.withdrawn_at, ballot.withdrawn_reason = BallotState.WITHDRAWN, timezone.now(), told
    ballot.save()
    _end_links(by, ballot)
    keep(by=by, obj=ballot, kind=BALLOT)
    record(by=by, verb="ballot.withdrawn", object_uid=ballot.uid, circle=ballot.circle.uid)
    tell_result(by, ballot, [*votes.voted, *votes.silent], letters.WITHDRAWN)
    return ballot
