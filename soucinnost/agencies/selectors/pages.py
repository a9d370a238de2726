"""What the pages of one organisation and one person show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from soucinnost.agencies.models import Affiliation, Organisation, Person, StandIn, Unit
from soucinnost.agencies.registry import ORGANISATION, PERSON, Panel, panels
from soucinnost.agencies.rules import edits_contacts, is_self, writes_directory
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs


@dataclass(frozen=True)
class OrganisationView:
    """An organisation, who works there today and did before, its units, and what apps above add."""

    organisation: Organisation
    units: list[Unit]
    current: list[Affiliation]
    former: list[Affiliation]
    panels: list[Panel]
    may_write: bool

    @property
    def uids(self) -> list[str]:
        """What the page discloses."""
        shown = [self.organisation.uid] + [place.person.uid for place in [*self.current, *self.former]]
        shown += [stand_in.person.uid for place in self.current for stand_in in place.stand_ins.all()]
        return list(dict.fromkeys(shown + [uid for panel in self.panels for uid in panel.uids]))


@dataclass(frozen=True)
class PersonView:
    """A person, their places, for whom they stand in, and what apps above add."""

    person: Person
    current: list[Affiliation]
    former: list[Affiliation]
    stands_in: list[StandIn]
    panels: list[Panel]
    may_write: bool
    may_edit_contacts: bool
    is_self: bool

    @property
    def uids(self) -> list[str]:
        """What the page discloses."""
        shown = [self.person.uid] + [stand_in.affiliation.person.uid for stand_in in self.stands_in]
        shown += [item.person.uid for place in self.current for item in place.stand_ins.all()]
        return list(dict.fromkeys(shown + [uid for panel in self.panels for uid in panel.uids]))


def _split(places: list[Affiliation], today: date) -> tuple[list[Affiliation], list[Affiliation]]:
    current: list[Affiliation] = []
    former: list[Affiliation] = []
    for place in places:
        (former if place.valid_to is not None and place.valid_to < today else current).append(place)
    return current, former


def _visible_stand_ins(actor: Actor) -> "Prefetch[str]":
    people = Person.objects.visible_to(actor)
    return Prefetch("stand_ins", queryset=StandIn.objects.filter(person__in=people).select_related("person"))


def organisation_view(actor: Actor, organisation: Organisation) -> OrganisationView:
    """Gather the page of an organisation; people only those whom the actor may see."""
    places = sorted_cs(
        Affiliation.objects.visible_to(actor).filter(organisation=organisation).exclude(person__surname="")
        .select_related("person__user", "unit").prefetch_related(_visible_stand_ins(actor)),
        key=lambda place: place.person.sort_name,
    )
    current, former = _split(places, timezone.localdate())
    return OrganisationView(
        organisation=organisation,
        units=sorted_cs(organisation.units.all(), key=lambda unit: unit.name),
        current=current,
        former=former,
        panels=panels(ORGANISATION, actor, organisation),
        may_write=writes_directory(actor),
    )


def person_view(actor: Actor, person: Person) -> PersonView:
    """Gather the page of a person whom the actor may see."""
    places = list(
        person.affiliations.select_related("organisation", "unit").prefetch_related(_visible_stand_ins(actor))
        .order_by("pk")
    )
    current, former = _split(places, timezone.localdate())
    visible = Person.objects.visible_to(actor)
    stands_in = StandIn.objects.filter(person=person, affiliation__person__in=visible)
    return PersonView(
        person=person,
        current=current,
        former=former,
        stands_in=list(stands_in.select_related("affiliation__person", "affiliation__organisation").order_by("pk")),
        panels=panels(PERSON, actor, person),
        may_write=writes_directory(actor),
        may_edit_contacts=edits_contacts(actor, person),
        is_self=is_self(actor, person),
    )
