"""Records for tests, made by the product's own actions where those exist.

Every function takes keyword arguments only where order could be mistaken, and invents what is not given; names are
numbered so that nothing repeats by accident.
"""

import itertools
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Grant
from soucinnost.accounts.models import User
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.codelists.models import CodeList, Edition, Term
from soucinnost.groups import actions as group_actions
from soucinnost.groups.enums import GroupType
from soucinnost.groups.models import Group, Mandate, Topic
from soucinnost.groups.selectors import THEMES
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area, Locality

SYSTEM = SystemActor("test")
PASSWORD = "heslo-jen-pro-testy"
LONG_AGO = timedelta(days=400)

_numbers = itertools.count(1)


def number() -> int:
    """A number not given before."""
    return next(_numbers)


def today() -> date:
    """The day in Prague."""
    return timezone.localdate()


def region(name: str = "", code: str = "") -> Area:
    """A region."""
    n = number()
    return Area.objects.create(kind=AreaKind.REGION, code=code or f"R{n}", name=name or f"Kraj {n}")


def municipality(name: str = "", *, parent: Area | None = None, code: str = "") -> Area:
    """A municipality; without ``parent`` in a region of its own."""
    n = number()
    return Area.objects.create(
        kind=AreaKind.MUNICIPALITY, code=code or f"M{n}", name=name or f"Obec {n}", parent=parent or region()
    )


def locality(name: str = "", *, area: Area | None = None) -> Locality:
    """A locality of a municipality."""
    return Locality.objects.create(name=name or f"Lokalita {number()}", municipality=area or municipality())


def organisation(
    name: str = "", *, kind: str = OrganisationKind.NGO, area: Area | None = None, **fields: Any
) -> Organisation:
    """An organisation."""
    return Organisation.objects.create(name=name or f"Organizace {number()}", kind=kind, area=area, **fields)


def town(name: str = "", *, area: Area | None = None) -> Organisation:
    """A town as an organisation, with its municipality."""
    area = area or municipality(name)
    return organisation(name or f"Město {area.name}", kind=OrganisationKind.MUNICIPALITY, area=area)


def user(email: str = "", *, is_active: bool = True, password: str = PASSWORD) -> User:
    """An account."""
    account = User(email=email or f"ucet{number()}@priklad.test", is_active=is_active)
    account.set_password(password)
    account.save()
    return account


def person(
    given_name: str = "Jana", surname: str = "", *, has_account: bool = True, works_at: Organisation | None = None,
    position: str = "", **fields: Any,
) -> Person:
    """A person, with an account unless told otherwise, affiliated where ``works_at`` says."""
    n = number()
    email = fields.pop("email", f"osoba{n}@priklad.test")
    someone = Person.objects.create(
        given_name=given_name, surname=surname or f"Osobová{n}", email=email,
        user=user(email or f"osoba{n}@priklad.test") if has_account else None, **fields,
    )
    if works_at is not None:
        Affiliation.objects.create(person=someone, organisation=works_at, position=position)
    return someone


def grant(person: Person, role: str, *, region: Area | None = None, organisation: Organisation | None = None) -> Grant:
    """A role outside circles, valid since long ago."""
    return Grant.objects.create(
        person=person, role=role, region=region, organisation=organisation, valid_from=today() - LONG_AGO
    )


def manager(organisation: Organisation, **fields: Any) -> Person:
    """A person who manages the organisation's groups."""
    someone = person(works_at=organisation, **fields)
    grant(someone, GrantRole.MANAGER, organisation=organisation)
    return someone


def group(name: str = "", *, organisation: Organisation | None = None, **frame: Any) -> Group:
    """A group founded by the installation itself; nobody sits in it yet."""
    lead = organisation or town()
    frame.setdefault("type", GroupType.MUNICIPAL_WORKING_GROUP)
    frame.setdefault("areas", [lead.area] if lead.area is not None else [])
    frame.setdefault("founded_on", today() - LONG_AGO)
    return group_actions.create_group(by=SYSTEM, organisation=lead, name=name or f"Skupina {number()}", **frame)


def mandate(group: Group, person_: Person | None = None, **fields: Any) -> Mandate:
    """A mandate valid since long ago; without a person somebody new."""
    someone = person_ or person()
    fields.setdefault("organisation", group.circle.controller.organisation)
    fields.setdefault("valid_from", today() - LONG_AGO)
    return group_actions.give_mandate(by=SYSTEM, group=group, person=someone, **fields)


def topic(group: Group, title: str = "") -> Topic:
    """An open topic of the group, raised by nobody in particular."""
    return group_actions.raise_topic(by=SYSTEM, group=group, title=title or f"Téma {number()}")


def themes(*labels: str) -> list[Term]:
    """Themes of an edition in force; called again it adds to the same edition."""
    code_list, _made = CodeList.objects.get_or_create(key=THEMES, defaults={"name": "Témata"})
    edition, _made = Edition.objects.get_or_create(
        code_list=code_list, label="zkušební", defaults={"valid_from": date(2000, 1, 1)}
    )
    return [
        Term.objects.create(edition=edition, key=f"tema-{number()}", label_cs=label, position=position)
        for position, label in enumerate(labels, start=1)
    ]


def upload(
    name: str = "poznamky.txt", content: bytes = "Příliš žluťoučký kůň.\n".encode(), mime: str = "text/plain"
) -> SimpleUploadedFile:
    """A small file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=mime)
