"""Correcting what was read: each state of the form counts, an older one never overwrites a newer one."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.intake.actions.correcting import CONFLICT, SAVED, UNCHANGED
from soucinnost.intake.evaluations.actions.common import circle_of, locked
from soucinnost.intake.evaluations.draft import Draft
from soucinnost.intake.evaluations.editing import step
from soucinnost.intake.evaluations.matching import existing_of, fill_matches
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.intake.evaluations.rules import may_correct, may_take_in
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.models import Strategy


@dataclass(frozen=True)
class Kept:
    """What became of a form that was sent: ``saved``, ``unchanged`` or ``conflict``; ``reading`` as it stands now."""

    outcome: str
    reading: EvaluationReading
    anchor: str = ""


@transaction.atomic
def save_draft(*, by: Actor, reading: EvaluationReading, draft: Draft, base_revision: int) -> Kept:
    """Save the form. Who may take the reading in, until it is saved into a strategy.

    ``base_revision`` is the state the person started from: when somebody (or the same person in another tab) saved
    meanwhile, nothing is written and the outcome is ``conflict``; the caller shows both.
    """
    current = locked(reading)
    require(may_correct(by, current), _("Toto čtení už opravovat nejde: je uložené, nebo zahozené."))
    if draft == current.draft:
        return Kept(UNCHANGED, current)
    if base_revision != current.revision:
        return Kept(CONFLICT, current)
    _write(by, current, draft)
    return Kept(SAVED, current)


@transaction.atomic
def take_step(
    *, by: Actor, reading: EvaluationReading, draft: Draft, base_revision: int, wanted: str,
    picked: Iterable[str] = (), home: str = "", kind: str = "",
) -> Kept:
    """Save the form and take one step of :mod:`soucinnost.intake.evaluations.editing` on it. Raises UnknownStep."""
    kept = save_draft(by=by, reading=reading, draft=draft, base_revision=base_revision)
    if kept.outcome == CONFLICT:
        return kept
    changed, anchor = step(kept.reading.draft, wanted, picked, home, kind)
    if changed != kept.reading.draft:
        _write(by, kept.reading, changed)
    return Kept(SAVED, kept.reading, anchor)


@transaction.atomic
def set_target(
    *, by: Actor, reading: EvaluationReading, draft: Draft, base_revision: int, strategy: Strategy | None
) -> Kept:
    """Save the form and say into which strategy of the organisation it goes, None for a new one.

    Goals and measures are looked for in it by number and title. The actor writes the strategy, for a new one manages
    the organisation.
    """
    kept = save_draft(by=by, reading=reading, draft=draft, base_revision=base_revision)
    if kept.outcome == CONFLICT:
        return kept
    current = kept.reading
    require(may_take_in(by, current.organisation, strategy))
    current.strategy = strategy
    current.save(update_fields=["strategy"])
    changed = copy.deepcopy(current.draft)
    fill_matches(changed, existing_of(by, strategy))
    _write(by, current, changed)
    return Kept(SAVED, current, "kam")


def _write(by: Actor, reading: EvaluationReading, draft: Draft) -> None:
    reading.draft, reading.revision = draft, reading.revision + 1
    reading.changed_at, reading.changed_by_id = timezone.now(), by.person_id
    reading.save(update_fields=["draft", "revision", "changed_at", "changed_by"])
    record(by=by, verb="evaluation.corrected", object_uid=reading.uid, circle=circle_of(reading))
