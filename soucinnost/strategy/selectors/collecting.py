"""Reading a yearly collection: who owns what, who owes, what is known already, where numbers differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from soucinnost.access.enums import Standing as SeatStanding
from soucinnost.access.models import Seat
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.evidence.wording import value_text
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.numbers import format_number
from soucinnost.strategy.answering import SOURCE, Typed, says_something, state_of, tidied
from soucinnost.strategy.enums import AskState, CollectionState
from soucinnost.strategy.models import Answer, Ask, ClaimUse, Collection, Indicator, Measure, Strategy
from soucinnost.strategy.selectors.amounts import is_plan, with_numbers
from soucinnost.strategy.selectors.figures import indicator_figures
from soucinnost.strategy.selectors.whole import IndicatorView, MeasureView, StrategyView, whole

MOST_KNOWN = 12


# -- who owns what


@dataclass
class Owner:
    """An organisation that owns measures of a period, with the people who could answer; the first is proposed."""

    organisation: Organisation
    places: list[MeasureView] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


def ran_in(place: MeasureView, strategy: Strategy, start: date, end: date) -> bool:
    """Whether the measure ran at least a day of the period."""
    first = place.measure.period_from or strategy.period_from
    last = place.measure.period_to or strategy.period_to
    return first <= end and start <= last


def owners_of(actor: Actor, view: StrategyView, start: date, end: date) -> list[Owner]:
    """Owners of measures that ran in the period, in Czech order, with those who could answer: two queries more.

    First who answers for the measures by name, then who sits in the team for the organisation, then its contacts in
    the directory as far as the actor knows them.
    """
    found: dict[int, Owner] = {}
    for place in view.measures:
        owner = place.measure.owner
        if owner is not None and ran_in(place, view.strategy, start, end):
            found.setdefault(owner.pk, Owner(owner)).places.append(place)
    people: dict[int, dict[int, Person]] = defaultdict(dict)
    for one in found.values():
        for place in one.places:
            person = place.measure.owner_person
            if person is not None and person.is_active:
                people[one.organisation.pk][person.pk] = person
    for organisation, person in _people_of(actor, view.strategy, found):
        people[organisation].setdefault(person.pk, person)
    for one in found.values():
        one.people = list(people[one.organisation.pk].values())
    return sorted(found.values(), key=lambda one: sort_key(one.organisation.name))


def _people_of(actor: Actor, strategy: Strategy, organisations: Iterable[int]) -> Iterable[tuple[int, Person]]:
    today, wanted = timezone.localdate(), list(organisations)
    seats = Seat.objects.on(today).without_break_glass().filter(
        circle=strategy.circle_id, organisation__in=wanted, person__is_active=True
    )
    for seat in seats.select_related("person__user").order_by("pk"):
        yield seat.organisation_id or 0, seat.person
    contacts = Affiliation.objects.visible_to(actor).on(today).filter(
        organisation__in=wanted, person__is_active=True
    )
    for one in contacts.select_related("person__user").order_by("-is_contact", "pk"):
        yield one.organisation_id, one.person


def unowned(view: StrategyView, start: date, end: date) -> list[MeasureView]:
    """Measures of the period for which nobody answers: nobody is asked of them."""
    return [one for one in view.measures if one.measure.owner is None and ran_in(one, view.strategy, start, end)]


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
            row.changed = sum(1 for one in answers[ask.pk] if is_changed(one))
        rows.append(row)
    rows.sort(key=lambda row: sort_key(row.ask.organisation.name))
    asked = {ask.organisation_id for ask in asks}
    return Standing(
        collection, view, rows, [one for one in owners if one.organisation.pk not in asked],
        unowned(view, collection.period_from, collection.period_to),
    )


def is_changed(answer: Answer) -> bool:
    """Whether something else is typed than was handed in."""
    return bool(answer.handed) and tidied(answer.typed) != tidied(answer.handed)


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


# -- what is known


@dataclass
class IndicatorPart:
    """An indicator in the form: its last earlier number in words, what is known of this period already."""

    indicator: Indicator
    before: str = ""
    known: list[ClaimUse] = field(default_factory=list)


@dataclass
class MeasurePart:
    """A measure in the form of an owner, with what is typed, what is known and what was there before.

    ``moved_to`` is whose the measure is now, where it is another's. ``orphans`` are numbers typed at indicators that
    are no more.
    """

    place: MeasureView
    indicators: list[IndicatorPart]
    known: list[Claim]
    start: Typed
    answer: Answer | None = None
    is_moved: bool = False
    moved_to: Organisation | None = None
    orphans: list[str] = field(default_factory=list)

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.place.measure

    @property
    def typed(self) -> Typed:
        """What the form begins with: what is typed, else what is known."""
        return tidied(self.answer.typed) if self.answer is not None else self.start

    @property
    def state(self) -> str:
        """The state that a page remembers."""
        return state_of(self.typed)

    @property
    def units(self) -> dict[str, str]:
        """Units of the indicators by their uids."""
        return {one.indicator.uid: one.indicator.unit for one in self.indicators}

    @property
    def is_filled(self) -> bool:
        """Whether anything was written."""
        return self.answer is not None and says_something(self.answer.typed)

    @property
    def is_changed(self) -> bool:
        """Whether something else is typed than was handed in."""
        return self.answer is not None and is_changed(self.answer)


@dataclass
class Sheet:
    """The form of an owner: its measures in the order of the tree, moved ones that it had written of included."""

    ask: Ask
    parts: list[MeasurePart]

    @cached_property
    def by_uid(self) -> dict[str, MeasurePart]:
        """Parts by the uid of their measure."""
        return {part.measure.uid: part for part in self.parts}

    @property
    def filled(self) -> int:
        """How many measures something is written of."""
        return sum(1 for part in self.parts if part.is_filled)


def sheet_of(actor: Actor, ask: Ask, view: StrategyView | None = None) -> Sheet:
    """Read the form of an owner; a fixed number of queries. Nothing typed is there for who may not see it."""
    view = view or whole(actor, ask.strategy)
    collection = ask.collection
    start, end = collection.period_from, collection.period_to
    answers = {one.measure_id: one for one in Answer.objects.visible_to(actor).filter(ask=ask)}
    parts = []
    for place in view.measures:
        answer = answers.get(place.measure.pk)
        own = place.measure.owner_id == ask.organisation_id and ran_in(place, view.strategy, start, end)
        if own or (answer is not None and (answer.handed or says_something(answer.typed))):
            part = _part(ask, view, place, answer)
            part.is_moved = place.measure.owner_id != ask.organisation_id
            part.moved_to = place.measure.owner if part.is_moved else None
            parts.append(part)
    return Sheet(ask, parts)


def _part(ask: Ask, view: StrategyView, place: MeasureView, answer: Answer | None) -> MeasurePart:
    start, end = ask.collection.period_from, ask.collection.period_to
    own = answer.uid if answer is not None else ""
    indicators, figures = [], {}
    for counted in place.indicators:
        part = _indicator(view, counted, start, end, own)
        indicators.append(part)
        mine = own_number(part, ask)
        if mine is not None:
            figures[counted.indicator.uid] = {
                "value": format_number(mine.value), "kind": mine.kind,
                "whole": format_number(mine.denominator) if mine.denominator is not None else "", "note": "",
            }
    counted_claims = {use.claim_id for one in indicators for use in one.known}
    known = [
        use.claim for use in place.all_uses
        if use.claim_id not in counted_claims and not _is_own(use.claim, own) and not is_plan(use)
        and _speaks_of(use.claim, start, end)
    ]
    uids = {one.indicator.uid for one in indicators}
    typed = answer.figures if answer is not None else {}
    orphans = [row.get("value", "") for uid, row in typed.items() if uid not in uids and row.get("value")]
    return MeasurePart(
        place, indicators, known[-MOST_KNOWN:], tidied({"figures": figures}), answer, orphans=orphans
    )


def _indicator(view: StrategyView, counted: IndicatorView, start: date, end: date, own: str) -> IndicatorPart:
    part = IndicatorPart(counted.indicator)
    figures = indicator_figures(counted, view.strategy, start)
    for one in figures.periods:
        total, last = one.actual.total, one.end or one.start
        if total is not None and last is not None and last < start:
            part.before = f"{one.label}: {total.text} {counted.indicator.unit}"
    part.known = [
        use for use in with_numbers(counted.uses)
        if not is_plan(use) and not _is_own(use.claim, own) and _speaks_of(use.claim, start, end)
    ]
    return part


def _is_own(claim: Claim, answer_uid: str) -> bool:
    return bool(answer_uid) and claim.source_kind == SOURCE and claim.source_uid == answer_uid


def _speaks_of(claim: Claim, start: date, end: date) -> bool:
    """Whether the claim speaks of the period: lies in it, or by its day where it tells none."""
    if claim.period_from is None and claim.period_to is None:
        return claim.value is None and start <= claim.stated_on <= end
    first, last = claim.period_from or claim.period_to, claim.period_to or claim.period_from
    return first is not None and last is not None and start <= first and last <= end


def own_number(part: IndicatorPart, ask: Ask) -> Claim | None:
    """What the owner itself has told of the whole period elsewhere: the form begins with it, it is not told twice."""
    period = (ask.collection.period_from, ask.collection.period_to)
    for use in reversed(part.known):
        claim = use.claim
        told = (claim.period_from, claim.period_to) == period and claim.organisation_id == ask.organisation_id
        if told and not use.share and claim.kind in (ClaimKind.ACTUAL, ClaimKind.APPROXIMATE):
            return claim
    return None


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
    sits = Seat.objects.filter(
        pk__in=actor.seat_ids, circle=OuterRef("strategy__circle"), organisation=OuterRef("organisation")
    ).without_break_glass()
    owns = Measure.objects.filter(strategy=OuterRef("strategy"), owner=OuterRef("organisation"))
    found = Ask.objects.visible_to(actor).filter(
        Q(person=actor.person_id) | Exists(sits), Exists(owns), collection__state=CollectionState.OPEN
    ).exclude(state=AskState.HANDED_IN)
    return list(
        found.select_related("collection", "organisation", "strategy__circle").order_by("collection__due_on", "pk")
    )


def measures_asked(rows: Sequence[Row]) -> int:
    """Of how many measures an answer is awaited."""
    return sum(len(row.places) for row in rows)
