"""Carrying out a plan of an import: all of it, or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.agencies.actions.keeping import require_directory
from soucinnost.agencies.actions.organisations import add_unit, change_organisation, create_organisation
from soucinnost.agencies.actions.people import change_person, create_person
from soucinnost.agencies.actions.places import add_affiliation
from soucinnost.agencies.imports import NEW, SAME, SKIP, Plan, PlannedOrganisation, PlannedPerson
from soucinnost.agencies.models import Affiliation, Organisation, Person, Unit
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor

_ORGANISATION_FIELDS = ("ico", "short_name", "address", "email", "phone", "website", "data_box")
_PERSON_FIELDS = ("titles_before", "titles_after", "email", "phone")


@dataclass
class Applied:
    """What an import did. ``people`` and ``places`` say who stands behind each row (by its number)."""

    created: list[Person] = field(default_factory=list)
    joined: list[Person] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    skipped: int = 0
    people: dict[int, Person] = field(default_factory=dict)
    places: dict[int, Organisation] = field(default_factory=dict)


@transaction.atomic
def apply(*, by: Actor, plan: Plan, choices: Mapping[str, str] | None = None) -> Applied:
    """Carry out a plan with somebody's choices (key → value); what is not chosen keeps its default.

    A known person or organisation only gets what was empty; a person gets a place in the organisation unless there is
    one. Raises ValidationError (one sentence for each row, nothing written) when a conflict is undecided, a choice is
    not one of those offered, or a row cannot be saved; PermissionDenied unless the actor keeps the directory.
    """
    require_directory(by)
    chosen = {**plan.defaults(), **{key: value for key, value in (choices or {}).items() if value}}
    _check(plan, chosen)
    run = _Run(by, chosen)
    for organisation in plan.organisations:
        run.guarded(organisation.lines[0], partial(run.organisation, organisation))
    for person in plan.people:
        run.guarded(person.row.number, partial(run.person, person))
    if run.errors:
        raise ValidationError(run.errors)
    run.result.skipped += len(plan.errors)
    touched = [item.uid for item in run.result.organisations]
    touched += [item.uid for item in [*run.result.created, *run.result.joined]]
    record(by=by, verb="directory.imported", ids=touched)
    return run.result


def _check(plan: Plan, chosen: Mapping[str, str]) -> None:
    errors = []
    rows = [(item.lines[0], item.key, item.candidates) for item in plan.organisations]
    rows += [(item.row.number, item.key, item.candidates) for item in plan.people]
    for line, key, candidates in rows:
        value = chosen.get(key, "")
        if not value:
            errors.append(_("Řádek %(line)s: rozhodněte, co s ním.") % {"line": line})
        elif value not in {candidate.value for candidate in candidates}:
            errors.append(_("Řádek %(line)s: tato volba už není možná, adresář se mezitím změnil.") % {"line": line})
    if errors:
        raise ValidationError(errors)


class _Run:
    """One import under way."""

    def __init__(self, by: Actor, chosen: Mapping[str, str]) -> None:
        self.by = by
        self.chosen = chosen
        self.result = Applied()
        self.errors: list[str] = []
        self.known: dict[str, Organisation | None] = {}
        self.units: dict[tuple[int, str], Unit] = {}

    def guarded(self, line: int, step: Callable[[], None]) -> None:
        """Do one row; what is wrong with it is collected under its line, so that all errors are said at once."""
        try:
            with transaction.atomic():
                step()
        except ValidationError as error:
            self.errors += [_("Řádek %(line)s: %(what)s") % {"line": line, "what": text} for text in error.messages]

    def organisation(self, item: PlannedOrganisation) -> None:
        """Enter, find or skip an organisation."""
        choice = self.chosen[item.key]
        values = {name: getattr(item.row, name) for name in _ORGANISATION_FIELDS}
        if choice == SKIP:
            self.known[item.key] = None
            self.result.skipped += item.is_alone
            return
        if choice == NEW:
            made = create_organisation(by=self.by, kind=item.row.kind, name=item.row.name, **values)
            self.result.organisations.append(made)
            self.known[item.key] = made
            return
        found = Organisation.objects.get(uid=choice.removeprefix(f"{SAME}:"))
        missing = {name: value for name, value in values.items() if value and not getattr(found, name)}
        if missing:
            found = change_organisation(by=self.by, organisation=found, **missing)
        self.known[item.key] = found

    def person(self, item: PlannedPerson) -> None:
        """Enter, find or skip a person, and say where they work."""
        choice, row = self.chosen[item.key], item.row
        if choice == SKIP:
            self.result.skipped += 1
            return
        values = {name: getattr(row, name) for name in _PERSON_FIELDS}
        if choice == NEW:
            person = create_person(by=self.by, surname=row.surname, given_name=row.given, **values)
            self.result.created.append(person)
        else:
            person = self._found(choice)
            missing = {name: value for name, value in values.items() if value and not getattr(person, name)}
            if missing:
                person = change_person(by=self.by, person=person, **missing)
            if person not in self.result.created and person not in self.result.joined:
                self.result.joined.append(person)
        self.result.people[row.number] = person
        organisation = self.known.get(item.organisation_key)
        if organisation is not None:
            self.result.places[row.number] = organisation
            self._place(person, organisation, item)

    def _found(self, choice: str) -> Person:
        if choice.startswith("row:"):
            person = self.result.people.get(int(choice.removeprefix("row:")))
            if person is None:
                raise ValidationError(_("řádek, na který se odkazuje, je vynechán."))
            return person
        return Person.objects.visible_to(self.by).get(uid=choice.removeprefix(f"{SAME}:"))

    def _place(self, person: Person, organisation: Organisation, item: PlannedPerson) -> None:
        held = Affiliation.objects.on(timezone.localdate()).filter(person=person, organisation=organisation)
        if held.exists():
            return
        unit = self._unit(organisation, item.row.unit) if item.row.unit else None
        add_affiliation(
            by=self.by, person=person, organisation=organisation, unit=unit, position=item.row.position,
            valid_from=item.row.valid_from, valid_to=item.row.valid_to,
        )

    def _unit(self, organisation: Organisation, name: str) -> Unit:
        key = (organisation.pk, name)
        if key not in self.units:
            found = organisation.units.filter(name=name).first()
            self.units[key] = found or add_unit(by=self.by, organisation=organisation, name=name)
        return self.units[key]
