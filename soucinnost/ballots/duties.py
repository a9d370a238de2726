"""What the installation does with ballots by itself: reminds who has not voted, closes what is over."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from soucinnost.ballots.actions import close_ballot, remind
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.models import Ballot
from soucinnost.ballots.moments import reminder_day
from soucinnost.ballots.selectors import all_votes, closes_by_itself, is_over, turnout
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.duties import Duty, register

logger = logging.getLogger(__name__)


def is_time_to_remind(ballot: Ballot) -> bool:
    """Whether the reminder is due: once, from a working day before the deadline, never on the day of the asking."""
    if ballot.asked_at is None or ballot.reminded_at is not None or is_over(ballot):
        return False
    day = reminder_day(ballot.deadline)
    return timezone.localdate(ballot.asked_at) < day <= timezone.localdate()


def _look_after(by: Actor, ballot: Ballot) -> tuple[bool, int]:
    """Close or remind where it is time; whether it was closed and how many were reminded."""
    if not is_over(ballot) and not is_time_to_remind(ballot):
        return False, 0
    found = turnout(all_votes(ballot), ballot)
    if closes_by_itself(ballot, found):
        close_ballot(by=by, ballot=ballot)
        return True, 0
    return False, remind(by=by, ballot=ballot) if is_time_to_remind(ballot) and found.silent else 0


def look_after_ballots(*, by: Actor) -> str:
    """One round: close ballots that are over, remind members whose vote is missing.

    After the deadline one working day is left to write down votes that came by mail in time, unless everybody voted.
    """
    closed = told = 0
    for ballot in Ballot.objects.filter(state=BallotState.OPEN).select_related("group", "circle").order_by("pk"):
        try:
            with transaction.atomic():
                is_closed, reminded = _look_after(by, ballot)
        except Exception:  # noqa: BLE001 - the others get their turn; logged, tried again in the next round
            logger.exception("ballot %s", ballot.uid)
            continue
        closed += is_closed
        told += reminded
    notes = []
    if closed:
        text = ngettext("%(count)s hlasování ukončeno", "%(count)s hlasování ukončeno", closed)
        notes.append(text % {"count": closed})
    if told:
        text = ngettext("%(count)s připomínka hlasování", "%(count)s připomínek hlasování", told)
        notes.append(text % {"count": told})
    return ", ".join(notes)


def register_duty() -> None:
    """Register the round with the installation's duties; safe to call again."""
    label = _("Hlasování per rollam: připomínky a ukončení")
    register(Duty("ballots.round", label, timedelta(minutes=15), look_after_ballots))
