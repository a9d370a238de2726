"""People of the directory."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.agencies import registry
from soucinnost.agencies.actions.keeping import PERSON_KIND, after_person, person_text, require_directory
from soucinnost.agencies.models import Affiliation, Person
from soucinnost.agencies.rules import edits_contacts
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.versions.actions import erase, keep

FIELDS = (
    "titles_before", "given_name", "surname", "titles_after", "salutation", "email", "phone", "is_public_role",
    "public_role_reason",
)
CONTACT_FIELDS = ("salutation", "email", "phone")


def _fill(person: Person, values: Mapping[str, Any], allowed: tuple[str, ...] = FIELDS) -> None:
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"Not to be written here: {', '.join(sorted(unknown))}.")
    for name, value in values.items():
        setattr(person, name, " ".join(value.split()) if isinstance(value, str) else value)
    if person.is_public_role and not person.public_role_reason:
        raise ValidationError({"public_role_reason": _("Uveďte, proč je funkce veřejná.")})
    if not person.is_public_role:
        person.public_role_reason = ""
    exclude = ["uid"] + ([] if person.given_name else ["given_name"])
    person.full_clean(exclude=exclude, validate_constraints=False)


@transaction.atomic
def create_person(*, by: Actor, surname: str, given_name: str = "", **values: Any) -> Person:
    """Enter a person; ``values`` are any of ``FIELDS``. Two people may bear one name: nothing is ever merged.

    Raises ValidationError for a missing surname, a wrong e-mail, a public role without a reason. Namesakes are the
    caller's to warn of (:func:`~soucinnost.agencies.selectors.namesakes`).
    """
    require_directory(by)
    person = Person()
    _fill(person, {"surname": surname, "given_name": given_name, **values})
    person.save()
    after_person(by, person, "person.created")
    return person


@transaction.atomic
def change_person(*, by: Actor, person: Person, **values: Any) -> Person:
    """Change the given fields of a person; errors as when creating. The state before stays as a version."""
    require_directory(by)
    return _change(by, person, values, FIELDS)


@transaction.atomic
def change_own_contacts(*, by: Actor, person: Person, **values: Any) -> Person:
    """Change e-mail, phone and salutation; everybody may change their own."""
    if not edits_contacts(by, person):
        raise PermissionDenied(_("Kontaktní údaje mění ten, koho se týkají, nebo kdo vede adresář."))
    return _change(by, person, values, CONTACT_FIELDS)


def _change(by: Actor, person: Person, values: Mapping[str, Any], allowed: tuple[str, ...]) -> Person:
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.is_anonymised:
        raise ValidationError(_("Osobní údaje tohoto člověka byly odstraněny, záznam už nejde měnit."))
    keep(by=by, obj=person, kind=PERSON_KIND)
    _fill(person, values, allowed)
    person.save()
    after_person(by, person, "person.changed")
    return person


@transaction.atomic
def deactivate_person(*, by: Actor, person: Person, last_day: date | None = None) -> Person:
    """Say that a person no longer takes part since after ``last_day`` (today): open places in organisations end.

    The account and the seats stay as they are: who gave them takes them. The term after which personal data are
    removed runs from this day.
    """
    require_directory(by)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    day = last_day or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"last_day": _("Poslední den nemůže být v budoucnosti.")})
    keep(by=by, obj=person, kind=PERSON_KIND)
    person.is_active, person.inactive_since = False, day
    person.save(update_fields=["is_active", "inactive_since"])
    for place in person.affiliations.filter(valid_to__isnull=True):
        place.valid_to = max(day, place.valid_from) if place.valid_from else day
        place.save(update_fields=["valid_to"])
    after_person(by, person, "person.deactivated")
    return person


@transaction.atomic
def reactivate_person(*, by: Actor, person: Person) -> Person:
    """Say that a person takes part again; places in organisations are entered anew."""
    require_directory(by)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.is_anonymised:
        raise ValidationError(_("Osobní údaje tohoto člověka byly odstraněny, založte ho znovu."))
    person.is_active, person.inactive_since = True, None
    person.save(update_fields=["is_active", "inactive_since"])
    after_person(by, person, "person.reactivated")
    return person


def anonymise_people(*, by: Actor, records: QuerySet[Person], cutoff: datetime) -> int:
    """Remove the personal data of people past their term; the rows stay so that numbers still add up.

    Called by the retention's round in its transaction. Versions are erased with the data. Returns how many.
    """
    people = list(records.select_for_update(of=("self",), no_key=True))
    for person in people:
        for name in ("titles_before", "given_name", "surname", "titles_after", "salutation", "email", "phone"):
            setattr(person, name, "")
        person.is_public_role, person.public_role_reason = False, ""
        person.save()
    Affiliation.objects.filter(person__in=people).update(position="", is_contact=False)
    uids = [person.uid for person in people]
    erase(kind=PERSON_KIND, object_uids=uids)
    registry.announce([person_text(person) for person in people])
    if uids:
        record(by=by, verb="person.anonymised", ids=uids)
    return len(uids)
