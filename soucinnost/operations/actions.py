"""Running the duties that are due."""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from soucinnost.access.actors import SystemActor
from soucinnost.kernel.duties import Duty, duties
from soucinnost.operations.models import DutyRun

logger = logging.getLogger(__name__)
RETRY = timedelta(minutes=10)


def run_due_duties(*, now: datetime | None = None, force: bool = False) -> dict[str, bool]:
    """Run each duty whose time has come; returns the key of each that ran and whether it succeeded.

    Every duty is claimed by one conditional write, so two ticks at once do not run the same one twice. A failing
    duty is noted, tried again after ten minutes (or its own interval, if shorter) and does not stop the others.
    Duties write their own audit rows; the claim itself is bookkeeping of the installation and writes none.
    """
    moment = now or timezone.now()
    return {duty.key: _run(duty, moment) for duty in duties() if _claim(duty, moment, force)}


def _claim(duty: Duty, moment: datetime, force: bool) -> bool:
    last = DutyRun.objects.filter(key=duty.key).first()
    if last is None:
        try:
            with transaction.atomic():
                DutyRun.objects.create(key=duty.key, started_at=moment)
        except IntegrityError:
            return False
        return True
    wait = duty.every if last.succeeded else min(duty.every, RETRY)
    if not force and last.started_at > moment - wait:
        return False
    same = DutyRun.objects.filter(pk=last.pk, started_at=last.started_at)
    return same.update(started_at=moment, finished_at=None, succeeded=False, note="") == 1


def _run(duty: Duty, moment: datetime) -> bool:
    """One round; an unexpected error is the duty's failure, not the tick's."""
    try:
        note, succeeded = duty.run(by=SystemActor("tick")) or "", True
    except Exception as error:  # noqa: BLE001 - other duties must still get their turn
        logger.exception("Duty %s failed", duty.key)
        note, succeeded = f"{type(error).__name__}: {error}", False
    try:
        DutyRun.objects.filter(key=duty.key, started_at=moment).update(
            finished_at=timezone.now(), succeeded=succeeded, note=note[:300]
        )
    except DatabaseError:
        logger.exception("The round of duty %s could not be noted", duty.key)
        return False
    return succeeded
