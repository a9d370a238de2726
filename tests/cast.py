"""The fixed cast: one town with a group and everybody who stands in some relation to it.

Use the ``cast`` fixture (tests/conftest.py). Names of the people are invented and never change, so that a page can
be searched for them.
"""

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.test import Client

from soucinnost.access.actors import PersonActor, PublicActor, actor_for_person
from soucinnost.access.enums import GrantRole
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Organisation, Person
from soucinnost.groups.enums import GroupType, Rhythm
from soucinnost.groups.models import Group, Mandate
from soucinnost.kernel.actor import Actor
from soucinnost.territory.models import Area
from tests import factories

ROLES = (
    "chair", "recorder", "reviewer", "member", "deputy", "former", "outsider", "manager", "coordinator",
    "administrator", "solo", "public",
)
"""Everybody in the cast by name; ``public`` is nobody in particular."""

SIGNED_IN = tuple(role for role in ROLES if role != "public")


@dataclass
class Cast:
    """The cast. ``people[role]`` is a Person, ``mandates[role]`` the mandate in ``group`` where there is one.

    - chair, recorder, reviewer, member sit in ``group``; deputy stands in for member; former's mandate ended yesterday
    - manager manages ``town`` and sits nowhere; coordinator coordinates ``region``; administrator keeps the accounts
    - outsider chairs ``other_group`` of ``other_town`` in ``other_region``
    - solo is manager, chair and recorder of ``solo_group`` of ``solo_town`` (in ``region``) all in one
    """

    region: Area
    other_region: Area
    town: Organisation
    other_town: Organisation
    solo_town: Organisation
    police: Organisation
    ngo: Organisation
    group: Group
    other_group: Group
    solo_group: Group
    people: dict[str, Person]
    mandates: dict[str, Mandate]

    def person(self, role: str) -> Person:
        """The person who plays ``role``."""
        return self.people[role]

    def actor(self, role: str) -> Actor:
        """The actor of ``role``, built anew from today's seats and grants."""
        return PublicActor() if role == "public" else as_actor(self.people[role])

    def client(self, role: str) -> Client:
        """A browser in which ``role`` is signed in."""
        return Client() if role == "public" else client_for(self.people[role])


def as_actor(person: Person) -> PersonActor:
    """The actor of a person today."""
    return actor_for_person(person)


def client_for(person: Person) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    assert person.user is not None, "only people with an account sign in"
    client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _people(town: Organisation, police: Organisation, ngo: Organisation) -> dict[str, Person]:
    def make(given: str, surname: str, at: Organisation | None, role: str) -> Person:
        return factories.person(given, surname, works_at=at, email=f"{role}@zkusebnice.test")

    return {
        "chair": make("Alena", "Předsedová", town, "chair"),
        "recorder": make("Blanka", "Zapisovatelová", town, "recorder"),
        "reviewer": make("Cyril", "Revidující", police, "reviewer"),
        "member": make("Dana", "Členová", ngo, "member"),
        "deputy": make("Emil", "Zástupný", ngo, "deputy"),
        "former": make("Filip", "Bývalý", ngo, "former"),
        "manager": make("Gita", "Manažerová", town, "manager"),
        "coordinator": make("Hana", "Koordinátorová", None, "coordinator"),
        "administrator": make("Ivan", "Správcový", None, "administrator"),
    }


def _mandates(group: Group, people: dict[str, Person], police: Organisation, ngo: Organisation) -> dict[str, Mandate]:
    give = factories.mandate
    mandates = {
        "chair": give(group, people["chair"], is_chair=True),
        "recorder": give(group, people["recorder"], is_recorder=True),
        "reviewer": give(group, people["reviewer"], organisation=police, is_reviewer=True),
        "member": give(group, people["member"], organisation=ngo, reports=True),
        "former": give(
            group, people["former"], organisation=ngo, valid_to=factories.today() - timedelta(days=1)
        ),
    }
    mandates["deputy"] = give(group, people["deputy"], organisation=ngo, deputy_for=mandates["member"])
    return mandates


def make_cast() -> Cast:
    """Put the whole cast into the database."""
    region, other_region = factories.region("Zkušební kraj"), factories.region("Druhý kraj")
    town = factories.town("Zkušebnice", area=factories.municipality("Zkušebnice", parent=region))
    other_town = factories.town("Jinov", area=factories.municipality("Jinov", parent=other_region))
    solo_town = factories.town("Samotín", area=factories.municipality("Samotín", parent=region))
    police = factories.organisation("Policie Zkušebnice", kind=OrganisationKind.STATE_POLICE)
    ngo = factories.organisation("Most k lidem", kind=OrganisationKind.NGO)
    people = _people(town, police, ngo)
    factories.grant(people["manager"], GrantRole.MANAGER, organisation=town)
    factories.grant(people["coordinator"], GrantRole.COORDINATOR, region=region)
    factories.grant(people["administrator"], GrantRole.ADMINISTRATOR)
    # Administrators open nothing without a second factor; the secret is never used in tests of pages.
    Authenticator.objects.create(user=people["administrator"].user, type=Authenticator.Type.TOTP, data={"secret": ""})

    group = factories.group(
        "Bezpečná Zkušebnice", organisation=town, rhythm=Rhythm.QUARTERLY, purpose="Společný postup ve městě."
    )
    mandates = _mandates(group, people, police, ngo)

    people["outsider"] = factories.person("Jiří", "Cizí", works_at=other_town, email="outsider@jinov.test")
    other_group = factories.group("Jinovský kulatý stůl", organisation=other_town, type=GroupType.ROUND_TABLE)
    factories.mandate(other_group, people["outsider"], is_chair=True)

    people["solo"] = factories.manager(solo_town, given_name="Klára", surname="Samotná", email="solo@samotin.test")
    solo_group = factories.group("Samotínská skupina", organisation=solo_town)
    factories.mandate(solo_group, people["solo"], is_chair=True, is_recorder=True)
    return Cast(
        region=region, other_region=other_region, town=town, other_town=other_town, solo_town=solo_town,
        police=police, ngo=ngo, group=group, other_group=other_group, solo_group=solo_group, people=people,
        mandates=mandates,
    )
