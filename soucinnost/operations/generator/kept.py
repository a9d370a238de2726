"""Moments as actions write them; first versions of records, as :func:`soucinnost.versions.actions.keep` writes them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone

from soucinnost.versions.actions import snapshot
from soucinnost.versions.models import Version

BATCH = 2000


def at_hour(day: date, hour: int) -> datetime:
    """An hour of a day in Prague, told in UTC as the clock of actions tells it."""
    return timezone.make_aware(datetime.combine(day, time(hour))).astimezone(UTC)


def keep_first(kind: str, rows: Iterable[tuple[Any, int | None, datetime]]) -> None:
    """Keep the present state of records that have no version yet: ``(record, who wrote it, when)``."""
    Version.objects.bulk_create(
        [
            Version(kind=kind, object_uid=one.uid, number=1, at=at, person_id=person_id, data=snapshot(one))
            for one, person_id, at in rows
        ],
        batch_size=BATCH,
    )
