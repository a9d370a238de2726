"""How long what was withdrawn is kept. Preparations and public versions go with their meeting."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.publishing.actions.erasing import erase_withdrawn
from soucinnost.publishing.models import PublicMinutes
from soucinnost.retention.registry import Kind, register


def expired(cutoff: datetime) -> QuerySet[PublicMinutes]:
    """Withdrawn before the cut-off and not emptied yet."""
    return PublicMinutes.objects.filter(withdrawn_at__lt=cutoff).exclude(words="", title="")


def register_kinds() -> None:
    """Register withdrawn public versions with retention; safe to call again."""
    register(
        Kind(
            key="publishing.withdrawn", label=_("Stažené veřejné verze zápisů"), default_months=12, afterwards="erase",
            basis=_("Doložení, co a kdy bylo veřejné; pak se text maže. Veřejná verze jinak trvá jako její zápis."),
            expired=expired, dispose=erase_withdrawn,
            organisation_path="meeting__circle__controller__organisation__uid",
        )
    )
