"""How long meetings are kept."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.meetings.actions.erasing import erase_meetings
from soucinnost.meetings.models import Meeting
from soucinnost.retention.registry import Kind, register

MONTHS = 120


def expired(cutoff: datetime) -> QuerySet[Meeting]:
    """Meetings whose day is before the cut-off, and of locked minutes also the lock.

    Minutes that nobody ever finished have the same term, counted from the day of the meeting: a record does not last
    for ever because a signature is missing. Minutes opened again count from then.
    """
    return Meeting.objects.filter(starts_at__lt=cutoff).filter(
        Q(finalised_at__isnull=True) | Q(finalised_at__lt=cutoff)
    ).exclude(reopenings__at__gte=cutoff)


def register_kinds() -> None:
    """Register meetings with retention; safe to call again."""
    register(
        Kind(
            key="meetings.meeting", label=_("Jednání a jejich zápisy"), default_months=MONTHS, afterwards="erase",
            basis=_("Spisový a skartační plán: zápisy z porad a pracovních skupin; lhůtu nastavte podle svého plánu"),
            expired=expired, dispose=erase_meetings,
            organisation_path="circle__controller__organisation__uid",
        )
    )
