"""What each row would do, given what is in the directory and what else is in the list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.imports.recognising import OrganisationRow, PersonRow
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.agencies.selectors.duplicates import Known, NameIndex, PeopleIndex, bare_name
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold

NEW, SAME, CONFLICT, ERROR = "new", "same", "conflict", "error"
SKIP = "skip"


@dataclass(frozen=True)
class Candidate:
    """One thing that can be chosen for a row: ``value`` is what the form sends."""

    value: str
    label: str


@dataclass(frozen=True)
class PlannedOrganisation:
    """An organisation of the list, named by ``key`` in the choices; several rows may share it."""

    key: str
    row: OrganisationRow
    state: str
    candidates: tuple[Candidate, ...]
    default: str
    lines: tuple[int, ...]
    is_alone: bool = False

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(OrganisationKind(self.row.kind).label)


@dataclass(frozen=True)
class PlannedPerson:
    """A person of the list, named by ``key`` in the choices. ``default`` is empty where somebody has to decide."""

    key: str
    row: PersonRow
    state: str
    candidates: tuple[Candidate, ...]
    default: str
    organisation_key: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything a list would do. Rows that can do nothing are in ``people`` or ``organisations`` as errors."""

    people: tuple[PlannedPerson, ...] = ()
    organisations: tuple[PlannedOrganisation, ...] = ()
    errors: tuple[PersonRow, ...] = ()

    def count(self, state: str) -> int:
        """How many rows of people and lone organisations are in the state."""
        lone = sum(1 for item in self.organisations if item.is_alone and item.state == state)
        failed = len(self.errors) if state == ERROR else 0
        return sum(1 for item in self.people if item.state == state) + lone + failed

    @property
    def new_count(self) -> int:
        """Rows that would be entered."""
        return self.count(NEW)

    @property
    def same_count(self) -> int:
        """Rows that are in the directory."""
        return self.count(SAME)

    @property
    def conflict_count(self) -> int:
        """Rows that somebody has to decide."""
        return self.count(CONFLICT)

    @property
    def error_count(self) -> int:
        """Rows that cannot be used."""
        return self.count(ERROR)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.people) + sum(1 for item in self.organisations if item.is_alone) + len(self.errors)

    def defaults(self) -> dict[str, str]:
        """Return key → default choice of everything that can be chosen."""
        found = {item.key: item.default for item in self.organisations}
        return {**found, **{item.key: item.default for item in self.people}}


def plan(rows: Sequence[PersonRow], actor: Actor) -> Plan:
    """Say for each row whether it is new, the same as somebody known, in conflict, or wrong.

    People are compared with those whom the actor may see, first by e-mail, then by name; two people of one name are a
    conflict until somebody decides, never merged. Organisations are compared by IČO and name, near-same names are a
    conflict. Nothing is written.
    """
    planner = _Planner(actor)
    good = [row for row in rows if not row.errors]
    planner.organisations(good)
    people = tuple(planner.person(row) for row in good if row.is_person)
    return Plan(people, tuple(planner.planned.values()), tuple(row for row in rows if row.errors))


@dataclass
class _Seen:
    """What of the list was already looked at."""

    emails: dict[str, PersonRow] = field(default_factory=dict)
    names: dict[tuple[str, str], PersonRow] = field(default_factory=dict)


class _Planner:
    def __init__(self, actor: Actor) -> None:
        self.visible = Person.objects.visible_to(actor).exclude(surname="")
        self.people = PeopleIndex(self.visible)
        self.known = NameIndex(Organisation.objects.visible_to(actor))
        self.planned: dict[str, PlannedOrganisation] = {}
        self.key_of: dict[tuple[str, str], str] = {}
        self.seen = _Seen()
        self._found: dict[int, Person] = {}

    # organisations

    def organisations(self, rows: Sequence[PersonRow]) -> None:
        """Plan each organisation of the list once, and load the people that rows may be."""
        groups: dict[tuple[str, str], list[PersonRow]] = {}
        icos = {bare_name(row.organisation.name): row.organisation.ico for row in rows
                if row.organisation and row.organisation.ico and row.organisation.name}
        for row in rows:
            if row.organisation is not None:
                name = bare_name(row.organisation.name)
                identity = ("ico", row.organisation.ico or icos.get(name, "")) if (
                    row.organisation.ico or icos.get(name)
                ) else ("name", name)
                groups.setdefault(identity, []).append(row)
                self.key_of[row.organisation.ico, name] = ""
        for number, (identity, members) in enumerate(groups.items(), start=1):
            planned = self._organisation(f"o{number}", members, identity[1] if identity[0] == "ico" else "")
            self.planned[planned.key] = planned
            for row in members:
                assert row.organisation is not None
                self.key_of[row.organisation.ico, bare_name(row.organisation.name)] = planned.key
        self._load(rows)

    def _organisation(self, key: str, members: list[PersonRow], ico: str) -> PlannedOrganisation:
        rows = [row.organisation for row in members if row.organisation is not None]
        first = max(rows, key=lambda row: sum(bool(value) for value in vars(row).values()))
        lines = tuple(row.number for row in members)
        alone = any(not row.is_person for row in members)
        by_ico = self.known.by_ico.get(ico) if ico else None
        exact = [by_ico] if by_ico else self.known.exact(first.name)
        new = Candidate(NEW, _("založit novou organizaci"))
        skip = Candidate(SKIP, _("vynechat"))
        if by_ico is None and ico and exact and all(known.ico and known.ico != ico for known in exact):
            options = (*map(_candidate, exact), new, skip)
            return PlannedOrganisation(key, first, CONFLICT, options, "", lines, alone)
        if len(exact) == 1:
            return PlannedOrganisation(
                key, first, SAME, (_candidate(exact[0]), skip), f"{SAME}:{exact[0].uid}", lines, alone
            )
        near = exact or (self.known.alike(first.name) if first.name else [])
        if near:
            options = (*map(_candidate, near), new, skip)
            return PlannedOrganisation(key, first, CONFLICT, options, "", lines, alone)
        if not first.name:
            return PlannedOrganisation(key, first, CONFLICT, (skip,), SKIP, lines, alone)
        return PlannedOrganisation(key, first, NEW, (new, skip), NEW, lines, alone)

    def _load(self, rows: Sequence[PersonRow]) -> None:
        keys: set[int] = set()
        for row in rows:
            keys.update(self._possible(row))
        found = self.visible.filter(pk__in=keys).prefetch_related("affiliations__organisation")
        self._found = {person.pk: person for person in found}

    # people

    def _possible(self, row: PersonRow) -> list[int]:
        by_email = self.people.by_email.get(row.email.lower(), []) if row.email else []
        by_name = self.people.by_name.get((fold(row.surname), fold(row.given)), []) if row.is_person else []
        return list(dict.fromkeys([*by_email, *by_name]))

    def person(self, row: PersonRow) -> PlannedPerson:
        """Plan one person."""
        key = f"p{row.number}"
        name = (fold(row.surname), fold(row.given))
        organisation = row.organisation
        organisation_key = (
            self.key_of.get((organisation.ico, bare_name(organisation.name)), "") if organisation else ""
        )
        earlier = self.seen.emails.get(row.email.lower()) if row.email else self.seen.names.get(name)
        namesake = self.seen.names.get(name)
        if row.email:
            self.seen.emails.setdefault(row.email.lower(), row)
        self.seen.names.setdefault(name, row)
        new = Candidate(NEW, _("založit nového člověka"))
        skip = Candidate(SKIP, _("vynechat"))
        known = [self._found[pk] for pk in self._possible(row) if pk in self._found]
        options = [Candidate(f"{SAME}:{person.uid}", self._label(person)) for person in known]
        other = earlier or namesake
        if other is not None:
            same = Candidate(f"row:{other.number}", _("stejný člověk jako na řádku %(line)s") % {"line": other.number})
            is_sure = earlier is not None and bool(row.email) and self._named(earlier) == name
            return PlannedPerson(
                key, row, SAME if is_sure else CONFLICT, (*options, same, new, skip), same.value if is_sure else "",
                organisation_key, (_("Stejné jméno nebo e-mail je i na řádku %(line)s.") % {"line": other.number},),
            )
        if not known:
            return PlannedPerson(key, row, NEW, (new, skip), NEW, organisation_key)
        certain = [person for person in known if self._is_certain(row, person, organisation_key)]
        if len(certain) == 1 and (len(known) == 1 or row.email):
            value = f"{SAME}:{certain[0].uid}"
            return PlannedPerson(
                key, row, SAME, (*options, new, skip), value, organisation_key, self._differences(row, certain[0])
            )
        return PlannedPerson(key, row, CONFLICT, (*options, new, skip), "", organisation_key, self._why(row, known))

    @staticmethod
    def _named(row: PersonRow) -> tuple[str, str]:
        return fold(row.surname), fold(row.given)

    def _is_certain(self, row: PersonRow, person: Person, organisation_key: str) -> bool:
        """The same e-mail and name; or the same name and organisation where one of the e-mails is not known."""
        if (fold(person.surname), fold(person.given_name)) != self._named(row):
            return False
        if row.email and person.email:
            return row.email.lower() == person.email.lower()
        planned = self.planned.get(organisation_key)
        places = {place.organisation.uid for place in person.affiliations.all()}
        return planned is not None and planned.default.removeprefix(f"{SAME}:") in places

    def _why(self, row: PersonRow, known: Sequence[Person]) -> tuple[str, ...]:
        if any((fold(person.surname), fold(person.given_name)) != self._named(row) for person in known):
            return (_("Tento e-mail má v adresáři někdo jiného jména."),)
        return (_("V adresáři už někdo toho jména je. Rozhodněte, zda jde o téhož člověka."),)

    @staticmethod
    def _differences(row: PersonRow, person: Person) -> tuple[str, ...]:
        pairs = ((_("telefon"), row.phone, person.phone), (_("e-mail"), row.email, person.email))
        return tuple(
            _("Liší se %(what)s, v adresáři zůstane: %(value)s") % {"what": what, "value": kept}
            for what, given, kept in pairs
            if given and kept and "".join(given.split()).lower() != "".join(kept.split()).lower()
        )

    @staticmethod
    def _label(person: Person) -> str:
        today = timezone.localdate()
        places = [place.organisation.label for place in person.affiliations.all() if _held(place, today)]
        details = [*places, person.email]
        label = _("je to: %(name)s") % {"name": person.sort_name}
        return f"{label} ({', '.join(filter(None, details))})" if any(details) else label


def _held(place: Affiliation, today: object) -> bool:
    return place.valid_to is None or place.valid_to >= today  # type: ignore[operator]


def _candidate(known: Known) -> Candidate:
    name = f"{known.name}, IČO {known.ico}" if known.ico else known.name
    return Candidate(f"{SAME}:{known.uid}", _("je to: %(name)s") % {"name": name})
