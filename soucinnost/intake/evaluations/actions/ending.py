"""Throwing readings away, by hand with a reason or when their term is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.intake.actions.ending import checked_reason
from soucinnost.intake.evaluations.actions.common import circle_of, locked
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.matching import Existing, fill_matches
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
    """Keep readings that were to go into a draft that is being removed: a new strategy will be made of them.

    Called within the removal, which has checked its rule. What was saved into the draft goes with it.
    """
    open_ones = EvaluationReading.objects.filter(strategy=strategy).exclude(
        state__in=[ReadingState.SAVED, ReadingState.DISCARDED]
    )
    for reading in open_ones.select_for_update(of=("self",)).order_by("pk"):
        if reading.draft:
            fill_matches(reading.draft, Existing())
        reading.strategy, reading.revision, reading.changed_at = None, reading.revision + 1, timezone.now()
        reading.save(update_fields=["strategy", "draft", "revision", "changed_at"])
        record(by=by, verb="evaluation.corrected", object_uid=reading.uid, circle=strategy.circle.uid)


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
