"""Methodical support of the regions: circulars with their copies, consultations, training needs."""

from datetime import date, timedelta

from django.utils import timezone

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.models import Organisation
from soucinnost.operations.generator.kept import BATCH, at_hour, keep_first
from soucinnost.operations.generator.people import Land
from soucinnost.operations.generator.sizes import Size
from soucinnost.operations.generator.words import TALK, WORK, Dice
from soucinnost.support.enums import CircularState, ConsultationKind, DeliveryState
from soucinnost.support.findable import CIRCULAR, CONSULTATION, NEED
from soucinnost.support.models import Circular, Consultation, Delivery, TrainingNeed
from soucinnost.support.recipients import Criteria

KINDS = tuple(ConsultationKind)
EVERY_CONFIRMED = 3


def make_support(dice: Dice, size: Size, land: Land, today: date) -> None:
    """Authorities of the regions and what they wrote: circulars to all leading towns of a region, advice to towns.

    Copies were given to the post long ago, so their messages are erased by now.
    """
    towns: dict[int, list[int]] = {}
    for number, town in enumerate(land.towns):
        towns.setdefault(town.parent_id or 0, []).append(number)
    regions = [area for area in land.regions if area.pk in towns]
    made = Organisation.objects.bulk_create(
        [
            Organisation(
                uid=dice.uid(), kind=OrganisationKind.REGION, name=f"Krajský úřad {area.name} {number}", area=area
            )
            for number, area in enumerate(regions)
        ]
    )
    keepers = {area.pk: keeper for area, keeper in zip(regions, made, strict=True)}
    _circulars(dice, size, land, [keepers[area.pk] for area in regions], towns, today)
    _consultations(dice, size, land, keepers, today)


def _circulars(
    dice: Dice, size: Size, land: Land, keepers: list[Organisation], towns: dict[int, list[int]], today: date
) -> None:
    rows = []
    for number in range(size.circulars):
        keeper = keepers[number % len(keepers)]
        at = at_hour(today - timedelta(days=400 + 5 * number), 9)
        rows.append(
            Circular(
                uid=dice.uid(), keeper=keeper, region_id=keeper.area_id, subject=f"{dice.choice(WORK)} ({number})",
                body=" ".join(dice.choices(TALK, k=6)), asks_confirmation=True, state=CircularState.SENT,
                criteria=Criteria((OrganisationKind.MUNICIPALITY,)).stored(), created_at=at, released_at=at,
            )
        )
    circulars = Circular.objects.bulk_create(rows, batch_size=BATCH)
    keep_first(CIRCULAR, [(one, None, one.created_at) for one in circulars])
    Delivery.objects.bulk_create(
        [
            Delivery(
                uid=dice.uid(), circular=circular, organisation=land.leads[town], person=land.people[town][0],
                state=DeliveryState.QUEUED,
                confirmed_on=timezone.localdate(circular.created_at) if number % EVERY_CONFIRMED == 0 else None,
            )
            for circular in circulars
            for number, town in enumerate(towns[circular.region_id or 0])
        ],
        batch_size=BATCH,
    )


def _consultations(dice: Dice, size: Size, land: Land, keepers: dict[int, Organisation], today: date) -> None:
    """Each town was advised in turn; every fourth consultation leaves something to do, every fifth names a need."""
    rows, needs = [], []
    for number in range(size.consultations):
        at = number % len(land.towns)
        town, lead = land.towns[at], land.leads[at]
        keeper, day = keepers[town.parent_id or 0], today - timedelta(days=dice.randrange(1500))
        common = {"keeper": keeper, "region_id": town.parent_id, "organisation": lead}
        rows.append(
            Consultation(
                uid=dice.uid(), kind=KINDS[number % len(KINDS)], held_on=day, person=land.people[at][1], area=town,
                problem=f"{dice.choice(WORK)}.", outcome=dice.choice(TALK), is_shared=number % 2 == 0,
                follow_up="Zavolat za měsíc" if number % 4 == 0 else "",
                follow_up_on=day + timedelta(days=30) if number % 4 == 0 else None,
                created_at=at_hour(day, 9), **common,
            )
        )
        if number % 5 == 0:
            needs.append(
                TrainingNeed(
                    uid=dice.uid(), training="Vedení pracovní skupiny", people=dice.randrange(1, 9), stated_on=day,
                    is_own_statement=True, **common,
                )
            )
    consultations = Consultation.objects.bulk_create(rows, batch_size=BATCH)
    keep_first(CONSULTATION, [(one, None, one.created_at) for one in consultations])
    keep_first(NEED, [(one, None, at_hour(one.stated_on, 9)) for one in TrainingNeed.objects.bulk_create(needs)])
