"""What tests of support stand on: the region's authority, contact persons, circulars."""

from datetime import timedelta
from typing import Any

from soucinnost.access.actors import SystemActor
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.support import actions
from soucinnost.support.jobs import send_all
from soucinnost.support.models import Circular, Consultation
from soucinnost.support.recipients import Criteria
from tests import factories
from tests.cast import Cast

JOB = SystemActor("circulars")


def authority(cast: Cast) -> Organisation:
    """The region's own authority, for which its coordinator keeps records."""
    found = Organisation.objects.filter(kind=OrganisationKind.REGION, area=cast.region).first()
    return found or factories.organisation("Krajský úřad", kind=OrganisationKind.REGION, area=cast.region)


def contact(organisation: Organisation, person: Person | None = None, **fields: Any) -> Person:
    """A contact person of the organisation; without a person somebody new without an account."""
    someone = person or factories.person(has_account=False, **fields)
    place, _made = Affiliation.objects.get_or_create(person=someone, organisation=organisation)
    place.is_contact = True
    place.save()
    return someone


def leave(person: Person, organisation: Organisation) -> None:
    """The person's last day there was yesterday."""
    last = factories.today() - timedelta(days=1)
    Affiliation.objects.filter(person=person, organisation=organisation).update(valid_to=last)


def consultation(cast: Cast, **fields: Any) -> Consultation:
    """A consultation that the coordinator gave the town."""
    told = {"held_on": factories.today(), "problem": "Jak sestavit skupinu", "organisation": cast.town} | fields
    return actions.write_consultation(by=cast.actor("coordinator"), keeper=authority(cast), **told)


def circular(cast: Cast, *, kinds: tuple[str, ...] = ("ngo",), **fields: Any) -> Circular:
    """A draft of the region's authority with recipients chosen."""
    told = {"subject": "Výzva 2027", "body": "Výzva je vyhlášena.", "asks_confirmation": True} | fields
    made = actions.write_circular(by=cast.actor("coordinator"), keeper=authority(cast), **told)
    return actions.choose_recipients(by=cast.actor("coordinator"), circular=made, criteria=Criteria(kinds))


def sent(cast: Cast, made: Circular | None = None, **fields: Any) -> Circular:
    """A circular that went out and whose mails are queued."""
    made = made or circular(cast, **fields)
    actions.release(by=cast.actor("coordinator"), circular=made)
    send_all(JOB, made.uid)
    return Circular.objects.get(pk=made.pk)
