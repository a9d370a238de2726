"""Who owns measures of a period, and who of them could answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.selectors.whole import MeasureView, StrategyView


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
