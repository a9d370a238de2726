"""How long meetings are kept."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.meetings.actions.erasing import erase_meetings
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.models import Meeting
from soucinnost.retention.registry import Kind, register

MONTHS = 120


def expired(cutoff: datetime) -> QuerySet[Meeting]:
    """Meetings over and done with before the cut-off: locked, cancelled, or never held."""
    closed = Q(state__in=(MeetingState.FINAL, MeetingState.CANCELLED, MeetingState.PREPARED, MeetingState.INVITED))
    return Meeting.objects.filter(closed, starts_at__lt=cutoff).filter(
        Q(finalised_at__isnull=True) | Q(finalised_at__lt=cutoff)
    )


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
