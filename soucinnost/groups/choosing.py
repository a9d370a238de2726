"""Choosing people, organisations and territory without loading a whole register into a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.groups.models import Group, Mandate
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key, sorted_cs
from soucinnost.kernel.folding import fold
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area, Locality

MOST_FOUND = 30
MOST_ORGANISATIONS = 300
NEAR_PARENTS = 5


class Unresolved(ValueError):
    """A typed territory that is not known (``found`` is empty) or of which there are several."""

    def __init__(self, text: str, found: Sequence[Area]) -> None:
        super().__init__(text)
        self.text, self.found = text, found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person to choose, with what tells two people of one name apart."""

    person: Person
    details: str


def people_matching(actor: Actor, text: str) -> tuple[list[Candidate], bool]:
    """Return people the actor may see whose name or e-mail holds every word, and whether there were more of them.

    An empty text offers everybody as long as they are few.
    """
    words = fold(text).split()
    affiliations = Affiliation.objects.select_related("organisation").order_by("pk")
    people = Person.objects.visible_to(actor).filter(is_active=True)
    found = []
    for person in people.prefetch_related(Prefetch("affiliations", queryset=affiliations)):
        searched = fold(f"{person.given_name} {person.surname} {person.email}")
        if all(word in searched for word in words):
            found.append(person)
    found.sort(key=lambda person: (sort_key(person.sort_name), person.pk))
    return [Candidate(person, details_of(person)) for person in found[:MOST_FOUND]], len(found) > MOST_FOUND


def details_of(person: Person) -> str:
    """Return position, organisations and e-mail of a person, as far as they are known."""
    parts = []
    for affiliation in person.affiliations.all():
        label = affiliation.organisation.label
        parts.append(f"{affiliation.position}, {label}" if affiliation.position else label)
    return " · ".join([*parts, *filter(None, [person.email])])


def mandate_label(mandate: Mandate) -> str:
    """Return a member as choosers show one: name and whom they stand for."""
    seat = mandate.seat
    return f"{seat.person.sort_name} ({seat.organisation.label})" if seat.organisation else seat.person.sort_name


def organisations_for(group: Group, person: Person | None) -> list[Organisation]:
    """Return organisations that a mandate may stand for: all active ones while they are few, else the near ones.

    The person's own come first, then the rest in Czech order.
    """
    own = set() if person is None else set(person.affiliations.values_list("organisation_id", flat=True))
    active = Organisation.objects.filter(is_active=True)
    if active.count() > MOST_ORGANISATIONS:
        near = {group.circle.controller.organisation_id, *own}
        near.update(group.circle.seats.values_list("organisation_id", flat=True))
        active = active.filter(pk__in=near - {None})
    return sorted(active, key=lambda one: (one.pk not in own, sort_key(one.name), one.pk))


def sitting_mandates(group: Group, day: date) -> list[Mandate]:
    """Members' mandates of a day, in the order of minutes."""
    return [seat.mandate for seat in seats_on(group, day) if hasattr(seat, "mandate")]


def near_areas(organisation: Organisation, held: Iterable[Area] = ()) -> list[Area]:
    """Return areas to offer: that of the lead organisation, what it lies in up to the region, its parts, those held."""
    near: dict[int, Area] = {}
    area, steps = organisation.area, 0
    while area is not None and steps < NEAR_PARENTS and area.kind != AreaKind.STATE:
        near[area.pk] = area
        area, steps = area.parent, steps + 1
    if organisation.area is not None:
        for child in sorted_cs(organisation.area.children.filter(kind=AreaKind.CITY_DISTRICT), key=str):
            near[child.pk] = child
    for one in sorted_cs(held, key=str):
        near.setdefault(one.pk, one)
    return list(near.values())


def near_localities(areas: Iterable[Area], held: Iterable[Locality] = ()) -> list[Locality]:
    """Return localities of the municipalities among the areas, and those held."""
    pks = [area.pk for area in areas]
    found = Locality.objects.filter(Q(municipality__in=pks) | Q(pk__in=[one.pk for one in held]))
    return sorted(found.select_related("municipality"), key=lambda one: (sort_key(one.name), one.pk))


def area_label(area: Area) -> str:
    """Return an area with what it is, because a region, a district and a town may share one name.

    Parts of a city stand by their bare name: they are offered in a row under their city.
    """
    if area.kind == AreaKind.CITY_DISTRICT:
        return area.name
    return f"{area.name} ({area.get_kind_display()})"


def area_named(text: str) -> Area:
    """Return the area of a typed name or code; Unresolved where there is none or more than one.

    A name without diacritics and in any case will do. A code finds municipalities before larger units.
    """
    typed = " ".join(text.split())
    by_code = list(Area.objects.filter(Q(code=typed) | Q(nuts=typed)).select_related("parent"))
    if len(by_code) == 1:
        return by_code[0]
    municipal = [area for area in by_code if area.kind == AreaKind.MUNICIPALITY]
    if len(municipal) == 1:
        return municipal[0]
    folded = fold(typed)
    pks = [pk for pk, name in Area.objects.values_list("pk", "name") if fold(name) == folded]
    found = list(Area.objects.filter(pk__in=pks).select_related("parent"))
    if len(found) == 1:
        return found[0]
    raise Unresolved(typed, by_code or found)
