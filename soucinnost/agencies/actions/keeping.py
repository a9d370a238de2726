"""What every write of the directory does besides writing."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from soucinnost.agencies import registry
from soucinnost.agencies.models import Organisation, Person
from soucinnost.agencies.rules import writes_directory
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.versions.actions import keep

ORGANISATION_KIND = "agencies.organisation"
PERSON_KIND = "agencies.person"


def require_directory(by: Actor) -> None:
    """Raise PermissionDenied unless the actor keeps the directory."""
    if not writes_directory(by):
        raise PermissionDenied(_("Adresář vede manažer prevence, krajský koordinátor nebo správce."))


def organisation_text(organisation: Organisation) -> registry.Text:
    """What of an organisation can be found."""
    parts = [organisation.name, organisation.short_name, organisation.ico, organisation.address]
    return registry.Text(ORGANISATION_KIND, organisation.uid, organisation.name, " ".join(filter(None, parts)))


def person_text(person: Person) -> registry.Text:
    """What of a person can be found: the name. Contacts are not."""
    if person.is_anonymised:
        return registry.Text(PERSON_KIND, person.uid)
    return registry.Text(PERSON_KIND, person.uid, person.name, f"{person.surname} {person.given_name}".strip())


def after_organisation(by: Actor, organisation: Organisation, verb: str) -> None:
    """Keep the version, tell the search, write the audit row."""
    keep(by=by, obj=organisation, kind=ORGANISATION_KIND)
    registry.announce([organisation_text(organisation)])
    record(by=by, verb=verb, object_uid=organisation.uid)


def after_person(by: Actor, person: Person, verb: str) -> None:
    """Keep the version, tell the search, write the audit row."""
    keep(by=by, obj=person, kind=PERSON_KIND)
    registry.announce([person_text(person)])
    record(by=by, verb=verb, object_uid=person.uid)
