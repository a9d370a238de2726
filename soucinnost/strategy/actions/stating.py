"""Claims of a document, many at once with few statements; a claim of a form, once however often it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.actions import attach
from soucinnost.documents.models import Attachment
from soucinnost.evidence.actions import CARRIED, state_claims
from soucinnost.kernel.actor import Actor
from soucinnost.strategy import rules
from soucinnost.strategy.actions.common import lock
from soucinnost.strategy.actions.proving import DOCUMENT_SOURCE, refuse_full, refuse_unseen, state
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


# -- a claim from a form


class _StatedBefore(Exception):  # noqa: N818 - no error: it undoes what was begun
    """The very same claim stands there already."""

    def __init__(self, use: ClaimUse) -> None:
        self.use = use


def state_once(
    *, by: Actor, strategy: Strategy, upload: UploadedFile | None = None, **fields: Any
) -> tuple[ClaimUse, bool]:
    """State a claim as ``state`` does, unless the same person stated the very same one in the same place already.

    A form that was sent twice (pressed twice, opened again by the button back) so says it once; whether it was stated
    now is returned beside the use. ``upload`` is a new file in which the claim stands. Raises ValidationError.
    """
    try:
        with transaction.atomic():
            strategy = lock(strategy)
            require(rules.contributes(by, strategy))
            if upload is not None:
                fields["document"] = attached(by, strategy, upload)
            use = state(by=by, strategy=strategy, **fields)
            before = _stated_before(use)
            if before is not None:
                raise _StatedBefore(before)
    except _StatedBefore as found:
        return found.use, False
    return use, True


def _stated_before(use: ClaimUse) -> ClaimUse | None:
    claim, told = use.claim, {name: getattr(use.claim, name) for name in CARRIED}
    like = ClaimUse.objects.filter(
        strategy=use.strategy, measure=use.measure, activity=use.activity, undertaking=use.undertaking,
        indicator=use.indicator, share=use.share, is_cost=use.is_cost, is_risk=use.is_risk,
        claim__circle=claim.circle_id, claim__superseded_by__isnull=True,
        **{f"claim__{name}": value for name, value in told.items() if value is not None},
        **{f"claim__{name}__isnull": True for name, value in told.items() if value is None},
    ).exclude(pk=use.pk).select_related("claim", "document").order_by("pk")
    for other in like:
        if use.document is not None and other.document is not None:
            same = use.document.sha256 == other.document.sha256
        else:
            same = (claim.source_kind, claim.source_uid) == (other.claim.source_kind, other.claim.source_uid)
        if same:
            return other
    return None


def attached(by: Actor, strategy: Strategy, upload: UploadedFile) -> Attachment:
    """A new file of the strategy; what is wrong with it is said at the field ``upload``."""
    try:
        return attach(by=by, circle=strategy.circle, upload=upload)
    except ValidationError as error:
        raise ValidationError({"upload": error.messages}) from error
