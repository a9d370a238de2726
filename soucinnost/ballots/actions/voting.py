"""Voting: with an account, by a one-time link, or written down by who runs the group."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.ballots import rules
from soucinnost.ballots.actions.common import VOTE, lead, lock, must_be
from soucinnost.ballots.enums import BallotState, Channel, Choice
from soucinnost.ballots.models import Ballot, Vote
from soucinnost.ballots.moments import deadline_text, last_day
from soucinnost.ballots.selectors import all_votes, is_over, is_valid, own_votes
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import consume
from soucinnost.notices.models import OneTimeLink
from soucinnost.versions.actions import keep


@transaction.atomic
def cast_votes(
    *, by: Actor, ballot: Ballot, choices: Mapping[str, str], link: OneTimeLink | None = None
) -> list[Vote]:
    """Vote on one's own voting papers, and on those of members stood in for; the last choice before the end holds.

    ``choices`` are by the uid of the paper; others' papers are refused (PermissionDenied). ``link`` is consumed with
    it. Raises ValidationError for nothing chosen, an unknown choice, a ballot that does not run, a deadline that has
    passed, and for a deputy where the member has voted in person.
    """
    ballot = lock(by, ballot)
    require(rules.may_vote(by, ballot))
    own = {vote.uid: vote for vote in own_votes(by, ballot)}
    require(bool(own) and set(choices) <= set(own))
    must_be(ballot, BallotState.OPEN)
    if is_over(ballot):
        message = _("Lhůta už uplynula (%(deadline)s), hlas přijmout nejde.")
        raise ValidationError(message % {"deadline": deadline_text(ballot.deadline)})
    if not choices:
        raise ValidationError(_("Vyberte, jak hlasujete."))
    for uid, choice in choices.items():
        _check(own[uid], choice)
    if link is not None:
        consume(by=by, link=link)
    channel = Channel.LINK if link is not None else Channel.ACCOUNT
    cast = []
    for uid, choice in choices.items():
        vote = own[uid]
        vote.cast_by_id, vote.entered_by, vote.received_on = by.person_id, None, None
        cast.append(_write(by, ballot, vote, choice, channel, "vote.cast"))
    return cast


def _check(vote: Vote, choice: str) -> None:
    if choice not in Choice.values:
        raise ValidationError(_("Vyberte pro, proti, nebo zdržuji se."))
    if vote.is_taken:  # type: ignore[attr-defined]
        raise ValidationError(
            _("Tento člen už hlasoval sám, zástup jeho hlas nemění: %(name)s") % {"name": vote.seat.person.name}
        )


def _write(by: Actor, ballot: Ballot, vote: Vote, choice: str, channel: Channel, verb: str) -> Vote:
    vote.choice, vote.channel, vote.at = choice, channel, timezone.now()
    vote.save()
    keep(by=by, obj=vote, kind=VOTE)
    record(by=by, verb=verb, object_uid=vote.uid, circle=ballot.circle.uid, ids=[ballot.uid])
    return vote


@transaction.atomic
def enter_vote(
    *, by: Actor, ballot: Ballot, vote: Vote, choice: str, received_on: date, person: Person | None = None
) -> Vote:
    """Write down a vote that came by mail or on paper on ``received_on``; marked so. Chair and recorder only.

    ``person`` is the deputy who voted, the member when not given. It goes until the ballot is closed, so also shortly
    after the deadline, for what came in time. Raises ValidationError for one's own vote, a vote that its member gave
    by account or link, a mail that came late, a seat that has ended, somebody who may not vote for it.
    """
    ballot = lead(by, ballot)
    require(by.person_id is not None)
    must_be(ballot, BallotState.OPEN)
    found = next((one for one in all_votes(ballot) if one.pk == vote.pk), None)
    require(found is not None)
    assert found is not None
    if choice not in Choice.values:
        raise ValidationError({"choice": _("Vyberte pro, proti, nebo zdržuji se.")})
    who = person or found.seat.person
    _check_enterable(by, ballot, found, who)
    _check_received(ballot, received_on)
    found.cast_by, found.entered_by_id, found.received_on = who, by.person_id, received_on
    return _write(by, ballot, found, choice, Channel.ENTERED, "vote.entered")


def _check_enterable(by: Actor, ballot: Ballot, vote: Vote, who: Person) -> None:
    if not is_valid(ballot, vote):
        raise ValidationError({"paper": _("Mandát tohoto člena skončil, jeho hlas se nepočítá.")})
    if who.pk == by.person_id:
        raise ValidationError({"paper": _("Za sebe nehlasujte zápisem, ale hlasem na stránce hlasování.")})
    if who.pk not in {vote.seat.person_id, *(seat.person_id for seat in vote.seat.standing_in)}:  # type: ignore[attr-defined]
        raise ValidationError({"paper": _("Tato osoba za člena hlasovat nemůže.")})
    if vote.channel in {Channel.ACCOUNT, Channel.LINK}:
        message = _("Tady už je hlas odevzdaný v aplikaci nebo odkazem. Změnit ho může jen ten, kdo ho odevzdal.")
        raise ValidationError({"paper": message})
    if vote.cast_by_id == vote.seat.person_id and who.pk != vote.seat.person_id:
        raise ValidationError({"paper": _("Člen už hlasoval sám, zástup jeho hlas nemění.")})


def _check_received(ballot: Ballot, received_on: date) -> None:
    asked = timezone.localdate(ballot.asked_at) if ballot.asked_at is not None else received_on
    if received_on > timezone.localdate():
        raise ValidationError({"received_on": _("Tento den ještě nenastal.")})
    if received_on < asked:
        raise ValidationError({"received_on": _("V ten den se ještě nehlasovalo.")})
    if received_on > last_day(ballot.deadline):
        raise ValidationError({"received_on": _("Hlas přišel po lhůtě, nepočítá se.")})
