"""Correcting what was read of an evaluation, choosing the strategy that it goes into."""

import copy
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.intake.evaluations.actions.common import circle_of, locked
from soucinnost.intake.evaluations.draft import Draft
from soucinnost.intake.evaluations.editing import step
from soucinnost.intake.evaluations.matching import existing_of, fill_matches
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.intake.evaluations.rules import may_correct, may_take_in
from soucinnost.intake.keeping import CONFLICT, SAVED, Keeper, Kept
from soucinnost.intake.parts import UnknownStep
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.actions.common import lock
from soucinnost.strategy.models import Strategy


def _keeper(by: Actor, reading: EvaluationReading) -> Keeper:
    return Keeper(by, "evaluation.corrected", circle_of(reading))


@transaction.atomic
def save_draft(
    *, by: Actor, reading: EvaluationReading, draft: Draft, base_revision: int
) -> Kept[EvaluationReading]:
    """Save the form (:meth:`Keeper.keep`). Who may take the reading in, until it is saved into a strategy."""
    current = locked(reading)
    require(may_correct(by, current), _("Toto čtení už opravovat nejde: je uložené, nebo zahozené."))
    return _keeper(by, current).keep(current, draft, base_revision)


@transaction.atomic
def take_step(
    *, by: Actor, reading: EvaluationReading, draft: Draft, base_revision: int, wanted: str,
    picked: Iterable[str] = (), home: str = "", kind: str = "",
) -> Kept[EvaluationReading]:
    """Save the form and take one step of :mod:`soucinnost.intake.evaluations.editing` on it. Raises UnknownStep."""
    kept = save_draft(by=by, reading=reading, draft=draft, base_revision=base_revision)
    if kept.outcome == CONFLICT:
        return kept
    changed, anchor = step(kept.reading.draft, wanted, picked, home, kind)
    return _keeper(by, kept.reading).go_on(kept, changed, anchor)


@transaction.atomic
def set_target(
    *, by: Actor, reading: EvaluationReading, draft: Draft, base_revision: int, strategy: Strategy | None
) -> Kept[EvaluationReading]:
    """Save the form and say into which strategy of the organisation it goes, None for a new one.

    Goals and measures are looked for in it by number and title. The actor writes the strategy, for a new one manages
    the organisation. The strategy is locked before the reading, as its removal does (ADR 3); raises UnknownStep when
    it was removed meanwhile.
    """
    if strategy is not None:
        try:
            strategy = lock(strategy)
        except Strategy.DoesNotExist:
            raise UnknownStep("target") from None
    kept = save_draft(by=by, reading=reading, draft=draft, base_revision=base_revision)
    if kept.outcome == CONFLICT:
        return kept
    current = kept.reading
    require(may_take_in(by, current.organisation, strategy))
    current.strategy = strategy
    current.save(update_fields=["strategy"])
    changed = copy.deepcopy(current.draft)
    fill_matches(changed, existing_of(by, strategy))
    _keeper(by, current).write(current, changed)
    return Kept(SAVED, current, "kam")
