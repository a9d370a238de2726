"""Erasing strategies and answers nobody handed in, when their terms are over."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from soucinnost.access.models import Circle
from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.actions import erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.evidence.actions import erase_claims
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.frame import forget
from soucinnost.strategy.findable import CLAIM, UNDERTAKING, lose
from soucinnost.strategy.models import (
    Answer,
    Assessment,
    ClaimUse,
    Collection,
    Conflict,
    Goal,
    ListRow,
    Measure,
    ReportVersion,
    Strategy,
    Undertaking,
)

BEFORE_CLAIMS = (ReportVersion, Collection, Conflict, ListRow, Assessment, ClaimUse)
"""What points at claims and files, in the order in which it goes; its own parts go with it."""
BEFORE_GOALS = (Undertaking, Measure, Goal)


@transaction.atomic
def erase_strategies(*, by: Actor, records: QuerySet[Strategy], cutoff: datetime | None = None) -> int:
    """Erase strategies with all that is in them: tree, evidence, claims, answers, remarks, reports, files, states
    before, team, entries of the search. The installation's own job only.

    A strategy that followed stays and follows nothing any more. One to which something else still belongs (letters
    that wait, say) stays and goes in a later round. Returns how many went.
    """
    require(by.is_system)
    gone = 0
    for strategy in records.select_related("circle"):
        try:
            with transaction.atomic():
                _erase(by, strategy)
        except ProtectedError:
            continue
        gone += 1
    return gone


def _erase(by: Actor, strategy: Strategy) -> None:
    uid, circle = strategy.uid, strategy.circle
    forget(strategy)
    for one in Undertaking.objects.filter(strategy=strategy).values_list("uid", flat=True):
        lose(UNDERTAKING, one)
    for part in BEFORE_CLAIMS:
        part.objects.filter(strategy=strategy).delete()
    for one in erase_claims(by=by, circle=circle):
        lose(CLAIM, one)
    erase_attachments(by=by, records=Attachment.objects.filter(circle=circle))
    for stem in BEFORE_GOALS:
        stem.objects.filter(strategy=strategy).delete()
    Strategy.objects.filter(previous=strategy).update(previous=None)
    strategy.delete()
    Circle.objects.filter(pk=circle.pk).delete()
    record(by=by, verb="strategy.erased", object_uid=uid, circle=circle.uid)


@transaction.atomic
def erase_answers(*, by: Actor, records: QuerySet[Answer], cutoff: datetime | None = None) -> int:
    """Erase what somebody began to write in a collection and nobody handed in. The installation's own job only."""
    require(by.is_system)
    uids = list(records.values_list("uid", flat=True))
    records.delete()
    if uids:
        record(by=by, verb="strategy.answers_dropped", ids=uids)
    return len(uids)
