"""Groups with their seats, and tasks."""

from collections.abc import Iterator
from datetime import date, timedelta

from soucinnost.access.models import Circle, Seat
from soucinnost.assignments.enums import AssignmentState, DueKind, EventKind
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.groups.enums import GroupType, Rhythm
from soucinnost.groups.models import Group, Mandate, StandingItem
from soucinnost.operations.generator.people import BATCH, PARTNERS, Land
from soucinnost.operations.generator.sizes import Size
from soucinnost.operations.generator.words import ITEMS, WORK, Dice

KINDS = tuple(GroupType)
RHYTHMS = tuple(Rhythm)
REPORTING = (4, 5, 10, 11)
"""Seats of the two organisations that report, school and NGO, by their place in the group."""


def make_groups(dice: Dice, land: Land, today: date) -> tuple[list[Group], list[list[Seat]]]:
    """One group in each town: chair, recorder, reviewer and nine more."""
    circles = Circle.objects.bulk_create(
        [Circle(uid=dice.uid(), controller=controller) for controller in land.controllers], batch_size=BATCH
    )
    groups = Group.objects.bulk_create(
        [
            Group(
                uid=dice.uid(), circle=circle,
                name=f"{KINDS[number % len(KINDS)].label} {land.towns[number].name} {number}",
                type=KINDS[number % len(KINDS)], region_id=land.towns[number].parent_id,
                rhythm=RHYTHMS[number % len(RHYTHMS)], votes_by_correspondence=True,
                founded_on=today - timedelta(days=2000),
            )
            for number, circle in enumerate(circles)
        ],
        batch_size=BATCH,
    )
    Group.areas.through.objects.bulk_create(
        [Group.areas.through(group=group, area=town) for group, town in zip(groups, land.towns, strict=True)],
        batch_size=BATCH,
    )
    StandingItem.objects.bulk_create(
        [
            StandingItem(uid=dice.uid(), group=group, position=position, title=title)
            for group in groups
            for position, title in enumerate(ITEMS, 1)
        ],
        batch_size=BATCH,
    )
    return groups, _seats(dice, land, groups, today)


def _seats(dice: Dice, land: Land, groups: list[Group], today: date) -> list[list[Seat]]:
    rows = [
        Seat(
            uid=dice.uid(), circle=group.circle, person=person,
            organisation=land.leads[number] if at < 3 else land.partners[number][at % len(PARTNERS)],
            is_chair=at == 0, is_recorder=at == 1, is_reviewer=at == 2, valid_from=today - timedelta(days=2000),
        )
        for number, group in enumerate(groups)
        for at, person in enumerate(land.people[number])
    ]
    made = Seat.objects.bulk_create(rows, batch_size=BATCH)
    width = len(land.people[0])
    seats = [made[at : at + width] for at in range(0, len(made), width)]
    Mandate.objects.bulk_create(
        [
            Mandate(
                uid=dice.uid(), group=group, seat=seat, basis="jmenování radou města", reports=at in REPORTING
            )
            for group, members in zip(groups, seats, strict=True)
            for at, seat in enumerate(members)
        ],
        batch_size=BATCH,
    )
    return seats


def make_assignments(
    dice: Dice, size: Size, groups: list[Group], seats: list[list[Seat]], today: date
) -> Iterator[Assignment]:
    """Tasks spread over the groups, a third of them open, each with the event of its creation."""
    for first in range(0, size.assignments, BATCH):
        rows = [
            _assignment(dice, groups[number % len(groups)], seats[number % len(groups)], today)
            for number in range(first, min(first + BATCH, size.assignments))
        ]
        made = Assignment.objects.bulk_create(rows)
        AssignmentEvent.objects.bulk_create(
            [
                AssignmentEvent(
                    assignment=task, kind=EventKind.CREATED, by_person_id=task.given_by_id, due_on=task.due_on
                )
                for task in made
            ]
        )
        yield from made


def _assignment(dice: Dice, group: Group, seats: list[Seat], today: date) -> Assignment:
    given = today - timedelta(days=dice.randrange(1500))
    is_open = dice.random() < 0.33
    owner = dice.choice(seats)
    return Assignment(
        uid=dice.uid(), circle_id=group.circle_id, group=group, text=f"{dice.choice(WORK)} ({dice.randrange(10**6)}).",
        owner_person_id=owner.person_id, owner_organisation_id=owner.organisation_id, due_kind=DueKind.DATE,
        due_on=given + timedelta(days=dice.randrange(10, 120)), given_on=given, given_by_id=seats[1].person_id,
        state=AssignmentState.OPEN if is_open else AssignmentState.DONE,
        finished_on=None if is_open else given + timedelta(days=5), evidence="" if is_open else "Zápis z jednání.",
    )  # fmt: skip
