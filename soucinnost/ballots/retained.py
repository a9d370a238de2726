"""How long ballots are kept."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.ballots.actions.erasing import erase_ballots
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.models import Ballot
from soucinnost.retention.registry import Kind, register


def expired(cutoff: datetime) -> QuerySet[Ballot]:
    """Ballots closed or withdrawn before the cut-off, and those prepared before it that nobody ever opened."""
    return Ballot.objects.filter(
        Q(closed_at__lt=cutoff)
        | Q(withdrawn_at__lt=cutoff)
        | Q(state=BallotState.PREPARED, created_at__lt=cutoff, deadline__lt=cutoff)
    )


def register_kinds() -> None:
    """Register ballots with retention; safe to call again."""
    register(
        Kind(
            key="ballots.ballot", label=_("Hlasování per rollam"), default_months=120, afterwards="erase",
            basis=_("Stejná lhůta jako zápisy z jednání: rozhodnutí skupiny; nastavte podle svého skartačního plánu"),
            expired=expired, dispose=erase_ballots, organisation_path="circle__controller__organisation__uid",
        )
    )
