"""Correcting what was read: each state of the form counts, an older one never overwrites a newer one."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.intake.actions.common import locked
from soucinnost.intake.draft import Draft
from soucinnost.intake.editing import step
from soucinnost.intake.matching import Directory, fill_matches, organisations_for, people_for
from soucinnost.intake.models import Intake
from soucinnost.intake.rules import may_correct
from soucinnost.kernel.actor import Actor

SAVED, UNCHANGED, CONFLICT = "saved", "unchanged", "conflict"
MATCH = "match"


@dataclass(frozen=True)
class Kept:
    """What became of a form that was sent: ``saved``, ``unchanged`` or ``conflict``; ``intake`` is as it stands now."""

    outcome: str
    intake: Intake
    anchor: str = ""


@transaction.atomic
def save_draft(*, by: Actor, intake: Intake, draft: Draft, base_revision: int) -> Kept:
    """Save the form. Who runs the circle, until it is saved as a meeting.

    ``base_revision`` is the state the person started from: when somebody (or the same person in another tab) saved
    meanwhile, nothing is written and the outcome is ``conflict``; the caller shows both.
    """
    current = locked(intake)
    require(may_correct(by, current), _("Toto čtení už opravovat nejde: je uložené, nebo zahozené."))
    if draft == current.draft:
        return Kept(UNCHANGED, current)
    if base_revision != current.revision:
        return Kept(CONFLICT, current)
    _write(by, current, draft)
    return Kept(SAVED, current)


@transaction.atomic
def take_step(
    *, by: Actor, intake: Intake, draft: Draft, base_revision: int, wanted: str, picked: Iterable[int] = ()
) -> Kept:
    """Save the form and take one step of :mod:`soucinnost.intake.editing` on it. Raises UnknownStep.

    The step MATCH looks people and organisations up in the directory again, where nobody has said who they are.
    """
    kept = save_draft(by=by, intake=intake, draft=draft, base_revision=base_revision)
    if kept.outcome == CONFLICT:
        return kept
    if wanted == MATCH:
        group = kept.intake.group
        directory = Directory(people_for(by, group), organisations_for(by, group))
        changed, anchor = fill_matches(copy.deepcopy(kept.intake.draft), directory), "ucast"
    else:
        changed, anchor = step(kept.intake.draft, kept.intake.lines, wanted, picked)
    if changed != kept.intake.draft:
        _write(by, kept.intake, changed)
    return Kept(SAVED, kept.intake, anchor)


def _write(by: Actor, intake: Intake, draft: Draft) -> None:
    intake.draft, intake.revision = draft, intake.revision + 1
    intake.changed_at, intake.changed_by_id = timezone.now(), by.person_id
    intake.save(update_fields=["draft", "revision", "changed_at", "changed_by"])
    record(by=by, verb="intake.corrected", object_uid=intake.uid, circle=intake.circle.uid)
