"""Whom and what organisation the words of old minutes mean. A guess for the form, never a decision."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.groups.models import Group
from soucinnost.intake.draft import MADE, NEW, Draft, Part, entries_of
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.kernel.czech.matching import same_words
from soucinnost.kernel.czech.names import find_known
from soucinnost.kernel.folding import fold
from soucinnost.kernel.personnames import PersonNameError, parse_person_name


def people_for(by: Actor, group: Group) -> list[Person]:
    """People that old minutes may name: who ever sat in the group, and whom the actor sees anyway; in Czech order."""
    sat = Seat.objects.filter(circle=group.circle_id).values("person")
    found = Person.objects.filter(Q(pk__in=sat) | Q(pk__in=Person.objects.visible_to(by).values("pk")))
    return sorted((one for one in found if one.surname), key=lambda one: (sort_key(one.sort_name), one.pk))


def organisations_for(by: Actor, group: Group) -> list[Organisation]:
    """Organisations of the group's members of any time, then all that the actor sees; each once, in Czech order."""
    found = Organisation.objects.visible_to(by)
    return sorted(found, key=lambda one: (sort_key(one.name), one.pk))


class Directory:
    """The directory as old minutes are held against it."""

    def __init__(self, people: Sequence[Person], organisations: Sequence[Organisation]) -> None:
        self.people, self.organisations = people, organisations
        self._by_name: dict[tuple[str, str], list[Person]] = {}
        self._by_surname: dict[str, list[Person]] = {}
        for one in people:
            self._by_name.setdefault((fold(one.given_name), fold(one.surname)), []).append(one)
            self._by_surname.setdefault(fold(one.surname), []).append(one)
        self._named: dict[str, list[Organisation]] = {}
        for place in organisations:
            for name in {place.name, place.short_name} - {""}:
                self._named.setdefault(fold(name), []).append(place)

    def person(self, text: str) -> Person | None:
        """The one person meant by a written name, with titles, in either order and any case form; None when unsure."""
        try:
            name = parse_person_name(text)
        except PersonNameError:
            return self._in(text)
        if name.given:
            exact = self._by_name.get((fold(name.given), fold(name.surname)), [])
            if exact:
                return exact[0] if len(exact) == 1 else None
        else:
            alone = self._by_surname.get(fold(name.surname), [])
            if alone:
                return alone[0] if len(alone) == 1 else None
        return self._in(text)

    def _in(self, text: str) -> Person | None:
        """The person named anywhere in the text; nobody when several are, or when the surname fits several."""
        found = find_known(text, [one.parts for one in self.people])
        if len({known.index for known in found}) != 1:
            return None
        person = self.people[found[0].index]
        words = text[found[0].start:found[0].end].split()
        is_alone = len(words) == len(person.surname.split())
        return None if is_alone and len(self._by_surname[fold(person.surname)]) > 1 else person

    def organisation(self, text: str) -> Organisation | None:
        """The one organisation of that name or short name, in any case form; None when unsure."""
        wanted = fold(text)
        if not wanted:
            return None
        named = self._named.get(wanted, [])
        if not named:
            first = wanted[:3]
            near = [one for one in self.organisations if fold(one.name)[:3] == first]
            named = [one for one in near if same_words(one.name, text)]
        return named[0] if len(named) == 1 else None

    def mentioned(self, text: str) -> list[Person]:
        """People named in a text, each once, in the order of their first mention."""
        found = find_known(text, [one.parts for one in self.people])
        return [self.people[index] for index in dict.fromkeys(known.index for known in found)]


def fill_matches(draft: Draft, directory: Directory) -> Draft:
    """Fill in whom the names of the form mean where nobody has said yet; changes and returns the form."""
    for one in draft["people"]:
        if not one["person"] and one["name"]:
            found = directory.person(one["name"])
            one["person"] = found.uid if found is not None else ""
    for _item, entry in entries_of(draft):
        if entry["organisation"] and not entry["organisation_uid"]:
            place = directory.organisation(entry["organisation"])
            entry["organisation_uid"] = place.uid if place is not None else ""
    owned: Iterable[Part] = [*(entry for _item, entry in entries_of(draft)), *draft["offers"]]
    for part in owned:
        if part["owner"] and not part.get("who"):
            part["who"] = _owner(part["owner"], directory) or _new_owner(part["owner"], draft)
    return draft


def _new_owner(text: str, draft: Draft) -> str:
    """Somebody from the attendance who is to be created; nobody where the words fit several of them."""
    rows = []
    for one in draft["people"]:
        if one["person"] == NEW:
            try:
                rows.append((one["key"], parse_person_name(one["name"])))
            except PersonNameError:
                continue
    found = {known.index for known in find_known(text, [name for _key, name in rows])}
    return f"{MADE}{rows[found.pop()][0]}" if len(found) == 1 else ""


def _owner(text: str, directory: Directory) -> str:
    person = directory.person(text)
    if person is not None:
        return f"p:{person.uid}"
    place = directory.organisation(text)
    return f"o:{place.uid}" if place is not None else ""
