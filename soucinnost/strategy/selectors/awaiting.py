"""What waits in strategies for who writes them, and which are over without an evaluation. One query."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from soucinnost.access.enums import Function
from soucinnost.access.prepared import Prepared
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.enums import AnswerKind, AskState, CollectionState, StrategyState
from soucinnost.strategy.models import Ask, Collection, Remark, Strategy

SOON = timedelta(days=7)
"""How long before its last day a collection is spoken of."""


@dataclass
class Awaited:
    """``collecting`` are strategies with an open collection whose last day is near or over: ``collection_uid``,
    ``collection_title``, ``due_on`` and ``missing`` (owners who have not answered) are those of the nearest one.
    ``remarked`` have ``unanswered`` remarks of rounds that are over. ``over`` are approved, their period ended and
    nobody said that they are evaluated. ``sits`` says whether the actor sits in any strategy.
    """

    collecting: list[Any] = field(default_factory=list)
    remarked: list[Any] = field(default_factory=list)
    over: list[Any] = field(default_factory=list)
    sits: bool = False


def awaited(actor: Actor, today: date) -> Awaited:
    """What waits for the actor: of strategies that it writes, and of frames that it manages or coordinates."""
    if actor.is_system:
        return Awaited()
    frames: list[Any] = list(_frames(actor, today, today + SOON))
    written = [one for one in frames if actor.has(one.circle_id, Function.CHAIR, Function.RECORDER)]
    over = [one for one in frames if one.state == StrategyState.APPROVED and one.period_to < today]
    return Awaited(
        [one for one in written if one.collection_uid], [one for one in written if one.unanswered],
        [one for one in over if one in written or _oversees(actor, one)],
        any(one.circle_id in actor.circle_ids for one in frames),
    )


def _oversees(actor: Actor, one: Strategy) -> bool:
    managed = one.circle.controller.organisation_id in actor.managed_organisation_ids
    return managed or one.region_id in actor.coordinated_region_ids


@Prepared
def _frames(actor: Actor, today: date, soon: date) -> QuerySet[Strategy]:
    nearest = Collection.objects.filter(strategy=OuterRef("pk"), state=CollectionState.OPEN, due_on__lte=soon)
    nearest = nearest.order_by("due_on", "pk")
    owing = Ask.objects.filter(collection__uid=OuterRef("collection_uid")).exclude(state=AskState.HANDED_IN)
    unanswered = Remark.objects.filter(strategy=OuterRef("pk"), answer_kind=AnswerKind.WAITING).filter(
        Q(round__closed_on__isnull=False) | Q(round__due_on__lt=today)
    )
    return Strategy.objects.visible_to(actor).select_related("circle__controller").defer("introduction").annotate(
        collection_uid=Subquery(nearest.values("uid")[:1]), collection_title=Subquery(nearest.values("title")[:1]),
        due_on=Subquery(nearest.values("due_on")[:1]), missing=_counted(owing, "collection"),
        unanswered=_counted(unanswered, "strategy"),
    ).order_by("period_to", "pk")


def _counted(rows: Any, by: str) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(count=Count("pk")).values("count"))
