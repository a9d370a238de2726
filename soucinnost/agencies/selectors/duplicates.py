"""Finding what may be in the directory already."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import QuerySet, prefetch_related_objects

from soucinnost.agencies.models import Organisation, Person
from soucinnost.kernel.folding import fold

_FORMS = re.compile(
    r"\b(?:z\s?s|z\s?u|o\s?p\s?s|o\s?s|p\s?o|s\s?r\s?o|spol|a\s?s|zapsany spolek|obecne prospesna spolecnost|ustav|"
    r"prispevkova organizace|obcanske sdruzeni|nadacni fond|pobocny spolek)\b"
)
_ALIKE = 0.88
_COMMON = 300


def bare_name(name: str) -> str:
    """Return an organisation's name without case, diacritics, punctuation and legal form."""
    words = " ".join(re.sub(r"[^\w]+", " ", fold(name)).split())
    bare = " ".join(_FORMS.sub(" ", words).split())
    return bare or words


@dataclass(frozen=True)
class Known:
    """One organisation as the index knows it."""

    pk: int
    uid: str
    name: str
    ico: str


class NameIndex:
    """Organisations by IČO, by name and by likeness. Built from one query, then asked as often as needed."""

    def __init__(self, organisations: "QuerySet[Organisation]") -> None:
        self.by_ico: dict[str, Known] = {}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for pk, uid, name, short, ico in organisations.values_list("pk", "uid", "name", "short_name", "ico"):
            known = Known(pk, uid, name, ico)
            if ico:
                self.by_ico[ico] = known
            for spelling in {bare_name(name), bare_name(short)} - {""}:
                self.by_name[spelling].append(known)
                for word in _words(spelling):
                    self._by_word[word].add(spelling)

    def exact(self, name: str) -> list[Known]:
        """Organisations whose name or short name is the same but for case, diacritics and legal form."""
        return self.by_name.get(bare_name(name), [])

    def alike(self, name: str) -> list[Known]:
        """Organisations with a near-same name, the likest first; those with the same are among them."""
        bare = bare_name(name)
        spellings = {spelling for word in _words(bare) for spelling in self._some(word)}
        matcher = SequenceMatcher(b=bare)
        found: dict[int, tuple[float, Known]] = {}
        for spelling in spellings:
            matcher.set_seq1(spelling)
            if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
                continue
            ratio = matcher.ratio()
            if ratio >= _ALIKE:
                for known in self.by_name[spelling]:
                    found[known.pk] = max(found.get(known.pk, (0.0, known)), (ratio, known), key=lambda pair: pair[0])
        return [known for _ratio, known in sorted(found.values(), key=lambda pair: (-pair[0], pair[1].name))]

    def containing(self, text: str) -> list[Known]:
        """Organisations whose name holds all the words that were written, or their beginnings; to be offered."""
        words = bare_name(text).split()
        found: dict[int, Known] = {}
        for spelling, organisations in self.by_name.items():
            parts = spelling.split()
            if words and all(any(part.startswith(word) for part in parts) for word in words):
                found.update({known.pk: known for known in organisations})
        return sorted(found.values(), key=lambda known: known.name)

    def _some(self, word: str) -> set[str]:
        """Names with the word; none for a word so common that it tells nothing by itself."""
        names = self._by_word.get(word, set())
        return names if len(names) <= _COMMON else set()


def _words(bare: str) -> Iterable[str]:
    """Return the first four letters of each longer word, so that a slip or a case ending does not hide a name."""
    return {word[:4] for word in bare.split() if len(word) >= 3} or {bare}


def similar_organisations(name: str, *, exclude: Organisation | None = None) -> list[Organisation]:
    """Return organisations whose name is near-same, the likest first."""
    others = Organisation.objects.exclude(pk=exclude.pk) if exclude is not None else Organisation.objects.all()
    order = [known.pk for known in NameIndex(others).alike(name)]
    found = Organisation.objects.in_bulk(order)
    return [found[pk] for pk in order]


class PeopleIndex:
    """People by e-mail and by name, among those that the actor may see."""

    def __init__(self, people: "QuerySet[Person]") -> None:
        self.by_email: dict[str, list[int]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        for pk, given, surname, email in people.values_list("pk", "given_name", "surname", "email"):
            self.by_name[fold(surname), fold(given)].append(pk)
            if email:
                self.by_email[email.lower()].append(pk)


def namesakes(people: "QuerySet[Person]", *, given: str, surname: str, exclude: Person | None = None) -> list[Person]:
    """Return those of ``people`` who bear the same name (case and diacritics aside), with their places."""
    wanted = (fold(surname), fold(given))  # folding is not the databases' job
    rows = people.values_list("pk", "surname", "given_name")
    keys = [pk for pk, family, first in rows if (fold(family), fold(first)) == wanted]
    found = people.filter(pk__in=keys).prefetch_related("affiliations__organisation").order_by("pk")
    return [person for person in found if exclude is None or person.pk != exclude.pk]


def told_apart(people: "Iterable[Person]") -> dict[str, str]:
    """What has to stand beside the names of those of ``people`` who bear the same name, by uid; nobody else is in it.

    The organisations where they work, and for those who work in the same ones (or in none) an e-mail or a telephone.
    """
    rows: dict[tuple[str, str], dict[str, Person]] = defaultdict(dict)
    for person in people:
        if person.surname:
            rows[fold(person.surname), fold(person.given_name)][person.uid] = person
    found: dict[str, str] = {}
    for row in (list(row.values()) for row in rows.values() if len(row) > 1):
        prefetch_related_objects(row, "affiliations__organisation")
        places = [
            ", ".join(dict.fromkeys(one.organisation.label for one in person.affiliations.all())) for person in row
        ]
        for person, place in zip(row, places, strict=True):
            contact = (person.email or person.phone) if not place or places.count(place) > 1 else ""
            found[person.uid] = ", ".join(part for part in (place, contact) if part)
    return {uid: said for uid, said in found.items() if said}
