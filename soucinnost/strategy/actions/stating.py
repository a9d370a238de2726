"""Many claims at once: what a document brings, written with few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.models import Attachment
from soucinnost.evidence.actions import state_claims
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import rules
from soucinnost.strategy.actions.common import lock
from soucinnost.strategy.actions.proving import DOCUMENT_SOURCE, refuse_full, refuse_unseen
from soucinnost.strategy.findable import find_claims
from soucinnost.strategy.models import ClaimUse, Measure, Strategy

STEP = 200


@dataclass(frozen=True)
class Told:
    """A claim at a measure: ``fields`` are those of ``evidence.actions.CARRIED``."""

    measure: Measure
    fields: dict[str, Any]


@transaction.atomic
def state_all(*, by: Actor, strategy: Strategy, document: Attachment, told: Sequence[Told]) -> list[ClaimUse]:
    """State claims that all stand in one document of the strategy, each at its measure, in the order told.

    As ``proving.state`` one by one, in a number of statements that hardly grows with them: other writers wait for a
    moment only. All or nothing; every member of the team may. Raises ValidationError.
    """
    strategy = lock(strategy)
    require(rules.contributes(by, strategy))
    refuse_unseen(by, strategy, document)
    refuse_full(strategy, len(told))
    wanted = {one.measure.pk for one in told}
    if Measure.objects.filter(strategy=strategy, pk__in=wanted).count() != len(wanted):
        raise ValidationError(_("Některé opatření mezitím někdo odebral."))
    claims = state_claims(
        by=by, circle=strategy.circle, source_kind=DOCUMENT_SOURCE, source_uid=document.uid,
        told=[one.fields for one in told],
    )
    uses = ClaimUse.objects.bulk_create([
        ClaimUse(strategy=strategy, claim=claim, measure=one.measure, document=document)
        for one, claim in zip(told, claims, strict=True)
    ], batch_size=STEP)
    find_claims(claims)
    for at in range(0, len(claims), STEP):
        record(
            by=by, verb="strategy.claim_used", object_uid=document.uid, circle=strategy.circle.uid,
            ids=[claim.uid for claim in claims[at:at + STEP]],
        )
    return uses
