"""Correcting what was read of old minutes."""

import copy
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.intake.actions.common import locked
from soucinnost.intake.draft import Draft
from soucinnost.intake.editing import step
from soucinnost.intake.keeping import CONFLICT, Keeper, Kept
from soucinnost.intake.matching import Directory, fill_matches, organisations_for, people_for
from soucinnost.intake.models import Intake
from soucinnost.intake.rules import may_correct
from soucinnost.kernel.actor import Actor

MATCH = "match"


def _keeper(by: Actor, intake: Intake) -> Keeper:
    return Keeper(by, "intake.corrected", intake.circle.uid)


@transaction.atomic
def save_draft(*, by: Actor, intake: Intake, draft: Draft, base_revision: int) -> Kept[Intake]:
    """Save the form (:meth:`Keeper.keep`). Who runs the circle, until it is saved as a meeting."""
    current = locked(intake)
    require(may_correct(by, current), _("Toto čtení už opravovat nejde: je uložené, nebo zahozené."))
    return _keeper(by, current).keep(current, draft, base_revision)


@transaction.atomic
def take_step(
    *, by: Actor, intake: Intake, draft: Draft, base_revision: int, wanted: str, picked: Iterable[int] = ()
) -> Kept[Intake]:
    """Save the form and take one step of :mod:`soucinnost.intake.editing` on it. Raises UnknownStep.

    The step MATCH looks people and organisations up in the directory again, where nobody has said who they are.
    """
    kept = save_draft(by=by, intake=intake, draft=draft, base_revision=base_revision)
    if kept.outcome == CONFLICT:
        return kept
    current = kept.reading
    if wanted == MATCH:
        directory = Directory(people_for(by, current.group), organisations_for(by, current.group))
        changed, anchor = fill_matches(copy.deepcopy(current.draft), directory), "ucast"
    else:
        changed, anchor = step(current.draft, current.lines, wanted, picked)
    return _keeper(by, current).go_on(kept, changed, anchor)
