"""Opening a ballot, reminding who has not voted, sending a used link anew."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from soucinnost.access.actors import actor_for_person
from soucinnost.access.rules import require
from soucinnost.access.selectors import language_of
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.ballots import letters, rules
from soucinnost.ballots.actions.common import BALLOT, check_deadline, lead, lock, must_be
from soucinnost.ballots.actions.preparing import must_be_allowed
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.findable import find_ballot
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.selectors import Voter, all_votes, is_over, papers_for_mail, turnout, voters
from soucinnost.documents.actions import follow_closure
from soucinnost.groups.actions.common import must_be_open as group_must_be_open
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import make_link, queue
from soucinnost.versions.actions import keep


@transaction.atomic
def open_ballot(*, by: Actor, ballot: Ballot) -> int:
    """Put the proposal to every member seat of today; returns to how many people a mail was queued.

    From now on every member sees it and its papers, and the statutes' quorum is frozen. Raises ValidationError when
    the statutes do not allow it (any more), the deadline has passed meanwhile, or nobody sits in the group.
    """
    ballot = lead(by, ballot)
    must_be(ballot, BallotState.PREPARED)
    group_must_be_open(ballot.group)
    must_be_allowed(ballot.group)
    check_deadline(ballot.deadline)
    seats = seats_on(ballot.group, timezone.localdate())
    if not seats:
        raise ValidationError(_("Ve skupině dnes nemá mandát žádný člen, není kdo by hlasoval."))
    ballot.state, ballot.asked_at, ballot.asked_by_id = BallotState.OPEN, timezone.now(), by.person_id
    ballot.quorum_kind, ballot.quorum_count = ballot.group.quorum_kind, ballot.group.quorum_count
    ballot.save()
    for seat in seats:
        Vote.objects.create(ballot=ballot, seat=seat)
    follow_closure(by=by, attachments=[paper.attachment for paper in ballot.papers.all()], is_closed=False)
    find_ballot(ballot)
    keep(by=by, obj=ballot, kind=BALLOT)
    record(by=by, verb="ballot.opened", object_uid=ballot.uid, circle=ballot.circle.uid)
    return _ask(by, ballot, voters(all_votes(ballot)), letters.ASK)


def _ask(by: Actor, ballot: Ballot, people: Iterable[Voter], kind: str) -> int:
    return sum(_send(by, ballot, voter, kind) for voter in people)


def _send(by: Actor, ballot: Ballot, voter: Voter, kind: str) -> bool:
    """Queue the mail of one voter; who has no account gets a one-time link. Whether there was an address."""
    person = voter.person
    papers = papers_for_mail(actor_for_person(person), ballot)
    has_account = person.user is not None and person.user.is_active
    link = "" if has_account or not settings.MAIL_ENABLED else make_link(
        by=by, circle=ballot.circle, person=person, purpose=letters.LINK, object_uid=ballot.uid,
        expires_at=ballot.deadline,
    )
    with translation.override(language_of(person)):
        letter = letters.ask_letter(ballot, voter, kind=kind, papers=papers, has_link=bool(link))
        message = queue(
            by=by, person=person, kind=kind, subject=letter.subject, body=letter.body, circle=ballot.circle, link=link,
            about=ballot.uid, papers=papers,
        )
    return message is not None


@transaction.atomic
def remind(*, by: Actor, ballot: Ballot) -> int:
    """Write to members who have not voted and to their deputies; returns to how many people. Who leads the ballot.

    Raises ValidationError when it does not run or everybody has voted.
    """
    ballot = lead(by, ballot)
    must_be(ballot, BallotState.OPEN)
    if is_over(ballot):
        raise ValidationError(_("Lhůta k hlasování už uplynula."))
    silent = turnout(all_votes(ballot), ballot).silent
    if not silent:
        raise ValidationError(_("Hlas už odevzdali všichni."))
    told = _ask(by, ballot, voters(silent), letters.REMINDER)
    ballot.reminded_at = timezone.now()
    ballot.save(update_fields=["reminded_at"])
    record(by=by, verb="ballot.reminded", object_uid=ballot.uid, circle=ballot.circle.uid)
    return told


@transaction.atomic
def ask_again(*, by: Actor, ballot: Ballot, person: Person) -> bool:
    """Send one voter the question with a new link, as the holder of a used one asks; False when it is late."""
    ballot = lock(by, ballot)
    require(by.person_id == person.pk and rules.may_vote(by, ballot))
    if ballot.state != BallotState.OPEN or is_over(ballot):
        return False
    found = turnout(all_votes(ballot), ballot)
    own = [one for one in voters([*found.silent, *found.voted]) if one.person.pk == person.pk]
    return bool(own) and _send(by, ballot, own[0], letters.ASK)


def tell_result(by: Actor, ballot: Ballot, votes: Iterable[Vote], kind: str) -> int:
    """Tell voters how it ended; called inside the action that ended it. Returns to how many people."""
    told = 0
    for voter in voters(votes):
        with translation.override(language_of(voter.person)):
            letter = letters.result_letter(ballot) if kind == letters.RESULT else letters.withdrawn_letter(ballot)
            message = queue(
                by=by, person=voter.person, kind=kind, subject=letter.subject, body=letter.body, circle=ballot.circle,
                about=ballot.uid,
            )
        told += message is not None
    return told
