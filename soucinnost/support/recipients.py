"""To whom a circular goes: organisations by kind, territory and whether they lead a group; their contact persons."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.folding import fold
from soucinnost.support.enums import Leading
from soucinnost.territory.models import Area


@dataclass(frozen=True, slots=True)
class Criteria:
    """What organisations are wanted. Without a kind nobody is: an empty choice must not reach everybody."""

    kinds: tuple[str, ...] = ()
    area_uid: str = ""
    leading: str = Leading.ANY

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Criteria":
        """Read what a circular keeps; what is not known any more is left out."""
        kinds = tuple(kind for kind in stored.get("kinds", ()) if kind in OrganisationKind.values)
        leading = stored.get("leading", "")
        return cls(kinds, str(stored.get("area", "")), leading if leading in Leading.values else Leading.ANY)

    def stored(self) -> dict[str, Any]:
        """What a circular keeps."""
        return {"kinds": list(self.kinds), "area": self.area_uid, "leading": str(self.leading)}

    @property
    def area(self) -> Area | None:
        """The territory; None means everywhere."""
        return Area.objects.light().filter(uid=self.area_uid).first() if self.area_uid else None


@dataclass(frozen=True, slots=True)
class Addressee:
    """An organisation with its contact persons of the day; without one nobody gets it."""

    organisation: Organisation
    contacts: tuple[Person, ...]


def organisations_for(actor: Actor, criteria: Criteria) -> list[Organisation]:
    """Return the active organisations of the criteria, in Czech order. One or two queries."""
    found = Organisation.objects.visible_to(actor).filter(is_active=True, kind__in=criteria.kinds)
    area = criteria.area
    if criteria.area_uid and area is None:
        return []
    if area is not None:
        inside = Q(area=area) | Q(area__orp=area)
        for depth in range(1, 5):
            inside |= Q(**{f"area{'__parent' * depth}": area})
        found = found.filter(inside)
    if criteria.leading:
        groups = Group.objects.visible_to(actor).filter(closed_on__isnull=True)
        leads = Exists(groups.filter(circle__controller__organisation=OuterRef("pk")))
        found = found.filter(leads if criteria.leading == Leading.LEADS else ~leads)
    return sorted(found, key=lambda one: (sort_key(one.name), one.pk))


def addressees(actor: Actor, criteria: Criteria, day: date, *, left_out: frozenset[int] = frozenset()) -> list[
    Addressee
]:
    """Return the organisations with their contact persons on the day; three queries for any number."""
    organisations = [one for one in organisations_for(actor, criteria) if one.pk not in left_out]
    people: dict[int, list[Person]] = {}
    wanted = {one.pk for one in organisations}
    contacts = Affiliation.objects.on(day).filter(
        is_contact=True, person__is_active=True, organisation__kind__in=criteria.kinds
    )
    for place in contacts.exclude(person__surname="").select_related("person__user").order_by("pk"):
        if place.organisation_id in wanted and place.person not in people.setdefault(place.organisation_id, []):
            people[place.organisation_id].append(place.person)
    return [Addressee(one, tuple(people.get(one.pk, ()))) for one in organisations]


def tell_apart(organisations: Iterable[Organisation]) -> None:
    """Give those whose name another one has too their town as ``place``; empty for the others. One query at most."""
    listed = list(organisations)
    counts = Counter(fold(label) for _pk, label in {(one.pk, one.label) for one in listed})
    alike = [one for one in listed if counts[fold(one.label)] > 1]
    towns = dict(Area.objects.filter(pk__in={one.area_id for one in alike if one.area_id}).values_list("pk", "name"))
    for one in listed:
        one.place = ""  # type: ignore[attr-defined]
    for one in alike:
        one.place = towns.get(one.area_id or 0, "") or one.address  # type: ignore[attr-defined]
