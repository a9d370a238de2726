"""Adding many members at once, from a list that the directory has planned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.enums import Standing
from soucinnost.access.models import Seat
from soucinnost.access.rules import require
from soucinnost.agencies.actions import apply
from soucinnost.agencies.imports import Plan
from soucinnost.groups import rules
from soucinnost.groups.actions.common import lock, must_be_open
from soucinnost.groups.actions.mandates import give_mandate
from soucinnost.groups.models import Group, Mandate
from soucinnost.kernel.actor import Actor


@dataclass
class Added:
    """What came of a list: mandates given, and how many people already sat there for the same organisation."""

    mandates: list[Mandate] = field(default_factory=list)
    already: int = 0
    left_out: int = 0


@transaction.atomic
def add_members(
    *, by: Actor, group: Group, plan: Plan, choices: Mapping[str, str] | None = None, valid_from: date
) -> Added:
    """Enter the people of a plan into the directory (with somebody's choices) and give each a mandate; all or nothing.

    A row's own days come before ``valid_from``. Who already sits there for the organisation is left as is. Needs the
    right to set the group's frame and to keep the directory. Raises ValidationError, PermissionDenied.
    """
    group = lock(group)
    require(rules.sets_frame(by, group))
    must_be_open(group)
    applied = apply(by=by, plan=plan, choices=choices)
    added, problems = Added(left_out=applied.skipped), []
    rows = {planned.row.number: planned.row for planned in plan.people}
    for number, person in sorted(applied.people.items()):
        row, organisation = rows[number], applied.places.get(number)
        first = row.valid_from or valid_from
        sitting = Seat.objects.on(max(first, valid_from)).filter(
            circle=group.circle_id, person=person, organisation=organisation, standing=Standing.MEMBER
        )
        if sitting.exists():
            added.already += 1
            continue
        try:
            with transaction.atomic():
                added.mandates.append(
                    give_mandate(
                        by=by, group=group, person=person, organisation=organisation, valid_from=first,
                        valid_to=row.valid_to,
                    )
                )
        except ValidationError as error:
            problems.append(
                _("Řádek %(number)s: %(problem)s") % {"number": number, "problem": " ".join(error.messages)}
            )
    if problems:
        raise ValidationError(problems)
    return added
