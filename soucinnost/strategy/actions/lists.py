"""The list behind a number: written within the actions of claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from soucinnost.evidence.models import Claim
from soucinnost.kernel.numbers import MOST_DIGITS, keeps_digits
from soucinnost.strategy.models import ListRow, Strategy
from soucinnost.territory.models import Area

MOST_ROWS = 1_000


@dataclass(frozen=True)
class Row:
    """One row: what it is (a room, a hospital, who was given something), where, whose or for whom, how many.

    ``value`` None means that nobody said how many. A planned row is not counted with those that are there.
    """

    label: str
    area: Area | None = None
    organisation: str = ""
    value: Decimal | int | None = None
    is_planned: bool = False


def put_rows(strategy: Strategy, claim: Claim, rows: Iterable[Row]) -> None:
    """Replace the list of a claim; ValidationError for a row without words, one too long, or too many of them."""
    wanted, told = [], list(rows)
    if len(told) > MOST_ROWS:
        raise ValidationError(_("Řádků může mít seznam nejvýše %(limit)s.") % {"limit": MOST_ROWS})
    for position, row in enumerate(told, start=1):
        made = ListRow(
            strategy=strategy, claim=claim, position=position, label=" ".join(row.label.split()), area=row.area,
            organisation=" ".join(row.organisation.split()), value=row.value, is_planned=row.is_planned,
        )
        if not made.label:
            raise ValidationError(_("Řádek %(number)s seznamu nemá název.") % {"number": position})
        if made.value is not None and made.value < 0:
            raise ValidationError(_("Počet v řádku %(number)s je záporný.") % {"number": position})
        if made.value is not None and not keeps_digits(made.value):
            raise ValidationError(_("Počet v řádku %(number)s má nejvýše %(limit)s platných číslic.") % {
                "number": position, "limit": MOST_DIGITS,
            })
        made.full_clean(exclude=["strategy", "claim", "area"], validate_unique=False, validate_constraints=False)
        wanted.append(made)
    ListRow.objects.filter(claim=claim).delete()
    ListRow.objects.bulk_create(wanted)


def copy_rows(old: Claim, new: Claim) -> None:
    """Give a corrected claim the list of the one it corrects, which keeps its own."""
    rows = list(ListRow.objects.filter(claim=old).order_by("position", "pk"))
    ListRow.objects.bulk_create(
        ListRow(
            strategy_id=row.strategy_id, claim=new, position=row.position, label=row.label, area_id=row.area_id,
            organisation=row.organisation, value=row.value, is_planned=row.is_planned,
        )
        for row in rows
    )
