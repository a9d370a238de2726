"""Putting the demonstration's organisations, people and groups on stage, by the actions users use."""

from datetime import date
from typing import Any

from django.conf import settings

from soucinnost.access.actions import grant_role, open_account
from soucinnost.access.actors import PersonActor, SystemActor, actor_for_person
from soucinnost.access.enums import GrantRole
from soucinnost.accounts.actions import write_password
from soucinnost.accounts.models import User
from soucinnost.agencies.actions import add_affiliation, create_organisation, create_person
from soucinnost.agencies.models import Organisation, Person
from soucinnost.codelists.actions import import_shipped as import_codelists
from soucinnost.groups.actions import create_group, give_mandate
from soucinnost.groups.models import Group
from soucinnost.kernel.folding import fold
from soucinnost.kernel.personnames import parse_person_name
from soucinnost.operations.demo.people import ORGANISATIONS, PEOPLE, Org, Who
from soucinnost.territory.actions import import_shipped as import_territory
from soucinnost.territory.models import Area

SYSTEM = SystemActor(name="demo", channel="cli")
STARTED = date(2015, 3, 1)


class Stage:
    """What is already there, by the keys of the demonstration's data."""

    def __init__(self) -> None:
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.places: dict[str, Organisation] = {}

    def actor(self, key: str) -> PersonActor:
        """The person as an actor, with today's seats."""
        return actor_for_person(Person.objects.get(pk=self.people[key].pk), channel="cli")

    def area(self, code: str) -> Area:
        """A unit of territory by its code or NUTS code."""
        found = Area.objects.filter(nuts=code).first() if code.startswith("CZ") else None
        return found or Area.objects.get(code=code)

    def add_organisation(self, org: Org) -> Organisation:
        """Enter an organisation."""
        self.organisations[org.key] = create_organisation(
            by=SYSTEM,
            kind=org.kind,
            name=org.name,
            short_name=org.short,
            address=org.address,
            area=self.area(org.area) if org.area else None,
        )
        return self.organisations[org.key]

    def add_person(self, who: Who) -> Person:
        """Enter a person with a place in the organisation, and a demo account where one is wanted."""
        name = parse_person_name(who.name)
        address = f"{fold(name.given)}.{fold(name.surname)}@{who.org.replace('_', '-')}.example"
        if who.key[-1].isdigit():
            address = address.replace("@", f"{who.key[-1]}@")
        address = who.email or address
        person = create_person(
            by=SYSTEM,
            surname=name.surname,
            given_name=name.given,
            titles_before=" ".join(name.titles_before),
            titles_after=", ".join(name.titles_after),
            email=address if who.has_email else "",
        )
        add_affiliation(
            by=SYSTEM,
            person=person,
            organisation=self.organisations[who.org],
            position=who.position,
            valid_from=STARTED,
        )
        if who.signs_in:
            user = open_account(by=SYSTEM, person=person).user
            write_password(user, settings.DEMO_PASSWORD)
            User.objects.filter(pk=user.pk).update(is_demo=True)  # such accounts sign in on loopback only
        self.people[who.key] = person
        return person

    def manages(self, key: str, organisation: Organisation) -> None:
        """Make somebody the prevention manager of an organisation."""
        grant_role(by=SYSTEM, person=self.people[key], role=GrantRole.MANAGER, organisation=organisation)

    def found(self, by: str, key: str, organisation: Organisation, **frame: Any) -> Group:
        """Found a group; its founder sits in it as recorder from the beginning."""
        self.groups[key] = create_group(by=self.actor(by), organisation=organisation, takes_seat=False, **frame)
        self.seat(by, key, by, is_recorder=True)
        return self.groups[key]

    def seat(self, by: str, group: str, who: str, since: date = STARTED, **fields: Any) -> Any:
        """Give somebody a mandate for their organisation."""
        person = self.people[who]
        affiliation = person.affiliations.order_by("id").first()
        organisation = fields.pop("organisation", affiliation.organisation if affiliation else None)
        return give_mandate(
            by=self.actor(by),
            group=self.groups[group],
            person=person,
            organisation=organisation,
            valid_from=since,
            **fields,
        )


def set_the_stage() -> Stage:
    """Load territory and code lists, enter organisations and people, give the roles outside groups."""
    import_territory(by=SYSTEM)
    import_codelists(by=SYSTEM)
    stage = Stage()
    for org in ORGANISATIONS:
        stage.add_organisation(org)
    for who in PEOPLE:
        stage.add_person(who)
    stage.manages("horinkova", stage.organisations["smo"])
    stage.manages("doubravova", stage.organisations["smo"])
    stage.manages("zednikova", stage.organisations["prerov"])
    stage.manages("brabec", stage.organisations["uk"])
    grant_role(by=SYSTEM, person=stage.people["havlikova"], role=GrantRole.COORDINATOR, region=stage.area("CZ042"))
    stage.manages("havlikova", stage.organisations["uk"])
    grant_role(by=SYSTEM, person=stage.people["klima"], role=GrantRole.ADMINISTRATOR)
    return stage
