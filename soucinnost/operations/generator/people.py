"""Territory, organisations, people."""

from dataclasses import dataclass

from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Controller, Grant
from soucinnost.accounts.models import User
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Affiliation, Organisation, Person
from soucinnost.operations.generator.sizes import Size
from soucinnost.operations.generator.words import GIVEN, Dice
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area

BATCH = 2000
MEMBERS = 12
PARTNERS = (
    OrganisationKind.STATE_POLICE, OrganisationKind.MUNICIPAL_POLICE, OrganisationKind.CHILD_PROTECTION,
    OrganisationKind.PROBATION, OrganisationKind.SCHOOL, OrganisationKind.NGO,
)  # fmt: skip


@dataclass
class Land:
    """What groups stand on: towns with their region, organisations and people of each town."""

    regions: list[Area]
    towns: list[Area]
    leads: list[Organisation]
    partners: list[list[Organisation]]
    people: list[list[Person]]
    controllers: list[Controller]


def make_land(dice: Dice, size: Size) -> Land:
    """Make territory of the whole state and, for as many towns as there are groups, organisations and people."""
    regions = _areas(dice, AreaKind.REGION, size.regions, [None])
    orps = _areas(dice, AreaKind.ORP, size.orps, regions)
    towns = _areas(dice, AreaKind.MUNICIPALITY, size.municipalities, orps, regions)
    seats = [towns[number * len(towns) // size.groups] for number in range(size.groups)]
    leads = Organisation.objects.bulk_create(
        [
            Organisation(
                uid=dice.uid(), kind=OrganisationKind.MUNICIPALITY, name=f"Město {town.name} {number}", area=town
            )
            for number, town in enumerate(seats)
        ],
        batch_size=BATCH,
    )
    rows = [
        Organisation(uid=dice.uid(), kind=kind, name=f"{kind.label} {lead.name}", area_id=lead.area_id)
        for lead in leads
        for kind in PARTNERS
    ]
    made = Organisation.objects.bulk_create(rows, batch_size=BATCH)
    partners = [made[at : at + len(PARTNERS)] for at in range(0, len(made), len(PARTNERS))]
    controllers = Controller.objects.bulk_create([Controller(organisation=lead) for lead in leads], batch_size=BATCH)
    people = _people(dice, leads, partners)
    _grants(dice, regions, leads, people)
    return Land(regions, seats, leads, partners, people, controllers)


def _areas(
    dice: Dice, kind: AreaKind, count: int, above: list[Area] | list[None], regions: list[Area] | None = None
) -> list[Area]:
    rows = []
    for number in range(count):
        over = above[number % len(above)]
        parent = over if regions is None or over is None else regions[number % len(above) % len(regions)]
        rows.append(
            Area(
                uid=dice.uid(), kind=kind, code=f"{kind[:1].upper()}{number:06}", name=dice.place(), parent=parent,
                orp=over if kind == AreaKind.MUNICIPALITY else None,
                latitude=dice.uniform(48.6, 51.0), longitude=dice.uniform(12.1, 18.8),
            )
        )
    return Area.objects.bulk_create(rows, batch_size=BATCH)


def _people(dice: Dice, leads: list[Organisation], partners: list[list[Organisation]]) -> list[list[Person]]:
    """Twelve people for each town; the first four have accounts without a usable password."""
    accounts = User.objects.bulk_create(
        [
            User(uid=dice.uid(), email=f"o{town}.{number}@generated.example", password="!")  # noqa: S106
            for town in range(len(leads))
            for number in range(4)
        ],
        batch_size=BATCH,
    )
    rows = [
        Person(
            uid=dice.uid(), given_name=dice.choice(GIVEN), surname=dice.surname(),
            email=f"o{town}.{number}@generated.example", user=accounts[town * 4 + number] if number < 4 else None,
        )
        for town in range(len(leads))
        for number in range(MEMBERS)
    ]
    made = Person.objects.bulk_create(rows, batch_size=BATCH)
    people = [made[at : at + MEMBERS] for at in range(0, len(made), MEMBERS)]
    Affiliation.objects.bulk_create(
        [
            Affiliation(
                uid=dice.uid(), person=person,
                organisation=leads[town] if number < 3 else partners[town][number % len(PARTNERS)],
                is_contact=number == 0,
            )
            for town, members in enumerate(people)
            for number, person in enumerate(members)
        ],
        batch_size=BATCH,
    )
    return people


def _grants(dice: Dice, regions: list[Area], leads: list[Organisation], people: list[list[Person]]) -> None:
    """The recorder of each town manages it; the third with an account in the first towns coordinates a region."""
    rows = [
        Grant(uid=dice.uid(), person=members[1], role=GrantRole.MANAGER, organisation=lead)
        for lead, members in zip(leads, people, strict=True)
    ]
    rows += [
        Grant(uid=dice.uid(), person=members[2], role=GrantRole.COORDINATOR, region=region)
        for region, members in zip(regions, people, strict=False)
    ]
    rows.append(Grant(uid=dice.uid(), person=people[0][3], role=GrantRole.ADMINISTRATOR))
    Grant.objects.bulk_create(rows, batch_size=BATCH)
