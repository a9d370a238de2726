"""The directory: organisations and people."""

from typing import Literal

from ninja import Schema

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Organisation, Person
from soucinnost.api.shapes.common import Given, Ref, Uid


class OrganisationChoice(Given):
    """Which organisations."""

    kind: Literal[tuple(OrganisationKind.values)] | None = None  # type: ignore[valid-type]
    with_inactive: bool = False


class OrganisationShape(Schema):
    """An organisation."""

    uid: str
    kind: str
    name: str
    short_name: str
    ico: str
    address: str
    email: str
    phone: str
    website: str
    data_box: str
    is_active: bool


class PersonChoice(Given):
    """Which people: of one organisation, and whether those who do not act any more."""

    organisation: Uid | None = None
    with_inactive: bool = False


class PlaceShape(Schema):
    """Where somebody works today."""

    organisation: Ref
    position: str
    is_contact: bool


class PersonShape(Schema):
    """A contact."""

    uid: str
    name: str
    email: str
    phone: str
    is_active: bool
    places: list[PlaceShape]


def organisation_shape(one: Organisation) -> OrganisationShape:
    """An organisation as everybody who signs in sees it."""
    return OrganisationShape(
        uid=one.uid, kind=one.kind, name=one.name, short_name=one.short_name, ico=one.ico, address=one.address,
        email=one.email, phone=one.phone, website=one.website, data_box=one.data_box, is_active=one.is_active,
    )


def person_shape(one: Person) -> PersonShape:
    """A person, read with today's ``places`` (``agencies.selectors.lists.current_places``)."""
    places = [
        PlaceShape(
            organisation=Ref(uid=place.organisation.uid, name=place.organisation.name), position=place.position,
            is_contact=place.is_contact,
        )
        for place in one.places  # type: ignore[attr-defined]
    ]
    return PersonShape(
        uid=one.uid, name=one.name, email=one.email, phone=one.phone, is_active=one.is_active, places=places
    )
