"""Reading a yearly collection: who owns what, who owes, what is known already, where numbers differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from soucinnost.access.enums import Standing as SeatStanding
from soucinnost.access.models import Seat
from soucinnost.access.prepared import Prepared
from soucinnost.evidence.models import Claim
from soucinnost.evidence.wording import value_text
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.strategy.answering import SOURCE, is_changed, says_something
from soucinnost.strategy.enums import AskState, CollectionState
from soucinnost.strategy.models import Answer, Ask, Collection, Indicator, Measure, Strategy
from soucinnost.strategy.selectors.amounts import is_plan, with_numbers
from soucinnost.strategy.selectors.owners import Owner, owners_of, unowned
from soucinnost.strategy.selectors.whole import MeasureView, StrategyView, whole

# -- who owes


@dataclass
class Row:
    """An owner in a collection: what it was asked of, how far it is. ``filled`` is None where it may not be known."""

    ask: Ask
    places: list[MeasureView] = field(default_factory=list)
    filled: int | None = None
    changed: int = 0

    @property
    def is_done(self) -> bool:
        """Whether it was handed in."""
        return self.ask.state == AskState.HANDED_IN

    @property
    def owes(self) -> bool:
        """Whether an answer is awaited: the collection runs and the owner still owns something."""
        return self.ask.collection.state == CollectionState.OPEN and not self.is_done and bool(self.places)


@dataclass
class Standing:
    """A collection with all who were asked, in Czech order, owners that were not asked, measures without an owner."""

    collection: Collection
    view: StrategyView
    rows: list[Row]
    unasked: list[Owner]
    unowned: list[MeasureView]

    @property
    def owing(self) -> list[Row]:
        """Those that owe."""
        return [row for row in self.rows if row.owes]

    @property
    def done(self) -> list[Row]:
        """Those that handed in."""
        return [row for row in self.rows if row.is_done]

    @property
    def empty(self) -> list[Row]:
        """Those asked that own no measure any more and handed in nothing."""
        return [row for row in self.rows if not row.is_done and not row.places]


RELATED = ("organisation", "person__user", "handed_in_by", "entered_by", "collection", "strategy__circle__controller")


def standing_of(actor: Actor, collection: Collection, view: StrategyView | None = None) -> Standing:
    """How a collection stands; a fixed number of queries."""
    view = view or whole(actor, collection.strategy)
    owners = owners_of(actor, view, collection.period_from, collection.period_to)
    places = {one.organisation.pk: one.places for one in owners}
    asks = list(Ask.objects.visible_to(actor).filter(collection=collection).select_related(*RELATED))
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.visible_to(actor).filter(ask__in=asks):
        answers[answer.ask_id].append(answer)
    seen = {ask.pk for ask in asks if ask.pk in answers}
    rows = []
    for ask in asks:
        ask.collection = collection
        row = Row(ask, places.get(ask.organisation_id, []))
        if ask.pk in seen:
            row.filled = sum(1 for one in answers[ask.pk] if says_something(one.typed))
            row.changed = sum(1 for one in answers[ask.pk] if is_changed(one.typed, one.handed))
        rows.append(row)
    rows.sort(key=lambda row: sort_key(row.ask.organisation.name))
    asked = {ask.organisation_id for ask in asks}
    return Standing(
        collection, view, rows, [one for one in owners if one.organisation.pk not in asked],
        unowned(view, collection.period_from, collection.period_to),
    )


def collections_of(actor: Actor, strategy: Strategy) -> list[Collection]:
    """Collections of a strategy, the newest period first."""
    found = Collection.objects.visible_to(actor).filter(strategy=strategy).select_related("asked_by")
    return list(found.prefetch_related("asks").order_by("-period_from", "-pk"))


def spoken_for(actor: Actor, strategy: Strategy, asks: Iterable[Ask]) -> set[int]:
    """Asks (primary keys) that the actor answers for the owner; one query however many. See ``speaks_for_owner``."""
    if not actor.has(strategy.circle_id, SeatStanding.MEMBER, SeatStanding.DEPUTY):
        return set()
    seats = Seat.objects.filter(pk__in=actor.seat_ids, circle=strategy.circle_id).without_break_glass()
    represented = set(seats.values_list("organisation_id", flat=True))
    return {
        ask.pk for ask in asks
        if ask.organisation_id in represented or (ask.person_id is not None and ask.person_id == actor.person_id)
    }


# -- where numbers differ


@dataclass(frozen=True)
class Difference:
    """Numbers of one indicator for the collected period that are not the same, one of them from the collection."""

    place: MeasureView
    indicator: Indicator
    claims: tuple[Claim, ...]

    @property
    def told(self) -> list[tuple[Claim, str]]:
        """Claims with their numbers in words."""
        return [(claim, value_text(claim)) for claim in self.claims]


def differences(standing: Standing) -> list[Difference]:
    """Where what was handed in says another number than somebody else. All of them stay; nothing is queried."""
    collection, found = standing.collection, []
    period = (collection.period_from, collection.period_to)
    for place in standing.view.measures:
        for counted in place.indicators:
            claims = {
                use.claim_id: use.claim for use in with_numbers(counted.uses)
                if not use.share and not is_plan(use) and (use.claim.period_from, use.claim.period_to) == period
            }
            values = {claim.value for claim in claims.values()}
            if len(values) > 1 and any(claim.source_kind == SOURCE for claim in claims.values()):
                found.append(Difference(place, counted.indicator, tuple(claims.values())))
    return found


# -- what was handed in


@dataclass
class Handed:
    """A measure in an owner's answer as it was handed in: its claims in force."""

    measure: Measure
    number: str
    claims: list[Claim]


def handed_in(actor: Actor, ask: Ask, numbers: Mapping[int, str]) -> list[Handed]:
    """What an owner handed in, by measure in the order of the tree; the team sees claims, not what is being typed."""
    answers = {
        one.uid: one for one in Answer._base_manager.filter(
            ask__in=Ask.objects.visible_to(actor).filter(pk=ask.pk), number__gt=0
        ).select_related("measure__goal")
    }
    told = Claim.objects.visible_to(actor).filter(
        source_kind=SOURCE, source_uid__in=list(answers), superseded_by__isnull=True
    ).select_related("author", "organisation")
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in told.order_by("pk"):
        claims[claim.source_uid].append(claim)
    rows = [Handed(one.measure, numbers.get(one.measure_id, ""), claims[uid]) for uid, one in answers.items()]
    order = {pk: place for place, pk in enumerate(numbers)}
    return sorted(rows, key=lambda row: order.get(row.measure.pk, len(order)))


# -- what waits for me


def asked_of(actor: Actor) -> list[Ask]:
    """Answers that the actor owes in running collections, the nearest day first; one query.

    Owed by the person asked and by everybody who sits in the team for the owner, while the owner owns a measure there.
    """
    if not actor.circle_ids or actor.person_id is None:
        return []
    return _asked_of(actor)


@Prepared
def _asked_of(actor: Actor) -> QuerySet[Ask]:
    sits = Seat.objects.filter(
        pk__in=actor.seat_ids, circle=OuterRef("strategy__circle"), organisation=OuterRef("organisation")
    ).without_break_glass()
    owns = Measure.objects.filter(strategy=OuterRef("strategy"), owner=OuterRef("organisation"))
    found = Ask.objects.visible_to(actor).filter(
        Q(person=actor.person_id) | Exists(sits), Exists(owns), collection__state=CollectionState.OPEN
    ).exclude(state=AskState.HANDED_IN)
    related = found.select_related("collection", "organisation", "strategy__circle")
    return related.order_by("collection__due_on", "pk")


def measures_asked(rows: Sequence[Row]) -> int:
    """Of how many measures an answer is awaited."""
    return sum(len(row.places) for row in rows)
