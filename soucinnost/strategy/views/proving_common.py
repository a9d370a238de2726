"""What the pages of evidence share."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from soucinnost.agencies.models import Organisation
from soucinnost.documents.models import Attachment
from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.models import Indicator, Measure, ReportVersion, Strategy, Undertaking
from soucinnost.strategy.selectors.whole import StrategyView, whole

WITH_FRAME = ("circle__controller__organisation", "area")
PLACES: dict[str, Any] = {"measure": Measure, "undertaking": Undertaking, "indicator": Indicator}


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def strategy_of(request: HttpRequest, uid: str) -> Strategy:
    """A strategy whose content the actor sees, or 404."""
    seen = Strategy.objects.content_visible_to(actor_of(request)).select_related(*WITH_FRAME)
    return get_object_or_404(seen, uid=uid)


def part_of(request: HttpRequest, model: Any, uid: str) -> Any:
    """A part of a strategy that the actor sees, with its strategy, or 404."""
    related = [f"strategy__{name}" for name in WITH_FRAME]
    return get_object_or_404(model.objects.visible_to(actor_of(request)).select_related(*related), uid=uid)


def claim_of(request: HttpRequest, uid: str) -> tuple[Strategy, Claim, StrategyView]:
    """A claim of a strategy with everything around it, or 404."""
    actor = actor_of(request)
    related = ("organisation", "author", "area", "locality", "circle__controller", "superseded_by")
    claim = get_object_or_404(
        Claim.objects.visible_to(actor).filter(circle__strategy__isnull=False).select_related(*related), uid=uid
    )
    seen = Strategy.objects.content_visible_to(actor).select_related(*WITH_FRAME)
    strategy = get_object_or_404(seen, circle=claim.circle_id)
    return strategy, claim, whole(actor, strategy)


def files_of(actor: Actor, strategy: Strategy) -> list[Attachment]:
    """Files of the strategy in which a number may stand; not those that were made of its own numbers."""
    made = ReportVersion.objects.visible_to(actor).filter(strategy=strategy).values_list("pdf", "docx", "council")
    own = {pk for row in made for pk in row if pk is not None}
    seen = Attachment.objects.visible_to(actor).filter(circle=strategy.circle_id, removed_at=None)
    return list(seen.exclude(pk__in=own).order_by("-pk")[:200])


def organisation_names() -> list[str]:
    """Names that the organisation's field suggests."""
    return list(Organisation.objects.order_by("name").values_list("name", flat=True)[:400])


def address_of(record: Any) -> str:
    """Where a measure, an undertaking, an indicator or a goal is read."""
    if isinstance(record, Measure):
        return reverse("strategy:measure", args=[record.uid])
    if isinstance(record, Undertaking):
        return reverse("strategy:undertaking", args=[record.uid])
    if isinstance(record, Indicator):
        return reverse("strategy:indicator", args=[record.uid])
    return reverse("strategy:strategy", args=[record.strategy.uid])
