"""What several actions of ballots share."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.ballots import rules
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.models import Ballot
from soucinnost.ballots.moments import LONGEST
from soucinnost.kernel.actor import Actor

BALLOT, VOTE = "ballots.ballot", "ballots.vote"
"""Kinds of kept versions."""


def lock(by: Actor, ballot: Ballot) -> Ballot:
    """Read the ballot again and keep other writers from it until the transaction ends; PermissionDenied when unseen."""
    require(Ballot.objects.visible_to(by).filter(pk=ballot.pk).exists())
    related = ("group__circle__controller", "circle__controller")
    return Ballot.objects.select_for_update(of=("self",), no_key=True).select_related(*related).get(pk=ballot.pk)


def lead(by: Actor, ballot: Ballot) -> Ballot:
    """Lock a ballot that the actor leads."""
    ballot = lock(by, ballot)
    require(rules.may_lead(by, ballot))
    return ballot


def must_be(ballot: Ballot, state: BallotState) -> None:
    """Refuse what belongs to another state."""
    if ballot.state == state:
        return
    refusals = {
        BallotState.PREPARED: _("Hlasování ještě nezačalo."),
        BallotState.OPEN: _("Hlasování už běží, návrh se měnit nedá. Stáhněte ho a připravte nové."),
        BallotState.CLOSED: _("Hlasování už skončilo."),
        BallotState.WITHDRAWN: _("Hlasování je stažené."),
    }
    raise ValidationError(refusals[BallotState(ballot.state)])


def check_deadline(deadline: datetime) -> None:
    """Refuse a deadline (field ``day``) that has passed or is too far."""
    now = timezone.now()
    if deadline <= now:
        raise ValidationError({"day": _("Tato lhůta už uplynula.")})
    if deadline > now + LONGEST:
        raise ValidationError({"day": _("Hlasovat jde nejvýše %(days)s dnů.") % {"days": LONGEST.days}})
