"""Throwing readings away, by hand with a reason or when their term is over."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.intake.actions.ending import checked_reason
from soucinnost.intake.evaluations.actions.common import circle_of, locked
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.models import EvaluationFile, EvaluationReading
from soucinnost.intake.evaluations.rules import may_discard
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.models import Strategy


@transaction.atomic
def discard(*, by: Actor, reading: EvaluationReading, reason: str) -> EvaluationReading:
    """Throw a reading away with its file, with a reason; text and bytes are gone for good, what remains is that it was.

    Who may take it in, until it is saved. Raises ValidationError (field ``reason``) without a reason.
    """
    reading = locked(reading)
    require(may_discard(by, reading))
    reading.discarded_reason = checked_reason(reason)
    reading.state = ReadingState.DISCARDED
    forget(reading)
    reading.changed_at, reading.changed_by_id = timezone.now(), by.person_id
    reading.save()
    record(by=by, verb="evaluation.discarded", object_uid=reading.uid, circle=circle_of(reading))
    return reading


def forget(reading: EvaluationReading) -> None:
    """Delete the bytes and empty what was read; the caller saves the row."""
    EvaluationFile.objects.filter(reading=reading).delete()
    reading.lines, reading.draft, reading.warnings, reading.problem = [], {}, [], ""


@transaction.atomic
def let_go(by: Actor, strategy: Strategy) -> None:
    """Raise ValidationError while a reading is to go into a draft that is being removed.

    Whoever sees the reading sees it through the draft: kept without it, it would open to others, and thrown away it
    would be lost to who corrects it. Called within the removal, which has locked the draft.
    """
    waiting = EvaluationReading.objects.filter(strategy=strategy)
    if waiting.exclude(state__in=[ReadingState.SAVED, ReadingState.DISCARDED]).exists():
        raise ValidationError(_("Do návrhu se načítá vyhodnocení. Nejdřív ho uložte, převeďte jinam, nebo zahoďte."))


@transaction.atomic
def erase_readings(*, by: Actor, records: QuerySet[EvaluationReading], cutoff: datetime) -> int:
    """Erase readings that nobody finished, with their files, and what is left of those thrown away or saved.

    What was saved stands in the strategy, with the original. The installation's own job only. Returns how many.
    """
    require(by.is_system)
    # Locked, so that one somebody is just saving is waited for and then left: it was touched now.
    found = list(records.select_for_update(of=("self",)))
    found = [one for one in found if one.changed_at < cutoff]
    uids = [one.uid for one in found]
    EvaluationReading.objects.filter(pk__in=[one.pk for one in found]).delete()
    if uids:
        record(by=by, verb="evaluation.erased", ids=uids)
    return len(uids)
