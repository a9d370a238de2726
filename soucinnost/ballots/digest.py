"""Missing votes in weekly summaries; the reminder before the deadline is the ballot's own."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.ballots.moments import last_day
from soucinnost.ballots.selectors import waiting_ballots
from soucinnost.kernel.actor import Actor
from soucinnost.notices.digests import HORIZON, DigestLine, DigestSource, register


def missing_votes(actor: Actor, day: date) -> Iterator[DigestLine]:
    """Running ballots in which a vote of the actor is missing, within the horizon; one query."""
    for ballot in waiting_ballots(actor):
        until = last_day(ballot.deadline)
        if until <= day + timedelta(days=HORIZON):
            yield DigestLine(
                text=f"{ballot.title} ({ballot.group.name})", day=until, uid=ballot.uid,
                url_path=reverse("ballots:ballot", args=[ballot.uid]), circle_id=ballot.circle_id, reminds=False,
            )


def register_source() -> None:
    """Register missing votes with summaries; safe to call again."""
    register(DigestSource(key="ballots", label=_("Hlasování per rollam"), lines=missing_votes, order=15))
